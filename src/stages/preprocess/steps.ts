import { z } from 'zod'
import { rowCondition, rowExpression } from '../../core/condition-reader.ts'
import { castTypes, type TableStep } from '../../core/table.ts'
import { compareValues } from '../../core/value.ts'

const name = z.string().min(1)
const names = z
  .array(name)
  .min(1)
  .refine(list => new Set(list).size === list.length, 'expected no name twice')
const allOrSome = z.union([z.literal(true), names], {
  error: () => 'expected true, or a list of columns',
})
const cell = z.union([z.string(), z.number(), z.boolean()], {
  error: () => 'expected a text, a number, true or false',
})
const range = z
  .strictObject({ min: cell.optional(), max: cell.optional() })
  .refine(({ min, max }) => min !== undefined || max !== undefined, 'expected min, max or both')
  .refine(
    ({ min, max }) => min === undefined || max === undefined || (compareValues(min, max) ?? 0) <= 0,
    'expected min to be at most max',
  )

/** A step as it is written: an object with one word that says what is done. `onError` belongs to `cast`. */
const written = z.strictObject({
  dropDuplicates: allOrSome.optional(),
  fillNulls: recordOf(cell).optional(),
  dropNulls: allOrSome.optional(),
  concatenate: z.strictObject({ columns: names, into: name, separator: z.string().default(' ') }).optional(),
  between: recordOf(range).optional(),
  where: rowCondition.optional(),
  select: names.optional(),
  drop: names.optional(),
  rename: recordOf(name).optional(),
  cast: recordOf(z.enum(castTypes)).optional(),
  compute: recordOf(rowExpression).optional(),
  onError: z.union([z.literal('refuse'), z.null()], { error: () => 'expected refuse or null' }).optional(),
})
type Written = z.output<typeof written>
type Word = Exclude<keyof Written, 'onError'>

/** Reads a step such as `{ fillNulls: { title: '' } }`. */
export const tableStep = written.transform((step, context): TableStep => {
  const { onError, ...said } = step
  const given = (Object.keys(said) as Word[]).filter(word => said[word] !== undefined)
  const [word, ...others] = given
  if (word === undefined || others.length > 0) {
    context.addIssue(`expected one step, received ${given.length === 0 ? 'none' : given.join(' and ')}`)
    return z.NEVER
  }
  if (onError !== undefined && word !== 'cast') {
    context.addIssue(`expected onError beside cast, not beside ${word}`)
    return z.NEVER
  }
  return readers[word](step)
})

const readers: { readonly [K in Word]: (step: Written) => Extract<TableStep, { kind: K }> } = {
  dropDuplicates: ({ dropDuplicates }) => ({ kind: 'dropDuplicates', columns: some(dropDuplicates) }),
  fillNulls: ({ fillNulls }) => ({
    kind: 'fillNulls',
    values: entries(fillNulls, (column, value) => ({ column, value })),
  }),
  dropNulls: ({ dropNulls }) => ({ kind: 'dropNulls', columns: some(dropNulls) }),
  concatenate: ({ concatenate = { columns: [], into: '', separator: '' } }) => ({
    kind: 'concatenate',
    ...concatenate,
  }),
  between: ({ between }) => ({
    kind: 'between',
    ranges: entries(between, (column, bounds) => ({ column, ...bounds })),
  }),
  where: ({ where = { literal: true } }) => ({ kind: 'where', condition: where }),
  select: ({ select = [] }) => ({ kind: 'select', columns: select }),
  drop: ({ drop = [] }) => ({ kind: 'drop', columns: drop }),
  rename: ({ rename }) => ({ kind: 'rename', names: entries(rename, (from, to) => ({ from, to })) }),
  cast: ({ cast, onError }) => ({
    kind: 'cast',
    types: entries(cast, (column, type) => ({ column, type })),
    onError: onError === null ? 'null' : 'refuse',
  }),
  compute: ({ compute }) => ({
    kind: 'compute',
    columns: entries(compute, (into, value) => ({ into, value })),
  }),
}

function recordOf<T extends z.ZodType>(of: T) {
  return z.record(name, of).refine(record => Object.keys(record).length > 0, 'expected at least one column')
}

function some(columns: true | readonly string[] | undefined): readonly string[] | undefined {
  return columns === true ? undefined : columns
}

function entries<V, T>(record: Readonly<Record<string, V>> = {}, made: (key: string, value: V) => T): T[] {
  return Object.entries(record).map(([key, value]) => made(key, value))
}
