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
    hostileNames.map((name, index) => [name, Array.from({ length: 50 }, (_, row) => row * (index + 1))]),
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

test('300 columns are judged in the same number of scans as three', async () => {
  const wide = (n: number) =>
    csv(
      Object.fromEntries(
        Array.from({ length: n }, (_, column) => [
          `c${column}`,
          Array.from({ length: 40 }, (_, row) => (row * 7 + column) % 23),
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
  expect((await scans(300)).code).toBe(0)
  expect((await scans(300)).columns).toBe(300)
})
