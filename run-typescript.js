// Runs a TypeScript file with a Node that cannot strip types: node run-typescript.js FILE [ARGUMENT…]
// The file and what it imports become one bundle in a folder of node_modules, from where packages are found; its
// workers load the same bundle.
import { mkdtempSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { rolldown } from 'rolldown'
import config from './rolldown.config.js'
import { assets } from './assets.plugin.js'

const [file, ...rest] = process.argv.slice(2)
const folder = mkdtempSync(join(import.meta.dirname, 'node_modules', '.mlcheck-run-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))

const bundle = await rolldown({
  input: resolve(file),
  platform: 'node',
  external: config.external,
  plugins: [assets()],
})
const { output } = await bundle.write({ dir: folder, format: 'esm', entryFileNames: 'main.mjs' })
await bundle.close()

const main = join(folder, output[0].fileName)
process.argv = [process.execPath, main, ...rest]
await import(pathToFileURL(main).href)
