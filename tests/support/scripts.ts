import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Plugin, rolldown } from 'rolldown'

/** Bundles a TypeScript file, so that a process of its own can run it. The folder is the caller's to remove. */
export async function bundleScript(source: URL): Promise<{ readonly script: string; remove(): void }> {
  const folder = mkdtempSync(join(tmpdir(), 'mlcheck-script-'))
  // Other users run it too.
  chmodSync(folder, 0o755)
  const bundle = await rolldown({
    input: fileURLToPath(source),
    platform: 'node',
    plugins: [nativePackagesStay],
    logLevel: 'silent',
  })
  await bundle.write({ dir: folder, format: 'esm', entryFileNames: 'script.mjs' })
  return { script: join(folder, 'script.mjs'), remove: () => rmSync(folder, { recursive: true }) }
}

/** Starts a bundled script; standard error is the test's own. */
export function startScript(
  script: string,
  args: readonly string[],
  { uid }: { readonly uid?: number } = {},
): ChildProcess {
  return spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'inherit'], uid })
}

/** What a script wrote to standard output; fails unless it ended well. */
export async function outputOf(child: ChildProcess): Promise<string> {
  let output = ''
  child.stdout?.on('data', chunk => {
    output += chunk
  })
  const [code, signal] = await once(child, 'close')
  if (code !== 0) throw new Error(`The script ended with ${signal ?? code}: ${output}`)
  return output
}

// A bundle elsewhere does not find the project's packages by name.
const nativePackagesStay: Plugin = {
  name: 'native-packages-stay',
  resolveId(id) {
    if (!id.startsWith('@libsql/')) return undefined
    return { id: fileURLToPath(import.meta.resolve(id)), external: true }
  },
}
