/**
 * The local time in a format of Python's `strftime`; the directives are %Y %m %d %H %M %S %f %y %j %s and %%.
 *
 * @throws RangeError for another directive
 */
export function formatted(time: Date, format: string): string {
  return format.replace(/%(.?)/g, (_, directive: string) => {
    const write = directives.get(directive)
    if (write) return write(time)
    throw new RangeError(
      `%${directive} is no part of a date; these are: %${[...directives.keys()].join(' %')}.`,
    )
  })
}

const directives: ReadonlyMap<string, (time: Date) => string> = new Map<string, (time: Date) => string>([
  ['Y', time => String(time.getFullYear())],
  ['m', time => padded(time.getMonth() + 1)],
  ['d', time => padded(time.getDate())],
  ['H', time => padded(time.getHours())],
  ['M', time => padded(time.getMinutes())],
  ['S', time => padded(time.getSeconds())],
  ['f', time => padded(time.getMilliseconds() * 1000, 6)],
  ['y', time => padded(time.getFullYear() % 100)],
  ['j', time => padded(dayOfYear(time), 3)],
  ['s', time => String(Math.floor(time.getTime() / 1000))],
  ['%', () => '%'],
])

function padded(value: number, width = 2): string {
  return String(value).padStart(width, '0')
}

function dayOfYear(time: Date): number {
  const day = Date.UTC(time.getFullYear(), time.getMonth(), time.getDate())
  return (day - Date.UTC(time.getFullYear(), 0, 1)) / 86_400_000 + 1
}
