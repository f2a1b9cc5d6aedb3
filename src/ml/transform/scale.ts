import { z } from 'zod'
import { UserError } from '../../core/errors.ts'
import { numbersOf } from './column-kinds.ts'
import type { Transformer } from './transformer.ts'

const params = z.strictObject({ use: z.literal('scale') })

type Scale = {
  readonly mean: number
  readonly deviation: number
}

/**
 * Subtracts the mean of each column and divides by its standard deviation, that of a population (÷ n), or by 1 where
 * all values are the same. Missing values stay missing. State: means and deviations.
 *
 * Agrees with `sklearn.preprocessing.StandardScaler`.
 */
export const scale: Transformer<typeof params, Scale[]> = {
  params,
  fit: columns =>
    columns.map(column => {
      const present = numbersOf(column, 'Scaling').filter(value => !Number.isNaN(value))
      if (present.length === 0) throw new UserError(`${column.name} has no values to scale.`)
      return scaleOf(present)
    }),
  transform: (columns, scales) =>
    columns.map((column, k) => {
      const { mean, deviation } = scales[k] as Scale
      return {
        name: column.name,
        values: numbersOf(column, 'Scaling').map(value => (value - mean) / deviation),
      }
    }),
}

function scaleOf(values: Float64Array): Scale {
  const n = values.length
  const mean = values.reduce((sum, value) => sum + value, 0) / n
  let [squares, rest] = [0, 0]
  for (const value of values) {
    squares += (value - mean) ** 2
    rest += value - mean
  }
  // The sum of differences is not quite 0: the mean was rounded.
  const variance = (squares - rest ** 2 / n) / n
  return { mean, deviation: isRounding(variance, mean, n) ? 1 : Math.sqrt(variance) }
}

/** Whether a variance is no more than what rounding makes of equal values. */
function isRounding(variance: number, mean: number, n: number): boolean {
  return variance <= n * Number.EPSILON * variance + (n * mean * Number.EPSILON) ** 2
}
