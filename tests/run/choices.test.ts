import { describe, expect, test } from 'vitest'
import type { Relation } from '../../src/core/engine.ts'
import type { Value } from '../../src/core/value.ts'
import { explainingSlice, randomSource } from '../../src/stats/index.ts'
import { aCheck, judged, memoryEngine } from './support.ts'

const open = memoryEngine()
const upTo = (n: number) => Array.from({ length: n }, (_, index) => index)
const times = <T>(n: number, value: T) => new Array<T>(n).fill(value)

type Name = Parameters<typeof aCheck>[0]

async function chosen(name: Name, reference: readonly Value[], sample: readonly Value[]) {
  const data = { reference: await open({ x: reference }, 'reference'), sample: await open({ x: sample }) }
  const { outcomes } = await judged([aCheck(name, { column: 'x' })], data, { explain: explainingSlice })
  const [outcome] = outcomes
  return { outcome, data, text: `${outcome?.test?.method}: ${outcome?.test?.choice ?? outcome?.found}` }
}

const hours = (n: number) => upTo(n).map(hour => new Date(Date.UTC(2024, 0, 1, hour)))
const days = (n: number) => upTo(n).map(day => new Date(Date.UTC(2024, 0, 1 + day)))
const sentences = (n: number) => upTo(n).map(index => `It was fine ${'so '.repeat(index % 5)}at ${index}`)

const columns: readonly (readonly [string, Name, readonly Value[], readonly Value[]])[] = [
  ['numbers that do not repeat', 'toHaveSameDistributionAs', upTo(300), upTo(300).map(x => x + 0.5)],
  ['numbers that repeat', 'toHaveSameDistributionAs', upTo(300).map(x => x % 40), upTo(300).map(x => x % 41)],
  ['means', 'toHaveSameMeanAs', upTo(300), upTo(300)],
  ['constants', 'toHaveSameMeanAs', [5, 5], [6, 6]],
  [
    'two categories',
    'toHaveSameCategorySharesAs',
    [...times(99, 'a'), 'b'],
    [...times(90, 'a'), ...times(10, 'b')],
  ],
  [
    'two categories of many',
    'toHaveSameCategorySharesAs',
    upTo(6000).map(x => x % 2),
    upTo(6000).map(x => x % 2),
  ],
  [
    'booleans',
    'toHaveSameCategorySharesAs',
    upTo(200).map(x => x % 2 === 0),
    upTo(200).map(x => x % 3 === 0),
  ],
  [
    'categories',
    'toHaveSameCategorySharesAs',
    upTo(300).map(x => `c${x % 5}`),
    upTo(300).map(x => `c${x % 4}`),
  ],
  [
    'categories with rare ones',
    'toHaveSameCategorySharesAs',
    [...upTo(300).map(x => `c${x % 3}`), 'd', ...times(6, 'e'), 'f'],
    [...upTo(300).map(x => `c${x % 3}`), ...times(6, 'e')],
  ],
  ['one category', 'toHaveSameCategorySharesAs', times(50, 'a'), times(50, 'a')],
  [
    'identifiers',
    'toHaveSameCategorySharesAs',
    upTo(2500).map(x => `id ${x}`),
    upTo(2500).map(x => `id ${x}`),
  ],
  ['missing values', 'toHaveSameNullShareAs', [...times(9, null), ...upTo(91)], upTo(100)],
  ['dates', 'toHaveSameTimeProfileAs', days(700), days(350)],
  ['timestamps', 'toHaveSameTimeProfileAs', hours(1680), hours(840)],
  ['free text', 'toHaveSameTextProfileAs', sentences(300), sentences(300)],
]

test('every column is told why its test was chosen', async () => {
  const lines: string[] = []
  for (const [kind, name, reference, sample] of columns)
    lines.push(`${kind}: ${(await chosen(name, reference, sample)).text}`)
  expect(lines.join('\n')).toMatchInlineSnapshot(`
    "numbers that do not repeat: exact: Numbers that do not repeat: the Kolmogorov–Smirnov test sees every change of their distribution.
    numbers that repeat: exact-ties: Numbers of which 41 are distinct: the Kolmogorov–Smirnov test, with the ties accounted for exactly.
    means: welch: A mean: Welch's t-test, which does not take the variances for equal, and is blind to every other change.
    constants: constant: One value in each dataset: the means are equal or not, without a test.
    two categories: fisher: Two categories: Fisher's exact test.
    two categories of many: pearson: Two categories: the chi-square test of two shares.
    booleans: fisher: Two categories: Fisher's exact test.
    categories: pearson: 5 categories: the chi-square test of their counts.
    categories with rare ones: pearson: 4 categories, 3 rare ones taken together: the chi-square test of their counts.
    one category: constant: One category in both datasets: their shares do not differ.
    identifiers: none: 2,500 distinct values are too many to compare their shares; the limit is 2,000
    missing values: fisher: Missing or not: Fisher's exact test.
    dates: pearson: Times move on from batch to batch, so their days of the week are compared.
    timestamps: pearson: Times move on from batch to batch, so their hours of the day and days of the week are compared.
    free text: exact-ties: Free text: its length, words, digits, capitals and other characters are compared."
  `)
})

describe('the mean of skewed values', () => {
  const { next } = randomSource('skewed')
  const skewed = (n: number) => upTo(n).map(() => (1 - next()) ** -0.8)
  const many = skewed(3000)
  const few = skewed(300)
  const scans = ({ sample, reference }: Readonly<Record<'sample' | 'reference', Relation>>) =>
    [reference, sample].map(({ queries }) => queries.filter(({ scan }) => scan).length)

  test('in datasets of very different sizes is compared by dealing the rows anew, which takes one more scan', async () => {
    const { text, outcome, data } = await chosen('toHaveSameMeanAs', many, few)
    expect(text).toMatchInlineSnapshot(
      `"permutation: Skewed values, and datasets of very different sizes: Welch's t, whose p comes from dealing the rows anew 88 times."`,
    )
    expect(outcome?.status).toBe('passed')
    expect(scans(data)).toEqual([2, 2])
  })

  test.each([
    ['in datasets of one size', many, skewed(3000)],
    ['that are not skewed', upTo(3000), upTo(300).map(x => x * 10)],
  ])('%s is compared by the t-test, in one scan', async (_, reference, sample) => {
    const { outcome, data } = await chosen('toHaveSameMeanAs', reference, sample)
    expect(outcome?.test?.method).toBe('welch')
    expect(scans(data)).toEqual([1, 1])
  })

  test.each<readonly [string, readonly Value[], string]>([
    ['no value', [null], 'vacuous: no values in the sample'],
    ['one value', [3.5], 'inconclusive: a mean of 3000 and one of 1 values cannot be compared; each needs 2'],
  ])('cannot be compared with that of %s', async (_, sample, found) => {
    const data = {
      reference: await open({ x: many }, 'reference'),
      sample: await open({ x: sample }),
    }
    const { outcomes } = await judged([aCheck('toHaveSameMeanAs', { column: 'x' })], data)
    expect(outcomes.map(outcome => `${outcome.status}: ${outcome.found}`)).toEqual([found])
  })
})

describe('a profile', () => {
  const kinds = (n: number, value: (row: number) => Value) => ({
    kind: upTo(n).map(row => `k${row % 4}`),
    x: upTo(n).map(value),
  })
  const shout = (row: number) => `It was fine at ${row}`.toUpperCase()

  async function explained(name: Name, reference: (row: number) => Value, sample: (row: number) => Value) {
    const data = {
      reference: await open(kinds(1680, reference), 'reference'),
      sample: await open(kinds(1680, sample)),
    }
    const { outcomes } = await judged([aCheck(name, { column: 'x' })], data, { explain: explainingSlice })
    const [outcome] = outcomes
    return [
      outcome?.status,
      outcome?.found,
      outcome?.hint,
      outcome?.test?.region?.label,
      outcome?.test?.slice?.sentence,
    ]
  }

  test('of texts says which feature changed, and in which rows', async () => {
    const plain = (row: number) => `It was fine at ${row}`
    const found = await explained('toHaveSameTextProfileAs', plain, row =>
      row % 4 === 1 ? shout(row) : plain(row),
    )
    expect(found).toMatchInlineSnapshot(`
      [
        "failed",
        "D 0.25; p 1.0e-51 < 0.05",
        "Share of capitals: Between 0.578947 and 0.6875 lie 25.0 % of the values, 0 % in the reference.",
        "with share of capitals from 0.578947",
        "100 % of the difference comes from the rows with kind "k1" (25.0 % → 25.0 % of all rows): there the share of values with share of capitals from 0.578947 went from 0 % to 100 %, elsewhere from 0 % to 0 %.",
      ]
    `)
  })

  test('of times says which hour or day changed, and in which rows', async () => {
    const hour = (row: number) => new Date(Date.UTC(2024, 0, 1, row * 5))
    const night = (row: number) =>
      new Date(Math.floor(hour(row).getTime() / 86_400_000) * 86_400_000 + 7_200_000)
    const found = await explained('toHaveSameTimeProfileAs', hour, row =>
      row % 4 === 1 ? night(row) : hour(row),
    )
    expect(found).toMatchInlineSnapshot(`
      [
        "failed",
        "χ² 735, total variation 0.25; p 3.7e-140 < 0.05",
        "Hour of the day: The share of 02:00 to 02:59 went from 4.2 % to 29.2 %.",
        "02:00 to 02:59",
        "100 % of the difference comes from the rows with kind "k1" (25.0 % → 25.0 % of all rows): there the share of 02:00 to 02:59 went from 0 % to 100 %, elsewhere from 5.6 % to 5.6 %.",
      ]
    `)
  })
})
