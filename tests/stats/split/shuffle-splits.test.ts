import { expect, test } from 'vitest'
import {
  approximateMode,
  classesOf,
  type RowSplit,
  randomState,
  shuffleSplits,
  stratifiedShuffleSplits,
} from '../../../src/stats/split/index.ts'

// Expected values: scikit-learn 1.9.1, NumPy 2.4.6.

type Size = number | undefined

// sklearn.model_selection.ShuffleSplit(3, test_size=…, random_state=…).split(numpy.zeros(n))
const plain: readonly [n: number, testSize: Size, seed: number, rows: string][] = [
  [9, 0.48, 42, '2 4 3 6 | 7 1 5 0 8, 7 8 6 2 | 0 1 5 3 4, 5 3 1 4 | 8 2 0 6 7'],
  [6, 0.24, 0, '1 3 0 4 | 5 2, 4 0 2 5 | 1 3, 1 2 4 0 | 3 5'],
  [4, 3, 42, '2 | 1 3 0, 2 | 1 3 0, 2 | 3 0 1'],
  [
    16,
    0.54,
    0,
    '7 15 11 3 0 5 12 | 1 6 8 9 13 4 2 14 10, 5 15 8 13 7 6 1 | 2 14 12 9 0 3 4 10 11, 12 1 8 3 2 0 15 | 5 13 7 4 10 14 6 11 9',
  ],
  [6, 0.1, 3213594874, '4 0 5 3 2 | 1, 3 5 4 2 1 | 0, 5 2 1 3 0 | 4'],
  [
    13,
    0.49,
    42,
    '12 4 7 10 3 6 | 11 9 0 8 5 2 1, 1 4 5 2 12 7 | 8 10 0 6 11 9 3, 2 0 8 5 9 11 | 12 10 6 4 3 1 7',
  ],
  [8, 0.32, 42, '7 2 4 3 6 | 1 5 0, 4 5 2 1 6 | 3 7 0, 1 4 5 2 7 | 0 6 3'],
  [7, 2, 0, '1 3 0 5 4 | 6 2, 6 3 4 2 5 | 1 0, 5 1 2 4 0 | 6 3'],
  [6, 2, 42, '5 2 4 3 | 0 1, 1 2 5 4 | 3 0, 0 3 5 2 | 4 1'],
  [5, 3, 3617433251, '2 3 | 4 1 0, 0 2 | 1 4 3, 0 3 | 4 2 1'],
]

test.each(plain)('%i rows, test size %s, seed %i', (n, testSize, seed, rows) => {
  expect(written(shuffleSplits(n, { splits: 3, testSize, seed }))).toBe(rows)
})

// sklearn.model_selection.StratifiedShuffleSplit(3, test_size=…, random_state=…).split(numpy.zeros(n), list(labels))
const stratified: readonly [labels: string, testSize: Size, seed: number, rows: string][] = [
  [
    'zzzzaabzazab',
    0.26,
    42,
    '5 10 0 11 3 2 4 1 | 7 9 6 8, 8 0 1 5 2 4 6 9 | 10 3 7 11, 2 11 10 0 4 7 8 1 | 3 9 6 5',
  ],
  ['abacbzccz', 4, 3970197737, '7 5 3 0 1 | 6 2 4 8, 0 7 8 1 6 | 5 3 4 2, 5 6 7 0 4 | 3 8 2 1'],
  ['bzbbzbbbzz', 0.53, 42, '8 0 4 2 | 9 3 7 5 1 6, 0 9 7 8 | 2 6 4 5 3 1, 0 6 9 1 | 5 3 8 4 2 7'],
  [
    'baaazzazbaazzza',
    0.63,
    42,
    '4 2 1 13 8 | 10 5 11 6 3 14 0 9 12 7, 10 13 8 5 3 | 1 4 12 0 2 11 14 6 7 9, 9 3 7 0 11 | 12 5 1 4 14 2 10 8 6 13',
  ],
  [
    'abzaazzzazabab',
    0.41,
    42,
    '2 9 0 3 7 11 13 12 | 6 8 4 5 10 1, 4 12 13 2 0 5 11 7 | 3 1 9 6 8 10, 12 7 2 3 6 13 8 11 | 5 1 4 0 10 9',
  ],
  ['zaazzazazz', 2, 0, '7 8 0 9 5 4 2 3 | 1 6, 0 9 7 1 8 2 4 6 | 5 3, 8 5 3 4 2 7 6 9 | 0 1'],
  [
    'azzzzaaazzazzz',
    2,
    1888244066,
    '3 5 8 1 10 13 9 7 12 6 11 2 | 0 4, 5 12 13 8 1 7 10 3 2 6 11 4 | 9 0, 7 13 4 5 10 8 0 3 12 9 11 1 | 2 6',
  ],
  ['azzazzzaaza', 0.45, 42, '1 10 3 5 2 7 | 6 9 0 8 4, 7 10 2 0 9 4 | 3 6 8 5 1, 3 1 2 6 7 0 | 4 8 5 10 9'],
  [
    'zzzazzzzzzzzazz',
    undefined,
    0,
    '13 9 7 5 11 12 1 4 14 2 3 8 10 | 6 0, 13 10 1 8 14 7 6 11 12 3 2 0 9 | 5 4, 1 3 7 13 4 9 11 10 6 12 8 0 5 | 2 14',
  ],
  [
    'azzzzazzazzzzz',
    0.28,
    42,
    '0 2 7 12 5 1 11 4 9 3 | 13 10 8 6, 9 2 13 10 7 8 4 0 6 12 | 1 11 5 3, 6 8 2 12 3 1 7 13 5 11 | 0 4 10 9',
  ],
  [
    'baazbaabzbzbbz',
    0.68,
    2738113857,
    '6 0 3 4 | 13 9 5 10 1 11 7 2 12 8, 7 12 10 2 | 6 4 8 0 13 5 9 3 1 11, 3 7 4 2 | 10 5 9 13 8 1 12 11 6 0',
  ],
  [
    'zzzzzzzzzzzz',
    0.18,
    3039614181,
    '3 4 11 8 5 6 2 1 7 | 9 10 0, 4 10 8 0 5 1 7 6 3 | 9 11 2, 9 7 11 6 10 3 5 1 4 | 2 8 0',
  ],
  [
    'bbzbbzzbzzz',
    4,
    846594320,
    '10 3 5 0 9 2 1 | 8 7 4 6, 8 2 0 3 7 5 9 | 1 10 4 6, 1 8 2 0 10 6 7 | 9 5 3 4',
  ],
  [
    'azzzzbzbzbza',
    5,
    0,
    '9 11 6 1 3 5 2 | 10 7 8 4 0, 5 6 7 1 11 3 4 | 8 9 2 10 0, 6 5 10 8 3 9 0 | 7 4 11 1 2',
  ],
  [
    'aazzzzaazzaaa',
    undefined,
    3566514637,
    '1 7 3 5 10 2 6 9 11 4 0 | 8 12, 3 10 9 0 4 6 8 1 11 2 7 | 12 5, 5 3 1 2 7 12 6 11 9 10 4 | 0 8',
  ],
]

test.each(stratified)('%s, test size %s, seed %i', (labels, testSize, seed, rows) => {
  expect(written(stratifiedShuffleSplits([...labels], { splits: 3, testSize, seed }))).toBe(rows)
})

test('there are ten splits where nothing is said, each with a tenth for testing', () => {
  expect([...shuffleSplits(20, { seed: 1 })].map(({ test }) => test.length)).toEqual(new Array(10).fill(2))
  expect([...stratifiedShuffleSplits([...'ababababababababababab'], { seed: 1 })]).toHaveLength(10)
})

test.each([
  // sklearn.utils.extmath._approximate_mode(counts, drawn, seed)
  [[4, 2], 3, 0, [2, 1]],
  [[5, 2], 4, 0, [3, 1]],
  [[2, 2, 2, 1], 2, 0, [0, 1, 1, 0]],
  [[2, 2, 2, 1], 2, 42, [1, 1, 0, 0]],
])('of classes with %j rows, %i drawn with seed %i are %j', (counts, drawn, seed, expected) => {
  expect([...approximateMode(counts, drawn, randomState(seed))]).toEqual(expected)
})

test('classes are ascending: numbers by size, strings by code points, false before true', () => {
  // numpy.unique(labels)
  expect(classesOf([10, 9, -1, 10]).labels).toEqual([-1, 9, 10])
  expect(classesOf(['é', 'b', 'a', 'Z', '', '😀', '\uff5e', 'aa']).labels).toEqual([
    '',
    'Z',
    'a',
    'aa',
    'b',
    'é',
    '\uff5e',
    '😀',
  ])
  expect(classesOf([true, false]).labels).toEqual([false, true])
  expect(classesOf([2n, 10n]).labels).toEqual([2n, 10n])
  expect(classesOf([0, -0])).toEqual({ labels: [0], codes: new Uint32Array(2), counts: new Uint32Array([2]) })
})

function written(splits: Iterable<RowSplit>): string {
  return [...splits].map(({ train, test }) => `${train.join(' ')} | ${test.join(' ')}`).join(', ')
}
