import type { Check } from '../../core/suite.ts'
import { formatOfPattern } from '../formats/text-formats.ts'
import { type Params, paramsOf } from './exported.ts'
import { boundKeywords, lengthKeywords, plain } from './values.ts'

/** What a schema says for a check. */
export interface Claim {
  /** Keywords about the column's values. */
  readonly keywords?: Params
  /** Keywords about the list of rows. */
  readonly list?: Params
  /** Columns that have to be there. */
  readonly columns?: readonly string[]
  /** Whether the column has to have values. */
  readonly isRequired?: boolean
  /** Whether there are no other columns. */
  readonly isClosed?: boolean
}

type Saying = Claim | { readonly reason: string }

const types: Readonly<Record<string, Params>> = {
  integer: { type: 'integer' },
  number: { type: 'number' },
  boolean: { type: 'boolean' },
  string: { type: 'string' },
  date: { type: 'string', format: 'date' },
  timestamp: { type: 'string', format: 'date-time' },
  list: { type: 'array' },
  struct: { type: 'object' },
}

/** Expectations with what they are in JSON Schema. */
const claims: Readonly<Record<string, (params: Params) => Saying>> = {
  toHaveColumn: ({ column, position }) =>
    position === undefined
      ? { columns: [String(column)] }
      : { reason: 'columns have no places in a schema.' },
  toHaveColumns: ({ columns, exactly }) => ({
    columns: columns as readonly string[],
    isClosed: exactly === true,
  }),
  toHaveRowCount: ({ equal, min, max }) => ({
    list: {
      ...((equal ?? min) !== undefined && { minItems: equal ?? min }),
      ...((equal ?? max) !== undefined && { maxItems: equal ?? max }),
    },
  }),
  toHaveType: ({ type, exactly }) =>
    exactly
      ? { reason: 'a schema does not tell types apart so exactly.' }
      : { keywords: types[String(type)] },
  toHaveTypeIn: ({ types: given, exactly }) => {
    const own = (given as readonly string[]).map(type => types[type] ?? {})
    if (exactly || own.some(keywords => 'format' in keywords))
      return { reason: 'a schema does not tell such types apart.' }
    return { keywords: { type: own.map(({ type }) => type) } }
  },
  toHaveNoNulls: () => ({ isRequired: true }),
  toHaveOnlyNulls: () => ({ keywords: { type: 'null' } }),
  toHaveValuesBetween: range => {
    const bounds = [range.min, range.max].filter(bound => bound !== undefined)
    if (bounds.some(bound => bound instanceof Date || typeof bound === 'string'))
      return { reason: 'only numbers have an order in a schema.' }
    return { keywords: boundKeywords(range) as Params }
  },
  toHaveLengthsBetween: range => ({ keywords: lengthKeywords(range) as Params }),
  toHaveLengthsEqual: ({ length }) => ({ keywords: { minLength: length, maxLength: length } }),
  toHaveValuesMatching: ({ pattern }) => {
    const format = formatOfPattern(pattern)
    return { keywords: format === undefined ? { pattern } : { format } }
  },
  toHaveValuesNotMatching: ({ pattern }) => ({ keywords: { not: { pattern } } }),
  toHaveValuesInSet: ({ values }) => ({ keywords: { enum: plain(values) } }),
  toHaveValuesNotInSet: ({ values }) => ({ keywords: { not: { enum: plain(values) } } }),
  toHaveJsonValues: () => ({ keywords: { contentMediaType: 'application/json' } }),
  toHaveValuesMeetingJsonSchema: ({ schema }) => ({
    keywords: { contentMediaType: 'application/json', contentSchema: schema },
  }),
}

/** What a JSON Schema says for a check about all rows. */
export function claimOf(check: Check): Saying {
  const { mostly = 1, ...params } = paramsOf(check)
  const { name } = check.expectation
  const translate = Object.hasOwn(claims, name) ? claims[name] : undefined
  if (!translate) return { reason: 'it has no counterpart.' }
  return mostly === 1 ? translate(params) : { reason: 'a schema is about every row, not about most.' }
}
