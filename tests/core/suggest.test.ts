import fc from 'fast-check'
import { expect, test } from 'vitest'
import { closest, didYouMean } from '../../src/core/suggest.ts'

test('a word with a slip of the hand is recognised', () => {
  const names = ['tempo', 'time', 'minimum_nights', 'id']
  expect(
    ['tepmo', 'temp', 'tempoo', 'TEMPO', 'minimum nights', 'MinimumNights'].map(word => closest(word, names)),
  ).toEqual(['tempo', 'tempo', 'tempo', 'tempo', 'minimum_nights', 'minimum_nights'])
})

test('a word unlike all candidates has no closest one', () => {
  expect(closest('price', ['tempo', 'time'])).toBeUndefined()
  expect(closest('x', [])).toBeUndefined()
})

test('of candidates that are equally close the first is meant', () => {
  expect(closest('tempa', ['tempo', 'tempi'])).toBe('tempo')
})

test('a word that is a candidate is closest to itself', () => {
  const words = fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1 })
  fc.assert(
    fc.property(words, words => closest(words[0] ?? '', words) === words[0]),
    { seed: 1 },
  )
})

test('one letter too many, too few or wrong is never too far in a word of three letters or more', () => {
  const word = fc.stringMatching(/^[a-z]{3,12}$/)
  fc.assert(
    fc.property(word, fc.nat(), fc.stringMatching(/^[a-z]?$/), (word, place, letter) => {
      const at = place % word.length
      expect(closest(word.slice(0, at) + letter + word.slice(at + 1), [word])).toBe(word)
    }),
    { seed: 1 },
  )
})

test('a suggestion names the closest, or what there is', () => {
  expect(didYouMean('tepmo', ['tempo', 'time'])).toBe('Did you mean tempo?')
  expect(didYouMean('price', ['tempo', 'time'], 'Columns are')).toBe('Columns are tempo, time.')
  expect(didYouMean('price', [])).toBe('There are none.')
})

test('a suggestion lists twelve names at most', () => {
  const names = Array.from({ length: 14 }, (_, index) => `column ${index}`)
  expect(didYouMean('price', names)).toMatch(/^Possible are column 0, .*column 11 and 2 more\.$/)
})

test('a word cut short, or with more behind it, is the only candidate that it is a part of', () => {
  const types = ['integer', 'number', 'boolean', 'string', 'date', 'timestamp']
  expect(['int', 'bool', 'str', 'datetime'].map(word => closest(word, types))).toEqual([
    'integer',
    'boolean',
    'string',
    'date',
  ])
  expect(closest('in', types)).toBeUndefined()
  expect(closest('toHave', ['toHaveNoNulls', 'toHaveType'])).toBeUndefined()
})
