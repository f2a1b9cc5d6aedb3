import { describe, expect, test } from 'vitest'
import * as vocabulary from '../../expectations/index.ts'
import type { Expectation } from '../../src/core/expectation.ts'

const {
  toHaveColumns,
  toHaveMeanBetween,
  toHaveNoNulls,
  toHaveQuantilesBetween,
  toHaveRowCount,
  toHaveSameDistributionAs,
  toHaveType,
  toHaveValuesBetween,
  toHaveValuesInSet,
  toHaveValuesMatching,
  toHaveValuesNotInSet,
} = vocabulary

test.each<[string, Expectation, unknown, string]>([
  ['no bound', toHaveValuesBetween, {}, ': expected min, max or both'],
  ['a crossed range', toHaveValuesBetween, { min: 5, max: 1 }, 'min: 5 is above max, 1'],
  [
    'a strict bound that is not there',
    toHaveValuesBetween,
    { max: 5, strictMin: true },
    'strictMin: there is no min to be strict about',
  ],
  [
    'a bound of another kind',
    toHaveValuesBetween,
    { min: [5] },
    'min: expected number or date, received array',
  ],
  [
    'a day that does not exist',
    toHaveValuesBetween,
    { min: '2019-02-30' },
    'min: expected number or date such as 2019-01-31, received "2019-02-30"',
  ],
  [
    'a date and a number',
    toHaveValuesBetween,
    { min: '2019-01-01', max: 5 },
    'min: 2019-01-01 and max, 5, have no order',
  ],
  [
    'text for a number',
    toHaveMeanBetween,
    { max: '5' },
    'max: Invalid input: expected number, received string',
  ],
  ['a share above one', toHaveNoNulls, { mostly: 95 }, 'mostly: Too big: expected number to be <=1'],
  ['an unknown parameter', toHaveNoNulls, { mostyl: 1 }, ': Unrecognized key: "mostyl"'],
  [
    'an empty set',
    toHaveValuesNotInSet,
    { values: [null] },
    'values: expected at least one value that is not null',
  ],
  ['no set', toHaveValuesInSet, {}, 'values: Invalid input: expected array, received undefined'],
  [
    'a set of lists',
    toHaveValuesInSet,
    { values: [[1]] },
    'values.0: expected text, number, true, false or date',
  ],
  ['a column listed twice', toHaveColumns, { columns: ['a', 'b', 'a'] }, 'columns: a is listed twice'],
  ['a count and bounds', toHaveRowCount, { equal: 5, min: 1 }, ': expected either equal or bounds'],
  [
    'a quantile without bounds',
    toHaveQuantilesBetween,
    { quantiles: [{ at: 0.5 }] },
    'quantiles.0: expected min, max or both',
  ],
  ['a level of 5', toHaveSameDistributionAs, { alpha: 5 }, 'alpha: Too big: expected number to be <1'],
])('%s is refused in a sentence', (_, expectation, params, problem) => {
  const { error } = expectation.params.safeParse(params)
  expect(
    error?.issues.map(issue => `${issue.path.join('.')}: ${issue.message}`.replace(/^: : /, ': ')),
  ).toEqual([problem])
})

test('unknown types are refused with the list of the known', () => {
  expect(toHaveType.params.safeParse({ type: 'int' }).error?.issues).toMatchObject([
    {
      code: 'invalid_value',
      values: ['integer', 'number', 'boolean', 'string', 'date', 'timestamp', 'list', 'struct'],
    },
  ])
})

describe('a pattern', () => {
  test.each([
    ['a(?=b)', 'a(?=b) has lookahead at character 2, which is not supported: matching uses RE2 syntax'],
    ['(?<!a)b', '(?<!a)b has lookbehind at character 1, which is not supported: matching uses RE2 syntax'],
    ['(a)\\1', '(a)\\1 has a backreference at character 4, which is not supported: matching uses RE2 syntax'],
    [
      '(?P<x>a)(?P=x)',
      '(?P<x>a)(?P=x) has a backreference at character 9, which is not supported: matching uses RE2 syntax',
    ],
    [
      'a++',
      'a++ has a possessive quantifier at character 2, which is not supported: matching uses RE2 syntax',
    ],
    ['(?>a)', '(?>a) has an atomic group at character 1, which is not supported: matching uses RE2 syntax'],
    ['[a-z', '[a-z has a [ at character 1 that is never closed'],
    ['(a', '(a has a ( that is never closed'],
    ['a)', 'a) has a ) at character 2 that closes nothing'],
    ['a\\', 'a\\ ends in a lone backslash'],
  ])('%s is refused', (pattern, problem) => {
    expect(toHaveValuesMatching.params.safeParse({ pattern }).error?.issues[0]?.message).toBe(problem)
  })

  test.each([
    '^(?i)[a-z]{2}$',
    '(?P<year>\\d{4})-(?<month>\\d\\d)',
    '[]()+]',
    '[^]]',
    '[[:alpha:]]+',
    '\\(\\[\\)',
    '\\Q(?=\\E',
    '[(?=]',
    'a+?',
    '\\pL',
    '(?s:.)',
    '\\\\1',
  ])('%s is accepted', pattern => {
    expect(toHaveValuesMatching.params.safeParse({ pattern }).success).toBe(true)
  })
})

test('a date without an offset is one in UTC', () => {
  expect(
    ['2019-01-31', '2019-01-31 10:30', '2019-01-31T10:30:00.5+0200'].map(
      min => toHaveValuesBetween.params.parse({ min }).min,
    ),
  ).toEqual([
    new Date('2019-01-31T00:00:00Z'),
    new Date('2019-01-31T10:30:00Z'),
    new Date('2019-01-31T08:30:00.500Z'),
  ])
})

test('numbers and dates of two kinds have no order, which is an error and no verdict', () => {
  const params = vocabulary.toHaveMinBetween.params.parse({ min: 5 })
  const answers = { rows: 1, checked: 1, nonFinite: 0, answer: new Date('2019-01-31') }
  expect(() =>
    vocabulary.toHaveMinBetween.judge(answers, params, { column: 'day', columns: ['day'] }),
  ).toThrow('2019-01-31 and 5 have no order.')
})
