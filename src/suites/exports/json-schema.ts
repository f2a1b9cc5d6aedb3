import type { Check, Suite } from '../../core/suite.ts'
import { toJson, type Value } from '../../core/value.ts'
import { type Exported, type ExportFormat, type Params, type Unsaid, unsaidText } from './exported.ts'
import { type Claim, claimOf } from './json-schema-claims.ts'

/**
 * JSON Schema 2020-12 of a row; of a list of rows where their number is said.
 *
 * @see https://json-schema.org/draft/2020-12/json-schema-validation
 */
export const jsonSchema: ExportFormat = { name: 'json-schema', title: 'a JSON Schema', write }

function write(suite: Suite): Exported {
  const unsaid: Unsaid[] = []
  const claims: (Claim & { readonly column: string })[] = []
  for (const check of suite.checks) {
    const claim = refusal(check) ?? claimOf(check)
    if ('reason' in claim) unsaid.push({ check, reason: claim.reason })
    else claims.push({ ...claim, column: check.columns[0] ?? '' })
  }
  const rows = rowSchema(claims)
  const list = Object.assign({}, ...claims.map(({ list }) => list))
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: suite.name,
    ...(unsaid.length > 0 && { $comment: unsaid.map(unsaidText).join('\n') }),
    ...(Object.keys(list).length > 0 ? { type: 'array', ...list, items: rows } : rows),
  }
  return { text: `${JSON.stringify(schema, exactValues, 2)}\n`, unsaid }
}

function refusal({ expectation, columns, severity, where }: Check): { readonly reason: string } | undefined {
  if (where) return { reason: 'a schema has no conditions on rows.' }
  if (severity !== 'error') return { reason: 'a schema cannot only warn.' }
  if (expectation.subject === 'column' && columns.length === 0)
    return { reason: 'it is about whichever columns there are.' }
  return undefined
}

function rowSchema(claims: readonly (Claim & { readonly column: string })[]): object {
  const names = [...new Set(claims.flatMap(({ column, columns = [] }) => [column, ...columns]))].filter(
    name => name !== '',
  )
  const required = new Set(
    claims.flatMap(({ column, columns = [], isRequired }) => (isRequired ? [column] : columns)),
  )
  const properties = names.map(name => {
    const own = claims.filter(({ column }) => column === name)
    const isNullable = own.every(({ isRequired }) => !isRequired)
    return [
      name,
      propertySchema(
        own.flatMap(({ keywords }) => (keywords ? [keywords] : [])),
        isNullable,
      ),
    ] as const
  })
  return {
    type: 'object',
    ...(properties.length > 0 && { properties: Object.fromEntries(properties) }),
    ...(required.size > 0 && { required: [...required] }),
    ...(claims.some(({ isClosed }) => isClosed) && { additionalProperties: false }),
  }
}

/** Keywords beside each other; one that is there already goes into `allOf`. */
function propertySchema(keywords: readonly Params[], isNullable: boolean): object {
  const schema: Record<string, unknown> = {}
  const others: Params[] = []
  for (const own of keywords) {
    const each = isNullable ? orNull(own) : own
    if (Object.keys(each).some(key => key in schema)) others.push(each)
    else Object.assign(schema, each)
  }
  // Of a column without a type, the schema has to say that null is none of its values.
  if (!isNullable && !('type' in schema) && !('enum' in schema)) others.push({ not: { const: null } })
  return { ...schema, ...(others.length > 0 && { allOf: others }) }
}

/** A claim that null meets too, as a missing value does. */
function orNull(keywords: Params): Params {
  const { type, enum: values } = keywords
  return {
    ...keywords,
    ...(type !== undefined && { type: [...new Set([type, 'null'].flat())] }),
    ...(Array.isArray(values) && { enum: [...values, null] }),
  }
}

/** Whole numbers beyond 2^53 have no exact form in JSON that all readers take; they become text. */
function exactValues(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? toJson(value as Value) : value
}
