import { expect, test } from 'vitest'
import { datasetNames, datasetText } from '../../../reports/text/datasets.ts'
import type { Result } from '../../../src/core/result.ts'
import { aResult } from '../../support/result.ts'

const { sample, reference } = aResult()
const named = (label: string, overrides: Partial<NonNullable<Result['sample']>> = {}) =>
  sample && { ...sample, label, ...overrides }

const namesOf = (given: Partial<Result>) => Object.values(datasetNames(aResult(given)))

test.each([
  [
    'files go by their base names',
    '/data/taxi/2020-04.csv',
    '../2019-01.csv',
    ['2020-04.csv', '2019-01.csv'],
  ],
  [
    'equal base names need their folders',
    'new/trips.csv',
    'old/trips.csv',
    ['new/trips.csv', 'old/trips.csv'],
  ],
  [
    'the paths of Windows have base names too',
    String.raw`C:\data\new.csv`,
    'old.csv',
    ['new.csv', 'old.csv'],
  ],
  ['an address ends in a name', 's3://bucket/new.parquet', 'old.csv', ['new.parquet', 'old.csv']],
])('%s', (_, first, second, names) => {
  expect(namesOf({ sample: named(first), reference: named(second) })).toEqual(names)
})

test('names from the store and patterns stay as they were typed', () => {
  const given = {
    sample: named('data/*.csv', { files: ['data/a.csv', 'data/b.csv'] }),
    reference: reference && { ...reference, label: 'music/train:prod' },
  }
  expect(namesOf(given)).toEqual(['data/*.csv', 'music/train:prod'])
})

test('a dataset that is not there has no name', () => {
  expect(namesOf({ sample: named('/a/new.csv'), reference: undefined })).toEqual(['new.csv', undefined])
})

test('a name from the store is followed by the version that it stands for', () => {
  expect(reference && datasetText('train:latest', { ...reference, label: 'train:latest' })).toBe(
    'train:latest → v12',
  )
  expect(reference && datasetText('train:v12', { ...reference, label: 'train:v12' })).toBe('train:v12')
})
