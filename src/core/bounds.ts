import { z } from 'zod'
import { parseDate } from './dates.ts'
import { UserError } from './errors.ts'
import { atLeast, atMost, type Expr, lessThan, moreThan, or } from './expr.ts'
import { formatValue } from './format.ts'
import { compareValues } from './value.ts'

type Bound = number | bigint | Date | string

/** A range that is open where a bound is absent. Bounds belong to the range unless they are strict. */
export interface Bounds {
  readonly min?: Bound
  readonly max?: Bound
  readonly strictMin: boolean
  readonly strictMax: boolean
}

/** A number or a moment; text is read as an ISO 8601 date. */
const moment = z
  .union([z.number(), z.bigint(), z.date(), z.string()], { error: boundError })
  .transform(momentOf)

/** A number or a moment, or text that is said to be one. */
const momentOrText = z
  .union([z.number(), z.bigint(), z.date(), z.string(), z.strictObject({ text: z.string() })], {
    error: boundError,
  })
  .transform(
    (bound, context): Bound =>
      typeof bound === 'object' && 'text' in bound ? bound.text : momentOf(bound, context),
  )

const momentText = 'A date is written as 2019-01-31 or 2019-01-31 10:30, in UTC unless it has an offset.'
const minText = 'The least allowed value; it is allowed itself unless `strictMin` is true.'
const maxText = 'The greatest allowed value; it is allowed itself unless `strictMax` is true.'

const strict = {
  strictMin: z.boolean().default(false).describe('Whether `min` itself is refused.'),
  strictMax: z.boolean().default(false).describe('Whether `max` itself is refused.'),
}

/** Parameters of a range of numbers. To be refined with `refuseEmptyRange`. */
export const numberBounds = {
  min: z.number().optional().describe(minText),
  max: z.number().optional().describe(maxText),
  ...strict,
}

/** Parameters of a range of numbers or moments. To be refined with `refuseEmptyRange`. */
export const orderedBounds = {
  min: moment.optional().meta({ title: 'number or date', description: `${minText} ${momentText}` }),
  max: moment.optional().meta({ title: 'number or date', description: `${maxText} ${momentText}` }),
  ...strict,
}

/** What the parameters of a range are called in Great Expectations. */
export const gxBounds = {
  min_value: 'min',
  max_value: 'max',
  strict_min: 'strictMin',
  strict_max: 'strictMax',
} as const

/** A bound of Great Expectations, which is text for dates too, in whichever way those are written. */
export function gxBound(bound: unknown): unknown {
  if (typeof bound !== 'string' || bound.startsWith('$') || parseDate(bound)) return bound
  const date = new Date(`${bound.replace(/[()]/g, ' ')} UTC`)
  return /\d/.test(bound) && !Number.isNaN(date.getTime()) ? date : { text: bound }
}

/** Whether parameters of Great Expectations set no bound. */
export function hasNoBound(kwargs: Readonly<Record<string, unknown>>): boolean {
  return (kwargs.min_value ?? kwargs.max_value ?? null) === null
}

const boundTitle = 'number, date or text'
const textText = 'Text is written as `{ text: … }` and compared character by character.'

/** Parameters of a range of numbers, moments or texts. To be refined with `refuseEmptyRange`. */
export const valueBounds = {
  min: momentOrText
    .optional()
    .meta({ title: boundTitle, description: `${minText} ${momentText} ${textText}` }),
  max: momentOrText
    .optional()
    .meta({ title: boundTitle, description: `${maxText} ${momentText} ${textText}` }),
  ...strict,
}

/** The bounds of `valueBounds` as they are written. */
export function writtenBounds<B extends Bounds>({ min, max, ...rest }: B): Readonly<Record<string, unknown>> {
  const written = (bound: Bound) => (typeof bound === 'string' ? { text: bound } : bound)
  return {
    ...(min !== undefined && { min: written(min) }),
    ...(max !== undefined && { max: written(max) }),
    ...rest,
  }
}

/** Refuses a range without a bound and one whose bounds are in the wrong order. */
export function refuseEmptyRange(bounds: Bounds, context: z.RefinementCtx): void {
  const problem = problemOf(bounds)
  if (problem) context.addIssue({ code: 'custom', ...problem })
}

/** True for values outside the range. */
export function isOutside(of: Expr, { min, max, strictMin, strictMax }: Bounds): Expr {
  return or(
    min === undefined ? undefined : strictMin ? atMost(of, min) : lessThan(of, min),
    max === undefined ? undefined : strictMax ? atLeast(of, max) : moreThan(of, max),
  )
}

/**
 * Whether a value lies in the range.
 *
 * @throws UserError when the value is a moment and a bound is a number, or the other way round
 */
export function isWithin(of: Bound, { min, max, strictMin, strictMax }: Bounds): boolean {
  const aboveMin = min === undefined ? 1 : order(of, min)
  const belowMax = max === undefined ? 1 : order(max, of)
  return (strictMin ? aboveMin > 0 : aboveMin >= 0) && (strictMax ? belowMax > 0 : belowMax >= 0)
}

/** The range in words: `between 1 and 5`, `above 0`, `at least 1 and below 5`, `exactly 3`. */
export function rangeText({ min, max, strictMin, strictMax }: Bounds): string {
  const from = min === undefined ? undefined : formatValue(min)
  const to = max === undefined ? undefined : formatValue(max)
  const lower = from === undefined ? undefined : `${strictMin ? 'above' : 'at least'} ${from}`
  const upper = to === undefined ? undefined : `${strictMax ? 'below' : 'at most'} ${to}`
  if (from === undefined || to === undefined || strictMin || strictMax)
    return [lower, upper].filter(part => part !== undefined).join(' and ')
  return compareValues(min ?? null, max ?? null) === 0 ? `exactly ${from}` : `between ${from} and ${to}`
}

function order(a: Bound, b: Bound): number {
  const order = kindOfBound(a) === kindOfBound(b) ? compareValues(a, b) : undefined
  if (order !== undefined) return order
  throw new UserError(`${formatValue(a)} and ${formatValue(b)} have no order.`, {
    hint: 'Write bounds as numbers for a column of numbers, as dates for one of dates.',
  })
}

function momentOf(bound: number | bigint | Date | string, context: z.RefinementCtx): Bound {
  if (typeof bound !== 'string') return bound
  const date = parseDate(bound)
  if (date) return date
  context.addIssue(`expected number or date such as 2019-01-31, received ${formatValue(bound)}`)
  return z.NEVER
}

function boundError({ input }: { readonly input?: unknown }): string {
  return `expected number or date, received ${kindOf(input)}`
}

function kindOfBound(bound: Bound): 'text' | 'moment' | 'number' {
  if (typeof bound === 'string') return 'text'
  return bound instanceof Date ? 'moment' : 'number'
}

/** The kind of a parameter in the words of zod's messages. */
function kindOf(input: unknown): string {
  if (input === null || typeof input === 'number') return String(input)
  return Array.isArray(input) ? 'array' : typeof input
}

function problemOf({
  min,
  max,
  strictMin,
  strictMax,
}: Bounds): { path?: string[]; message: string } | undefined {
  if (min === undefined && max === undefined) return { message: 'expected min, max or both' }
  if (min === undefined && strictMin)
    return { path: ['strictMin'], message: 'there is no min to be strict about' }
  if (max === undefined && strictMax)
    return { path: ['strictMax'], message: 'there is no max to be strict about' }
  if (min === undefined || max === undefined) return undefined
  const [from, to] = [formatValue(min), formatValue(max)]
  if (kindOfBound(min) !== kindOfBound(max))
    return { path: ['min'], message: `${from} and max, ${to}, have no order` }
  return order(min, max) > 0 ? { path: ['min'], message: `${from} is above max, ${to}` } : undefined
}
