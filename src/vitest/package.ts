import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The package's folder, wherever the bundler has put this module. */
const root = packageRoot(dirname(fileURLToPath(import.meta.url)))
const dist = join(root, 'dist')

/** The built file of one of the package's entries. */
export function builtFile(name: 'index' | 'suite' | 'stats' | 'runner' | 'stage'): string {
  return join(dist, `${name}.js`)
}

/** Matches the paths of the tool's own files. */
export const distFiles = new RegExp(`^${dist.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}[\\\\/]`)

function packageRoot(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : packageRoot(dirname(folder))
}
