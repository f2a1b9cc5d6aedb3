import { plainValue, type Tree } from '../tree.ts'
import { constraints, listConstraints, oneOf } from './constraints.ts'
import { entriesOf, field, itemsOf, nameOf, textField, textOf } from './document.ts'
import { type Source, SuiteDraft } from './draft.ts'
import { jdkFormat } from './jdk-format.ts'
import {
  type About,
  annotations,
  ifTrue,
  type Keywords,
  no,
  type Translation,
  translateKeywords,
} from './keywords.ts'
import { translateQuality } from './odcs-quality.ts'
import { textFormat } from './text-formats.ts'
import type { Format, TranslatedSuite, TranslateOptions } from './translated.ts'

/**
 * Data contracts of the Open Data Contract Standard, 3.0 and 3.1.
 *
 * @see https://bitol-io.github.io/open-data-contract-standard/
 */
export const odcs: Format = {
  name: 'odcs',
  title: 'an ODCS data contract',
  mark: 'kind: DataContract',
  describes: document => textField(document, 'kind') === 'DataContract',
  translate: (document, options) => {
    const objects = field(document, 'schema')
    return objects?.kind === 'list' ? objects.items.map(object => suiteOf(object, document, options)) : []
  },
}

const describing = [
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

const otherTable = no('it is about two tables, and a suite is about one.')

const objectKeywords: Keywords = {
  ...annotations(...describing, 'logicalType', 'properties', 'quality'),
  relationships: otherTable,
}

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

const propertyKeywords: Keywords = {
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

const optionKeywords: Keywords = {
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

interface Property {
  readonly tree: Tree
  readonly name: string
  /** What it is called in the data. */
  readonly column: string
}

function suiteOf(object: Tree, document: Tree, { expectations }: TranslateOptions): TranslatedSuite {
  const table = textField(object, 'name') ?? textField(object, 'physicalName') ?? textField(document, 'name')
  const draft = new SuiteDraft(expectations, table)
  const trail = [table ?? 'schema']
  translateKeywords(entriesOf(object, trail, draft), { column: '', trail, keywords: objectKeywords }, draft)
  const properties = itemsOf(field(object, 'properties'), [...trail, 'properties'], draft).flatMap(tree =>
    propertyOf(tree, trail, draft),
  )
  if (properties.length > 0)
    draft.add({ trail }, { name: 'toHaveColumns', args: { columns: properties.map(({ column }) => column) } })
  addKey(properties, { trail, at: object.at }, draft)
  for (const { tree, column } of properties) addProperty(tree, column, [...trail, column], draft)
  const names = [table, textField(object, 'physicalName')].filter(name => name !== undefined)
  const columns = new Map(properties.map(({ name, column }) => [name, column]))
  const about = { names, columns, expectations }
  for (const { tree, column } of properties) {
    const place = [...trail, column, 'quality']
    for (const rule of itemsOf(field(tree, 'quality'), place, draft))
      translateQuality(rule, { ...about, column, trail: place }, draft)
  }
  const place = [...trail, 'quality']
  for (const rule of itemsOf(field(object, 'quality'), place, draft))
    translateQuality(rule, { ...about, trail: place }, draft)
  const levels = field(document, 'slaProperties')
  if (levels)
    draft.leaveOut(
      { trail: ['slaProperties'], at: levels.at },
      'it is about the service, not about the data.',
      true,
    )
  return draft.translated()
}

function propertyOf(tree: Tree, trail: Source['trail'], draft: SuiteDraft): readonly Property[] {
  const name = nameOf(field(tree, 'name'), { trail: [...trail, 'properties'], at: tree.at }, draft)
  return name === undefined ? [] : [{ tree, name, column: textField(tree, 'physicalName') ?? name }]
}

function addProperty(tree: Tree, column: string, trail: Source['trail'], draft: SuiteDraft): void {
  translateKeywords(entriesOf(tree, trail, draft), { column, trail, keywords: propertyKeywords }, draft)
  const place = [...trail, 'logicalTypeOptions']
  const options = entriesOf(field(tree, 'logicalTypeOptions'), place, draft)
  translateKeywords(options, { column, trail: place, keywords: optionKeywords }, draft)
}

/** The columns of the primary key have values, which together occur once. */
function addKey(properties: readonly Property[], { trail, at }: Source, draft: SuiteDraft): void {
  const position = ({ tree }: Property) => Number(plainOf(tree, 'primaryKeyPosition') ?? 0)
  const key = properties
    .filter(({ tree }) => plainOf(tree, 'primaryKey') === true)
    .sort((a, b) => position(a) - position(b))
    .map(({ column }) => column)
  const source = { trail: [...trail, 'primaryKey'], at }
  for (const column of key) draft.add(source, { name: 'toHaveNoNulls', columns: [column] })
  if (key.length === 1) draft.add(source, { name: 'toHaveUniqueValues', columns: key })
  if (key.length > 1) draft.add(source, { name: 'toHaveUniqueCombinations', columns: key })
}

function plainOf(tree: Tree, key: string): unknown {
  const value = field(tree, key)
  return value && plainValue(value)
}

function isData(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
