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
    "toHaveAssociationBelow · association · association of city and country at most 0.1
    toHaveBinnedDistribution · binned · price distributed over 2 bins from 0 to 50 as given
    toHaveCategoryShares · category-shares · shares of "h" and "t" in coin as given
    toHaveClassSharesBetween · class-shares · share of each class of label at least 40.0 %
    toHaveColumn · column · the column b
    toHaveColumnCount · column-count · exactly 2 columns
    toHaveColumns · columns · the columns b
    toHaveColumnsInOrder · column-order · exactly the columns a and b, in this order
    toHaveCombinationsInReference · compound-in-reference · combinations of shop and day to occur in the reference
    toHaveConsistentLabels · consistent · one label for the same features
    toHaveCorrelationBetween · correlation · correlation of size and price at least 0.9
    toHaveCorrelationNear · correlation-near · correlation of size and price within 0.1 of the reference
    toHaveDistinctCountBetween · distinct-count · number of distinct values of genre exactly 2
    toHaveDistinctShareBetween · distinct-share · share of distinct values of name at least 75.0 %
    toHaveDistinctValuesContaining · distinct-contain · "rock" and "pop" to occur in genre
    toHaveDistinctValuesEqual · distinct-equal · distinct values of genre exactly "rock" and "pop"
    toHaveDistinctValuesIn · distinct-in · distinct values of genre among "rock" and "pop"
    toHaveDistinctValuesWithinRows · distinct-within-row · values of first, second and third distinct in each row
    toHaveDivergenceBelow · divergence · divergence of genre from the given distribution at most 0.1
    toHaveDivergenceFromReferenceBelow · reference-divergence · divergence of genre from the reference at most 0.1 nats
    toHaveEntropyBetween · entropy · entropy of genre exactly 2 bits
    toHaveJsonValues · json · tags JSON
    toHaveLatestWithin · fresh · latest at at most 1 day before 2019-01-31
    toHaveLengthsBetween · length · length of code between 1 and 2
    toHaveLengthsEqual · length-equal · iso 2 characters long
    toHaveMaxBetween · max · maximum of price at most 5
    toHaveMeanBetween · mean · mean of price at most 2.5
    toHaveMedianBetween · median · median of price between 2 and 4
    toHaveMinBetween · min · minimum of price between 1 and 3
    toHaveMostCommonValueIn · most-common · most common value of genre among "pop" and "jazz"
    toHaveMutualInformationBetween · mutual-information · mutual information of city and country at least 0.9 bits
    toHaveNoNulls · not-null · values of price present
    toHaveNoOutliers · outliers · values of price within 1.5 quartile distances
    toHaveNoPlaceholders · placeholders · no placeholders for missing values in phone
    toHaveNoRowsFrom · no-rows · no row from SELECT * FROM {batch} WHERE price > 10
    toHaveNoRowsInReference · no-overlap · no row with all values of one in the reference
    toHaveNoStraySpaces · stray-spaces · no leading, trailing or repeated spaces in city
    toHaveNoTargetLeakage · target-leakage · paid alone to tell churned no better than 0.95
    toHaveNoTimeGaps · time-gaps · no gap above 1 h in at
    toHaveNullShare · null-share · share of missing values in price at most 20.0 %
    toHaveOnlyNulls · only-null · values of fax missing
    toHavePairsDescending · pair-descending · arrival above departure
    toHavePairsEqual · pair-equal · billed equal to paid
    toHavePairsInSet · pair-in-set · pairs of city and country among ("Bonn", "de") and ("Paris", "fr")
    toHaveParametricDistribution · parametric · share distributed as uniform (loc 0, scale 1)
    toHavePresentShareBetween · present-share · share of present values in fax at least 50.0 %
    toHaveQuantilesBetween · quantiles · quantiles of price: 0 % exactly 1 and 50 % between 2 and 3
    toHaveRowCount · row-count · exactly 2 rows
    toHaveRowCountNear · row-count-near · number of rows within 25.0 % of the reference
    toHaveRowCountNearAccepted · row-count-near-accepted · number of rows near that of the last 8 accepted batches
    toHaveRowSumsEqual · row-sum · sum of cash and card 100
    toHaveRowsFilled · filled · all or none of street and city present
    toHaveRowsMeeting · rows-meeting · rows to meet price >= cost
    toHaveSameCategorySharesAs · chi2 · shares of the values of genre as in the reference
    toHaveSameDistributionAs · ks · price distributed as in the reference
    toHaveSameJointDistributionAs · joint · rows that cannot be told from those of the reference
    toHaveSameMeanAs · t · mean of price as in the reference
    toHaveSameNullShareAs · missing · as many missing values in price as in the reference
    toHaveSameQueryResultAs · query-result · the same rows from SELECT city, count(*) FROM {batch} GROUP BY city as from the reference
    toHaveSameRowCountAs · same-row-count · as many rows as in the reference
    toHaveSameRowsAs · same-rows · the rows of the reference, by id
    toHaveSameSchemaAs · same-schema · the columns of the reference
    toHaveSameTextProfileAs · text-profile · texts in comment formed as in the reference
    toHaveSameTimeProfileAs · time-profile · pickup spread over hours and weekdays as in the reference
    toHaveStdevBetween · stdev · standard deviation of price exactly 2
    toHaveSumBetween · sum · sum of sold exactly 7
    toHaveType · type · price to be a number
    toHaveTypeIn · type-in · size to be a number or text
    toHaveUniqueCombinations · compound-unique · combinations of artist and track unique
    toHaveUniqueRows · unique-rows · rows unique
    toHaveUniqueValues · unique · values of id unique
    toHaveValuesAfterReference · after-reference · at after the reference
    toHaveValuesBetween · range · price at least 10
    toHaveValuesDecreasing · decreasing · id decreasing
    toHaveValuesInCase · case · genre in lower case
    toHaveValuesInDateFormat · date-format · day in the date format "%Y-%m-%d"
    toHaveValuesInReference · in-reference · values of artist to occur in id of the reference
    toHaveValuesInSet · in-set · genre among "rock" and "pop"
    toHaveValuesIncreasing · increasing · id increasing
    toHaveValuesLike · like · code like A-%
    toHaveValuesLikePatterns · like-list · code like any of A-% and B-%
    toHaveValuesMatching · match · code matching [A-Z]{2}\\d
    toHaveValuesMatchingPatterns · match-list · code matching any of ^[A-Z] and ^\\d+$
    toHaveValuesMeetingJsonSchema · json-schema · size JSON that meets the schema
    toHaveValuesNearMovingMean · moving-mean · values of load within 50.0 % of the mean of the 3 values above
    toHaveValuesNotInSet · not-in-set · age other than −1 and 999
    toHaveValuesNotLike · not-like · mail unlike %@test.%
    toHaveValuesNotLikePatterns · not-like-list · mail unlike any of %@test.% and %@localhost
    toHaveValuesNotMatching · not-match · title without a match of ^\\s|\\s$
    toHaveValuesNotMatchingPatterns · not-match-list · title without a match of any of ^\\s|\\s$ and  {2}
    toHaveValuesOfFormat · format · values of mail to be e-mail addresses
    toHaveValuesOfOneType · one-type · values of size all of one type
    toHaveValuesReadAsDates · date-text · day to read as dates
    toHaveZScoresBelow · z-score · absolute z-scores of price below 2"
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
    number | bigint | string | Date | { text: string } | undefined
  >()
  expectTypeOf<z.input<typeof toHaveSameDistributionAs.params>['alternative']>().toEqualTypeOf<
    'two-sided' | 'less' | 'greater' | undefined
  >()
})
