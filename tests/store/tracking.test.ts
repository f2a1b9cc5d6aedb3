import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createClient } from '@libsql/client'
import { expect, onTestFinished, test } from 'vitest'
import type { Run } from '../../src/core/tracking.ts'
import { openStore } from '../../src/store/index.ts'
import { openTracking } from '../../src/store/tracking/index.ts'
import { isAlive } from '../../src/store/tracking/process.ts'
import { backToVersion } from '../support/oldStore.ts'
import { workspace } from '../support/workspace.ts'

const start = (id: string, more: Partial<Run> = {}) => ({
  ...{ id, project: 'p', group: 'g', name: 'split', jobType: 'segregate', config: { size: 0.3 } },
  command: ['mlcheck', 'run'],
  startedAt: '2026-11-30T10:00:00.000Z',
  ...more,
})

const end = (id: string) => ({
  ...{ id, state: 'finished' as const, endedAt: '2026-11-30T10:01:00.000Z', summary: { auc: 0.9 } },
})

function place(files: Readonly<Record<string, string>> = {}) {
  const { folder } = workspace(files)
  const context = { cwd: folder, env: { MLCHECK_HOME: join(folder, '.mlcheck') } }
  return { folder, context, tracking: openTracking(context), store: openStore(context) }
}

test('a run is what was written of it, from its start to its end', async () => {
  const { tracking } = place()
  expect(await tracking.runs()).toEqual([])
  await tracking.write({ started: [start('aaaa1111', { commit: 'c0ffee', parent: 'ffff0000' })] })
  expect(await tracking.find('aaaa')).toEqual({
    ...start('aaaa1111', { commit: 'c0ffee', parent: 'ffff0000' }),
    state: 'running',
  })
  await tracking.write({ ended: [{ ...end('aaaa1111'), failure: 'it broke', cachedFrom: 'bbbb' }] })
  expect(await tracking.find('AAAA1')).toEqual({
    ...start('aaaa1111', { commit: 'c0ffee', parent: 'ffff0000' }),
    ...end('aaaa1111'),
    failure: 'it broke',
    cachedFrom: 'bbbb',
  })
})

test('runs are listed the newest first, by project, group, parent', async () => {
  const { tracking } = place()
  const times = ['10:00', '10:05', '10:02'].map(time => `2026-11-30T${time}:00.000Z`)
  await tracking.write({
    started: [
      start('aaaa1111', { startedAt: times[0] ?? '' }),
      start('bbbb1111', { startedAt: times[1] ?? '', project: 'q' }),
      start('cccc1111', { startedAt: times[2] ?? '', parent: 'aaaa1111', group: 'h' }),
    ],
  })
  const ids = async (filter: Parameters<typeof tracking.runs>[0]) =>
    (await tracking.runs(filter)).map(({ id }) => id.slice(0, 4))
  expect(await ids({})).toEqual(['bbbb', 'cccc', 'aaaa'])
  expect(await ids({ limit: 1 })).toEqual(['bbbb'])
  expect(await ids({ project: 'p' })).toEqual(['cccc', 'aaaa'])
  expect(await ids({ group: 'h' })).toEqual(['cccc'])
  expect(await ids({ parent: 'aaaa1111' })).toEqual(['cccc'])
  expect(await ids({ isTop: true })).toEqual(['bbbb', 'aaaa'])
})

test('metrics keep every number, NaN and infinities too, in the order of their steps', async () => {
  const { tracking } = place()
  const values = [0.1, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e-320, -0]
  const metrics = values.map((value, step) => ({ run: 'aaaa1111', key: 'loss', step, value }))
  await tracking.write({ metrics: metrics.toReversed() })
  expect(await tracking.metrics('aaaa1111')).toEqual(
    metrics.map(metric => (Object.is(metric.value, -0) ? { ...metric, value: 0 } : metric)),
  )
  await tracking.write({ metrics: [{ run: 'aaaa1111', key: 'loss', step: 0, value: 7 }] })
  expect((await tracking.metrics('aaaa1111'))[0]?.value).toBe(7)
})

test('a thousand metrics are one statement of one transaction', async () => {
  const { tracking } = place()
  const metrics = Array.from({ length: 1000 }, (_, step) => ({
    run: 'aaaa1111',
    key: 'loss',
    step,
    value: step / 7,
  }))
  await tracking.write({ metrics })
  expect(await tracking.metrics('aaaa1111')).toEqual(metrics)
})

test('changes that cannot all be made are not made', async () => {
  const { tracking } = place()
  await tracking.write({ started: [start('aaaa1111')] })
  await expect(
    tracking.write({
      metrics: [{ run: 'aaaa1111', key: 'x', step: 0, value: 1 }],
      started: [start('bbbb1111'), start('aaaa1111')],
    }),
  ).rejects.toThrow(/UNIQUE/)
  expect(await tracking.runs()).toHaveLength(1)
  expect(await tracking.metrics('aaaa1111')).toEqual([])
})

test('a version is put without latest, which moves with all other aliases of the run', async () => {
  const { tracking, store, folder } = place({ 'a.csv': 'x\n1\n', 'b.csv': 'x\n2\n' })
  const put = async (name: string, more = {}) =>
    (await store.put({ path: join(folder, name), project: 'p', name: 'data', ...more })).artifact
  await put('a.csv')
  const made = await put('b.csv', { movesLatest: false, producedBy: 'aaaa1111' })
  const latest = () => store.find({ project: 'p', name: 'data', alias: 'latest' })
  expect([made.version, (await latest()).version]).toEqual(['v1', 'v0'])
  await tracking.write({ aliases: [{ ...made, aliases: ['latest', 'prod'] }] })
  expect(await latest()).toMatchObject({ version: 'v1', aliases: ['latest', 'prod'] })
})

test('work is recalled as long as all that it made is there', async () => {
  const { tracking, store, folder } = place({ 'a.csv': 'x\n1\n', 'b.csv': 'x\n2\n' })
  const { artifact } = await store.put({ path: join(folder, 'a.csv'), project: 'p', name: 'data' })
  const { project, name, version, digest } = artifact
  const work = {
    ...{ key: 'k', run: 'aaaa1111', createdAt: '2026-11-30T10:00:00.000Z', summary: { rows: 1 } },
    outputs: { data: { project, name, version, digest } },
  }
  await tracking.write({ cached: [work] })
  expect(await tracking.recall('k')).toEqual(work)
  expect(await tracking.recall('other')).toBeUndefined()
  await store.put({ path: join(folder, 'b.csv'), project: 'p', name: 'data' })
  await store.remove({ project, name, alias: version })
  expect(await tracking.recall('k')).toBeUndefined()
})

test('lineage outlives the versions that it is about', async () => {
  const { tracking } = place()
  const version = { project: 'p', name: 'data', version: 'v0', digest: 'd' }
  const edges = [
    { run: 'aaaa1111', role: 'produced' as const, port: 'data', ...version },
    { run: 'bbbb1111', role: 'used' as const, port: 'sample', ...version },
  ]
  await tracking.write({ lineage: edges })
  expect(await tracking.lineage({ project: 'p', name: 'data' })).toEqual(edges)
  expect(await tracking.lineage({ run: 'bbbb1111' })).toEqual([edges[1]])
})

test('files of runs are no garbage', async () => {
  const { tracking, store, folder } = place({ 'plot.svg': '<svg/>' })
  const file = { run: 'aaaa1111', path: 'plot.svg', ...(await tracking.addFile(join(folder, 'plot.svg'))) }
  await tracking.write({ files: [file] })
  expect(await tracking.files('aaaa1111')).toEqual([file])
  expect(await store.collectGarbage({ dryRun: true })).toMatchObject({ removedFiles: 0, recentFiles: 0 })
})

test('a run whose process is gone, or is another one by now, crashed', async () => {
  const { tracking, context } = place()
  await tracking.write({ started: [start('aaaa1111'), start('bbbb1111'), start('cccc1111')] })
  const client = createClient({ url: `file:${join(context.env.MLCHECK_HOME, 'store.db')}` })
  onTestFinished(() => client.close())
  const child = spawn(process.execPath, ['-e', ''])
  const { pid } = child
  await once(child, 'exit')
  const mark = async (id: string, changes: Readonly<Record<string, unknown>>) => {
    const [row] = (await client.execute({ sql: 'SELECT process FROM run WHERE id = ?', args: [id] })).rows
    const changed = JSON.stringify({ ...JSON.parse(String(row?.process)), ...changes })
    await client.execute({ sql: 'UPDATE run SET process = ? WHERE id = ?', args: [changed, id] })
  }
  await mark('aaaa1111', { pid })
  await mark('bbbb1111', { started: '1' })
  const states = Object.fromEntries((await tracking.runs()).map(({ id, state }) => [id, state]))
  expect(states).toEqual({
    aaaa1111: 'crashed',
    bbbb1111: process.platform === 'linux' ? 'crashed' : 'running',
    cccc1111: 'running',
  })
})

test('a process of another machine is taken to be alive', () => {
  expect(isAlive({ host: 'elsewhere', pid: 1, started: '5' })).toBe(true)
})

test('a store that an older version wrote has no runs', async () => {
  const { tracking, store, folder, context } = place({ 'a.csv': 'x\n1\n' })
  await store.put({ path: join(folder, 'a.csv'), project: 'p', name: 'data' })
  await backToVersion(join(context.env.MLCHECK_HOME, 'store.db'), 3)
  expect(await tracking.runs()).toEqual([])
  expect(await store.collectGarbage({ dryRun: true })).toMatchObject({ removedFiles: 0 })
  await tracking.write({ started: [start('aaaa1111')] })
  expect(await tracking.runs()).toHaveLength(1)
})

test('a run that is not there is said not to be', async () => {
  const { tracking } = place()
  await expect(tracking.find('abcd')).rejects.toThrow(
    /^There is no run "abcd": the list of runs in .* is empty\.$/,
  )
  await tracking.write({ started: [start('aaaa1111'), start('aaaa2222')] })
  await expect(tracking.find('aaaa')).rejects.toThrow('2 runs begin with aaaa.')
  await expect(tracking.find('aaab1111')).rejects.toMatchObject({ hint: 'Did you mean aaaa1111?' })
})
