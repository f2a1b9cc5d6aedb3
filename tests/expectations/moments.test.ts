import { expect, test } from 'vitest'
import { duration, durationText, moment, secondsIn } from '../../expectations/parts/moments.ts'

test.each([
  ['500 ms', 0.5],
  ['90s', 90],
  ['1.5 min', 90],
  ['2 hours', 7200],
  ['1 day', 86_400],
  ['1w', 604_800],
])('%s are %d seconds', (text, seconds) => {
  expect(secondsIn(text)).toBe(seconds)
})

test.each(['', '5', 'h', '-1 h', '1 month', '1 h 30 min'])('%j is no duration', text => {
  expect(duration.safeParse(text).error?.issues[0]?.message).toBe(
    `expected a duration such as "90 s" or "2 days", received "${text}"`,
  )
})

test('a length of time is told in the largest unit of which there are two', () => {
  expect([0, 90, 119, 7200, 86_400, 172_800, 1_209_600].map(durationText)).toEqual([
    '0 s',
    '90 s',
    '119 s',
    '2 h',
    '24 h',
    '2 d',
    '2 w',
  ])
})

test('a moment is an ISO date, in UTC', () => {
  expect(moment.parse('2019-01-31 10:30')).toEqual(new Date('2019-01-31T10:30:00Z'))
  expect(moment.safeParse('31.01.2019').error?.issues[0]?.message).toBe(
    'expected a date such as 2019-01-31, received "31.01.2019"',
  )
})
