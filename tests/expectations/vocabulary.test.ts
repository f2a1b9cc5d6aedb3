import { expect, expectTypeOf, test } from 'vitest'
import type { z } from 'zod'
import * as vocabulary from '../../expectations/index.ts'
import type { Expectation } from '../../src/core/expectation.ts'
import { metricKey } from '../../src/core/metric.ts'

const entries = Object.entries<Expectation>(vocabulary)

test('every expectation is exported under its name', () => {
  expect(entries.map(([, { name }]) => name)).toEqual(entries.map(([name]) => name))
})

test('names are toHave and no matcher of vitest', () => {
  const matchers = Object.getOwnPropertyNames(Object.getPrototypeOf(expect(1)))
  const own = entries.map(([name]) => name)
  expect(own.filter(name => !name.startsWith('toHave') || matchers.includes(name))).toEqual([])
})

test('ids are unique, lower case and joined by hyphens', () => {
  const ids = entries.map(([, { id }]) => id)
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids.filter(id => !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id))).toEqual([])
})

test('summaries are sentences of one line', () => {
  expect(
    entries.map(([, { summary }]) => summary).filter(summary => !/^[A-Z][^\n]*[^.]\.$/.test(summary)),
  ).toEqual([])
})

test('metrics are plain data: the same parameters ask the same questions', () => {
  for (const [, expectation] of entries)
    for (const example of expectation.examples) {
      const column = example.column ?? ''
      const target = { column, columns: example.columns ?? [column] }
      const params = expectation.params.parse(example.params ?? {})
      const keys = () => Object.values(expectation.metrics(target, params)).map(metricKey)
      expect(keys()).toEqual(keys())
    }
})

test('names, ids and expectations in words', () => {
  const table = entries.map(([name, expectation]) => {
    const example = expectation.examples[0]
    const column = example?.column ?? ''
    const target = { column, columns: example?.columns ?? [column] }
    const params = expectation.params.parse(example?.params ?? {})
    return `${name} · ${expectation.id} · ${expectation.expected(target, params)}`
  })
  expect(table.join('\n')).toMatchInlineSnapshot(`
    "toHaveColumns · columns · the columns b
    toHaveColumnsInOrder · column-order · exactly the columns a and b, in this order
    toHaveDistinctCountBetween · distinct-count · number of distinct values of genre exactly 2
    toHaveDistinctValuesContaining · distinct-contain · "rock" and "pop" to occur in genre
    toHaveDistinctValuesEqual · distinct-equal · distinct values of genre exactly "rock" and "pop"
    toHaveDistinctValuesIn · distinct-in · distinct values of genre among "rock" and "pop"
    toHaveLengthsBetween · length · length of code between 1 and 2
    toHaveMaxBetween · max · maximum of price at most 5
    toHaveMeanBetween · mean · mean of price at most 2.5
    toHaveMedianBetween · median · median of price between 2 and 4
    toHaveMinBetween · min · minimum of price between 1 and 3
    toHaveNoNulls · not-null · values of price present
    toHaveNullShare · null-share · share of missing values in price at most 20.0 %
    toHaveQuantilesBetween · quantiles · quantiles of price: 0 % exactly 1 and 50 % between 2 and 3
    toHaveRowCount · row-count · exactly 2 rows
    toHaveSameCategorySharesAs · chi2 · shares of the values of genre as in the reference
    toHaveSameDistributionAs · ks · price distributed as in the reference
    toHaveSameJointDistributionAs · joint · rows that cannot be told from those of the reference
    toHaveSameMeanAs · t · mean of price as in the reference
    toHaveSameNullShareAs · missing · as many missing values in price as in the reference
    toHaveSameTextProfileAs · text-profile · texts in comment formed as in the reference
    toHaveSameTimeProfileAs · time-profile · pickup spread over hours and weekdays as in the reference
    toHaveStdevBetween · stdev · standard deviation of price exactly 2
    toHaveSumBetween · sum · sum of sold exactly 7
    toHaveType · type · price to be a number
    toHaveUniqueCombinations · compound-unique · combinations of artist and track unique
    toHaveUniqueValues · unique · values of id unique
    toHaveValuesBetween · range · price at least 10
    toHaveValuesInSet · in-set · genre among "rock" and "pop"
    toHaveValuesMatching · match · code matching [A-Z]{2}\\d
    toHaveValuesNotInSet · not-in-set · age other than −1 and 999
    toHaveValuesNotMatching · not-match · title without a match of ^\\s|\\s$"
  `)
})

test('the types of matchers follow from the exports', () => {
  const { toHaveColumns, toHaveValuesBetween, toHaveNoNulls, toHaveSameDistributionAs } = vocabulary
  expectTypeOf(toHaveColumns.subject).toEqualTypeOf<'table'>()
  expectTypeOf(toHaveValuesBetween.subject).toEqualTypeOf<'column'>()
  expectTypeOf(vocabulary.toHaveUniqueCombinations.subject).toEqualTypeOf<'columns'>()
  expectTypeOf<z.input<typeof toHaveNoNulls.params>>().toEqualTypeOf<{ mostly?: number | undefined }>()
  expectTypeOf<z.input<typeof toHaveColumns.params>['columns']>().toEqualTypeOf<string[]>()
  expectTypeOf<z.input<typeof toHaveValuesBetween.params>['min']>().toEqualTypeOf<
    number | bigint | string | Date | undefined
  >()
  expectTypeOf<z.input<typeof toHaveSameDistributionAs.params>['alternative']>().toEqualTypeOf<
    'two-sided' | 'less' | 'greater' | undefined
  >()
})
