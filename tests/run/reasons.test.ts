import { expect, test } from 'vitest'
import type { Outcome } from '../../src/core/result.ts'
import type { Value } from '../../src/core/value.ts'
import { aCheck, judged, memoryEngine } from './support.ts'

const open = memoryEngine()

/** Values in turn, so that none of them stands in a block. */
const cycle = (count: number, ...values: readonly Value[]) =>
  Array.from({ length: count }, (_, index) => values[index % values.length] ?? null)
const placed = (base: readonly Value[], value: Value, ...places: readonly number[]) =>
  base.map((cell, index) => (places.includes(index) ? value : cell))

async function outcomeOf(
  check: Parameters<typeof aCheck>,
  values: readonly Value[],
  { reference, ...options }: { readonly reference?: readonly Value[]; readonly display?: 'none' } = {},
): Promise<Outcome | undefined> {
  const { outcomes } = await judged(
    [aCheck(...check)],
    {
      sample: await open({ x: values }),
      reference: reference && (await open({ x: reference }, 'reference')),
    },
    options,
  )
  return outcomes[0]
}

const saidOf = (outcome: Outcome | undefined) => [outcome?.hint, outcome?.next]

const range = (params: object): Parameters<typeof aCheck> => [
  'toHaveValuesBetween',
  { column: 'x', params: { ...params } },
]
const durations = cycle(200, 180_000, 240_000, 210_000, 300_000, 250_000)

test('numbers in another unit are recognised by the range and by the other numbers', async () => {
  const seconds = durations.map((value, index) => (index % 40 === 7 ? Number(value) / 1000 : value))
  expect(saidOf(await outcomeOf(range({ min: 20_000, max: 1_000_000 }), seconds))).toMatchInlineSnapshot(`
    [
      "Multiplied by 1,000, all 5 meet the rule: they may be in another unit.",
      "Check the unit at the source of these rows.",
    ]
  `)
})

test('no unit is named where the repaired numbers fit the range but not the other numbers', async () => {
  const low = placed(durations, 30, 3, 50, 91)
  const outcome = await outcomeOf(range({ min: 1000 }), low)
  expect(outcome?.hint).toBe(undefined)
})

test('numbers of the other sign are recognised', async () => {
  const fares = placed(cycle(100, 5, 6.5, 8, 12), -6.5, 10, 40, 70)
  expect(saidOf(await outcomeOf(range({ min: 0 }), fares))).toMatchInlineSnapshot(`
    [
      "Without the minus sign, all 3 meet the rule: they may be of the other sign.",
      "Check what a negative value means at the source of these rows, such as a refund.",
    ]
  `)
})

test('one value that the reference never has may stand for a missing one', async () => {
  const tempo = cycle(100, 120, 140, 128)
  const outcome = await outcomeOf(range({ min: 50, max: 250 }), placed(tempo, 0, 5, 30, 60), {
    reference: tempo,
  })
  expect(saidOf(outcome)).toMatchInlineSnapshot(`
    [
      "All 3 are 0, which the reference never has; it may stand for a missing value.",
      "If 0 means that there is no value, leave the cell empty, or read it as missing with --missing.",
    ]
  `)
})

test('nothing is said about one value that the reference has, too', async () => {
  const tempo = cycle(100, 120, 140, 300)
  const outcome = await outcomeOf(range({ max: 250 }), tempo, { reference: tempo })
  expect(saidOf(outcome)).toEqual([undefined, undefined])
})

const genres: Parameters<typeof aCheck> = [
  'toHaveValuesInSet',
  { column: 'x', params: { values: ['Hiphop', 'Trap Metal', 'Rap'] } },
]

test('other spellings are named with what they are spellings of', async () => {
  const values = placed(placed(cycle(50, 'Rap', 'Hiphop'), 'Hip-Hop', 3, 13, 23), '=1+1', 30)
  expect(saidOf(await outcomeOf(genres, values))).toMatchInlineSnapshot(`
    [
      "3 of the 4 look like other spellings of what is allowed: "Hip-Hop" of "Hiphop".",
      "Write "Hip-Hop" as "Hiphop" where the data comes from.",
    ]
  `)
})

test('rows that offend one after the other are said to be a block', async () => {
  const values = cycle(1000, 1, 2, 3)
  const block = values.map((value, index) => (index >= 300 && index < 340 ? null : value))
  const outcome = await outcomeOf(
    ['toHaveNullShare', { column: 'x', params: { max: 0.01 } }],
    placed(block, null, 10, 777),
  )
  expect(saidOf(outcome)).toMatchInlineSnapshot(`
    [
      "40 of the 42 stand in one block, rows 301 to 340; without it the share would be 0.2 %.",
      "Find out how rows 301 to 340 came in: they may have to be sent again.",
    ]
  `)
})

test('rows that chance puts beside each other are no block', async () => {
  const values = cycle(100, null, null, null, 1)
  const outcome = await outcomeOf(['toHaveNullShare', { column: 'x', params: { max: 0.5 } }], values)
  expect(outcome?.hint).toBe(undefined)
})

test('the first offending rows are shown with other columns, masked where they may be personal', async () => {
  const { outcomes } = await judged([aCheck(...range({ max: 9 }))], {
    sample: await open({ email: ['a@b.de', 'c@d.de', 'e@f.de'], x: [1, 10, 20], y: [null, 'p', 'q'] }),
  })
  expect(outcomes[0]?.unexpected?.rows).toEqual({
    columns: ['x', 'email', 'y'],
    cells: [
      ['10', 'masked, 6 characters', 'p'],
      ['20', 'masked, 6 characters', 'q'],
    ],
  })
})

test('no row is shown where no cell may be', async () => {
  const outcome = await outcomeOf(range({ max: 9 }), [1, 10], { display: 'none' })
  expect(outcome?.unexpected?.rows).toBe(undefined)
})

test('a difference that only many rows can show is said to be one', async () => {
  const upTo = (count: number, shift: number) => Array.from({ length: count }, (_, index) => index + shift)
  const outcome = await outcomeOf(['toHaveSameDistributionAs', { column: 'x' }], upTo(20_000, 800), {
    reference: upTo(20_000, 0),
  })
  expect([outcome?.found, outcome?.next]).toMatchInlineSnapshot(`
    [
      "D 0.04, fails from 0.0136; p 2.5e-14 < 0.05",
      "So small a difference shows only because there are many rows; if it does not matter, set minEffect: 0.05.",
    ]
  `)
})

test('all rules that fail are looked at in one scan more', async () => {
  const scansOf = async (columns: readonly string[]) => {
    const sample = await open({ x: [1, 20, 3], y: [1, 30, 3] })
    const checks = columns.map(column => aCheck('toHaveValuesBetween', { column, params: { max: 9 } }))
    await judged(checks, { sample })
    return sample.queries.filter(({ scan }) => scan).length
  }
  // Of each rule the offending rows; of all together the counts, the repairs, and the rows that are shown.
  expect([await scansOf(['x']), await scansOf(['x', 'y'])]).toEqual([4, 5])
})
