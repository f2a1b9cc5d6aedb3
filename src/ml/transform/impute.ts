import { z } from 'zod'
import { UserError } from '../../core/errors.ts'
import { formatValue } from '../../core/format.ts'
import { classesOf } from '../../stats/split/classes.ts'
import type { NamedColumn } from '../table/table.ts'
import { isMissing, numbersOf } from './column-kinds.ts'
import type { Transformer } from './transformer.ts'

const params = z.discriminatedUnion('strategy', [
  z.strictObject({ use: z.literal('impute'), strategy: z.enum(['mean', 'median', 'most_frequent']) }),
  z.strictObject({
    use: z.literal('impute'),
    strategy: z.literal('constant'),
    fill_value: z.union([z.number(), z.string()]),
  }),
])

type Filling = number | string

/**
 * Replaces missing values by one value a column: the mean, the median, the most frequent one (of several the smallest),
 * or a given one. State: the values.
 *
 * Agrees with `sklearn.impute.SimpleImputer`, but a column of which all values are missing is an error.
 */
export const impute: Transformer<typeof params, Filling[]> = {
  params,
  fit: (columns, given) =>
    columns.map(column => {
      if (given.strategy === 'constant') return constantFor(column, given.fill_value)
      const filling = fillings[given.strategy](column)
      if (filling !== undefined) return filling
      throw new UserError(
        `${column.name} has no values, so it has no ${given.strategy.replace('_', ' ')} value.`,
        {
          hint: 'Leave the column out, or give it a constant.',
        },
      )
    }),
  transform: (columns, fillings) =>
    columns.map(({ name, values }, k) => ({ name, values: filled(values, fillings[k] as Filling) })),
}

const fillings: Readonly<
  Record<'mean' | 'median' | 'most_frequent', (column: NamedColumn) => Filling | undefined>
> = {
  mean: column => meanOf(presentIn(column)),
  median: column => medianOf(presentIn(column)),
  most_frequent: ({ values }) => mostFrequentOf(values),
}

function constantFor({ name, values }: NamedColumn, constant: Filling): Filling {
  const isNumber = values instanceof Float64Array
  if (isNumber === (typeof constant === 'number')) return constant
  throw new UserError(
    `${name} is ${isNumber ? 'numbers' : 'text'}, so ${formatValue(constant)} cannot stand for its missing values.`,
  )
}

function filled(values: NamedColumn['values'], filling: Filling): NamedColumn['values'] {
  if (values instanceof Float64Array)
    return values.map(value => (Number.isNaN(value) ? Number(filling) : value))
  return values.map(value => value ?? String(filling))
}

function presentIn(column: NamedColumn): Float64Array {
  return numbersOf(column, 'A mean or median').filter(value => !Number.isNaN(value))
}

function meanOf(values: Float64Array): number | undefined {
  if (values.length === 0) return undefined
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function medianOf(values: Float64Array): number | undefined {
  if (values.length === 0) return undefined
  const sorted = values.slice().sort()
  const upper = sorted.length >> 1
  if (sorted.length % 2 === 1) return sorted[upper]
  return ((sorted[upper - 1] as number) + (sorted[upper] as number)) / 2
}

function mostFrequentOf(values: NamedColumn['values']): Filling | undefined {
  const present = [...values].filter(value => !isMissing(value))
  const { labels, counts } = classesOf(present as string[] | number[])
  return labels[counts.indexOf(counts.reduce((a, b) => Math.max(a, b), 0))] as Filling | undefined
}
