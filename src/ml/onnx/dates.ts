import type { GraphBuilder } from './graph.ts'

/** A day that exists in the calendar, from 0000-01-01 to 9999-12-31. */
const day = [
  String.raw`\d{4}-(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])`,
  String.raw`\d{4}-(?:0[469]|11)-(?:0[1-9]|[12]\d|30)`,
  String.raw`\d{4}-02-(?:0[1-9]|1\d|2[0-8])`,
  String.raw`(?:\d\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29`,
].join('|')
/** A time of day; 24:00 is the end of a day. */
const time = [
  String.raw`(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?`,
  String.raw`24:00(?::00(?:\.0{1,3}|\.000\d{1,6})?)?`,
].join('|')
const offset = String.raw`Z|[+-](?:[01]\d|2[0-3]):?[0-5]\d`

/** The texts that `parseDate` takes, as one pattern of RE2. */
const isoDate = `(?:${day})(?:[T ](?:${time})(?:${offset})?)?`

/** What `parseDate` uses of a text, but for the offset: a day and a time to the millisecond. */
const clockPart = String.raw`\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?)?`
const offsetPart = String.raw`[+-]\d{2}:?\d{2}$`

/**
 * A row behind the others that has all parts at their full length: operators that cut texts make as many columns as the
 * longest row needs, and none where there are no rows.
 */
const fullText = '1970-01-01T00:00:00.000+00:00'

/** What a digit at a place of `fullText` counts: years, months, days, milliseconds of the day. */
const places: Readonly<Record<number, readonly [field: number, worth: bigint]>> = {
  0: [0, 1000n],
  1: [0, 100n],
  2: [0, 10n],
  3: [0, 1n],
  5: [1, 10n],
  6: [1, 1n],
  8: [2, 10n],
  9: [2, 1n],
  11: [3, 36_000_000n],
  12: [3, 3_600_000n],
  14: [3, 600_000n],
  15: [3, 60_000n],
  17: [3, 10_000n],
  18: [3, 1000n],
  20: [3, 100n],
  21: [3, 10n],
  22: [3, 1n],
}
const clockLength = 23
const fieldCount = 4

const elementType = { int64: 7, double: 11 } as const

/**
 * Milliseconds since 1970 of texts [N], as doubles, by the rules of `parseDate`.
 *
 * @param texts ISO 8601 texts; another one makes the whole model fail when it runs, as it does here
 * @param name of the column, for the message of that failure
 */
export function writeMoments(graph: GraphBuilder, texts: string, name: string): string {
  const rows = graph.node('Concat', [texts, graph.constant([fullText], [1])], { axis: { int: 0 } })
  const fields = clockFields(graph, rows)
  const days = calendarDays(graph, fields)
  const { add, subtract, times } = arithmetic(graph)
  const inUtc = subtract(add(times(days, 86_400_000n), fields.milliseconds), offsets(graph, rows))
  const withoutLast = graph.node('Slice', [
    inUtc,
    ...[0n, -1n, 0n].map(bound => graph.constant([bound], [1])),
  ])
  const moments = add(withoutLast, failureUnlessDates(graph, texts, name))
  return graph.node('Cast', [moments], { to: { int: elementType.double } })
}

interface ClockFields {
  readonly year: string
  readonly month: string
  readonly day: string
  /** Of the day. */
  readonly milliseconds: string
}

/** Each field is a value [N + 1]; those that a text lacks are 0. */
function clockFields(graph: GraphBuilder, rows: string): ClockFields {
  const digits = graph.node(
    'LabelEncoder',
    [characters(graph, onlyPart(graph, rows, clockPart))],
    {
      keys_strings: { strings: [...'0123456789'] },
      values_int64s: { ints: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] },
      default_int64: { int: 0 },
    },
    'ai.onnx.ml',
  )
  const worths = Array.from({ length: clockLength * fieldCount }, (_, index) => {
    const [field, worth] = places[Math.floor(index / fieldCount)] ?? [-1, 0n]
    return field === index % fieldCount ? worth : 0n
  })
  const fields = graph.node('MatMul', [digits, graph.constant(worths, [clockLength, fieldCount])])
  const [year = '', month = '', date = '', milliseconds = ''] = [0n, 1n, 2n, 3n].map(field =>
    graph.node('Gather', [fields, graph.constant([field], [])], { axis: { int: 1 } }),
  )
  return { year, month, day: date, milliseconds }
}

/**
 * Days since 1970-01-01. Years begin in March, so that the 29th of February is the last day of one, and are counted
 * from −400, so that no division is of a negative number.
 *
 * @see https://howardhinnant.github.io/date_algorithms.html#days_from_civil
 */
function calendarDays(graph: GraphBuilder, { year, month, day: date }: ClockFields): string {
  const { add, subtract, times, over } = arithmetic(graph)
  const isEarly = graph.node('Cast', [graph.node('Less', [month, graph.constant([3n], [])])], {
    to: { int: elementType.int64 },
  })
  const years = add(subtract(year, isEarly), 400n)
  const months = subtract(add(month, times(isEarly, 12n)), 3n)
  const dayOfYear = add(over(add(times(months, 153n), 2n), 5n), subtract(date, 1n))
  const leapDays = add(subtract(over(years, 4n), over(years, 100n)), over(years, 400n))
  const sinceMinus400 = add(add(times(years, 365n), leapDays), dayOfYear)
  return subtract(sinceMinus400, 719_468n + 146_097n)
}

/** Milliseconds that a text's clock is ahead of UTC [N + 1]. */
function offsets(graph: GraphBuilder, rows: string): string {
  const part = onlyPart(graph, rows, offsetPart)
  const pairs = tokens(graph, part, { tokenexp: { string: String.raw`\d\d` } }, '0')
  const numbers = graph.node('Cast', [pairs], { to: { int: elementType.int64 } })
  const size = graph.node('MatMul', [numbers, graph.constant([3_600_000n, 60_000n], [2])])
  const isBehind = graph.node('RegexFullMatch', [part], { pattern: { string: '-.*' } })
  return graph.node('Where', [isBehind, arithmetic(graph).times(size, -1n), size])
}

/** Zeros [N]. Running the model fails where a text is no date: to make a number of it is what fails. */
function failureUnlessDates(graph: GraphBuilder, texts: string, name: string): string {
  const isDate = graph.node('RegexFullMatch', [texts], { pattern: { string: isoDate } })
  const zeros = graph.node('Where', [isDate, graph.constant(['0'], []), graph.constant(['no ISO date'], [])])
  const says = `${name} has a text that is no ISO date`
  return graph.node('Cast', [zeros], { to: { int: elementType.int64 } }, '', says)
}

/** The one part of each text that a pattern finds [N + 1]; `#` where there is none. */
function onlyPart(graph: GraphBuilder, rows: string, tokenexp: string): string {
  const found = tokens(graph, rows, { tokenexp: { string: tokenexp } })
  return graph.node('Reshape', [found, graph.constant([-1n], [1])])
}

/** The characters of texts [N + 1, length of the longest], `#` behind shorter ones. */
function characters(graph: GraphBuilder, rows: string): string {
  return tokens(graph, rows, { separators: { strings: [''] } })
}

function tokens(
  graph: GraphBuilder,
  rows: string,
  by: Readonly<Record<string, { readonly string: string } | { readonly strings: readonly string[] }>>,
  padding = '#',
): string {
  return graph.node(
    'Tokenizer',
    [rows],
    { ...by, mark: { int: 0 }, mincharnum: { int: 1 }, pad_value: { string: padding } },
    'com.microsoft',
  )
}

/** Operators on whole numbers [N + 1]. */
function arithmetic(graph: GraphBuilder) {
  const operator = (name: string) => (left: string, right: string | bigint) =>
    graph.node(name, [left, typeof right === 'bigint' ? graph.constant([right], []) : right])
  return { add: operator('Add'), subtract: operator('Sub'), times: operator('Mul'), over: operator('Div') }
}
