import { isoText } from '../../core/value.ts'

/** Values as documents have them: dates are text. */
export function plain(value: unknown): unknown {
  if (value instanceof Date) return isoText(value)
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, plain(part)]))
}

/** A share as a percentage, without the noise of binary fractions. */
export function percent(share: number): number {
  return Number((share * 100).toPrecision(12))
}

/** The two ends of a range in the words of JSON Schema. */
export function boundKeywords({ min, max, strictMin, strictMax }: Readonly<Record<string, unknown>>): object {
  return {
    ...(min !== undefined && { [strictMin ? 'exclusiveMinimum' : 'minimum']: plain(min) }),
    ...(max !== undefined && { [strictMax ? 'exclusiveMaximum' : 'maximum']: plain(max) }),
  }
}

/** The two ends of a range of whole numbers from 0, both included. */
export function lengthKeywords({
  min,
  max,
  strictMin,
  strictMax,
}: Readonly<Record<string, unknown>>): object {
  return {
    ...(typeof min === 'number' && { minLength: min + (strictMin ? 1 : 0) }),
    ...(typeof max === 'number' && { maxLength: max - (strictMax ? 1 : 0) }),
  }
}
