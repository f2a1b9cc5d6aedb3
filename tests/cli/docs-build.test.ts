import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openHistory } from '../../src/store/index.ts'
import { anEntry } from '../support/history.ts'
import { csv, type Workspace, workspace } from '../support/workspace.ts'

const suite = 'columns:\n  a:\n    - toHaveValuesBetween: { max: 9 }\n'

function shop() {
  const given = workspace({
    's.yaml': suite,
    'good.csv': csv({ a: [1, 2, 3] }),
    'bad.csv': csv({ a: [1, 2, 30] }),
  })
  const judge = (sample: string, series = 'weekly') =>
    given.run(...['--sample', sample, '--suite', 's.yaml', '--series', series])
  return { ...given, judge }
}

const pages = (given: Workspace) => readdirSync(join(given.folder, 'mlcheck-docs')).toSorted()
const read = (given: Workspace, ...path: readonly string[]) =>
  readFileSync(join(given.folder, 'mlcheck-docs', ...path), 'utf8')

test('a site has a page for each series, and the newest reports', async () => {
  const given = shop()
  await given.judge('good.csv')
  await given.judge('bad.csv')
  await given.judge('good.csv', '../../a "b" <c>')
  const { stdout, code } = await given.run('docs', 'build')
  expect([code, stdout]).toEqual([0, 'mlcheck-docs/index.html: 2 series, 1 report\n'])
  const [slugOfOther, , , weekly = ''] = pages(given)
  expect(slugOfOther).toMatch(/^a-b-c-[0-9a-f]{8}$/)
  expect(pages(given).slice(1, 3)).toEqual(['index.html', 'runs'])
  expect(weekly).toMatch(/^weekly-[0-9a-f]{8}$/)
  expect(read(given, 'index.html')).toContain('../../a &quot;b&quot; &lt;c&gt;')
  expect(read(given, weekly, 'index.html')).toContain('Batch 2, bad.csv: failed, 1 finding in 1 check.')
})

test('reports that are in the site stay, and those of other runs are not taken for them', async () => {
  const given = shop()
  await given.judge('good.csv')
  await given.run('docs', 'build')
  const [first = ''] = readdirSync(join(given.folder, 'mlcheck-docs', 'runs'))
  const report = read(given, 'runs', first, 'index.html')
  await given.judge('bad.csv')
  await given.judge('good.csv', 'another')
  await given.run('docs', 'build')
  expect(read(given, 'runs', first, 'index.html')).toBe(report)
  expect(readdirSync(join(given.folder, 'mlcheck-docs', 'runs'))).toHaveLength(2)
})

test('pages of full blocks of 52 batches are written once', async () => {
  const given = shop()
  const history = openHistory({ cwd: given.folder, env: {} })
  for (let batch = 1; batch <= 110; batch++) {
    await history.reserve('weekly', `sha256:${batch}`)
    await history.record(
      anEntry({
        batch,
        runId: `run-${batch}`,
        startedAt: '2026-11-01T06:12:04.000Z',
        sample: { label: `week${batch}.csv`, identity: `sha256:${batch}` },
      }),
    )
  }
  await given.run('docs', 'build')
  const slug = pages(given).find(name => name.startsWith('weekly')) ?? ''
  expect(readdirSync(join(given.folder, 'mlcheck-docs', slug)).toSorted()).toEqual([
    'batches-1-52.html',
    'batches-53-104.html',
    'index.html',
  ])
  expect(read(given, slug, 'index.html')).toContain('week110.csv')
  expect(read(given, slug, 'index.html')).not.toContain('week58.csv')
  expect(read(given, slug, 'batches-53-104.html')).toContain('week58.csv')
})

test('without a history there is nothing to build', async () => {
  const given = shop()
  const { code, stderr } = await given.run('docs', 'build')
  expect(code).toBe(3)
  expect(stderr).toMatchInlineSnapshot(`
    "error: Nothing is recorded in .mlcheck.
    hint:  Runs are recorded with --series NAME.
    "
  `)
  expect(existsSync(join(given.folder, 'mlcheck-docs'))).toBe(false)
})
