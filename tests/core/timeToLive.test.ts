import { expect, test } from 'vitest'
import { formatTimeToLive, parseTimeToLive } from '../../src/core/timeToLive.ts'

test.each([
  ['90s', 90],
  ['30m', 1800],
  ['12h', 43_200],
  ['30d', 2_592_000],
  ['2w', 1_209_600],
])('%s is %i seconds, and is written like that again', (text, seconds) => {
  expect(parseTimeToLive(text)).toBe(seconds)
  expect(formatTimeToLive(seconds)).toBe(text)
})

test('none is for ever', () => {
  expect(parseTimeToLive('none')).toBeNull()
})

test.each(['', '30', 'd', '0d', '-1d', '1.5h', '1 d', '30D', '101y', '36526d'])('%j is none', text => {
  expect(() => parseTimeToLive(text)).toThrow(expect.objectContaining({ exitCode: 2 }))
})

test('what is wrong with one is said', () => {
  expect(() => parseTimeToLive('1y')).toThrowErrorMatchingInlineSnapshot(
    `[UserError: "1y" is no time to live.]`,
  )
})
