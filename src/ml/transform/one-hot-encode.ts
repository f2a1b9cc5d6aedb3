import { z } from 'zod'
import { type Category, categoriesOf, checkSeen, positionsIn } from './categories.ts'
import type { Transformer } from './transformer.ts'

const params = z.strictObject({
  use: z.literal('one_hot_encode'),
  /** Whether a value that was not seen in fitting is an error, or has 0 in all columns. */
  unknown: z.enum(['error', 'ignore']).default('error'),
})

const hint = 'Set unknown: ignore to let such values be none of them.'

/**
 * Makes a column of each distinct value of each column, in ascending order: 1 in rows of that value, otherwise 0. A
 * missing value is a value, the last one. State: the values of each column.
 *
 * Agrees with `sklearn.preprocessing.OneHotEncoder`.
 */
export const oneHotEncode: Transformer<typeof params, Category[][]> = {
  params,
  fit: columns => columns.map(categoriesOf),
  transform: (columns, state, { unknown }) =>
    columns.flatMap((column, k) => {
      const categories = state[k] as Category[]
      const positions = positionsIn(categories, column)
      if (unknown === 'error') checkSeen(positions, column, categories, hint)
      return categories.map((category, code) => ({
        name: `${column.name}_${category}`,
        values: Float64Array.from(positions, position => Number(position === code)),
      }))
    }),
}
