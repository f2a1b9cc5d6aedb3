import { z } from 'zod'
import type { Verdict } from '../../src/core/expectation.ts'
import { formatNumber, formatPValue } from '../../src/core/format.ts'
import type { Frequencies } from '../../src/core/metric.ts'
import type { Json } from '../../src/core/value.ts'
import { rounded } from './hypothesis.ts'

/** How many distinct values a test against a given distribution looks at. */
export const mostDistinct = 1_000_000

/** The p-value up to which a distribution is refused. */
export const minP = z
  .number()
  .gt(0)
  .lt(1)
  .default(0.05)
  .describe(
    'The p-value has to be above it. It is not corrected for other tests: of 20 columns that fit, one fails at 0.05.',
  )

/** The finite numbers of a column, ascending. */
export function sortedNumbers({ entries }: Frequencies): Float64Array {
  const numbers = entries
    .map(({ values: [value = null], count }) => ({ value: Number(value), count }))
    .filter(({ value }) => Number.isFinite(value))
    .sort((a, b) => a.value - b.value)
  const all = new Float64Array(numbers.reduce((sum, { count }) => sum + count, 0))
  let at = 0
  for (const { value, count } of numbers) {
    all.fill(value, at, at + count)
    at += count
  }
  return all
}

interface Fit {
  /** The name and the value of the statistic. */
  readonly statistic: readonly [name: string, value: number]
  readonly pValue: number
  readonly minP: number
  readonly observed?: Readonly<Record<string, Json>>
}

/** Whether values fit a distribution. */
export function judgeFit({ statistic: [name, value], pValue, minP, observed }: Fit): Verdict {
  const relation = pValue > minP ? '>' : pValue === minP ? '=' : '<'
  const size = Number.isFinite(value) ? formatNumber(rounded(value)) : '∞'
  return {
    status: pValue > minP ? 'passed' : 'failed',
    found: `${name} ${size}; p ${formatPValue(pValue)} ${relation} ${formatPValue(minP)}`,
    observed: { value: pValue, statistic: Number.isFinite(value) ? value : null, ...observed },
  }
}

/** The verdict where there are too many distinct values to look at. */
export function tooVaried({ distinct }: Frequencies): Verdict {
  return {
    status: 'inconclusive',
    found: `${formatNumber(distinct)} distinct values, more than are compared`,
  }
}
