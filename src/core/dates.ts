const isoPattern =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:?\d{2})?)?$/

/**
 * The moment that an ISO 8601 text names, in UTC unless it carries an offset; `undefined` when it is no such text or
 * no such day exists.
 *
 * @example parseDate('2019-01-31 10:30')?.toISOString() // '2019-01-31T10:30:00.000Z'
 */
export function parseDate(text: string): Date | undefined {
  const match = isoPattern.exec(text)
  if (!match) return undefined
  const [, year, month, day, hour = '00', minute = '00', second = '00', fraction = '', offset = 'Z'] = match
  const milliseconds = fraction.padEnd(3, '0').slice(0, 3)
  const zone = offset === 'Z' || offset.includes(':') ? offset : `${offset.slice(0, 3)}:${offset.slice(3)}`
  const date = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}.${milliseconds}${zone}`)
  // JavaScript turns the 30th of February into the 2nd of March.
  const dayExists = new Date(`${year}-${month}-${day}T00:00Z`).getUTCDate() === Number(day)
  return Number.isNaN(date.getTime()) || !dayExists ? undefined : date
}
