import { rmSync } from 'node:fs'

/** Folders of databases that nobody has closed yet. */
const temporaries = new Set<string>()

/** Has a folder removed when the process ends: a second Ctrl-C does not wait for databases to be closed. */
export function removeAtExit(folder: string): void {
  if (temporaries.size === 0 && !process.listeners('exit').includes(removeTemporaries))
    process.on('exit', removeTemporaries)
  temporaries.add(folder)
}

/** Says that a folder is gone. */
export function nothingToRemove(folder: string): void {
  temporaries.delete(folder)
}

function removeTemporaries(): void {
  for (const folder of temporaries) rmSync(folder, { recursive: true, force: true })
}
