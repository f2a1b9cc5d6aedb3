import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isNull, value } from '../../src/core/expr.ts'
import { type Metric, metricKey, of, ranks } from '../../src/core/metric.ts'
import { planFor } from '../../src/core/plan.ts'

const [sample, reference] = [of('sample'), of('reference')]

test('each question is planned once, for the dataset it is about', () => {
  const mean = sample.mean(value('price'))
  const plan = planFor([mean, sample.mean(value('price')), reference.mean(value('price')), sample.schema()])
  expect(plan.sample).toEqual({
    aggregates: [mean.aggregate],
    frequencies: [],
    duplicates: [],
    queries: [],
    rows: [],
  })
  expect(plan.reference.aggregates).toEqual([mean.aggregate])
})

test('what cannot be answered by one scan of one dataset is planned apart', () => {
  const plan = planFor([
    ranks(value('price')),
    sample.frequencies(['genre'], 5),
    sample.duplicates(['a', 'b']),
  ])
  expect(plan.pairs).toEqual([ranks(value('price'))])
  expect(plan.sample.frequencies.map(({ columns }) => columns)).toEqual([['genre']])
  expect(plan.sample.duplicates.map(({ columns }) => columns)).toEqual([['a', 'b']])
})

test('questions that differ in a bound alone are two, also where JSON has no word for the bound', () => {
  const questions = [0, Number.NaN, Number.POSITIVE_INFINITY, 1n, 1, '1', null, new Date(0)].map(bound =>
    sample.countIf({ call: 'lessThan', args: [value('a'), { literal: bound }] }),
  )
  expect(new Set(questions.map(metricKey)).size).toBe(questions.length)
})

test('a plan holds every question exactly once, however often and in whatever order they are asked', () => {
  const known: readonly Metric[] = [
    sample.rowCount(),
    reference.rowCount(),
    sample.count(value('a')),
    sample.countIf(isNull(value('a'))),
    sample.frequencies(['a'], 3),
    reference.duplicates(['a']),
    ranks(value('a')),
  ]
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...known)), asked => {
      const plan = planFor(asked)
      const roles = (['sample', 'reference'] as const).flatMap(role => [
        ...plan[role].aggregates.map(aggregate => metricKey({ kind: 'aggregate', role, aggregate })),
        ...[...plan[role].frequencies, ...plan[role].duplicates].map(metricKey),
      ])
      const planned = [...roles, ...plan.pairs.map(metricKey)]
      expect(planned.sort()).toEqual([...new Set(asked.map(metricKey))].sort())
    }),
    { seed: 1 },
  )
})
