// Runs a TypeScript file with a Node that cannot strip types: node run-typescript.js FILE [ARGUMENT…]
// The file and what it imports become one bundle in a temporary folder; its workers load the same bundle.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { rolldown } from 'rolldown'

const [file, ...rest] = process.argv.slice(2)
const folder = mkdtempSync(join(tmpdir(), 'mlcheck-run-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))

const bundle = await rolldown({ input: resolve(file), platform: 'node', external: /^node:/ })
const { output } = await bundle.write({ dir: folder, format: 'esm', entryFileNames: 'main.mjs' })
await bundle.close()

const main = join(folder, output[0].fileName)
process.argv = [process.execPath, main, ...rest]
await import(pathToFileURL(main).href)
