import { UserError } from '../../core/errors.ts'
import { formatList } from '../../core/format.ts'
import {
  all,
  any,
  equals,
  every,
  hasKey,
  implied,
  isOfType,
  items,
  type Json,
  number,
  pointer,
  text,
} from './json-sql.ts'
import { doubleText } from './literals.ts'
import { quoted } from './sql.ts'

type Schema = Readonly<Record<string, Json>>

interface Place {
  /** The whole schema, in which `$ref` looks. */
  readonly root: Json
  /** How many schemas it is nested in; also tells variables apart. */
  readonly depth: number
  /** All that stands beside the keyword. */
  readonly beside: Schema
}

/** What a keyword with its argument asks of a JSON value, as a SQL condition. */
type Keyword = (argument: Json, value: string, place: Place) => string

/**
 * SQL, whether a JSON value (SQL of type JSON, not null) meets a JSON Schema (2020-12, and what older drafts write
 * otherwise). As the specification says, a keyword leaves values of other types alone, unknown keywords say nothing,
 * and `format` is a remark.
 *
 * @throws UserError when the schema is none, or uses what is not supported
 */
export function jsonSchemaSql(schema: Json, value: string): string {
  return schemaSql(schema, value, { root: schema, depth: 0 })
}

// Deeper schemas refer to themselves.
const deepest = 32

function schemaSql(schema: Json, value: string, { root, depth }: Omit<Place, 'beside'>): string {
  if (typeof schema === 'boolean') return String(schema)
  const beside = objectOf(schema)
  const refused = Object.keys(beside).filter(keyword => unsupported.includes(keyword))
  if (refused.length > 0)
    throw new UserError(`The JSON Schema uses ${formatList(refused)}, which is not supported.`)
  if (depth > deepest)
    throw new UserError('The JSON Schema refers to itself, or is nested too deeply. That is not supported.')
  const conditions = Object.entries(beside).flatMap(([keyword, argument]) => {
    const translate = keywords.get(keyword)
    return translate ? [translate(argument, value, { root, beside, depth: depth + 1 })] : []
  })
  return all(conditions)
}

const unsupported = ['$dynamicRef', '$recursiveRef', 'unevaluatedItems', 'unevaluatedProperties']

const ofAnyType: Readonly<Record<string, Keyword>> = {
  type: (names, value) => any(listOf(names).map(name => isOfType(String(name), value))),
  enum: (values, value) => any(listOf(values).map(each => equals(each, value))),
  const: equals,
  allOf: (schemas, value, place) => all(listOf(schemas).map(each => schemaSql(each, value, place))),
  anyOf: (schemas, value, place) => any(listOf(schemas).map(each => schemaSql(each, value, place))),
  oneOf: (schemas, value, place) => {
    const counted = listOf(schemas).map(each => `CAST(${schemaSql(each, value, place)} AS INTEGER)`)
    return `(${counted.join(' + ')}) = 1`
  },
  not: (schema, value, place) => `NOT ${schemaSql(schema, value, place)}`,
  if: (schema, value, place) => {
    const [holds, otherwise] = ['then', 'else'].map(keyword =>
      schemaSql(place.beside[keyword] ?? true, value, place),
    )
    return `CASE WHEN ${schemaSql(schema, value, place)} THEN ${holds} ELSE ${otherwise} END`
  },
  $ref: (path, value, place) => schemaSql(referred(String(path), place.root), value, place),
}

const ofNumbers: Readonly<Record<string, Keyword>> = {
  minimum: (bound, value, { beside }) =>
    compared(value, beside.exclusiveMinimum === true ? '>' : '>=', bound),
  maximum: (bound, value, { beside }) =>
    compared(value, beside.exclusiveMaximum === true ? '<' : '<=', bound),
  exclusiveMinimum: (bound, value) => (bound === true ? 'true' : compared(value, '>', bound)),
  exclusiveMaximum: (bound, value) => (bound === true ? 'true' : compared(value, '<', bound)),
  multipleOf: (divisor, value) => {
    const ratio = `${number(value)} / ${doubleText(Number(divisor))}`
    return implied(isOfType('number', value), `${ratio} = round(${ratio})`)
  },
}

const ofTexts: Readonly<Record<string, Keyword>> = {
  minLength: (least, value) => ofText(value, `length(${text(value)}) >= ${Number(least)}`),
  maxLength: (most, value) => ofText(value, `length(${text(value)}) <= ${Number(most)}`),
  pattern: (pattern, value) => ofText(value, `regexp_matches(${text(value)}, ${quoted(String(pattern))})`),
}

const ofObjects: Readonly<Record<string, Keyword>> = {
  required: (names, value) => ofObject(value, haveKeys(value, names)),
  properties: (schemas, value, place) => {
    const members = Object.entries(objectOf(schemas)).map(([key, schema]) =>
      implied(hasKey(value, key), schemaSql(schema, `json_extract(${value}, ${pointer(key)})`, place)),
    )
    return ofObject(value, all(members))
  },
  patternProperties: (schemas, value, place) => {
    const members = Object.entries(objectOf(schemas)).map(([pattern, schema]) =>
      everyMember(value, place, key => ({
        unless: `NOT regexp_matches(${key}, ${quoted(pattern)})`,
        schema,
      })),
    )
    return ofObject(value, all(members))
  },
  additionalProperties: (schema, value, place) => {
    const names = Object.keys(objectOf(place.beside.properties ?? {})).map(quoted)
    const patterns = Object.keys(objectOf(place.beside.patternProperties ?? {})).map(quoted)
    const isNamed = (key: string) => [
      ...(names.length > 0 ? [`${key} IN (${names.join(', ')})`] : []),
      ...patterns.map(pattern => `regexp_matches(${key}, ${pattern})`),
    ]
    return ofObject(
      value,
      everyMember(value, place, key => ({ unless: any(isNamed(key)), schema })),
    )
  },
  propertyNames: (schema, value, place) => {
    const key = `k${place.depth}`
    return ofObject(value, every(`json_keys(${value})`, key, schemaSql(schema, `to_json(${key})`, place)))
  },
  minProperties: (least, value) => ofObject(value, `len(json_keys(${value})) >= ${Number(least)}`),
  maxProperties: (most, value) => ofObject(value, `len(json_keys(${value})) <= ${Number(most)}`),
  dependentRequired: (needs, value) => {
    const entries = Object.entries(objectOf(needs))
    return ofObject(
      value,
      all(entries.map(([key, names]) => implied(hasKey(value, key), haveKeys(value, names)))),
    )
  },
}

const ofArrays: Readonly<Record<string, Keyword>> = {
  items: (schema, value, place) => {
    if (Array.isArray(schema)) return itemsByPlace(schema, value, place)
    const { prefixItems } = place.beside
    const rest = Array.isArray(prefixItems) ? `${items(value)}[${prefixItems.length + 1}:]` : items(value)
    const item = `i${place.depth}`
    return ofArray(value, every(rest, item, schemaSql(schema, item, place)))
  },
  prefixItems: (schemas, value, place) => itemsByPlace(listOf(schemas), value, place),
  contains: (schema, value, place) => {
    const { minContains = 1, maxContains } = place.beside
    const item = `i${place.depth}`
    const count = `len(list_filter(${items(value)}, lambda ${item}: ${schemaSql(schema, item, place)}))`
    const atMost = maxContains === undefined ? [] : [`${count} <= ${Number(maxContains)}`]
    return ofArray(value, all([`${count} >= ${Number(minContains)}`, ...atMost]))
  },
  minItems: (least, value) => ofArray(value, `json_array_length(${value}) >= ${Number(least)}`),
  maxItems: (most, value) => ofArray(value, `json_array_length(${value}) <= ${Number(most)}`),
  uniqueItems: (wanted, value) => {
    if (wanted !== true) return 'true'
    return ofArray(value, `len(list_distinct(${items(value)})) = json_array_length(${value})`)
  },
}

const keywords: ReadonlyMap<string, Keyword> = new Map(
  [ofAnyType, ofNumbers, ofTexts, ofObjects, ofArrays].flatMap(group => Object.entries(group)),
)

function compared(value: string, operator: string, bound: Json): string {
  return implied(isOfType('number', value), `${number(value)} ${operator} ${doubleText(Number(bound))}`)
}

function ofText(value: string, condition: string): string {
  return implied(isOfType('string', value), condition)
}

function ofObject(value: string, condition: string): string {
  return implied(isOfType('object', value), condition)
}

function ofArray(value: string, condition: string): string {
  return implied(isOfType('array', value), condition)
}

function haveKeys(value: string, names: Json): string {
  return all(listOf(names).map(name => hasKey(value, String(name))))
}

/** Whether the members of an object meet a schema, unless their key says otherwise. */
function everyMember(
  value: string,
  place: Place,
  of: (key: string) => { readonly unless: string; readonly schema: Json },
): string {
  const key = `k${place.depth}`
  const { unless, schema } = of(key)
  const path = `'/' || replace(replace(${key}, '~', '~0'), '/', '~1')`
  const meets = schemaSql(schema, `json_extract(${value}, ${path})`, place)
  return every(`json_keys(${value})`, key, `${unless} OR ${meets}`)
}

function itemsByPlace(schemas: readonly Json[], value: string, place: Place): string {
  const conditions = schemas.map((schema, index) =>
    implied(
      `json_array_length(${value}) > ${index}`,
      schemaSql(schema, `json_extract(${value}, '/${index}')`, place),
    ),
  )
  return ofArray(value, all(conditions))
}

/** The part of a schema that a `$ref` within the document names. */
function referred(path: string, root: Json): Json {
  if (!path.startsWith('#'))
    throw new UserError(`The JSON Schema refers to ${path}, which is another document.`)
  const keys = path
    .slice(1)
    .split('/')
    .slice(1)
    .map(key => decodeURIComponent(key).replaceAll('~1', '/').replaceAll('~0', '~'))
  let part: Json | undefined = root
  for (const key of keys) part = typeof part === 'object' && part !== null ? (part as Schema)[key] : undefined
  if (part === undefined) throw new UserError(`The JSON Schema refers to ${path}, which is not there.`)
  return part
}

function listOf(argument: Json): readonly Json[] {
  return Array.isArray(argument) ? argument : [argument as Json]
}

function objectOf(argument: Json): Schema {
  if (typeof argument === 'object' && argument !== null && !Array.isArray(argument)) return argument as Schema
  throw new UserError(`In a JSON Schema, ${JSON.stringify(argument)} stands where an object belongs.`)
}
