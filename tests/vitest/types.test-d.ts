// Never run: the compiler checks it. Each `@ts-expect-error` fails to compile when its line does compile.
import {
  type DataExpect,
  type Dataset,
  defineRowExpectation,
  describe,
  expect,
  lessThan,
  mostly,
  type SuiteOf,
  test,
  value,
  z,
} from '../../src/index.ts'

const positive = defineRowExpectation({
  name: 'toBePositive',
  id: 'positive',
  category: 'range',
  summary: 'Every value is above a bound.',
  params: z.strictObject({ above: z.number(), mostly }),
  expected: ({ column }, { above }) => `${column} above ${above}`,
  failing: ({ column }, { above }) => lessThan(value(column), above),
  offence: 'not above',
  examples: [],
})

describe('fixtures', () => {
  test('have types', async ({ sample, reference, ksAlpha, params }) => {
    sample satisfies Dataset<'sample'>
    reference satisfies Dataset<'reference'>
    ksAlpha satisfies number
    params.year satisfies string | undefined
    // @ts-expect-error a parameter may not be given
    params.year satisfies string
    // @ts-expect-error the roles differ
    sample satisfies Dataset<'reference'>
  })
})

test('about a column', async ({ sample, reference }) => {
  const data = expect(sample)
  await data.toHaveValuesBetween('tempo', {
    min: 50,
    max: 250,
    mostly: 0.9,
    severity: 'warning',
    note: 'Why.',
  })
  await data.toHaveNoNulls('tempo')
  await data.not.toHaveNoNulls('tempo', { allowVacuous: true })
  await expect.soft(sample).toHaveNoNulls('tempo')
  // @ts-expect-error a bound is a number or a date
  await data.toHaveValuesBetween('tempo', { min: true })
  // @ts-expect-error there is no such parameter
  await data.toHaveValuesBetween('tempo', { minimum: 50 })
  // @ts-expect-error there is no such severity
  await data.toHaveNoNulls('tempo', { severity: 'fatal' })
  // @ts-expect-error a column has to be named
  await data.toHaveNoNulls()
  // @ts-expect-error parameters have names
  await data.toHaveType('tempo', 'integer')
  // @ts-expect-error a type is required
  await data.toHaveType('tempo')
  // @ts-expect-error it compares with nothing
  await data.toHaveNoNulls(reference)
})

test('about a table, several columns, a distribution', async ({ sample, reference, ksAlpha }) => {
  const data = expect(sample)
  await data.toHaveRowCount({ min: 1 })
  await data.toHaveUniqueCombinations(['artist', 'track'])
  await data.toHaveSameDistributionAs(reference)
  await data.toHaveSameDistributionAs(reference, { test: 'ks', alpha: ksAlpha, columns: ['tempo'] })
  await data.toHaveSameDistributionAs('tempo', { alpha: ksAlpha })
  await data.toHaveSameRowsAs(reference, { columns: ['id'] })
  await data.toHaveSameRowsAs(['id'], { compared: ['tempo'] })
  await data.toHaveValuesInReference(reference, { columns: ['artist'], in: 'id' })
  await data.toHaveRowCountNear(reference, { share: 0.1 })
  // @ts-expect-error the columns have to be named
  await data.toHaveSameRowsAs(reference)
  // @ts-expect-error it compares with nothing
  await data.toHaveUniqueRows(reference)
  // @ts-expect-error a table has no column to name
  await data.toHaveRowCount('tempo', { min: 1 })
  // @ts-expect-error several columns are a list
  await data.toHaveUniqueCombinations('artist')
  // @ts-expect-error the sample is no reference
  await data.toHaveSameDistributionAs(sample)
})

test('of your own', async ({ sample }) => {
  await expect(sample).toMeet(positive, 'tempo', { above: 0 })
  // @ts-expect-error a parameter is missing
  await expect(sample).toMeet(positive, 'tempo')
})

test('about plain values', ({ sample, reference }) => {
  expect(sample.rowCount()).toBeGreaterThan(1)
  expect.soft(1).toBe(1)
  expect.assertions(2)
  // @ts-expect-error a number is no dataset
  expect(1).toHaveNoNulls('tempo')
  // @ts-expect-error expectations are about the sample
  expect(reference).toHaveNoNulls('tempo')
})

interface Rentals {
  id: 'integer'
  price: 'number'
  room: 'string'
  seen: 'timestamp'
  day: 'date'
  empty: 'unknown'
}

test('about declared columns', async ({ reference }) => {
  const data = {} as DataExpect<Rentals>
  await data.toHaveValuesBetween('price', { max: 350 })
  await data.toHaveValuesBetween('day', { min: '2019-01-31' })
  await data.toHaveMeanBetween('id', { max: 350 })
  await data.toHaveMeanBetween('empty', { max: 350 })
  await data.toHaveNoNulls('room')
  await data.not.toHaveLengthsBetween('room', { max: 9 })
  await data.toHaveSameTimeProfileAs('day')
  await data.toHaveSameRowCountAs(reference, { severity: 'warning' })
  await data.toHaveUniqueCombinations(['id', 'room'])
  await data.toHaveSameDistributionAs(reference, { columns: ['price', 'id'] })
  // @ts-expect-error there is no such column
  await data.toHaveNoNulls('prize')
  // @ts-expect-error a range is about values that have an order
  await data.toHaveValuesBetween('room', { max: 350 })
  // @ts-expect-error the mean of moments is not judged
  await data.toHaveMeanBetween('seen', { max: 350 })
  // @ts-expect-error numbers have no length
  await data.not.toHaveLengthsBetween('price', { max: 9 })
  // @ts-expect-error there is no such column
  await data.toHaveUniqueCombinations(['id', 'rooms'])
  // @ts-expect-error texts have no such distribution
  await data.toHaveSameDistributionAs(reference, { columns: ['room'] })
  // @ts-expect-error there is no such column
  await data.toMeet(positive, 'prize', { above: 0 })
})

const suite: SuiteOf<Rentals> = {
  extends: './base.yaml',
  table: [
    'toHaveNoNulls',
    { toHaveNoNulls: { columns: ['id', 'room'], severity: 'warning' } },
    { toHaveRowCount: { min: '$least' } },
    { toHaveSameRowCountAs: { severity: 'warning' } },
    { toHaveSameDistributionAs: { columns: ['price'] } },
  ],
  columns: {
    id: ['toHaveUniqueValues', { toHaveType: 'integer' }, { toHaveMeanBetween: { max: 9, tags: ['a'] } }],
    price: [{ toHaveValuesBetween: { max: '$most', note: 'Why.' } }],
    room: [{ toHaveValuesInSet: ['a', 'b'] }, { expect_column_values_to_not_be_null: {} }],
  },
  combinations: [{ toHaveUniqueCombinations: { columns: ['id', 'room'] } }],
}
suite satisfies SuiteOf<Rentals>

const mistakes: SuiteOf<Rentals> = {
  // @ts-expect-error it is about a column
  combinations: ['toHaveNoNulls'],
  table: [
    // @ts-expect-error there is no such column
    { toHaveNoNulls: { columns: ['prize'] } },
    // @ts-expect-error texts have no such distribution
    { toHaveSameDistributionAs: { columns: ['room'] } },
    // @ts-expect-error there is no such parameter
    { toHaveRowCount: { minimum: 3 } },
  ],
  columns: {
    // @ts-expect-error there is no such expectation
    id: ['toHaveUniqueValue'],
    // @ts-expect-error there is no such severity
    price: [{ toHaveNoNulls: { severity: 'fatal' } }],
    // @ts-expect-error a range is about values that have an order
    room: [{ toHaveValuesBetween: { max: 3 } }],
    // @ts-expect-error the whole table is no column
    seen: [{ toHaveRowCount: { min: 3 } }],
  },
}
mistakes satisfies SuiteOf<Rentals>

const mistyped: SuiteOf<Rentals> = {
  // @ts-expect-error there is no such column
  columns: { prize: ['toHaveNoNulls'] },
}
mistyped satisfies SuiteOf<Rentals>

const undeclared: SuiteOf = {
  columns: {
    anything: [{ toHaveValuesBetween: { max: 3 } }],
    // @ts-expect-error there is no such parameter
    other: [{ toHaveValuesBetween: { maximum: 3 } }],
  },
}
undeclared satisfies SuiteOf
