import { expect, test } from 'vitest'
import type { Result } from '../../src/core/result.ts'
import { runCli } from '../support/cli.ts'
import { workspace } from '../support/workspace.ts'
import { runTests } from './test-files.ts'

test('a matcher gives an outcome with the suite and the line of its call', async () => {
  const { of, code } = await runTests(`
    test('tempo is plausible', async ({ sample }) => {
      await expect(sample).toHaveValuesBetween('tempo', { min: 50, max: 250 })
    })
  `)
  expect(code).toBe(1)
  expect(of('tempo.range')).toMatchObject({
    suite: 'tracks.test.ts',
    expectation: 'toHaveValuesBetween',
    status: 'failed',
    expected: 'tempo between 50 and 250',
    found: '1 of 4 values outside',
    unexpected: { count: 1, of: 4, values: [{ value: '300', count: 1, positions: [4] }] },
    origin: { file: 'tracks.test.ts', line: 4 },
  })
})

test('a test that only states expectations about data adds no outcome of its own', async () => {
  const { outcomes, code } = await runTests(`
    test('complete', async ({ sample }) => {
      await expect(sample).toHaveNoNulls('tempo')
      await expect(sample).toHaveRowCount({ min: 1 })
      await expect(sample).toHaveUniqueCombinations(['tempo', 'kind'])
    })
  `)
  expect(outcomes).toEqual([
    'passed tempo.not-null',
    'passed table.row-count',
    'passed tempo+kind.compound-unique',
  ])
  expect(code).toBe(0)
})

test('a hundred tests are answered by one scan', async () => {
  const { result, outcomes } = await runTests(`
    for (let n = 0; n < 100; n++)
      test('bound ' + n, async ({ sample }) => {
        await expect(sample).toHaveValuesBetween(n % 2 ? 'tempo' : 'price', { max: 1000 + n })
      })
  `)
  expect(new Set(outcomes.map(line => line.split(' ')[0]))).toEqual(new Set(['passed']))
  expect(outcomes).toHaveLength(100)
  expect(result.run.queries).toEqual({ sample: 1, reference: 0 })
})

test('ids that occur twice are numbered in the order in which expectations are written', async () => {
  const { result } = await runTests(`
    test('late', async ({ sample }) => {
      await new Promise(resolve => setTimeout(resolve, 50))
      await expect(sample).toHaveValuesBetween('tempo', { max: 1 })
    })
    test('early', async ({ sample }) => {
      await expect(sample).toHaveValuesBetween('tempo', { max: 2 })
      await expect(sample).toHaveValuesBetween('tempo', { max: 3 })
    })
  `)
  expect(result.outcomes.map(({ id, expected }) => `${id}: ${expected}`)).toEqual([
    'tempo.range: tempo at most 1',
    'tempo.range.2: tempo at most 2',
  ])
})

test('a reference as the first argument means every column that can be compared', async () => {
  const { outcomes, result } = await runTests(`
    test('no drift', async ({ sample, reference, ksAlpha }) => {
      await expect(sample).toHaveSameDistributionAs(reference, { test: 'ks', alpha: ksAlpha, allowUnderpowered: true })
    })
    test('no drift in tempo', async ({ sample, reference }) => {
      await expect(sample).toHaveSameDistributionAs(reference, { columns: ['tempo'], allowUnderpowered: true })
      await expect(sample).toHaveSameDistributionAs('price', { allowUnderpowered: true })
    })
  `)
  expect(outcomes).toEqual(['passed tempo.ks', 'passed price.ks', 'passed tempo.ks.2', 'passed price.ks.2'])
  expect(result.families.map(({ family, size }) => `${family} ${size}`)).toEqual(['ks 2', 'ks 1'])
})

test('not turns a verdict around', async () => {
  const { result } = await runTests(`
    test('met', async ({ sample }) => { await expect(sample).not.toHaveValuesBetween('tempo', { max: 250 }) })
    test('not met', async ({ sample }) => { await expect(sample).not.toHaveNoNulls('tempo') })
  `)
  expect(
    result.outcomes.map(({ id, status, expected, found }) => [status, id, expected, found].join(' | ')),
  ).toMatchInlineSnapshot(`
      [
        "passed | tempo.not-range | the opposite of: tempo at most 250 | 1 of 4 values outside",
        "failed | tempo.not-not-null | the opposite of: values of tempo present | none of 4 values missing",
      ]
    `)
})

test('not never turns what could not be judged into a pass', async () => {
  const { outcomes, code } = await runTests(`
    test('no such column', async ({ sample }) => { await expect(sample).not.toHaveNoNulls('tempoo') })
    test('every column', async ({ sample, reference }) => {
      await expect(sample).not.toHaveSameDistributionAs(reference)
    })
  `)
  expect(outcomes).toEqual(['errored tempoo.not-not-null', 'errored test.every-column'])
  expect(code).toBe(1)
})

test('not of an empty column fails, unless that is allowed', async () => {
  const { folder } = workspace({
    'empty.csv': 'price\n\n',
    'a.test.ts': `
    import { expect, test } from 'mlcheck'
    test('x', async ({ sample }) => { await expect(sample).not.toHaveLengthsBetween('price', { max: 1 }) })
    test('y', async ({ sample }) => {
      await expect(sample).not.toHaveLengthsBetween('price', { max: 1, allowVacuous: true })
    })
  `,
  })
  const { stdout } = await runCli(['--sample', 'empty.csv', '--json', '--no-report', 'a.test.ts'], {
    cwd: folder,
  })
  const { outcomes } = JSON.parse(stdout) as Result
  expect(outcomes.map(({ id, status }) => `${status} ${id}`)).toEqual([
    'vacuous price.not-length',
    'passed price.not-length.2',
  ])
})

test('a warning is recorded and does not fail its test', async () => {
  const { of, result, code } = await runTests(`
    test('tempo', async ({ sample }) => {
      await expect(sample).toHaveValuesBetween('tempo', { max: 250, severity: 'warning', note: 'Seen before.' })
      expect(1).toBe(1)
    })
  `)
  expect(of('tempo.range')).toMatchObject({ status: 'failed', severity: 'warning', note: 'Seen before.' })
  expect(result.outcomes).toHaveLength(1)
  expect(code).toBe(0)
})

test('soft expectations all speak, plain ones too', async () => {
  const { outcomes } = await runTests(`
    test('all', async ({ sample }) => {
      await expect.soft(sample).toHaveValuesBetween('tempo', { max: 1 })
      expect.soft(1).toBe(2)
      await expect.soft(sample).toHaveNoNulls('price')
    })
  `)
  expect(outcomes).toEqual(['failed tempo.range', 'failed price.not-null', 'failed test.all'])
})

test('an expectation of your own is stated with toMeet', async () => {
  const { of } = await runTests(`
    import { defineRowExpectation, isIn, mostly, not, value, z } from 'mlcheck'
    const known = defineRowExpectation({
      name: 'toBeKnown',
      id: 'known',
      category: 'values',
      summary: 'Every value is known.',
      params: z.strictObject({ values: z.array(z.string()), mostly }),
      expected: ({ column }) => column + ' known',
      failing: ({ column }, { values }) => not(isIn(value(column), values)),
      offence: 'unknown',
      examples: [],
    })
    test('kind', async ({ sample }) => { await expect(sample).toMeet(known, 'kind', { values: ['a'] }) })
  `)
  expect(of('kind.known')).toMatchObject({ status: 'failed', found: '2 of 4 values unknown' })
})

test('a function of your own judges rows, and the refused ones are found in the data', async () => {
  const { of } = await runTests(`
    import { defineRowFunction } from 'mlcheck'
    const slow = defineRowFunction({
      name: 'toHaveSlowTracks',
      id: 'slow',
      summary: 'Tracks are slow.',
      holds: ({ tempo, kind }) => Number(tempo) < 250 && kind !== null,
    })
    test('tempo', async ({ sample }) => { await expect(sample).toMeet(slow, ['tempo', 'kind']) })
  `)
  expect(of('tempo+kind.slow')).toMatchObject({
    status: 'failed',
    expected: 'Tracks are slow',
    found: '1 of 4 rows refused',
    unexpected: { count: 1, of: 4, positions: [4] },
  })
})

test('wrong arguments say what is wrong with them', async () => {
  const { result } = await runTests(`
    test('params', async ({ sample }) => { await expect(sample).toHaveValuesBetween('tempo', { min: 'a', mostly: 2 }) })
    test('misspelt', async ({ sample }) => { await expect(sample).toHaveValuesBetween('tempo', { minimum: 1 }) })
    test('no column', async ({ sample }) => { await expect(sample).toHaveNoNulls() })
    test('one column', async ({ sample }) => { await expect(sample).toHaveUniqueCombinations('tempo') })
    test('bare', async ({ sample }) => { await expect(sample).toHaveType('tempo', 'integer') })
    test('not comparable', async ({ sample, reference }) => { await expect(sample).toHaveNoNulls(reference) })
    test('itself', async ({ sample }) => { await expect(sample).toHaveSameDistributionAs(sample) })
    test('other way round', async ({ reference }) => { await expect(reference).toHaveNoNulls('tempo') })
    test('column', async ({ sample }) => { await expect(sample).toHaveNoNulls('tempoo') })
  `)
  expect(
    result.outcomes.map(({ id, status, found }) => `${status} ${id}: ${found}`).join('\n'),
  ).toMatchInlineSnapshot(`
    "errored test.params: toHaveValuesBetween is not valid.
    min: expected number or date such as 2019-01-31, received "a"
    mostly: expected number to be <=1
    errored test.misspelt: toHaveValuesBetween is not valid.
    minimum is no parameter. Did you mean min?
    expected min, max or both
    errored test.no-column: toHaveNoNulls takes the name of a column first.
    errored test.one-column: toHaveUniqueCombinations takes a list of names of columns first.
    errored test.bare: toHaveType takes its parameters by name, as one object.
    errored test.not-comparable: toHaveNoNulls does not compare with another dataset.
    errored test.itself: toHaveSameDistributionAs compares with the reference, and was given the sample.
    errored test.other-way-round: Expectations are about the sample: expect(sample).
    errored tempoo.not-null: There is no column tempoo in sample.csv. Did you mean tempo?"
  `)
})
