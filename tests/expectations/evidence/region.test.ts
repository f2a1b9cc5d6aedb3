import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { distributionsOf } from '../../../expectations/evidence/distribution.ts'
import { differenceOf, numericRegion } from '../../../expectations/evidence/region.ts'
import { value } from '../../../src/core/expr.ts'
import { of } from '../../../src/core/metric.ts'
import { openSession } from '../../../src/run/session.ts'
import { tally } from '../../../src/stats/tally.ts'
import { memoryEngine } from '../../run/support.ts'

const rounds = { seed: 20_261_125 }
const few = fc.array(fc.integer({ min: -3, max: 6 }), { minLength: 1, maxLength: 30 })
const many = fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 1, maxLength: 30 })
const numbers = fc.oneof(few, many)

const upTo = (n: number) => Array.from({ length: n }, (_, index) => index)
const dataOf = (reference: readonly number[], sample: readonly number[]) =>
  distributionsOf(tally(reference, sample))
const regionOf = (reference: readonly number[], sample: readonly number[]) => {
  const data = dataOf(reference, sample)
  const difference = differenceOf(data)
  return difference && numericRegion(data, difference, value('x'))
}
const shareUpTo = (x: number, values: readonly number[]) => values.filter(v => v <= x).length / values.length

/** Kuiper's D⁺ + D⁻ straight from its definition. */
function kuiper(reference: readonly number[], sample: readonly number[]): number {
  const gaps = [...reference, ...sample].map(x => shareUpTo(x, sample) - shareUpTo(x, reference))
  return Math.max(0, ...gaps) - Math.min(0, ...gaps)
}

test('the shares of the stretch are those of the values in it, and differ by D⁺ + D⁻', () => {
  fc.assert(
    fc.property(numbers, numbers, (reference, sample) => {
      const data = dataOf(reference, sample)
      const stretch = differenceOf(data)?.stretch
      if (stretch === undefined) {
        expect(kuiper(reference, sample)).toBe(0)
        return
      }
      const { values } = data.reference
      const [from = 0, to = 0] = [values[stretch.first], values[stretch.last]]
      const share = (of: readonly number[]) => of.filter(x => x >= from && x <= to).length / of.length
      expect(stretch.reference).toBeCloseTo(share(reference), 12)
      expect(stretch.sample).toBeCloseTo(share(sample), 12)
      expect(Math.abs(stretch.sample - stretch.reference)).toBeCloseTo(kuiper(reference, sample), 12)
    }),
    rounds,
  )
})

test('an atom is the value whose share differs most, and most of D', () => {
  fc.assert(
    fc.property(few, few, (reference, sample) => {
      const data = dataOf(reference, sample)
      const share = (x: number, of: readonly number[]) => of.filter(v => v === x).length / of.length
      const jumps = Array.from(data.reference.values, x => Math.abs(share(x, sample) - share(x, reference)))
      const gaps = [...reference, ...sample].map(x =>
        Math.abs(shareUpTo(x, sample) - shareUpTo(x, reference)),
      )
      const [most, d] = [Math.max(...jumps), Math.max(...gaps)]
      const atom = differenceOf(data)?.atom
      if (atom === undefined) {
        expect(most).toBeLessThan(d * 0.8 + 1e-9)
        return
      }
      expect(most).toBeGreaterThan(d * 0.8 - 1e-9)
      expect(atom.first).toBe(atom.last)
      expect(Math.abs(atom.sample - atom.reference)).toBeCloseTo(most, 12)
    }),
    rounds,
  )
})

describe('a region is named', () => {
  test.each<[string, readonly number[], readonly number[], string | undefined]>([
    ['equal values, however often they occur', [1, 2], [1, 1, 2, 2], undefined],
    ['the same constant', [5, 5, 5], [5], undefined],
    ['another constant', [5, 5, 5], [7, 7], '5: 1 → 0'],
    ['a value that is new', [...upTo(20), 3], [...upTo(20), ...upTo(20).map(() => 30)], '30: 0 → 0.5'],
    ['a value that is gone', [...upTo(10), ...upTo(10).map(() => -1)], upTo(10), '−1: 0.5 → 0'],
    ['a shift up', upTo(100), upTo(100).map(x => x + 50), 'from 50: 0.5 → 1'],
    ['a shift down', upTo(100), upTo(100).map(x => x - 50), 'up to −1: 0 → 0.5'],
    ['a narrower spread', upTo(100), upTo(100).map(x => 25 + x / 2), '25 to 74.5: 0.5 → 1'],
    ['a wider spread', upTo(100).map(x => 25 + x / 2), upTo(100), '25 to 74.5: 1 → 0.5'],
  ])('%s', (_, reference, sample, text) => {
    const region = regionOf(reference, sample)
    expect(region && `${region.label}: ${region.reference} → ${region.sample}`).toBe(text)
  })
})

describe('in the engine', () => {
  const open = memoryEngine()

  test('a region has the rows that its shares say', async () => {
    await fc.assert(
      fc.asyncProperty(numbers, numbers, async (reference, sample) => {
        const region = regionOf(reference, sample)
        if (region === undefined) return
        const session = openSession({
          reference: await open({ x: [...reference, null] }, 'reference'),
          sample: await open({ x: [null, null, ...sample] }),
        })
        const counts = await session.answer({
          reference: of('reference').countIf(region.where),
          sample: of('sample').countIf(region.where),
          amongReference: of('reference').countIf(region.among),
          amongSample: of('sample').countIf(region.among),
        })
        expect(counts.reference / counts.amongReference).toBeCloseTo(region.reference, 12)
        expect(counts.sample / counts.amongSample).toBeCloseTo(region.sample, 12)
      }),
      { ...rounds, numRuns: 40 },
    )
  })
})
