import { chmodSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openStore } from '../../src/store/index.ts'
import { bundleScript, outputOf, startScript } from '../support/scripts.ts'
import { workspace } from '../support/workspace.ts'

// Permissions do not hold back root, so that the reader is somebody else then: nobody.
const uid = process.getuid?.() === 0 ? 65_534 : undefined

test('a store that may not be written is read in place', async () => {
  const { home, before } = await readOnlyStore()
  const { paths, contents } = await readIn(home)
  expect(contents).toEqual(['a\n1\n'])
  expect(paths.every(path => path.startsWith(home))).toBe(true)
  expect(readdirSync(home, { recursive: true })).toEqual(before)
})

test('a layout that is missing is made elsewhere, and removed afterwards', async () => {
  const { home } = await readOnlyStore({ withoutLayout: true })
  const { paths, contents } = await readIn(home)
  expect(contents).toEqual(['a\n1\n'])
  expect(
    paths.map(path => path.startsWith(join(tmpdir(), 'mlcheck-')) && path.endsWith('/data.csv')),
  ).toEqual([true])
  const folder = paths[0]?.split('/').at(-2) ?? ''
  expect(readdirSync(tmpdir())).not.toContain(folder)
})

async function readIn(home: string): Promise<{ readonly paths: string[]; readonly contents: string[] }> {
  const { script, remove } = await bundleScript(new URL('./reader.ts', import.meta.url))
  onTestFinished(remove)
  return JSON.parse(await outputOf(startScript(script, [home, 'data'], { uid })))
}

async function readOnlyStore({ withoutLayout = false } = {}) {
  const { folder } = workspace({ 'data.csv': 'a\n1\n' })
  const home = join(folder, 'store')
  const store = openStore({ cwd: folder, env: { MLCHECK_HOME: home } })
  await store.put({ path: join(folder, 'data.csv'), project: 'default', name: 'data' })
  if (withoutLayout) rmSync(join(home, 'checkout'), { recursive: true })
  chmodSync(folder, 0o755)
  setMode(home, 0o555)
  onTestFinished(() => setMode(home, 0o755))
  return { home, before: readdirSync(home, { recursive: true }) }
}

function setMode(home: string, mode: number): void {
  chmodSync(home, mode)
  for (const entry of readdirSync(home, { recursive: true, withFileTypes: true }))
    if (entry.isDirectory()) chmodSync(join(entry.parentPath, entry.name), mode)
}
