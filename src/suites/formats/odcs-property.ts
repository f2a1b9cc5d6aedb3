import { constraints, listConstraints, oneOf } from './constraints.ts'
import { textOf } from './document.ts'
import { jdkFormat } from './jdk-format.ts'
import { type About, annotations, ifTrue, type Keywords, no, type Translation } from './keywords.ts'
import { textFormat } from './text-formats.ts'

/** Keys of objects and properties that say nothing about data. */
export const describing = [
  ...[
    'id',
    'name',
    'businessName',
    'description',
    'physicalName',
    'physicalType',
    'authoritativeDefinitions',
  ],
  ...['tags', 'customProperties', 'deprecated', 'synonyms', 'dataGranularityDescription', 'examples'],
  ...['partitioned', 'partitionKeyPosition', 'classification', 'encryptedName', 'criticalDataElement'],
  ...['transformSourceObjects', 'transformLogic', 'transformDescription', 'semanticType'],
]

/** What needs a second table. */
export const otherTable = no('it is about two tables, and a suite is about one.')

const types: Readonly<Record<string, string>> = {
  string: 'string',
  date: 'date',
  timestamp: 'timestamp',
  number: 'number',
  integer: 'integer',
  boolean: 'boolean',
  object: 'struct',
  array: 'list',
}

/** What a contract says about a property. */
export const propertyKeywords: Keywords = {
  ...annotations(...describing, 'primaryKey', 'primaryKeyPosition', 'quality', 'logicalTypeOptions'),
  logicalType: (type, { beside }) => {
    if (type === 'time') return textFormat('time')
    const own = Object.hasOwn(types, textOf(type)) ? types[textOf(type)] : undefined
    if (own === undefined) return { reason: `there is no type ${textOf(type)} here.` }
    const options = beside.logicalTypeOptions as { readonly format?: unknown } | undefined
    // Dates in a form of their own are text, which the format says more about.
    if (own === 'date' && typeof options?.format === 'string' && !isIso(options.format)) return []
    return { name: 'toHaveType', args: { type: own } }
  },
  required: ifTrue({ name: 'toHaveNoNulls' }),
  unique: ifTrue({ name: 'toHaveUniqueValues' }),
  enum: values =>
    oneOf(
      Array.isArray(values)
        ? values.map(each => (isData(each) && 'value' in each ? each.value : each))
        : values,
    ),
  items: no('what is inside of lists is not checked.'),
  properties: no('what is inside of structs is not checked.'),
  map: no('what is inside of maps is not checked.'),
  relationships: otherTable,
}

const integerRanges: Readonly<Record<string, readonly [number | bigint, number | bigint]>> = {
  i8: [-128, 127],
  i16: [-32_768, 32_767],
  i32: [-2_147_483_648, 2_147_483_647],
  i64: [-9_223_372_036_854_775_808n, 9_223_372_036_854_775_807n],
  u8: [0, 255],
  u16: [0, 65_535],
  u32: [0, 4_294_967_295],
  u64: [0, 18_446_744_073_709_551_615n],
}

/** What the options of a property's type say. */
export const optionKeywords: Keywords = {
  ...annotations('defaultTimezone'),
  ...constraints,
  ...listConstraints,
  format: optionFormat,
  timezone: no('whether a timestamp has a time zone is not told.'),
  maxProperties: no('what is inside of structs is not checked.'),
  minProperties: no('what is inside of structs is not checked.'),
  required: no('what is inside of structs is not checked.'),
}

function optionFormat(format: unknown, about: About): Translation {
  const text = textOf(format)
  if (Object.hasOwn(integerRanges, text)) {
    const [min, max] = integerRanges[text] ?? []
    return { name: 'toHaveValuesBetween', args: { min, max } }
  }
  if (['f32', 'f64', 'i128', 'u128', 'password', 'byte', 'binary'].includes(text))
    return { reason: 'how values are stored is not checked.', allowsAll: true }
  if (!/[yMdHhms]{2}/.test(text) || about.column === '') return textFormat(format)
  if (isIso(text)) return []
  const written = jdkFormat(text)
  return written === undefined
    ? { reason: `the date format ${text} has no counterpart.` }
    : { name: 'toHaveValuesInDateFormat', args: { format: written } }
}

/** Formats that are read as dates and timestamps without being told. */
function isIso(format: string): boolean {
  return /^(yyyy|uuuu)-MM-dd(('T'|T| )HH:mm(:ss(\.S+)?)?('Z'|XXX|X)?)?$/.test(format)
}

function isData(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
