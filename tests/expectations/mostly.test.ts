import { expect, test } from 'vitest'
import { judgeCounts } from '../../src/core/rows.ts'

const judged = (failing: number, checked: number, mostly: number) =>
  judgeCounts({ rows: checked, checked, failing, mostly, offence: 'outside' })

test('a share that is exactly enough is enough, whatever binary fractions do', () => {
  const wrong: string[] = []
  for (let checked = 1; checked <= 1000; checked++)
    for (let percent = 0; percent <= 100; percent++) {
      const allowed = (checked * (100 - percent)) / 100
      const most = Math.floor(allowed + 1e-9)
      if (judged(most, checked, percent / 100).status !== 'passed') wrong.push(`${percent} % of ${checked}`)
      if (most < checked && judged(most + 1, checked, percent / 100).status !== 'failed')
        wrong.push(`one too many at ${percent} % of ${checked}`)
    }
  expect(wrong).toEqual([])
})

test.each([
  [0, 4821, 1, 'none of 4,821 values outside'],
  [58, 4821, 1, '58 of 4,821 values outside (1.2 %)'],
  [58, 4821, 0.99, '58 of 4,821 values outside (1.2 %), up to 1.0 % allowed'],
  [0, 10, 0.95, 'none of 10 values outside, up to 5.0 % allowed'],
  [1, 1, 1, '1 of 1 value outside'],
  [1, 100_000_000, 1, '1 of 100,000,000 values outside (0.000001 %)'],
])('%i of %i with mostly %f reads as counts and shares', (failing, checked, mostly, found) => {
  expect(judged(failing, checked, mostly).found).toBe(found)
})

test('nothing to check is neither a pass nor a failure', () => {
  expect(judgeCounts({ rows: 3, checked: 0, failing: 0, mostly: 1, offence: 'outside' })).toEqual({
    status: 'vacuous',
    whenEmpty: 'passed',
    found: 'no values, every row is missing',
  })
})
