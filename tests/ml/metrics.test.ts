import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as ml from '../../src/ml/index.ts'
import { evaluate, examplesIn, sameButForRounding } from '../support/examples.ts'
import { close } from './close.ts'

const { accuracy, confusionMatrix, determination, f1Scores, meanAbsoluteError, meanSquaredError } = ml
const { rocAucOneVsOne, rocAucOneVsRest } = ml

test.each(examplesIn(join(import.meta.dirname, '../../src/ml/metrics')))(
  '$file: $expression is $value',
  ({ expression, value }) => {
    const found = evaluate(expression, ml)
    const expected = evaluate(value, ml)
    if (!sameButForRounding(found, expected)) expect(found).toEqual(expected)
  },
)

// Expected values: scikit-learn 1.9.1, where P are the points of each row divided by their sum.
// biome-ignore format: 60 rows
const y = [0, 3, 1, 0, 3, 3, 3, 3, 1, 3, 1, 2, 0, 3, 2, 0, 0, 0, 2, 1, 2, 3, 3, 2, 0, 1, 1, 1, 1, 0, 1, 0, 3, 0, 3, 1, 2, 3, 3, 0, 2, 3, 0, 1, 3, 1, 3, 3, 2, 3, 0, 1, 1, 1, 3, 0, 3, 2, 0, 3]
// biome-ignore format: 60 rows
const points = [[4, 4, 3, 5], [3, 1, 1, 5], [1, 5, 2, 5], [3, 3, 3, 1], [2, 2, 2, 4], [4, 4, 3, 4], [1, 4, 5, 2], [3, 5, 4, 6], [5, 7, 4, 5], [5, 5, 1, 6], [4, 3, 1, 2], [2, 4, 1, 1], [2, 3, 5, 3], [1, 4, 3, 3], [1, 2, 1, 3], [4, 4, 3, 4], [3, 2, 3, 4], [6, 4, 3, 4], [5, 2, 5, 4], [2, 5, 2, 5], [3, 4, 1, 4], [3, 4, 1, 1], [1, 4, 3, 6], [1, 5, 1, 1], [5, 4, 3, 4], [1, 3, 1, 4], [1, 3, 3, 1], [5, 5, 5, 1], [5, 5, 4, 5], [3, 4, 1, 1], [1, 2, 1, 5], [2, 4, 2, 1], [1, 5, 4, 5], [2, 1, 1, 2], [3, 1, 4, 2], [2, 6, 1, 1], [4, 3, 6, 3], [5, 4, 4, 3], [4, 1, 5, 3], [6, 5, 1, 3], [4, 4, 3, 4], [5, 4, 4, 3], [4, 2, 4, 3], [3, 6, 4, 2], [3, 4, 2, 7], [3, 5, 1, 2], [1, 5, 1, 5], [3, 1, 1, 4], [2, 1, 4, 1], [4, 1, 5, 5], [3, 2, 4, 5], [4, 4, 2, 2], [3, 3, 5, 3], [5, 7, 3, 4], [4, 2, 3, 7], [5, 4, 2, 2], [2, 2, 3, 1], [4, 2, 7, 4], [2, 2, 3, 1], [1, 3, 5, 3]]
const shares = Float64Array.from(
  points.flatMap(row => row.map(share => share / row.reduce((a, b) => a + b, 0))),
)
const likeliest = points.map(row => row.indexOf(Math.max(...row)))
const classes = [0, 1, 2, 3]

test('areas under ROC curves, with ties', () => {
  // roc_auc_score(y, P, multi_class='ovo' | 'ovr', average='macro')
  expect(rocAucOneVsOne({ actual: y, shares, classes })).toBeCloseTo(0.6734832451499119, 12)
  expect(rocAucOneVsRest({ actual: y, shares, classes })).toBeCloseTo(0.6740765879001174, 12)
})

test('the area of two classes is the same from both', () => {
  // roc_auc_score(y > 1, P[:, 2] + P[:, 3])
  const upper = y.map((_, row) => (shares[4 * row + 2] ?? 0) + (shares[4 * row + 3] ?? 0))
  const rows = {
    actual: y.map(label => Number(label > 1)),
    shares: Float64Array.from(upper.flatMap(share => [-share, share])),
    classes: [0, 1],
  }
  expect(rocAucOneVsOne(rows)).toBeCloseTo(0.7094444444444445, 12)
  expect(rocAucOneVsRest(rows)).toBeCloseTo(0.7094444444444445, 12)
})

test('the area is a share of pairs, by counting all', () => {
  const row = fc.record({ label: fc.constantFrom('a', 'b'), share: fc.integer({ min: 0, max: 4 }) })
  const check = fc.property(fc.array(row, { minLength: 1, maxLength: 20 }), rows => {
    const [a, b] = ['a', 'b'].map(label => rows.filter(row => row.label === label))
    const pairs = (a ?? []).flatMap(one =>
      (b ?? []).map(other => (Math.sign(one.share - other.share) + 1) / 2),
    )
    const area = pairs.length > 0 ? pairs.reduce((sum, pair) => sum + pair, 0) / pairs.length : null
    const found = rocAucOneVsOne({
      actual: rows.map(({ label }) => label),
      shares: Float64Array.from(rows.flatMap(({ share }) => [share / 4, 1 - share / 4])),
      classes: ['a', 'b'],
    })
    if (area === null) expect(found).toBeNull()
    else expect(found).toBeCloseTo(area, 12)
  })
  fc.assert(check, { seed: 4 })
})

test('a class without rows has no area, an unknown one is an error', () => {
  const rows = { shares: Float64Array.of(0.5, 0.5, 0.2, 0.8), classes: ['a', 'b'] }
  expect(rocAucOneVsOne({ ...rows, actual: ['a', 'a'] })).toBeNull()
  expect(rocAucOneVsRest({ ...rows, actual: ['a', 'a'] })).toBeNull()
  expect(() => rocAucOneVsOne({ ...rows, actual: ['a', 'c'] })).toThrowErrorMatchingInlineSnapshot(
    `[UserError: Row 1 is of the class "c", which the model does not know.]`,
  )
  expect(() => rocAucOneVsOne({ ...rows, actual: ['a'] })).toThrowErrorMatchingInlineSnapshot(
    `[RangeError: There are 4 shares for 1 rows of 2 classes.]`,
  )
})

test('right and wrong classes', () => {
  // confusion_matrix, accuracy_score and f1_score(y, P.argmax(axis=1), average=…)
  const matrix = confusionMatrix(y, likeliest)
  const scores = f1Scores(matrix)
  expect(matrix.counts).toEqual([
    [8, 2, 2, 3],
    [4, 8, 1, 2],
    [2, 3, 3, 1],
    [3, 4, 6, 8],
  ])
  close([accuracy(y, likeliest) ?? 0], [0.45])
  close(scores?.byClass ?? [], [0.5, 0.5, 0.2857142857142857, 0.45714285714285713])
  close([scores?.macro ?? 0, scores?.weighted ?? 0], [0.43571428571428567, 0.45285714285714285])
})

test('a class that is only predicted has score 0 and no weight', () => {
  // f1_score(['a', 'b', 'b'], ['a', 'c', 'b'], average=…)
  const scores = f1Scores(confusionMatrix(['a', 'b', 'b'], ['a', 'c', 'b']))
  close(scores?.byClass ?? [], [1, 0.6666666666666666, 0])
  close([scores?.macro ?? 0, scores?.weighted ?? 0], [0.5555555555555555, 0.7777777777777777])
})

test('errors of predicted numbers', () => {
  const actual = [3, -0.5, 2, 7, 4.25]
  const predicted = [2.5, 0, 2.1, 8, 4]
  close([meanAbsoluteError(actual, predicted) ?? 0], [0.47000000000000003])
  close([meanSquaredError(actual, predicted) ?? 0], [0.3145])
  close([determination(actual, predicted) ?? 0], [0.9487785016286645])
})

test('without rows there is nothing to measure', () => {
  expect([accuracy([], []), f1Scores(confusionMatrix([], []))]).toEqual([null, null])
  expect([meanAbsoluteError([], []), meanSquaredError([], []), determination([], [])]).toEqual([
    null,
    null,
    null,
  ])
  expect(determination([2, 2], [1, 2])).toBeNull()
  expect(() => accuracy(['a'], [])).toThrowErrorMatchingInlineSnapshot(
    `[RangeError: There are 0 predictions for 1 rows.]`,
  )
})
