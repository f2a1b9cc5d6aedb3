import { expect, test } from 'vitest'
import {
  exceedances,
  hypergeometricUpperTail,
  leastExplained,
  mostExplained,
} from '../../src/stats/sampling.ts'

// scipy.stats.hypergeom.sf(k - 1, of, marked, drawn)
test.each([
  [3, 5, 10, 20, 0.5],
  [41, 300, 10_000, 100_000, 0.025206705176420378],
  [10, 15, 4821, 34_090, 4.805144135225665e-6],
])('the tail from %i of %i marked, %i drawn of %i agrees with SciPy', (k, marked, drawn, of, probability) => {
  expect(hypergeometricUpperTail(k, { marked, drawn, of })).toBeCloseTo(probability, 10)
})

// The same definitions as loops over scipy.stats.hypergeom.sf and .cdf.
test.each([
  [0, 700, 300, 1e-4, 7, 0, 7],
  [5, 29_269, 4821, 1e-4, 8, 0, 4],
  [300, 5000, 200, 1e-3, 24, 3, 2],
])('%i of %i seen, %i new, alpha %f', (seen, m, n, alpha, most, least, beyond) => {
  expect(mostExplained(seen, m, n, alpha)).toBe(most)
  expect(leastExplained(seen, m, n, alpha)).toBe(least)
  expect(exceedances(m, n, alpha)).toBe(beyond)
})

test('without a reference row anything is explained', () => {
  expect(exceedances(0, 10, 0.01)).toBe(10)
  expect(mostExplained(0, 0, 10, 0.01)).toBe(10)
})

test('without a new row nothing has to be explained', () => {
  expect(exceedances(10, 0, 0.01)).toBe(0)
  expect(mostExplained(3, 10, 0, 0.01)).toBe(0)
  expect(leastExplained(3, 10, 0, 0.01)).toBe(0)
})
