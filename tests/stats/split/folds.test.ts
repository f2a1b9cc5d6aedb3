import { expect, test } from 'vitest'
import { type FoldOptions, kFolds, type RowSplit, stratifiedKFolds } from '../../../src/stats/split/index.ts'
import { checksum } from './checksum.ts'

// Expected values: scikit-learn 1.9.1, NumPy 2.4.6; a seed of undefined is shuffle=False.

type Seed = number | undefined

// [test for _, test in sklearn.model_selection.KFold(folds, shuffle=…, random_state=…).split(numpy.zeros(n))]
const plain: readonly [n: number, folds: number, seed: Seed, rows: string][] = [
  [23, 4, 0, '1 10 11 14 20 21 | 6 8 13 16 17 22 | 2 4 5 7 9 18 | 0 3 12 15 19'],
  [15, 3, 0, '1 6 8 9 14 | 2 4 7 10 13 | 0 3 5 11 12'],
  [5, 2, 42, '1 2 4 | 0 3'],
  [19, 3, undefined, '0 1 2 3 4 5 6 | 7 8 9 10 11 12 | 13 14 15 16 17 18'],
  [23, 6, 0, '10 11 14 21 | 1 13 20 22 | 6 8 16 17 | 2 4 5 18 | 3 7 9 19 | 0 12 15'],
  [18, 5, 0, '1 6 8 10 | 2 4 14 16 | 7 9 13 17 | 0 3 11 | 5 12 15'],
  [10, 4, 42, '1 5 8 | 0 2 7 | 4 9 | 3 6'],
  [6, 2, 42, '0 1 5 | 2 3 4'],
  [4, 3, undefined, '0 1 | 2 | 3'],
  [9, 5, 0, '2 7 | 1 4 | 6 8 | 0 3 | 5'],
  [21, 4, 3477613586, '0 3 6 7 11 20 | 2 4 10 16 17 | 1 5 8 9 14 | 12 13 15 18 19'],
  [14, 6, 1583290895, '4 8 11 | 6 9 13 | 0 1 | 5 7 | 10 12 | 2 3'],
  [24, 3, 811081400, '3 7 8 10 13 19 20 22 | 0 1 2 12 14 17 18 21 | 4 5 6 9 11 15 16 23'],
  [18, 2, 2487093146, '0 4 5 6 8 10 11 12 16 | 1 2 3 7 9 13 14 15 17'],
  [22, 5, 42, '0 1 8 13 15 | 3 4 5 11 20 | 12 16 17 18 | 2 7 9 21 | 6 10 14 19'],
]

test.each(plain)('%i rows in %i folds, seed %s', (n, folds, seed, rows) => {
  expect(tested(kFolds(n, { folds, shuffle: seed !== undefined, seed }))).toBe(rows)
})

// [test for _, test in StratifiedKFold(folds, shuffle=…, random_state=…).split(numpy.zeros(n), list(labels))]
const stratified: readonly [labels: string, folds: number, seed: Seed, rows: string][] = [
  ['azaazaaaaaa', 2, 42, '2 4 5 7 8 9 | 0 1 3 6 10'],
  ['bbbbaababa', 5, undefined, '0 1 | 2 4 | 3 5 | 6 7 | 8 9'],
  ['zzzzzazbzbzb', 4, 42, '0 2 5 | 4 7 8 | 1 6 9 | 3 10 11'],
  ['aazazaazaaz', 3, 0, '1 3 4 6 | 5 7 9 10 | 0 2 8'],
  ['zaaaaazaazazaaazazaaaaa', 5, 42, '0 1 4 6 20 | 7 11 12 13 22 | 3 14 17 18 21 | 2 10 15 16 | 5 8 9 19'],
  [
    'zzaazzazzzzzazzazzzazzzz',
    2,
    undefined,
    '0 1 2 3 4 5 6 7 8 9 10 11 | 12 13 14 15 16 17 18 19 20 21 22 23',
  ],
  ['azzaaaazaaz', 3, 0, '2 3 4 6 | 5 7 9 10 | 0 1 8'],
  ['aaazzcaaaaazaabaca', 3, 767697107, '0 3 6 9 15 16 | 2 5 10 11 12 17 | 1 4 7 8 13 14'],
  ['bzabaazzaazazabazbb', 6, 2471675895, '3 4 11 16 | 2 7 17 | 6 14 15 | 0 9 10 | 1 5 18 | 8 12 13'],
  ['aaazaaaaaaza', 2, 42, '1 4 6 8 9 10 | 0 2 3 5 7 11'],
  ['zazzaazzzaazzzaazbaz', 6, 0, '4 8 14 16 | 3 5 13 17 | 0 1 19 | 7 9 11 | 2 10 12 | 6 15 18'],
  ['aczzaabaczbzzzzaa', 3, 2603069232, '1 6 11 14 15 16 | 2 3 4 5 8 10 | 0 7 9 12 13'],
  ['aazazazaazza', 2, 0, '1 2 3 5 7 9 | 0 4 6 8 10 11'],
  ['ccbzzzazzbbzczbzcczb', 4, 42, '0 3 4 14 16 | 7 9 10 12 18 | 2 5 8 15 17 | 1 6 11 13 19'],
  ['azzaaazaaazaaaz', 2, 1300123239, '0 1 2 3 4 9 10 13 | 5 6 7 8 11 12 14'],
  ['zzaazzazzazzzzaazaz', 2, 0, '3 4 7 9 10 13 14 16 17 18 | 0 1 2 5 6 8 11 12 15'],
  ['bcczcccazczaczz', 6, undefined, '0 1 3 | 2 4 7 | 5 8 11 | 6 10 | 9 13 | 12 14'],
  ['zzzzazzzzzzaaaaz', 3, 498926562, '4 5 6 10 12 15 | 1 3 7 9 13 | 0 2 8 11 14'],
  ['baczccbbc', 3, undefined, '0 1 2 | 4 5 6 | 3 7 8'],
  ['abzaazazbabaazzbaaab', 3, 0, '0 5 8 9 14 16 17 | 1 2 4 7 10 11 18 | 3 6 12 13 15 19'],
]

test.each(stratified)('%s in %i folds, seed %s', (labels, folds, seed, rows) => {
  expect(tested(stratifiedKFolds([...labels], { folds, shuffle: seed !== undefined, seed }))).toBe(rows)
})

test('a million rows', () => {
  // KFold(3, shuffle=True, random_state=42), and StratifiedKFold with the labels x * 7919 % 5 % 4, x = arange(10**6)
  const options = { folds: 3, shuffle: true, seed: 42 }
  const labels = Uint8Array.from({ length: 1e6 }, (_, row) => ((row * 7919) % 5) % 4)
  expect([...kFolds(1e6, options)].map(({ test }) => checksum(test))).toEqual([
    598125389, 967996202, 147292385,
  ])
  expect([...stratifiedKFolds(labels, options)].map(({ test }) => checksum(test))).toEqual([
    656034032, 1834345833, 926793028,
  ])
})

test('the rows for training are those that are not for testing, ascending', () => {
  for (const { train, test } of kFolds(11, { folds: 3, shuffle: true, seed: 5 })) {
    expect([...train, ...test].sort((a, b) => a - b)).toEqual(Array.from({ length: 11 }, (_, row) => row))
    expect(train).toEqual(train.slice().sort())
  }
})

test.each<[problem: string, labels: readonly (string | number)[], options: FoldOptions]>([
  ['The number of folds, 1, is not a whole number from 2.', [...'aabb'], { folds: 1 }],
  ['The number of folds, 2.5, is not a whole number from 2.', [...'aabb'], { folds: 2.5 }],
  ['4 rows cannot be dealt into 5 folds.', [...'aabb'], {}],
  ['No class has as many rows as there are folds, 3.', [...'aabb'], { folds: 3 }],
  ['The seed 1 has no effect on rows that are not shuffled.', [...'aabb'], { folds: 2, seed: 1 }],
  ['The label 1.5 is not a whole number, so it is no class.', [1, 1.5, 1, 1.5], { folds: 2 }],
])('%s', (problem, labels, options) => {
  expect(() => [...stratifiedKFolds(labels as string[], options)]).toThrow(new RangeError(problem))
})

function tested(splits: Iterable<RowSplit>): string {
  return [...splits].map(({ test }) => test.join(' ')).join(' | ')
}
