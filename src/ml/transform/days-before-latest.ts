import { z } from 'zod'
import { parseDate } from '../../core/dates.ts'
import { UserError } from '../../core/errors.ts'
import { formatValue } from '../../core/format.ts'
import { RowError } from '../table/row-error.ts'
import type { NamedColumn } from '../table/table.ts'
import type { Transformer } from './transformer.ts'

const params = z.strictObject({ use: z.literal('days_before_latest') })

const millisecondsADay = 86_400_000

/**
 * Replaces each date by the whole days from it to the latest date that was seen in fitting; negative for later ones.
 * Dates are ISO 8601 texts or milliseconds since 1970, in UTC; missing ones stay missing. State: the latest date of
 * each column, in milliseconds.
 *
 * The latest date is part of the model: a batch's own latest date would make every one-row batch 0 days old.
 */
export const daysBeforeLatest: Transformer<typeof params, number[]> = {
  params,
  fit: columns =>
    columns.map(column => {
      const moments = momentsOf(column).filter(moment => !Number.isNaN(moment))
      const latest = moments.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)
      if (Number.isFinite(latest)) return latest
      throw new UserError(`${column.name} has no dates, so it has no latest one.`)
    }),
  transform: (columns, latest) =>
    columns.map((column, k) => ({
      name: column.name,
      values: momentsOf(column).map(moment =>
        Math.floor(((latest[k] as number) - moment) / millisecondsADay),
      ),
    })),
}

/** Milliseconds since 1970; NaN where a date is missing. */
function momentsOf({ name, values }: NamedColumn): Float64Array {
  if (values instanceof Float64Array) return values
  return Float64Array.from(values, (text, at) => {
    if (text === null) return Number.NaN
    const date = parseDate(text)
    if (date === undefined)
      throw new RowError(at, row => `${name} is ${formatValue(text)} in row ${row}, which is no ISO date.`)
    return date.getTime()
  })
}
