import type { Tree } from '../tree.ts'
import { constraints, oneOf } from './constraints.ts'
import { textField, textOf } from './document.ts'
import { type About, annotations, ifTrue, type Keywords, no, type Translation } from './keywords.ts'
import { textFormat } from './text-formats.ts'

const matching = (pattern: string): Translation => ({ name: 'toHaveValuesMatching', args: { pattern } })
const typed = (type: string): Translation => ({ name: 'toHaveType', args: { type } })
const notText = { reason: 'it is no text.' }
const stored = no('how values are stored is not checked.', true)

/** Types with what they claim in their default format. */
const types: Readonly<Record<string, () => Translation>> = {
  string: () => typed('string'),
  number: () => typed('number'),
  integer: () => typed('integer'),
  boolean: () => typed('boolean'),
  object: () => ({ name: 'toHaveJsonValues' }),
  array: () => ({ name: 'toHaveJsonValues' }),
  geojson: () => ({ name: 'toHaveJsonValues' }),
  list: no('the items of lists in texts are not checked.'),
  date: () => typed('date'),
  datetime: () => typed('timestamp'),
  time: () => textFormat('time'),
  year: () => typed('integer'),
  yearmonth: () => matching(String.raw`^-?\d{4}-(0[1-9]|1[0-2])$`),
  duration: () => textFormat('duration'),
  geopoint: () => matching(String.raw`^\s*[-+]?\d+(\.\d+)?\s*,\s*[-+]?\d+(\.\d+)?\s*$`),
  any: () => [],
}

const numericTypes = ['integer', 'number', 'year']
const temporal = ['date', 'datetime', 'time']

/** What is said about a field besides its constraints. */
export const fieldKeywords: Keywords = {
  ...annotations('name', 'title', 'description', 'example', 'rdfType', 'constraints', 'missingValues'),
  ...annotations('categoriesOrdered', 'itemType', 'delimiter'),
  type: (type, { beside }) => {
    const name = textOf(type)
    const translate = Object.hasOwn(types, name) ? types[name] : undefined
    if (!translate) return { reason: `there is no type ${name} here.` }
    // The format says more.
    if (isOwnFormat(name, beside.format) || beside.trueValues !== undefined) return []
    return translate()
  },
  format: fieldFormat,
  categories: values =>
    oneOf(Array.isArray(values) ? values.map(each => (isLabelled(each) ? each.value : each)) : values),
  trueValues: (values, { beside }) => {
    const others = beside.falseValues ?? ['false', 'False', 'FALSE', '0']
    return { name: 'toHaveValuesInSet', args: { values: [values, others].flat() } }
  },
  falseValues: (_, { beside }) =>
    beside.trueValues === undefined ? { reason: 'it needs trueValues beside it.' } : [],
  decimalChar: char => (char === '.' ? [] : { reason: 'numbers are written with a point here.' }),
  groupChar: no('numbers are written without separators of groups here.'),
  bareNumber: isBare => (isBare === false ? { reason: 'numbers are written bare here.' } : []),
}

/** What the constraints of a field say; without an order where dates are written in a format of their own. */
export function constraintKeywords(field: Tree): Keywords {
  const type = textField(field, 'type') ?? 'any'
  const read = numericTypes.includes(type) ? numberIn : (value: unknown) => value
  return {
    ...constraints,
    ...boundKeywords(key => value => constraints[key](read(value))),
    ...(isOwnFormat(type, textField(field, 'format')) && boundKeywords(() => unordered)),
    // The whole value has to match.
    pattern: pattern => (typeof pattern === 'string' ? matching(`^(?:${pattern})$`) : notText),
    required: ifTrue({ name: 'toHaveNoNulls' }),
    unique: ifTrue({ name: 'toHaveUniqueValues' }),
    enum: values => oneOf(Array.isArray(values) ? values.map(read) : values),
    jsonSchema: schema => ({ name: 'toHaveValuesMeetingJsonSchema', args: { schema } }),
  }
}

const bounds = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'] as const
const unordered = no('dates in a format of their own have no order here.')

function boundKeywords(keyword: (key: (typeof bounds)[number]) => (value: unknown) => Translation): Keywords {
  return Object.fromEntries(bounds.map(key => [key, keyword(key)]))
}

/** Values of constraints may be written as they are written in the data: as text. */
function numberIn(value: unknown): unknown {
  return typeof value === 'string' && /^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$/.test(value)
    ? Number(value)
    : value
}

function isOwnFormat(type: string, format: unknown): boolean {
  return temporal.includes(type) && format !== undefined && format !== 'default' && format !== 'any'
}

function fieldFormat(format: unknown, { beside }: About): Translation {
  const type = textOf(beside.type ?? 'any')
  if (format === 'default') return []
  if (format === 'any') return { name: 'toHaveValuesReadAsDates' }
  if (temporal.includes(type))
    // The first version had a prefix.
    return { name: 'toHaveValuesInDateFormat', args: { format: textOf(format).replace(/^fmt:/, '') } }
  if (format === 'binary' || format === 'topojson') return stored()
  return textFormat(format)
}

function isLabelled(value: unknown): value is { readonly value: unknown } {
  return typeof value === 'object' && value !== null && 'value' in value
}
