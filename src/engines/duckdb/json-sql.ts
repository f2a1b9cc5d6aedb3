import { doubleText } from './literals.ts'
import { quoted } from './sql.ts'

/** A JSON value as data. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

/** SQL conditions about a JSON value, which is SQL of type JSON itself. Each is true or false, never null. */
export function all(conditions: readonly string[]): string {
  return conditions.length === 0 ? 'true' : `(${conditions.join(' AND ')})`
}

export function any(conditions: readonly string[]): string {
  return conditions.length === 0 ? 'false' : `(${conditions.join(' OR ')})`
}

/** The second where the first holds, else true; the second is not looked at otherwise. */
export function implied(condition: string, then: string): string {
  return `CASE WHEN ${condition} THEN coalesce(${then}, false) ELSE true END`
}

/** Whether it is of one of JSON Schema's types; a number without a fraction is an integer. */
export function isOfType(type: string, value: string): string {
  if (type === 'integer')
    return `(json_type(${value}) IN ('BIGINT', 'UBIGINT') OR (json_type(${value}) = 'DOUBLE' AND ${number(value)} = trunc(${number(value)})))`
  return `json_type(${value}) IN (${(types[type] ?? []).map(quoted).join(', ') || 'NULL'}) IS TRUE`
}

const types: Readonly<Record<string, readonly string[]>> = {
  number: ['BIGINT', 'UBIGINT', 'DOUBLE'],
  string: ['VARCHAR'],
  boolean: ['BOOLEAN'],
  null: ['NULL'],
  object: ['OBJECT'],
  array: ['ARRAY'],
}

/** Whether it equals some data: numbers by value, objects whatever the order of their keys. */
export function equals(data: Json, value: string): string {
  if (Array.isArray(data)) {
    const items = data.map((item: Json, place) => equals(item, `json_extract(${value}, '/${place}')`))
    const sameLength = `json_array_length(${value}) = ${data.length}`
    return `CASE WHEN ${isOfType('array', value)} THEN ${all([sameLength, ...items])} ELSE false END`
  }
  if (typeof data === 'object' && data !== null) {
    const entries = Object.entries(data as Readonly<Record<string, Json>>)
    const members = entries.map(([key, item]) => {
      const member = `json_extract(${value}, ${pointer(key)})`
      return `CASE WHEN ${hasKey(value, key)} THEN ${equals(item, member)} ELSE false END`
    })
    const sameSize = `len(json_keys(${value})) = ${entries.length}`
    return `CASE WHEN ${isOfType('object', value)} THEN ${all([sameSize, ...members])} ELSE false END`
  }
  if (typeof data === 'number')
    return `(${isOfType('number', value)} AND ${number(value)} = ${doubleText(data)})`
  if (typeof data === 'string') return `(${isOfType('string', value)} AND ${text(value)} = ${quoted(data)})`
  return `(CAST(${value} AS VARCHAR) = '${data}')`
}

export function number(value: string): string {
  return `TRY_CAST(${value} AS DOUBLE)`
}

export function text(value: string): string {
  return `json_extract_string(${value}, '$')`
}

export function hasKey(value: string, key: string): string {
  return `json_exists(${value}, ${pointer(key)})`
}

/** The path of a key as a SQL literal. */
export function pointer(key: string): string {
  return quoted(`/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`)
}

/** Whether a condition holds for each item of a SQL list. */
export function every(list: string, variable: string, condition: string): string {
  return `coalesce(list_bool_and(list_transform(${list}, lambda ${variable}: ${condition})), true)`
}

export function items(value: string): string {
  return `TRY_CAST(${value} AS JSON[])`
}
