import { UserError } from './errors.ts'

const unitSeconds = { w: 604_800, d: 86_400, h: 3600, m: 60, s: 1 } as const
const longest = 36_525 * unitSeconds.d

/**
 * Seconds of a whole number with its unit: `s`, `m` (minutes), `h`, `d` or `w`; `null` for `none`.
 *
 * @throws UserError unless it is that, and at least a second and at most a hundred years
 * @example parseTimeToLive('30d') // 2592000
 */
export function parseTimeToLive(text: string): number | null {
  if (text === 'none') return null
  const [, count = '', unit = ''] = /^(\d+)([smhdw])$/.exec(text) ?? []
  const seconds = Number(count) * unitSeconds[unit as keyof typeof unitSeconds]
  if (seconds > 0 && seconds <= longest) return seconds
  throw new UserError(`${JSON.stringify(text)} is no time to live.`, {
    hint: 'Write a whole number with a unit, such as 90s, 30m, 12h, 30d or 2w, or none; a hundred years are the limit.',
  })
}

/**
 * A time to live as it can be given again, in the largest unit that has no rest.
 *
 * @example formatTimeToLive(2592000) // '30d'
 */
export function formatTimeToLive(seconds: number): string {
  for (const [unit, size] of Object.entries(unitSeconds))
    if (seconds % size === 0) return `${seconds / size}${unit}`
  return `${seconds}s`
}
