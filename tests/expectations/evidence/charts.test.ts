import fc from 'fast-check'
import { expect, test } from 'vitest'
import { distributionsOf, mean, quantile } from '../../../expectations/evidence/distribution.ts'
import { ecdfOf } from '../../../expectations/evidence/ecdf.ts'
import { histogramOf } from '../../../expectations/evidence/histogram.ts'
import { tally } from '../../../src/stats/tally.ts'

const data = (reference: readonly number[], sample: readonly number[]) =>
  distributionsOf(tally(reference, sample))
const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0)
const upTo = (n: number) => Array.from({ length: n }, (_, index) => index)

test('a histogram of numbers has 32 common bins, with the tails in the end bins', () => {
  const reference = upTo(1000).map(index => index / 1000 + 0.0001)
  const chart = histogramOf(data([...reference, 1e9], reference))
  expect(chart).toMatchObject({ kind: 'histogram', scale: 'linear', zero: undefined })
  expect(chart.edges).toHaveLength(33)
  expect([chart.edges[0], chart.edges.at(-1)]).toEqual([0.0021, 0.9981])
  expect([sum(chart.reference), sum(chart.sample)]).toEqual([1001, 1000])
  expect(chart.reference.at(-1)).toBe((chart.sample.at(-1) ?? 0) + 1)
})

test('whole numbers get bins of whole numbers', () => {
  expect(histogramOf(data([1, 2, 2, 4], [4]))).toEqual({
    kind: 'histogram',
    edges: [0.5, 1.5, 2.5, 3.5, 4.5],
    reference: [1, 2, 0, 1],
    sample: [0, 0, 0, 1],
    scale: 'linear',
    zero: undefined,
  })
  expect(histogramOf(data(upTo(100), upTo(100))).edges.slice(0, 3)).toEqual([-0.5, 3.5, 7.5])
})

test('a constant column has one bin', () => {
  expect(histogramOf(data([0.3, 0.3], [0.3]))).toMatchObject({
    edges: [-0.2, 0.8],
    reference: [2],
    sample: [1],
  })
})

test('many decades get a logarithmic axis and a place for exact zeros', () => {
  const decades = upTo(100).map(index => 10 ** (index / 10))
  const chart = histogramOf(data([0, 0, ...decades], [0, 0, 0]))
  expect(chart).toMatchObject({ scale: 'log', zero: { reference: 2, sample: 3 } })
  expect([sum(chart.reference), sum(chart.sample)]).toEqual([100, 0])
  expect(ecdfOf(data([0, 0, ...decades], [0, 0, 0]), 0)).toMatchObject({
    scale: 'log',
    gap: { x: 0, sample: 1 },
  })
})

test('positions keep their digits where the axis is far from zero', () => {
  const far = upTo(100).map(index => 1_546_300_800_000.5 + index)
  expect(histogramOf(data(far, far)).edges.slice(0, 2)).toEqual([1_546_300_800_000.5, 1_546_300_800_003.5938])
})

test('charts of any numbers hold every value and stay small', () => {
  const numbers = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }), {
    minLength: 1,
    maxLength: 400,
  })
  fc.assert(
    fc.property(numbers, numbers, (reference, sample) => {
      const both = data(reference, sample)
      const histogram = histogramOf(both)
      const ecdf = ecdfOf(both, reference[0] ?? 0)
      const zero = histogram.zero ?? { reference: 0, sample: 0 }
      expect(sum(histogram.reference) + zero.reference).toBe(reference.length)
      expect(sum(histogram.sample) + zero.sample).toBe(sample.length)
      expect(Math.min(...histogram.reference, ...histogram.sample)).toBeGreaterThanOrEqual(0)
      expect(histogram.edges).toEqual([...histogram.edges].sort((a, b) => a - b))
      expect(ecdf.x.length).toBeLessThanOrEqual(161)
      expect(ecdf.x).toEqual([...ecdf.x].sort((a, b) => a - b))
      expect(ecdf.reference).toEqual([...ecdf.reference].sort((a, b) => a - b))
      expect(ecdf.reference).toHaveLength(ecdf.x.length)
    }),
    { seed: 7 },
  )
})

test('quantiles interpolate and means keep their digits', () => {
  const { reference, sample } = data([1, 2, 3, 4], [1e15 + 1, 1e15 + 2, 1e15 + 2])
  // numpy.quantile([1, 2, 3, 4], [0, 0.25, 0.5, 0.95, 1])
  expect([0, 0.25, 0.5, 0.95, 1].map(share => quantile(reference, share))).toEqual([
    1, 1.75, 2.5, 3.8499999999999996, 4,
  ])
  expect([mean(reference), mean(sample)]).toEqual([2.5, 1e15 + 1.625])
})
