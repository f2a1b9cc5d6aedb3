import { z } from 'zod'
import { type Category, categoriesOf, checkSeen, positionsIn } from './categories.ts'
import type { Transformer } from './transformer.ts'

const params = z.strictObject({
  use: z.literal('ordinal_encode'),
  /** What a value becomes that was not seen in fitting. */
  unknown: z.union([z.literal('error'), z.int().max(-1)]).default('error'),
})

const hint = 'Set unknown: -1 to give such values a number of their own.'

/**
 * Replaces each value by its position among the sorted values of its column, from 0. Missing values stay missing.
 * State: the values of each column.
 *
 * Agrees with `sklearn.preprocessing.OrdinalEncoder`; `unknown: -1` is its
 * `handle_unknown='use_encoded_value', unknown_value=-1`.
 */
export const ordinalEncode: Transformer<typeof params, Category[][]> = {
  params,
  fit: columns => columns.map(categoriesOf),
  transform: (columns, state, { unknown }) =>
    columns.map((column, k) => {
      const categories = state[k] as Category[]
      const positions = positionsIn(categories, column)
      if (unknown === 'error') checkSeen(positions, column, categories, hint)
      const codes = Float64Array.from(positions, position => {
        if (position < 0) return Number(unknown)
        return categories[position] === null ? Number.NaN : position
      })
      return { name: column.name, values: codes }
    }),
}
