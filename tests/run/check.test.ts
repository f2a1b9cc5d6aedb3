import { describe, expect, test } from 'vitest'
import type { Outcome } from '../../src/core/result.ts'
import { aCheck, judged, memoryEngine } from './support.ts'

const open = memoryEngine()
const upTo = (n: number, step = 1) => Array.from({ length: n }, (_, index) => index * step)
const shown = ({ id, status, found }: Outcome) => `${id} ${status}: ${found}`

describe('a family of tests', () => {
  const columns = { a: upTo(200), b: upTo(200, 2), c: upTo(200) }
  const shifted = { a: upTo(200), b: upTo(200, 2).map(n => n + 68), c: upTo(200).map(n => n + 24) }
  const tests = ['a', 'b', 'c'].map(column => aCheck('toHaveSameDistributionAs', { column }))
  const data = async () => ({ sample: await open(shifted), reference: await open(columns, 'reference') })

  test('shares its level by the number of tests', async () => {
    const { outcomes, families } = await judged(tests, await data())
    // 1 − 0.95^(1/3)
    expect(families).toEqual([
      {
        family: 'ks',
        alpha: 0.05,
        correction: 'sidak',
        size: 3,
        limit: expect.closeTo(0.016952427508441503, 15),
      },
    ])
    // p without ties: 2 Σ (−1)^(k−1) C(400, 200 − kh) / C(400, 200) with h = 34 and 24; ties of two change no digit here.
    // The critical D is √(ln(2 / 0.01695) / 2) / √100.
    expect(outcomes.map(shown)).toEqual([
      'a.ks passed: D 0, fails from 0.154; p 1 > 0.017',
      'b.ks failed: D 0.17, fails from 0.154; p 0.0061 < 0.017',
      'c.ks passed: D 0.12, fails from 0.154; p 0.112 > 0.017',
    ])
  })

  test('has its declared size also when a part of it is selected', async () => {
    const selected = ({ id }: { readonly id: string }) => id === 'b.ks'
    const whole = await judged(tests, await data())
    const part = await judged(tests, await data(), { selected })
    expect(part.declared).toEqual(['a.ks', 'b.ks', 'c.ks'])
    expect(part.outcomes).toEqual([whole.outcomes[1]])
  })

  test('is one per level: a check with an alpha of its own is judged apart', async () => {
    const own = aCheck('toHaveSameDistributionAs', { column: 'c', params: { alpha: 0.2 }, id: 'c.strict' })
    const { outcomes, families } = await judged([...tests.slice(0, 2), own], await data())
    expect(families.map(({ alpha, size }) => ({ alpha, size }))).toEqual([
      { alpha: 0.05, size: 2 },
      { alpha: 0.2, size: 1 },
    ])
    expect(outcomes.map(({ status }) => status)).toEqual(['passed', 'failed', 'failed'])
  })

  test('takes its level from the run, by its name', async () => {
    const mean = aCheck('toHaveSameMeanAs', { column: 'c' })
    const { families } = await judged([...tests, mean], await data(), { alpha: { t: 0.01 } })
    expect(families.map(({ family, alpha }) => [family, alpha])).toEqual([
      ['ks', 0.05],
      ['t', 0.01],
    ])
  })

  test('counts a test that could not run', async () => {
    const missing = aCheck('toHaveSameDistributionAs', { column: 'd' })
    const { outcomes, families } = await judged([...tests, missing], await data())
    expect(families[0]?.size).toBe(4)
    expect(outcomes.at(-1)?.status).toBe('errored')
  })

  test('fails nothing whose effect is below the smallest that matters', async () => {
    const { outcomes } = await judged(tests, await data(), { tests: { minEffect: 0.4 } })
    expect(outcomes[1]).toMatchObject({ status: 'passed', found: expect.stringContaining('detectable only') })
  })
})

test('outcomes stand in the order of the checks, whichever is judged first', async () => {
  const sample = await open({ a: [1, 2], b: [1, 1] })
  const checks = [
    aCheck('toHaveSameDistributionAs', { column: 'a' }),
    aCheck('toHaveRowCount', { params: { equal: 2 } }),
    aCheck('toHaveUniqueValues', { column: 'b' }),
  ]
  const seen: string[] = []
  const { outcomes } = await judged(
    checks,
    { sample, reference: sample },
    { onOutcome: ({ id }) => seen.push(id) },
  )
  expect(outcomes.map(({ id }) => id)).toEqual(['a.ks', 'table.row-count', 'b.unique'])
  expect([...seen].sort()).toEqual(['a.ks', 'b.unique', 'table.row-count'])
})

test('a check of every column becomes one for each that it accepts', async () => {
  const sample = await open({ a: [1, 2], b: ['x', null], c: [0.5, 1] })
  const checks = [aCheck('toHaveMeanBetween', { params: { max: 2 } }), aCheck('toHaveNoNulls')]
  expect((await judged(checks, { sample })).outcomes.map(shown)).toEqual([
    'a.mean passed: mean 1.5',
    'c.mean passed: mean 0.75',
    'a.not-null passed: none of 2 values missing',
    'b.not-null failed: 1 of 2 values missing',
    'c.not-null passed: none of 2 values missing',
  ])
})

test.each([
  ['prize', 'There is no column prize in sample. Did you mean price?'],
  [
    'genre',
    'genre is text in sample; toHaveValuesBetween needs a whole number or a number or a date or a timestamp.',
  ],
])('a check of %s cannot be judged, and the others can', async (column, found) => {
  const sample = await open({ price: [1, 2], genre: ['a', 'b'] })
  const checks = ['price', column].map(each =>
    aCheck('toHaveValuesBetween', { column: each, params: { min: 0 } }),
  )
  const { outcomes } = await judged(checks, { sample })
  expect(outcomes.map(({ status }) => status)).toEqual(['passed', 'errored'])
  expect(outcomes[1]?.found).toBe(found)
})

test('what compares says that there is no reference', async () => {
  const checks = [aCheck('toHaveSameMeanAs', { column: 'a' })]
  expect((await judged(checks, { sample: await open({ a: [1, 2] }) })).outcomes.map(shown)).toEqual([
    't.t errored: toHaveSameMeanAs compares with a reference. Give one with --reference.'.replace(
      't.t',
      'a.t',
    ),
  ])
})

test('nothing to check is accepted only where a check says so', async () => {
  const sample = await open({ a: [null, null] })
  const column = { column: 'a', params: { min: 1 } }
  const checks = [
    aCheck('toHaveValuesBetween', column),
    aCheck('toHaveValuesBetween', { ...column, id: 'a.accepted', allowVacuous: true }),
  ]
  expect((await judged(checks, { sample })).outcomes.map(shown)).toEqual([
    'a.range vacuous: no values, every row is missing',
    'a.accepted passed: no values, every row is missing',
  ])
})

test('a failed rule shows the offending values, masked where they may be personal', async () => {
  const sample = await open({ email: ['ada@example.org', 'x', 'x'], code: ['a', 'bb', 'bb'] })
  const checks = ['email', 'code'].map(column =>
    aCheck('toHaveValuesMatching', { column, params: { pattern: '^a$' } }),
  )
  const { outcomes } = await judged(checks, { sample })
  expect(
    outcomes.map(({ unexpected }) => unexpected?.values.map(({ value, count }) => [value, count])),
  ).toEqual([
    [
      ['masked, 1 character', 2],
      ['masked, 15 characters', 1],
    ],
    [['bb', 2]],
  ])
})

test('an interrupted run has no outcomes', async () => {
  const sample = await open({ a: [1] })
  const checks = [aCheck('toHaveRowCount', { params: { equal: 1 } })]
  await expect(judged(checks, { sample }, { signal: AbortSignal.abort() })).rejects.toThrow(/abort/i)
})
