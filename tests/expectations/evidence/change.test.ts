import { expect, test } from 'vitest'
import {
  categoriesChart,
  categoriesOf,
  categoryChange,
  changedCategory,
  pooled,
  totalOf,
} from '../../../expectations/evidence/categories.ts'
import { changeOf } from '../../../expectations/evidence/change.ts'
import { distributionsOf } from '../../../expectations/evidence/distribution.ts'
import { differenceOf } from '../../../expectations/evidence/region.ts'
import { formatValue } from '../../../src/core/format.ts'
import type { Frequencies } from '../../../src/core/metric.ts'
import { tally } from '../../../src/stats/tally.ts'

const upTo = (n: number) => Array.from({ length: n }, (_, index) => index)
const zeros = (n: number) => new Array<number>(n).fill(0)

test.each<[string, readonly number[], readonly number[], string | undefined]>([
  ['nothing', [1, 2, 3], [1, 1, 2, 2, 3, 3], undefined],
  [
    'more zeros',
    [...zeros(20), ...upTo(80)],
    [...zeros(50), ...upTo(50).map(index => index * 1.6)],
    'The share of exactly 0 went from 21.0 % to 51.0 %.',
  ],
  [
    'a new value',
    upTo(90),
    [...upTo(90), ...upTo(10).map(() => -1)],
    '10.0 % of the values are −1, which the reference never has.',
  ],
  [
    'a value that is gone',
    [...upTo(75), ...upTo(25).map(() => 999)],
    upTo(75),
    'The value 999 is gone; it was 25.0 % of the reference.',
  ],
  ['a shift', upTo(100), upTo(100).map(x => x + 10), 'Values are higher: the median went from 49.5 to 59.5.'],
  [
    'a unit',
    upTo(100),
    upTo(100).map(x => x / 1000),
    'All along the range, values are one 1,000th of those of the reference: they may be in another unit.',
  ],
  [
    'a wider spread',
    upTo(100).map(x => x - 50),
    upTo(100).map(x => (x - 50) * 3),
    'Between −50 and 49 lie 33.0 % of the values, 100 % in the reference.',
  ],
])('%s is said in one sentence', (_, reference, sample, sentence) => {
  const data = distributionsOf(tally(reference, sample))
  const difference = differenceOf(data)
  expect(difference && changeOf(data, difference)).toBe(sentence)
})

const frequencies = (counts: Readonly<Record<string, number>>): Frequencies => {
  const entries = Object.entries(counts).map(([value, count]) => ({ values: [value], count }))
  return { entries, distinct: entries.length, total: entries.reduce((total, { count }) => total + count, 0) }
}

test('rare categories are pooled until the pool is large enough to compare', () => {
  const categories = categoriesOf({
    reference: frequencies({ pop: 600, rock: 380, jazz: 16, folk: 4 }),
    sample: frequencies({ pop: 60, rock: 38, jazz: 1, grime: 1 }),
  })
  const { kept, pooled: rare } = pooled(categories)
  expect(kept.map(each => each.value)).toEqual(['pop'])
  expect(rare.map(each => each.value)).toEqual(['rock', 'jazz', 'folk', 'grime'])
})

test('a chart lists the categories that differ most and adds the rest up', () => {
  const many = Object.fromEntries(upTo(30).map(index => [`c${index}`, 100 - index]))
  const categories = categoriesOf({ reference: frequencies(many), sample: frequencies({ ...many, c7: 400 }) })
  const chart = categoriesChart(categories)
  expect(chart.entries[0]).toEqual({ label: 'c7', reference: 93, sample: 400 })
  expect(chart.entries).toHaveLength(20)
  expect(chart.other?.categories).toBe(10)
  const shown = chart.entries.reduce((total, entry) => total + entry.sample, chart.other?.sample ?? 0)
  expect(shown).toBe(chart.total.sample)
})

test.each<[Readonly<Record<string, number>>, Readonly<Record<string, number>>, string | undefined]>([
  [{ pop: 50, rock: 50 }, { pop: 75, rock: 25 }, 'The share of "rock" went from 50.0 % to 25.0 %.'],
  [{ pop: 90 }, { pop: 90, trap: 10 }, '"trap" is new: 10.0 % of the values.'],
  [{ pop: 75, rock: 25 }, { pop: 75 }, '"rock" is gone; it was 25.0 % of the reference.'],
  [{ pop: 1 }, { pop: 3 }, undefined],
])('categories %o and %o: %s', (reference, sample, sentence) => {
  const categories = categoriesOf({ reference: frequencies(reference), sample: frequencies(sample) })
  const most = changedCategory(categories)
  const label = formatValue(most?.value ?? null)
  expect(most && categoryChange(most, totalOf(categories), label)).toBe(sentence)
})
