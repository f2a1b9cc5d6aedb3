import { plainValue, type TreeEntry } from '../tree.ts'
import { constraints, listConstraints, oneOf } from './constraints.ts'
import { textOf } from './document.ts'
import { type About, annotations, type Keywords, no, type Translation } from './keywords.ts'
import { textFormat } from './text-formats.ts'

const types: Readonly<Record<string, string>> = {
  string: 'string',
  number: 'number',
  integer: 'integer',
  boolean: 'boolean',
  array: 'list',
  object: 'struct',
}

/** Formats of texts that are types here. */
const typesOfFormats: Readonly<Record<string, string>> = { date: 'date', 'date-time': 'timestamp' }

const insideLists = no('what is inside of lists is not checked.')
const insideStructs = no('what is inside of structs is not checked.')

/** What JSON Schema says about the values of one column. */
export const propertyKeywords: Keywords = {
  ...constraints,
  ...listConstraints,
  type: typeOf,
  enum: oneOf,
  const: value => oneOf([value]),
  format: format =>
    typeof format === 'string' && Object.hasOwn(typesOfFormats, format)
      ? { name: 'toHaveType', args: { type: typesOfFormats[format] } }
      : textFormat(format),
  not: opposite,
  contentMediaType: (type, { beside }) => {
    if (type !== 'application/json')
      return { reason: `contents of the type ${textOf(type)} are not checked.` }
    return beside.contentSchema === undefined ? { name: 'toHaveJsonValues' } : []
  },
  contentSchema: schema => ({ name: 'toHaveValuesMeetingJsonSchema', args: { schema } }),
  contentEncoding: no('how contents are encoded is not checked.'),
  nullable: () => [],
  ...annotations('then', 'else', 'contains', 'minContains', 'maxContains'),
  anyOf: no('alternatives have no counterpart.'),
  oneOf: no('alternatives have no counterpart.'),
  if: no('conditions have no counterpart.'),
  contains: insideLists,
  prefixItems: insideLists,
  additionalItems: insideLists,
  properties: insideStructs,
  required: insideStructs,
  additionalProperties: insideStructs,
  patternProperties: insideStructs,
  minProperties: insideStructs,
  maxProperties: insideStructs,
}

/** Whether a column of these keywords may have nulls, which are `null` in JSON. */
export function allowsNull(entries: readonly TreeEntry[]): boolean {
  return entries.every(({ key, value }) => {
    const plain = plainValue(value)
    if (key === 'type') return [plain].flat().includes('null') || hasFlag(entries, 'nullable')
    if (key === 'enum') return Array.isArray(plain) && plain.includes(null)
    return key !== 'const' || plain === null
  })
}

function hasFlag(entries: readonly TreeEntry[], name: string): boolean {
  return entries.some(({ key, value }) => key === name && value.kind === 'scalar' && value.value === true)
}

function typeOf(given: unknown, { beside }: About): Translation {
  const names = [given].flat().map(textOf)
  const present = names.filter(name => name !== 'null')
  const unknown = present.find(name => !Object.hasOwn(types, name))
  if (unknown !== undefined) return { reason: `there is no type ${unknown} here.` }
  if (present.length === 0) return { name: 'toHaveOnlyNulls' }
  // The format says more.
  if (present.join() === 'string' && Object.hasOwn(typesOfFormats, textOf(beside.format))) return []
  const own = present.map(name => types[name])
  return own.length === 1
    ? { name: 'toHaveType', args: { type: own[0] } }
    : { name: 'toHaveTypeIn', args: { types: own } }
}

/** What values must not be: some values, or matching a pattern. */
function opposite(schema: unknown): Translation {
  const entries = typeof schema === 'object' && schema !== null ? Object.entries(schema) : []
  const [[key, value] = []] = entries
  if (entries.length === 1) {
    if (key === 'const') return { name: 'toHaveValuesNotInSet', args: { values: [value] } }
    if (key === 'enum') return { name: 'toHaveValuesNotInSet', args: { values: value } }
    if (key === 'pattern') return { name: 'toHaveValuesNotMatching', args: { pattern: value } }
  }
  return { reason: 'only values and patterns can be ruled out.' }
}
