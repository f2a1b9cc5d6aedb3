import { expect, test } from 'vitest'
import { csv, workspace } from '../support/workspace.ts'

const column = Array.from({ length: 60 }, (_, row) => (row % 13) + 0.5)
const rooms = column.map((_, row) => (row % 2 ? 'private' : 'shared'))
const files = {
  'train.csv': csv({ price: column, room: rooms }),
  'new.csv': csv({ price: column, room: rooms }),
  's.yaml': `
table:
  - toHaveRowCount: { min: 10 }
columns:
  price:
    - toHaveValuesBetween: { min: 0, max: 20 }
    - toHaveMeanBetween: { max: 9 }
  room:
    - toHaveMaxBetween: { max: 9 }
    - toHaveUniqueValues
  rom:
    - toHaveNoNulls
`,
  'a.test.ts': `import { test } from 'mlcheck'\nthrow new Error('It ran.')`,
}

test('the plan of a suite names checks, metrics, scans and SQL, and judges nothing', async () => {
  const given = workspace(files)
  const before = given.files()
  const { code, stdout } = await given.run(
    '--sample',
    'new.csv',
    '--suite',
    's.yaml',
    'a.test.ts',
    '--explain',
  )
  expect(code).toBe(0)
  expect(given.files()).toEqual(before)
  expect(stdout).toMatchInlineSnapshot(`
    "6 checks, 6 metrics.
      table.row-count: at least 10 rows
      price.range: price between 0 and 20
      price.mean: mean of price at most 9
      room.max: cannot be evaluated. room is text in new.csv; toHaveMaxBetween needs a whole number or a number or a date or a timestamp.
      room.unique: values of room unique
      rom.not-null: cannot be evaluated. There is no column rom in new.csv. Did you mean room?
      a.test.ts: its tests ask while they run

    Sample: new.csv, 60 rows. 5 aggregates in 1 scan, 1 grouping.
      rowCount
      count of price
      countIf of price
      mean of price
      duplicates of room

    SELECT count(*), count("price"), coalesce(count_if(((NOT ("price" IS NULL)) AND ((("price" < 0e+0) OR ("price" > 2e+1)) OR coalesce(NOT isfinite("price"), false)))), 0), coalesce(count_if(coalesce(NOT isfinite("price"), false)), 0), favg(CASE WHEN isfinite("price") THEN "price" END) FROM d1;
    "
  `)
})

test('the plan of the default run names the ranks that both datasets are compared by', async () => {
  const { stdout } = await workspace(files).run(
    '--reference',
    'train.csv',
    '--sample',
    'new.csv',
    '--explain',
  )
  expect(stdout).toMatchInlineSnapshot(`
    "10 checks, 10 metrics.
      table.columns: the columns price and room
      table.new-columns: exactly the columns price and room
      price.type: price to be a number
      price.null-share: share of missing values in price at most 15.8 %
      price.range: price between 0.5 and 12.5 for at least 83.0 % of them
      price.ks: price distributed as in the reference
      room.type: room to be text
      room.null-share: share of missing values in room at most 15.8 %
      room.in-set: room among "private" and "shared" for at least 86.0 % of them
      room.chi2: shares of the values of room as in the reference

    Sample: new.csv, 60 rows. 7 aggregates in 1 scan, 1 grouping.
      rowCount
      count of price, room
      countIf of price, room
      frequencies of room

    SELECT count(*), count("price"), coalesce(count_if(((NOT ("price" IS NULL)) AND ((("price" < 5e-1) OR ("price" > 1.25e+1)) OR coalesce(NOT isfinite("price"), false)))), 0), count("room"), coalesce(count_if(((NOT ("room" IS NULL)) AND (NOT ("room" IN ('private', 'shared'))))), 0) FROM d2;

    Reference: train.csv, 60 rows. 0 aggregates in 0 scans, 1 grouping.
      frequencies of room

    Values of 1 column of both, one at a time: price.
    "
  `)
})

test('the plan names the columns by which rows of both are matched', async () => {
  const suite = 'columns:\n  room:\n    - toHaveValuesInReference\ntable:\n  - toHaveNoRowsInReference\n'
  const args = ['--reference', 'train.csv', '--sample', 'new.csv', '--suite', 'keys.yaml', '--explain']
  const { stdout } = await workspace({ ...files, 'keys.yaml': suite }).run(...args)
  expect(stdout.trim().split('\n').at(-1)).toBe('Rows of both, matched by all columns; room.')
})

test('what is not selected is not planned', async () => {
  const args = ['--sample', 'new.csv', '--suite', 's.yaml', '--explain'] as const
  const { stdout } = await workspace(files).run(...args, '--only', 'table.row-count')
  expect(stdout).toMatchInlineSnapshot(`
    "1 check, 1 metric.
      table.row-count: at least 10 rows

    Sample: new.csv, 60 rows. 1 aggregate in 1 scan.
      rowCount

    SELECT count(*) FROM d1;
    "
  `)
})
