import { lstat, readdir, realpath, stat } from 'node:fs/promises'
import { basename, join, relative, resolve, sep } from 'node:path'
import { UserError, unreadable } from '../core/errors.ts'
import { orExplain } from './systemError.ts'

/** A file that is to be stored. */
export interface SourceFile {
  readonly absolutePath: string
  /** Its name, or its path below the folder that is stored, with `/` between the parts. */
  readonly path: string
}

/**
 * The file itself, or every file below a folder, hidden ones too, sorted by path. The store's own folder is
 * left out. A link to a file inside of the folder counts as a file.
 *
 * @throws UserError when there is nothing, or something that is not a file: a link to a folder or out of the
 * folder, a pipe, a device, a name with a control character.
 */
export async function listSourceFiles(path: string, store: string): Promise<readonly SourceFile[]> {
  const entry = await stat(path).catch(() => undefined)
  if (entry === undefined) throw unreadable(`There is no file or folder ${path}.`)
  if (entry.isFile()) return [{ absolutePath: path, path: checkedPath(basename(path)) }]
  if (!entry.isDirectory()) throw unreadable(`${path} is neither a file nor a folder.`)
  const root = await realpath(path)
  const absolutePaths = await filesBelow(root, root, await realpath(store).catch(() => resolve(store)))
  if (absolutePaths.length === 0) throw unreadable(`The folder ${path} has no files in it.`)
  return absolutePaths
    .map(file => ({ absolutePath: file, path: checkedPath(relative(root, file).split(sep).join('/')) }))
    .sort((a, b) => (a.path < b.path ? -1 : 1))
}

async function filesBelow(folder: string, root: string, store: string): Promise<readonly string[]> {
  const files: string[] = []
  for (const entry of await orExplain(`${folder} cannot be read`, () =>
    readdir(folder, { withFileTypes: true }),
  )) {
    const path = join(folder, entry.name)
    if (path === store) continue
    if (entry.isDirectory()) files.push(...(await filesBelow(path, root, store)))
    else if (entry.isFile()) files.push(path)
    else files.push(await linkedFile(path, root))
  }
  return files
}

async function linkedFile(path: string, root: string): Promise<string> {
  if (!(await lstat(path)).isSymbolicLink()) throw unreadable(`${path} is neither a file nor a folder.`)
  const target = await realpath(path).catch(() => undefined)
  if (target === undefined) throw unreadable(`${path} is a link to nothing.`)
  if (!target.startsWith(root + sep))
    throw unreadable(`${path} is a link to ${target}, which is outside of the folder that is stored.`, {
      hint: 'Put a copy of the file in its place, or leave it out.',
    })
  if (!(await stat(target)).isFile())
    throw unreadable(`${path} is a link to a folder, and links are followed to files only.`)
  return path
}

/** A line break in a path would let two different folders have one digest. */
function checkedPath(path: string): string {
  if (/\p{Cc}/u.test(path))
    throw new UserError(`The file name ${JSON.stringify(path)} contains a control character.`, {
      hint: 'Rename the file first.',
    })
  return path
}
