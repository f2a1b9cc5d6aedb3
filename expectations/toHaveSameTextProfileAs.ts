import { z } from 'zod'
import { defineHypothesis } from '../src/core/expectation.ts'
import { call, countMatches, type Expr, lengthOf, value } from '../src/core/expr.ts'
import { formatNumber } from '../src/core/format.ts'
import { drawKolmogorovSmirnov } from './evidence/kolmogorov-smirnov.ts'
import { comparedBy } from './parts/compared.ts'
import { smallestOf } from './parts/features.ts'
import { judgeTest, rounded, testParams } from './parts/hypothesis.ts'

/** What free text is compared by: numbers that every text has. */
const features = {
  length: { name: 'length', of: (text: Expr) => lengthOf(text) },
  words: { name: 'number of words', of: (text: Expr) => countMatches(text, '\\S+') },
  digits: { name: 'share of digits', of: (text: Expr) => shareOf(text, '[0-9]') },
  capitals: { name: 'share of capitals', of: (text: Expr) => shareOf(text, '\\p{Lu}') },
  others: { name: 'share of other characters', of: (text: Expr) => shareOf(text, '[^\\p{L}\\p{N}\\s]') },
}

/** Five features repeat their values more than any column of numbers, and ties make an exact p dear. */
const budget = 1e7

/**
 * The texts of a column have the form that they have in the reference: their length, their number of words, and
 * their shares of digits, capitals and punctuation, by Kolmogorov–Smirnov tests. What they say is not compared.
 */
export const toHaveSameTextProfileAs = defineHypothesis({
  name: 'toHaveSameTextProfileAs',
  id: 'text-profile',
  family: 'text-profile',
  category: 'drift',
  subject: 'column',
  accepts: ['string'],
  needsReference: true,
  summary: 'Texts have the length and the kinds of characters that they have in the reference.',
  params: z.strictObject(testParams),
  metrics: ({ column }, params) => {
    const compared = (of: (text: Expr) => Expr) => comparedBy(of(value(column)), params)
    return {
      length: compared(features.length.of),
      words: compared(features.words.of),
      digits: compared(features.digits.of),
      capitals: compared(features.capitals.of),
      others: compared(features.others.of),
    }
  },
  expected: ({ column }) => `texts in ${column} formed as in the reference`,
  test: (answers, params, { column }) => {
    const tests = Object.entries(answers).map(([key, answer]) => {
      const { name, of } = features[key as keyof typeof features]
      return { name, test: drawKolmogorovSmirnov(answer, { of: of(value(column)), params, budget }) }
    })
    return {
      ...smallestOf(tests),
      choice: 'Free text: its length, words, digits, capitals and other characters are compared.',
    }
  },
  judge: test => judgeTest(test, `D ${formatNumber(rounded(test.statistic.value))}`),
  examples: [
    {
      data: { comment: texts(300, 'It was fine') },
      reference: { comment: texts(300, 'It was fine') },
      column: 'comment',
      status: 'passed',
      found: 'D 0; p 1 > 0.05',
    },
    {
      data: { comment: texts(300, 'It was fine'.toUpperCase()) },
      reference: { comment: texts(300, 'It was fine') },
      column: 'comment',
      status: 'failed',
      found: 'D 1; p 7.4e-179 < 0.05',
    },
    {
      data: { comment: [null] },
      types: { comment: 'string' },
      reference: { comment: ['Fine'] },
      column: 'comment',
      status: 'vacuous',
      found: 'no values in the sample',
    },
  ],
})

/** None of the empty text. */
function shareOf(text: Expr, pattern: string): Expr {
  return call('divide', countMatches(text, pattern), lengthOf(text))
}

function texts(count: number, text: string): readonly string[] {
  return Array.from({ length: count }, (_, index) => `${text} ${index}`)
}
