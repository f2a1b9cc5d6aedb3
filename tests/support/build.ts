import { existsSync, readdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type BuildOptions, build } from 'rolldown'
import { loadConfig } from 'rolldown/config'

const root = resolve(import.meta.dirname, '..', '..')
const sources = [
  'src',
  'expectations',
  'reports',
  'package.json',
  'rolldown.config.js',
  'assets.plugin.js',
  'schemas.plugin.js',
]

/** Builds the command that tests start as a process, unless it is newer than all sources. Runs before all tests. */
export async function setup(): Promise<void> {
  const built = join(root, 'dist', 'cli.js')
  if (existsSync(built) && statSync(built).mtimeMs > newestSource()) return
  const config = (await loadConfig(join(root, 'rolldown.config.js'))) as BuildOptions
  await build({ ...config, cwd: root, logLevel: 'warn' })
}

function newestSource(): number {
  const files = sources
    .map(source => join(root, source))
    .flatMap(path => (statSync(path).isFile() ? [path] : filesIn(path)))
  return Math.max(...files.map(file => statSync(file).mtimeMs))
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
}
