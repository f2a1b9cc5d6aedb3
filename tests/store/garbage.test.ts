import { existsSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { parseArtifactReference } from '../../src/core/artifact.ts'
import { openStore } from '../../src/store/index.ts'
import { workspace } from '../support/workspace.ts'

test('the bytes of a removed version are freed, those of the others stay', async () => {
  const given = await twoVersions()
  await given.store.remove(parseArtifactReference('data:v0'))
  given.age()
  const freed = { expiredVersions: 0, removedFiles: 1, removedBytes: 3, recentFiles: 0 }
  expect(await given.store.collectGarbage({ dryRun: true })).toEqual(freed)
  expect(await given.store.collectGarbage()).toEqual(freed)
  expect(await given.store.collectGarbage()).toEqual({
    expiredVersions: 0,
    removedFiles: 0,
    removedBytes: 0,
    recentFiles: 0,
  })
  await given.store.open(parseArtifactReference('data:v1'))
  expect(given.names('checkout')).toHaveLength(1)
})

test('bytes that two versions share stay while one of them is left', async () => {
  const given = await twoVersions()
  await given.put('one', 'other')
  await given.store.remove(parseArtifactReference('data:v0'))
  given.age()
  expect((await given.store.collectGarbage()).removedFiles).toBe(0)
})

test('what was written within the last hour stays', async () => {
  const given = await twoVersions()
  await given.store.remove(parseArtifactReference('data:v0'))
  writeFileSync(join(given.folder, '.mlcheck/tmp/half'), 'written')
  expect(await given.store.collectGarbage()).toEqual({
    expiredVersions: 0,
    removedFiles: 0,
    removedBytes: 0,
    recentFiles: 2,
  })
})

test('what a killed process left half written goes after an hour', async () => {
  const given = await twoVersions()
  writeFileSync(join(given.folder, '.mlcheck/tmp/half'), 'written')
  given.age()
  expect(await given.store.collectGarbage()).toEqual({
    expiredVersions: 0,
    removedFiles: 1,
    removedBytes: 7,
    recentFiles: 0,
  })
  expect(given.names('tmp')).toEqual([])
})

test('content that is put again while it is collected is there afterwards', async () => {
  const given = await twoVersions()
  for (let round = 0; round < 30; round++) {
    await given.store.remove(parseArtifactReference('data:latest'))
    given.age()
    const collector = openStore({ cwd: given.folder, env: {} })
    await Promise.all([given.put('two'), collector.collectGarbage()])
    await given.store.open(parseArtifactReference('data'))
  }
})

test('an object that vanishes before its version is recorded is stored again', async () => {
  const given = await twoVersions()
  const { createClient } = await import('@libsql/client/sqlite3')
  const client = createClient({ url: `file:${join(given.folder, '.mlcheck/store.db')}` })
  const collector = await client.transaction('write')
  const object = join(
    given.folder,
    '.mlcheck/objects/ab/929fcd5594037960792ea0b98caf5fdaf6b60645e4ef248c28db74260f393e',
  )
  const putting = given.put('four\n')
  while (!existsSync(object)) await setImmediate()
  rmSync(object)
  await collector.rollback()
  client.close()
  const { artifact } = await putting
  expect(artifact.version).toBe('v2')
  await given.store.open(parseArtifactReference('data'))
})

async function twoVersions() {
  const { folder } = workspace()
  const store = openStore({ cwd: folder, env: {} })
  const names = (part: string) => readdirSync(join(folder, '.mlcheck', part))
  const put = (content: string, name = 'data') => {
    writeFileSync(join(folder, 'data.csv'), content)
    return store.put({ path: join(folder, 'data.csv'), project: 'default', name })
  }
  await put('one')
  await put('two')
  return {
    folder,
    store,
    put,
    names,
    /** Makes every file of the store look two hours old. */
    age(): void {
      const then = new Date(Date.now() - 7_200_000)
      const home = join(folder, '.mlcheck')
      for (const entry of readdirSync(home, { recursive: true, withFileTypes: true }))
        if (entry.isFile()) utimesSync(join(entry.parentPath, entry.name), then, then)
    },
  }
}
