import { chmodSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createClient } from '@libsql/client/sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { openHistory, openStore } from '../../src/store/index.ts'
import { anEntry, aTest } from '../support/history.ts'
import { bundleScript, outputOf, startScript } from '../support/scripts.ts'
import { backToVersion } from '../support/oldStore.ts'
import { workspace } from '../support/workspace.ts'

test('a batch is remembered as it was recorded', async () => {
  const { history } = shop()
  const entry = anEntry({ tests: [aTest('price.ks')], failed: ['price.ks'], verdict: 'failed' })
  await history.reserve('weekly', 'sha256:1')
  expect(await history.entries('weekly')).toEqual([])
  await history.record(entry)
  expect(await history.entries('weekly')).toEqual([entry])
  expect(await history.entries('daily')).toEqual([])
})

test('checks are remembered with their numbers, a few bytes for each', async () => {
  const { history, folder } = shop()
  const checks = Array.from({ length: 300 }, (_, index) => ({
    id: `feature_${index % 50}.check-${Math.floor(index / 50)}`,
    status: index % 20 === 0 ? ('failed' as const) : ('passed' as const),
    ...(index % 3 === 0 ? { value: index / 1000 } : {}),
    ...(index % 6 === 0 ? { limit: 0.0244 } : {}),
  }))
  await history.reserve('weekly', 'sha256:1')
  await history.record(anEntry({ checks }))
  expect((await history.entries('weekly'))[0]?.checks).toEqual(checks)
  const client = createClient({ url: `file:${join(folder, 'store', 'store.db')}` })
  onTestFinished(() => client.close())
  const { rows } = await client.execute('SELECT length(checks) AS bytes FROM batch')
  expect(Number(rows[0]?.bytes)).toBeLessThan(3000)
})

test('the same sample keeps its number, and its entry is replaced', async () => {
  const { history, judge } = shop()
  expect([await judge('a'), await judge('b'), await judge('a', 'again'), await judge('c')]).toEqual([
    1, 2, 1, 3,
  ])
  expect((await history.entries('weekly')).map(({ batch, runId }) => [batch, runId])).toEqual([
    [1, 'run-again'],
    [2, 'run-b'],
    [3, 'run-c'],
  ])
})

test('a number is taken by a run that did not end', async () => {
  const { history, judge } = shop()
  expect(await history.reserve('weekly', 'sha256:broken')).toBe(1)
  expect(await judge('b')).toBe(2)
  expect(await history.reserve('weekly', 'sha256:broken')).toBe(1)
})

test('series count by themselves, whatever they are called', async () => {
  const { history } = shop()
  const names = ['../../etc/passwd', "'; DROP TABLE batch; --", '\u001b[2J', '価格', '']
  for (const series of names) {
    expect(await history.reserve(series, 'sha256:1')).toBe(1)
    await history.record(anEntry({ series, runId: `run of ${series}` }))
  }
  expect(await history.seriesNames()).toEqual(names.toSorted())
  for (const series of names) expect(await history.entries(series)).toHaveLength(1)
})

test('a run of ten tests takes about a kilobyte', async () => {
  const { history, folder } = shop()
  const tests = Array.from({ length: 10 }, (_, column) => aTest(`feature_${column}.same-distribution`))
  await history.reserve('weekly', 'sha256:1')
  await history.record(anEntry({ tests, failed: tests.map(({ id }) => id) }))
  const client = createClient({ url: `file:${join(folder, 'store', 'store.db')}` })
  onTestFinished(() => client.close())
  const { rows } = await client.execute('SELECT length(entry) AS bytes FROM batch')
  expect(Number(rows[0]?.bytes)).toBeLessThan(1800)
})

test('recording without a reservation is a mistake that changes nothing', async () => {
  const { history } = shop()
  await history.reserve('weekly', 'sha256:other')
  await expect(history.record(anEntry())).rejects.toThrow(
    'Batch 1 of weekly is not reserved for this sample.',
  )
  expect(await history.entries('weekly')).toEqual([])
})

test('a run is accepted by its id or the beginning of it, and back', async () => {
  const { history, judge } = shop()
  await judge('abcd1')
  await judge('abcd2')
  expect((await history.accept('run-abcd1', 'accepted')).acceptance).toBe('accepted')
  expect((await history.accept('RUN-ABCD2', 'revoked')).acceptance).toBe('revoked')
  const said = async () => (await history.entries('weekly')).map(({ acceptance }) => acceptance)
  expect(await said()).toEqual(['accepted', 'revoked'])
  await judge('abcd1')
  expect(await said()).toEqual(['accepted', 'revoked'])
})

test('a run that is not there is explained', async () => {
  const { history, judge, folder } = shop()
  const explained = async (run: string) => {
    const error = await history.accept(run, 'accepted').catch(error => error)
    return `${error.exitCode} ${error.message} ${error.hint}`.replaceAll(folder, 'DIR')
  }
  expect(await explained('run-1')).toMatchInlineSnapshot(
    `"3 There is no run "run-1": the history in DIR/store is empty. Runs are recorded with --series NAME."`,
  )
  await judge('abcd1')
  await judge('abcd2')
  expect([
    await explained('abc'),
    await explained('run-'),
    await explained('run-abdc1'),
    await explained('zzzzzzzz'),
    await explained('%%%%'),
  ]).toMatchInlineSnapshot(`
    [
      "2 "abc" is too short for the id of a run. Write its first 4 characters or more; mlcheck history shows them.",
      "2 2 runs begin with run-. They are run-abcd2 and run-abcd1.",
      "3 There is no run "run-abdc1" in the history in DIR/store. Did you mean run-abcd1?",
      "3 There is no run "zzzzzzzz" in the history in DIR/store. The newest are run-abcd, run-abcd.",
      "3 There is no run "%%%%" in the history in DIR/store. The newest are run-abcd, run-abcd.",
    ]
  `)
})

test('a store of the first version gains the history, and keeps its artifacts', async () => {
  const { folder, history, context } = shop()
  const store = openStore(context)
  writeFileSync(join(folder, 'data.csv'), 'a\n1\n')
  await store.put({ path: join(folder, 'data.csv'), project: 'default', name: 'data' })
  await backToVersion(join(folder, 'store', 'store.db'), 1)

  expect(await history.seriesNames()).toEqual([])
  expect(await history.entries('weekly')).toEqual([])
  expect(await history.reserve('weekly', 'sha256:1')).toBe(1)
  await history.record(anEntry())
  expect(await history.entries('weekly')).toEqual([anEntry()])
  expect((await store.list()).map(({ name, version }) => `${name}:${version}`)).toEqual(['data:v0'])
})

test('reading a store of the first version does not change it', async () => {
  const { folder, history, context } = shop()
  writeFileSync(join(folder, 'data.csv'), 'a\n1\n')
  await openStore(context).put({ path: join(folder, 'data.csv'), project: 'default', name: 'data' })
  const file = join(folder, 'store', 'store.db')
  await backToVersion(file, 1)
  await history.entries('weekly')
  await expect(history.accept('1234', 'accepted')).rejects.toThrow('There is no run')
  expect(await versionOf(file)).toBe(1)
})

test('samples that are judged at the same time get numbers of their own', async () => {
  const { history, folder } = shop()
  const { script, remove } = await bundleScript(new URL('./historian.ts', import.meta.url))
  onTestFinished(remove)
  const home = join(folder, 'store')
  // Each process judges ten samples; those of the second pair are the same ones.
  const said = await Promise.all(
    ['a', 'b', 'c', 'c'].map(name => outputOf(startScript(script, [home, name, '10']))),
  )
  const numbers = said.map(text => text.trim().split(' ').map(Number))
  expect(numbers[2]).toEqual(numbers[3])
  expect(
    numbers
      .slice(0, 3)
      .flat()
      .toSorted((a, b) => a - b),
  ).toEqual(Array.from({ length: 30 }, (_, index) => index + 1))
  const entries = await history.entries('weekly')
  expect(entries.map(({ batch }) => batch)).toEqual(Array.from({ length: 30 }, (_, index) => index + 1))
}, 60_000)

test('a process killed while it writes loses nothing that was recorded', async () => {
  const { history, folder } = shop()
  const { script, remove } = await bundleScript(new URL('./historian.ts', import.meta.url))
  onTestFinished(remove)
  const child = startScript(script, [join(folder, 'store'), 'a', '100000'])
  const said = await new Promise<string>(resolve => {
    let text = ''
    child.stdout?.on('data', chunk => {
      text += chunk
      if (text.split(' ').length > 12) child.kill('SIGKILL')
    })
    child.on('close', () => resolve(text))
  })
  const told = said.split(' ').slice(0, -1).length
  const entries = await history.entries('weekly')
  expect(entries.length).toBeGreaterThanOrEqual(told)
  expect(await history.reserve('weekly', 'sha256:new')).toBeGreaterThan(told)
}, 60_000)

test('a history that may not be written is read in place', async () => {
  const { folder, judge } = shop()
  await judge('a')
  const home = join(folder, 'store')
  const { script, remove } = await bundleScript(new URL('./historian.ts', import.meta.url))
  onTestFinished(remove)
  chmodSync(folder, 0o755)
  for (const name of readdirSync(home)) chmodSync(join(home, name), name === 'store.db' ? 0o444 : 0o555)
  chmodSync(home, 0o555)
  onTestFinished(() => chmodSync(home, 0o755))
  // Permissions do not hold back root, so that the reader is somebody else then: nobody.
  const uid = process.getuid?.() === 0 ? 65_534 : undefined
  expect(JSON.parse(await outputOf(startScript(script, [home, 'a', 'read'], { uid })))).toMatchObject({
    entries: 1,
    refused: { exitCode: 3 },
  })
})

function shop() {
  const { folder } = workspace()
  const context = { cwd: folder, env: { MLCHECK_HOME: join(folder, 'store') } }
  const history = openHistory(context)
  const judge = async (sample: string, run = sample) => {
    const batch = await history.reserve('weekly', `sha256:${sample}`)
    const identity = { label: 'week.csv', identity: `sha256:${sample}` }
    await history.record(anEntry({ batch, runId: `run-${run}`, sample: identity }))
    return batch
  }
  return { folder, context, history, judge }
}

async function versionOf(file: string): Promise<unknown> {
  const client = createClient({ url: `file:${file}` })
  onTestFinished(() => client.close())
  return (await client.execute('PRAGMA user_version')).rows[0]?.user_version
}
