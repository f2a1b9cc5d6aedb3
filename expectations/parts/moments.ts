import { z } from 'zod'
import { parseDate } from '../../src/core/dates.ts'
import { formatValue } from '../../src/core/format.ts'

const seconds = { ms: 0.001, s: 1, min: 60, h: 3600, d: 86_400, w: 604_800 }
const units: readonly (readonly [pattern: RegExp, unit: keyof typeof seconds])[] = [
  [/^(?:ms|milliseconds?)$/, 'ms'],
  [/^(?:s|seconds?)$/, 's'],
  [/^(?:m|min|minutes?)$/, 'min'],
  [/^(?:h|hours?)$/, 'h'],
  [/^(?:d|days?)$/, 'd'],
  [/^(?:w|weeks?)$/, 'w'],
]

/** A length of time as a parameter: `90 s`, `2 days`. */
export const duration = z
  .string()
  .superRefine((text, context) => {
    if (secondsIn(text) === undefined)
      context.addIssue(`expected a duration such as "90 s" or "2 days", received ${formatValue(text)}`)
  })
  .meta({
    title: 'duration',
    description: 'A number and a unit: ms, s, min, h, d (24 hours) or w, also written out: `90 s`, `2 days`.',
  })

/** A moment as a parameter. */
export const moment = z
  .union([z.date(), z.string()], { error: () => 'expected a date' })
  .transform((written, context): Date => {
    const date = typeof written === 'string' ? parseDate(written) : written
    if (date) return date
    context.addIssue(`expected a date such as 2019-01-31, received ${formatValue(written)}`)
    return z.NEVER
  })

/** The seconds of a duration, `undefined` where the text is none. */
export function secondsIn(text: string): number | undefined {
  const [, number = '', word = ''] = /^\s*(\d+(?:\.\d+)?)\s*([a-z]+)\s*$/.exec(text) ?? []
  const [, unit] = units.find(([pattern]) => pattern.test(word)) ?? []
  return unit && Number(number) * seconds[unit]
}

/** A length of time in the largest unit of which there are two or more: `36 h`, `3 d`, `90 s`. */
export function durationText(length: number): string {
  const fitting = (['w', 'd', 'h', 'min', 's'] as const).find(unit => length >= 2 * seconds[unit]) ?? 's'
  return `${Number((length / seconds[fitting]).toFixed(1))} ${fitting}`
}
