import type { State } from './state.ts'

const kinds: ReadonlySet<unknown> = new Set<State['kind']>([
  'count',
  'extreme',
  'moments',
  'counted',
  'table',
  'many',
  'ranks',
  'weights',
  'none',
])

/** Anything made of plain data as one line of JSON. Bigints, dates, NaN and the infinities come back as they were. */
export function encodeLine(data: unknown): string {
  return JSON.stringify(data, function (this: Readonly<Record<string, unknown>>, name, part: unknown) {
    const original = this[name]
    if (original instanceof Date) return { '#date': original.getTime() }
    if (typeof part === 'bigint') return { '#integer': part.toString() }
    if (typeof part === 'number' && !Number.isFinite(part)) return { '#number': String(part) }
    return part
  })
}

/**
 * What a line says.
 *
 * @throws SyntaxError when it is no JSON
 */
export function decodeLine(line: string): unknown {
  return JSON.parse(line, (_, part: unknown) => {
    if (typeof part !== 'object' || part === null) return part
    if ('#date' in part) return new Date(part['#date'] as number)
    if ('#integer' in part) return BigInt(part['#integer'] as string)
    if ('#number' in part) return Number(part['#number'])
    return part
  })
}

/** Whether what a line says is a state. */
export function isState(data: unknown): data is State {
  return typeof data === 'object' && data !== null && 'kind' in data && kinds.has(data.kind)
}
