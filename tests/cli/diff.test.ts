import { expect, test } from 'vitest'
import { csv, workspace } from '../support/workspace.ts'

const suite = `columns:
  a:
    - toHaveValuesBetween: { max: 9 }
  b:
    - toHaveNoNulls
`
const rows = Array.from({ length: 20 }, (_, row) => row)
const files = {
  's.yaml': suite,
  'week1.csv': csv({ a: rows.map(row => row % 5), b: rows.map(row => (row === 3 ? null : row)) }),
  'week2.csv': csv({ a: rows.map(row => row % 11), b: rows }),
}

async function twoRuns() {
  const given = workspace(files)
  const ids = []
  for (const week of ['week1', 'week2']) {
    const { stdout } = await given.run(
      ...['--sample', `${week}.csv`, '--suite', 's.yaml', '--series', 'weekly', '--json', '--report', week],
    )
    ids.push(JSON.parse(stdout).run.id.slice(0, 8))
  }
  return { ...given, ids: ids as [string, string] }
}

test('two runs of the history are compared check by check', async () => {
  const { run, ids } = await twoRuns()
  const { stdout, code } = await run('diff', ...ids)
  expect(code).toBe(0)
  expect(stdout.replaceAll(ids[0], 'RUN1    ').replaceAll(ids[1], 'RUN2    ')).toMatchInlineSnapshot(`
    "        RUN       SAMPLE     ROWS  VERDICT  FINDINGS
    before  RUN1      week1.csv  20    failed   1
    after   RUN2      week2.csv  20    failed   1

    Newly failing (1)
      a.range  passed 0 → failed 0.05

    Fixed (1)
      b.not-null  failed 0.05 → passed 0
    "
  `)
})

test('two result documents are compared without a history', async () => {
  const { run } = await twoRuns()
  const { stdout } = await run('diff', 'week1/result.json', 'week2/result.json', '--json')
  const { newly, fixed, still } = JSON.parse(stdout)
  expect(newly.map(({ id }: { id: string }) => id)).toEqual(['a.range'])
  expect(fixed.map(({ id }: { id: string }) => id)).toEqual(['b.not-null'])
  expect(still).toEqual([])
})

test('a run is the same as itself', async () => {
  const { run, ids } = await twoRuns()
  expect((await run('diff', ids[0], ids[0])).stdout).toMatch(
    /Still failing \(1\)[\s\S]*No check changed its state\.\n$/,
  )
})

test('--fail-on-new ends with 1 where something fails newly', async () => {
  const { run, ids } = await twoRuns()
  const { code, stderr } = await run('diff', ...ids, '--fail-on-new')
  expect([code, stderr]).toEqual([1, 'error: 1 check fails newly.\n'])
  expect((await run('diff', ids[0], ids[0], '--fail-on-new')).code).toBe(0)
})

test('what is no run and no document is said to be none', async () => {
  const { run } = await twoRuns()
  const errors = []
  for (const wrong of ['ffffffff', 'none.json', 's.yaml'])
    errors.push((await run('diff', wrong, wrong)).stderr)
  expect(errors.join('').replace(/The newest are .*/, 'The newest are …')).toMatchInlineSnapshot(`
    "error: There is no run "ffffffff" in the history in .mlcheck.
    hint:  The newest are …
    error: There is no file none.json.
    error: s.yaml is no result document: Unexpected token 'c', "columns:
    hint:  Every run writes one, mlcheck-report/result.json, and --json prints it.
    "
  `)
})
