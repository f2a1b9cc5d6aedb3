import { expect, test } from 'vitest'
import { csv, workspace } from '../support/workspace.ts'

const hostileNames = [
  'with "double" quotes',
  "with 'single' quotes",
  'dotted.name',
  ' leading space',
  'naïve – ünïcode ✓',
  '数据',
  'a,b',
  'x"; DROP TABLE sample; --',
  'select',
  '<img src=x onerror=alert(1)>',
  '$param',
  'a\nb',
]

test('columns of any name pass the default run against themselves', async () => {
  const columns = Object.fromEntries(
    hostileNames.map((name, index) => [name, Array.from({ length: 200 }, (_, row) => row * (index + 1))]),
  )
  const given = workspace({ 'a.csv': csv(columns) })
  const { code, stdout } = await given.run(
    '--reference',
    'a.csv',
    '--sample',
    'a.csv',
    '--json',
    '--no-report',
  )
  expect(code).toBe(0)
  const { outcomes } = JSON.parse(stdout)
  for (const name of hostileNames)
    expect(
      outcomes.filter((outcome: { columns: string[] }) => outcome.columns[0] === name).length,
    ).toBeGreaterThan(1)
})

test('300 columns are judged, with fewer than three scans for each', async () => {
  const wide = (n: number) =>
    csv(
      Object.fromEntries(
        Array.from({ length: n }, (_, column) => [
          `c${column}`,
          Array.from({ length: 200 }, (_, row) => (row * 7 + column) % 23),
        ]),
      ),
    )
  const scans = async (n: number) => {
    const given = workspace({ 'a.csv': wide(n) })
    const { code, stdout } = await given.run(
      '--reference',
      'a.csv',
      '--sample',
      'a.csv',
      '--json',
      '--no-report',
    )
    return { code, columns: JSON.parse(stdout).columns.length, queries: JSON.parse(stdout).run.queries }
  }
  const { code, columns, queries } = await scans(300)
  expect({ code, columns }).toEqual({ code: 0, columns: 300 })
  // Columns are compared one at a time, which leaves only one in memory.
  expect(Math.max(queries.sample, queries.reference)).toBeLessThan(3 * 300)
})
