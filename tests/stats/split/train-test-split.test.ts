import { expect, test } from 'vitest'
import { type RowSplit, type TrainTestOptions, trainTestSplit } from '../../../src/stats/split/index.ts'
import { checksum } from './checksum.ts'

// Expected values: scikit-learn 1.9.1, NumPy 2.4.6.

type Size = number | undefined

// sklearn.model_selection.train_test_split(numpy.arange(n), test_size=…, train_size=…, random_state=…)
const plain: readonly [n: number, testSize: Size, trainSize: Size, seed: number, rows: string][] = [
  [14, 5, undefined, 42, '8 2 1 13 4 7 10 3 6 | 9 11 0 12 5'],
  [22, undefined, undefined, 42, '20 11 3 4 17 12 18 16 2 9 21 7 10 14 19 6 | 0 13 8 1 15 5'],
  [17, undefined, 0.6, 4070378921, '8 13 0 12 4 1 6 2 3 10 | 9 7 15 14 16 11 5'],
  [22, 0.69, 6, 1800188482, '6 20 18 9 7 13 | 21 14 12 2 16 1 5 3 15 11 10 8 19 17 4 0'],
  [7, 0.44, undefined, 0, '0 5 4 | 6 2 1 3'],
  [21, 2, undefined, 42, '15 1 8 5 11 3 18 16 13 2 9 20 4 12 7 10 14 19 6 | 0 17'],
  [18, 0.37, 5, 1927728186, '6 10 7 8 11 | 17 3 9 1 2 13 12'],
  [6, undefined, undefined, 0, '1 3 0 4 | 5 2'],
  [15, 0.45, undefined, 42, '1 14 4 7 10 12 3 6 | 9 11 0 13 5 8 2'],
  [19, 0.14, undefined, 1914012528, '9 5 8 7 1 17 16 2 10 15 12 11 14 0 4 13 | 6 18 3'],
  [16, 4, 0.2, 0, '13 4 2 | 1 6 8 9'],
  [10, 3, undefined, 42, '0 7 2 9 4 3 6 | 8 1 5'],
  [6, undefined, undefined, 2363175007, '2 1 5 4 | 3 0'],
  [17, 7, undefined, 0, '14 10 7 16 11 3 0 5 15 12 | 1 6 8 9 13 4 2'],
  [6, undefined, undefined, 42, '5 2 4 3 | 0 1'],
  [13, undefined, undefined, 0, '2 8 1 7 9 3 0 5 12 | 6 11 4 10'],
  [20, 2, undefined, 42, '15 1 8 5 11 3 18 16 13 2 9 19 4 12 7 10 14 6 | 0 17'],
  [16, 0.39, undefined, 0, '14 10 7 15 11 3 0 5 12 | 1 6 8 9 13 4 2'],
  [18, undefined, undefined, 0, '4 2 16 17 9 7 13 11 3 0 5 15 12 | 1 6 8 10 14'],
  [23, 0.48, undefined, 42, '3 4 18 16 21 22 7 10 14 19 6 | 15 9 0 8 17 12 1 13 5 2 11 20'],
  [7, undefined, undefined, 42, '5 2 4 3 6 | 0 1'],
  [19, 0.19, undefined, 42, '8 16 3 13 15 17 2 9 18 4 12 7 10 14 6 | 0 5 11 1'],
  [9, 0.22, undefined, 1553714997, '3 1 7 4 2 0 8 | 6 5'],
  [21, 10, 0.15, 3631169782, '13 5 15 | 17 7 2 3 11 10 18 20 14 8'],
  [15, 4, undefined, 0, '14 4 2 13 10 7 11 3 0 5 12 | 1 6 8 9'],
  [16, 3, 0.54, 42, '14 13 11 8 9 2 15 4 | 0 1 5'],
  [19, undefined, undefined, 42, '16 3 13 15 17 2 9 18 4 12 7 10 14 6 | 0 5 11 1 8'],
  [15, 4, undefined, 42, '5 8 2 1 14 4 7 10 12 3 6 | 9 11 0 13'],
  [10, 0.69, undefined, 8196148, '7 9 4 | 6 0 2 1 3 8 5'],
  [15, 2, undefined, 0, '8 9 14 4 2 13 10 7 11 3 0 5 12 | 1 6'],
]

test.each(plain)('%i rows, test size %s, training size %s, seed %i', (n, testSize, trainSize, seed, rows) => {
  expect(written(trainTestSplit(n, { testSize, trainSize, seed }))).toBe(rows)
})

// sklearn.model_selection.train_test_split(numpy.arange(n), …, random_state=…, stratify=list(labels))
const stratified: readonly [labels: string, testSize: Size, trainSize: Size, seed: number, rows: string][] = [
  [
    'acbazacbzbcbabzzcbbca',
    5,
    undefined,
    2152474070,
    '6 14 4 12 5 11 1 9 2 0 10 7 16 3 17 8 | 19 15 20 18 13',
  ],
  ['aaaaaaazzaaaaazzaz', undefined, undefined, 3334999595, '4 13 16 3 14 6 15 8 7 5 10 11 2 | 0 1 12 9 17'],
  ['zzzazzazz', undefined, undefined, 3467594005, '7 4 2 6 1 5 | 0 8 3'],
  [
    'bczzcazccczczcazbczzb',
    undefined,
    undefined,
    0,
    '0 2 19 10 5 7 1 3 6 9 20 13 15 4 11 | 18 16 12 8 17 14',
  ],
  ['zbzababzbzbbabzccz', 8, undefined, 42, '3 2 16 4 5 11 1 8 0 14 | 9 6 7 17 12 15 10 13'],
  ['zzazaaaazaaa', 3, undefined, 0, '11 2 5 4 6 3 10 8 0 | 7 9 1'],
  ['bazbbaabzbzzzbzbbaaa', 0.56, undefined, 0, '3 11 10 15 7 6 18 12 | 4 9 14 16 8 13 17 2 19 1 5 0'],
  ['azzaaaaaaaaz', 3, undefined, 42, '9 4 6 3 1 7 0 10 2 | 5 11 8'],
  ['zzzazazaazaaaazaazzazz', undefined, 0.6, 42, '16 18 0 3 14 4 15 6 7 20 19 11 1 | 12 9 8 17 5 21 2 13 10'],
  ['zzzzzazazazzzzzazzza', 0.12, undefined, 346075147, '12 13 4 17 18 15 1 3 11 10 16 2 5 7 6 8 19 | 0 9 14'],
  ['abbzazzbbazabzbzbbbaz', 8, undefined, 42, '15 9 5 16 2 20 14 4 1 19 8 3 7 | 0 6 10 17 12 11 13 18'],
  ['bbzzbbabzabbbba', undefined, 0.51, 1964196103, '9 2 11 7 10 6 13 | 12 1 5 8 0 3 14 4'],
  ['abbzabzzbbzaaabbb', 0.34, undefined, 42, '4 10 5 6 14 13 1 8 11 3 2 | 7 15 12 0 16 9'],
  ['aazzzzzczczzc', 5, 3, 0, '2 4 12 | 7 6 8 3 1'],
  ['zaazabzzzazzbzbbbz', 3, undefined, 42, '7 17 2 13 0 15 10 12 6 9 16 5 1 3 8 | 4 11 14'],
  ['zbzbzzbzbazzzzaz', 0.2, undefined, 309946508, '7 0 8 13 4 9 11 12 5 6 14 1 | 15 2 3 10'],
  ['aazaaaaaaz', 4, undefined, 42, '9 1 8 3 0 6 | 7 4 5 2'],
  ['aazzazzaaazzaaa', undefined, undefined, 0, '12 1 8 14 10 13 2 3 7 4 6 | 5 11 9 0'],
  ['zabzzabazzbzzzza', 0.56, undefined, 1703895761, '10 1 13 14 7 3 4 | 0 2 15 8 11 6 9 5 12'],
  [
    'zaazzazazzzzzzzzzzzzzzza',
    9,
    undefined,
    42,
    '23 4 13 17 15 21 12 19 5 2 16 18 0 3 9 | 10 6 20 11 8 7 1 22 14',
  ],
  ['zaazazaaaza', 0.67, 2, 42, '1 3 | 6 8 2 7 5 0 9 4'],
  ['zaazzaazzazaazzzz', 0.27, 0.58, 1135335341, '1 13 3 8 2 7 4 9 6 | 16 14 11 10 5'],
  ['babzzzzaz', 0.64, undefined, 0, '5 0 8 | 7 2 4 3 1 6'],
  ['aaaaaaazzzzzzaza', 0.22, undefined, 2633603737, '7 15 2 11 14 4 1 3 6 9 12 0 | 10 8 13 5'],
  ['aazzaazazzzzzzaza', 4, undefined, 2917291605, '15 2 9 0 1 8 12 10 3 6 4 5 14 | 7 11 16 13'],
  [
    'zaabbazbaababbbbaaazzbab',
    8,
    undefined,
    0,
    '7 0 17 10 9 21 6 23 5 22 2 3 13 4 16 18 | 15 1 8 11 19 20 12 14',
  ],
  ['zaazzazzz', 3, 4, 0, '3 5 4 7 | 6 2 0'],
  ['aaazazzzazzzzza', undefined, undefined, 3909855367, '9 13 0 12 7 5 2 4 10 6 1 | 3 14 8 11'],
  ['aabaaaabzzab', 0.4, 6, 0, '11 3 1 2 9 10 | 8 0 7 4 5'],
  ['zzaaaaaa', 0.63, undefined, 42, '1 2 | 0 3 6 5 4 7'],
  ['bbazzzazbbzbbzzbza', undefined, undefined, 4039793473, '8 2 12 16 10 4 11 6 9 0 5 3 7 | 15 14 17 13 1'],
  ['zzzazzazazzaazazzzz', 7, undefined, 42, '17 14 10 7 3 16 8 13 1 4 6 0 | 11 5 2 18 12 15 9'],
  ['zczbzbbbzbbbacbbbabz', 6, undefined, 42, '6 16 11 2 1 0 19 3 17 15 18 10 8 5 | 12 7 9 13 4 14'],
  ['zzzzazza', 2, undefined, 42, '2 4 0 3 6 1 | 7 5'],
  ['zzzaaazaaazzzzaaaaa', 0.47, undefined, 0, '4 5 18 14 17 8 10 2 1 6 | 7 0 12 11 15 3 9 16 13'],
  ['bzbzzzzbb', 0.35, 0.23, 0, '7 1 | 3 2 8 4'],
  [
    'zzzbbaaaabbaabbazbzbzba',
    9,
    undefined,
    42,
    '1 3 19 5 10 0 22 16 13 14 6 7 20 12 | 8 4 9 2 11 18 17 21 15',
  ],
  ['aaaazzaaazzzazza', 0.26, 8, 0, '14 10 6 4 2 1 5 12 | 15 3 11 9 8'],
  ['baaaazbabzzz', 4, undefined, 1653451061, '1 3 4 9 0 11 6 5 | 10 2 8 7'],
  [
    'zzzzazzbaazbzzzaazbzbzz',
    undefined,
    9,
    42,
    '17 11 13 21 8 0 18 1 16 | 4 6 20 10 22 3 19 7 15 12 9 5 2 14',
  ],
]

test.each(stratified)(
  '%s, test size %s, training size %s, seed %i',
  (labels, testSize, trainSize, seed, rows) => {
    const options = { testSize, trainSize, seed, stratify: [...labels] }
    expect(written(trainTestSplit(labels.length, options))).toBe(rows)
  },
)

test('a million rows', () => {
  // train_test_split(numpy.arange(10**6), test_size=.3, random_state=42)
  const { train, test } = trainTestSplit(1e6, { testSize: 0.3, seed: 42 })
  expect([checksum(train), checksum(test)]).toEqual([1610895292, 355376952])
})

test('a million rows of four classes', () => {
  // train_test_split(x, test_size=.3, random_state=42, stratify=x * 7919 % 5 % 4) with x = numpy.arange(10**6)
  const stratify = Uint8Array.from({ length: 1e6 }, (_, row) => ((row * 7919) % 5) % 4)
  const { train, test } = trainTestSplit(1e6, { testSize: 0.3, seed: 42, stratify })
  expect([checksum(train), checksum(test)]).toEqual([1343695906, 1155717303])
})

test('rows that are not shuffled keep their order', () => {
  // train_test_split(range(7), test_size=3, train_size=2, shuffle=False)
  expect(written(trainTestSplit(7, { testSize: 3, trainSize: 2, shuffle: false }))).toBe('0 1 | 2 3 4')
})

test('a quarter is for testing and the seed is 0 where nothing is said', () => {
  // train_test_split(range(8), random_state=0)
  expect(written(trainTestSplit(8))).toBe(written(trainTestSplit(8, { testSize: 0.25, seed: 0 })))
})

test('classes are in the order of their labels, not of their first rows', () => {
  const letters = [...'bababbbaab']
  const split = (stratify: TrainTestOptions['stratify']) => written(trainTestSplit(10, { stratify, seed: 3 }))
  expect(split(letters.map(letter => (letter === 'a' ? -1 : 10)))).toBe(split(letters))
  expect(split(letters.map(letter => letter === 'b'))).toBe(split(letters))
  expect(split(letters.map(letter => (letter === 'a' ? '\uff5e' : '😀')))).toBe(split(letters))
  expect(split(letters.map(letter => (letter === 'a' ? '' : 'a')))).toBe(split(letters))
})

test.each<[problem: string, n: number, options: TrainTestOptions]>([
  ['No row is for training: 0 in all, 0 for testing.', 0, {}],
  ['No row is for training: 1 in all, 1 for testing.', 1, {}],
  ['The test size 0 is neither a share between 0 and 1 nor a number of rows below 10.', 10, { testSize: 0 }],
  [
    'The test size 10 is neither a share between 0 and 1 nor a number of rows below 10.',
    10,
    { testSize: 10 },
  ],
  [
    'The training size 1.5 is neither a share between 0 and 1 nor a number of rows below 10.',
    10,
    { trainSize: 1.5 },
  ],
  [
    'The test size 0.6 and the training size 0.5 add up to more than 1.',
    10,
    { testSize: 0.6, trainSize: 0.5 },
  ],
  [
    '5 rows for training and 6 for testing are more than the 10 there are.',
    10,
    { testSize: 6, trainSize: 5 },
  ],
  ['No row is for training: 10 in all, 10 for testing.', 10, { trainSize: 0.05 }],
  ['The class "c" has only one row, but each part needs one.', 5, { stratify: [...'aabbc'] }],
  [
    '6 classes have only one row, but each part needs one: "1", "2", "3", "4", "5" and others.',
    8,
    { stratify: [1, 2, 3, 4, 5, 6, 7, 7] },
  ],
  [
    '2 rows for testing cannot hold one of each of 3 classes.',
    9,
    { testSize: 2, stratify: [...'aaabbbccc'] },
  ],
  [
    '2 rows for training cannot hold one of each of 3 classes.',
    9,
    { testSize: 7, stratify: [...'aaabbbccc'] },
  ],
  ['4 rows cannot be stratified by 5 labels.', 4, { stratify: [...'aabbb'] }],
  ['Rows that keep their order cannot be stratified.', 4, { shuffle: false, stratify: [...'aabb'] }],
  ['Row 2 has no label, so it belongs to no class.', 4, { stratify: [1, 1, Number.NaN, Number.NaN] }],
  [
    'Labels are of one type, but row 0 has a string and row 2 a number.',
    4,
    { stratify: ['1', '1', 1, 1] as string[] },
  ],
  ['The seed -1 is not a whole number from 0 to 4294967295.', 4, { seed: -1 }],
])('%s', (problem, n, options) => {
  expect(() => trainTestSplit(n, options)).toThrow(new RangeError(problem))
})

function written({ train, test }: RowSplit): string {
  return `${train.join(' ')} | ${test.join(' ')}`
}
