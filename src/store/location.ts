import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

const folderName = '.mlcheck'

/**
 * The folder of the store: `MLCHECK_HOME` where it is set, else the nearest `.mlcheck` in `cwd` or above it,
 * else `.mlcheck` in `cwd`, which need not exist.
 */
export function locateStore(cwd: string, env: Readonly<Record<string, string | undefined>>): string {
  if (env.MLCHECK_HOME) return resolve(cwd, env.MLCHECK_HOME)
  for (let folder = resolve(cwd); ; folder = dirname(folder)) {
    const candidate = join(folder, folderName)
    if (existsSync(candidate)) return candidate
    if (dirname(folder) === folder) return join(resolve(cwd), folderName)
  }
}
