import type { z } from 'zod'
import { conditionText } from '../core/condition.ts'
import type { Expectation, GreatExpectation } from '../core/expectation.ts'
import type { Expr } from '../core/expr.ts'
import { formatList } from '../core/format.ts'
import { ConditionError } from '../core/condition-tokens.ts'
import { commonOf } from './gx-common.ts'
import { rowConditionOf } from './gx-condition.ts'
import { resolveParameters } from './gx-parameters.ts'
import { issueText, valueAt } from './issues.ts'
import type { Registry } from './vocabulary.ts'

type Kwargs = Readonly<Record<string, unknown>>

/** An expectation of Great Expectations as a check of a suite file. */
export interface TranslatedEntry {
  readonly expectation: Expectation
  readonly columns: readonly string[]
  /** Parameters and common keys, as they are written in a suite file. */
  readonly args: Kwargs
  /** What changes by the translation, in sentences. */
  readonly remarks: readonly string[]
}

/** An expectation that has no check here, and why. */
export interface OmittedEntry {
  readonly type: string
  readonly reason: string
  /** Whether Great Expectations passes it whatever the data are, so that nothing is lost. */
  readonly allowsAll: boolean
}

/** Keys beside the parameters that say nothing about the data. */
const ignoredKwargs = [
  'batch_id',
  'result_format',
  'include_config',
  'catch_exceptions',
  'target_datasource',
  'meta',
  'notes',
  'id',
  'description',
  'rendered_content',
  'windows',
  'severity',
  'auto',
  'profiler_config',
  'output_strftime_format',
  'row_condition',
  'condition_parser',
]

/** Names under which flat expectations say which one they are. */
const typeKeys = ['type', 'expectation_type']

/** Parameters of older versions that change what is compared, and what happens to them. */
const legacyKwargs: Readonly<Record<string, string>> = {
  parse_strings_as_datetimes:
    'parse_strings_as_datetimes is left out: columns that are written as dates are dates here.',
  allow_cross_type_comparisons:
    'allow_cross_type_comparisons is left out: values of different types have no order here.',
}

/** Translates one expectation; `params` are the values of the suite's parameters. */
export function translateEntry(
  entry: Kwargs,
  params: Kwargs,
  terms: ReadonlyMap<string, GxTerm>,
): TranslatedEntry | OmittedEntry {
  const type = String(entry.type ?? entry.expectation_type ?? 'an expectation without a type')
  const omitted = (reason: string, allowsAll = false) => ({ type, reason, allowsAll })
  const raw = (entry.kwargs ?? withoutKeys(entry, typeKeys)) as Kwargs
  if (typeof raw !== 'object' || Array.isArray(raw)) return omitted('its kwargs are no map')
  // Expectations that users derive from a query have names of their own.
  const term = terms.get('unexpected_rows_query' in raw ? 'unexpected_rows_expectation' : type)
  if (!term) return omitted('there is no such expectation here.')
  const resolved = resolveParameters(withoutKeys(raw, ignoredKwargs), params)
  if ('problem' in resolved) return omitted(resolved.problem)
  const given = present(resolved.value as Kwargs)
  const kwargs = term.gx.combine?.(given) ?? given
  let where: Expr | undefined
  try {
    where = rowConditionOf(raw)
  } catch (error) {
    if (!(error instanceof ConditionError)) throw error
    return omitted(`Its row_condition cannot be translated: ${error.message}.`)
  }
  if (term.gx.allowsAll?.(kwargs)) return omitted('it allows everything.', true)
  const columns = columnsOf(term, kwargs)
  if (typeof columns === 'string') return omitted(columns)
  const translated = translatedParams(term, kwargs)
  if (typeof translated === 'string') return omitted(translated)
  const problem = problemOf(term.expectation.params, translated)
  if (problem !== undefined) return omitted(problem)
  const remarks = [
    term.gx.remark?.(kwargs),
    ...Object.keys(kwargs).map(key => legacyKwargs[key]),
    resolved.usesNow ? 'now() is the time of the import.' : undefined,
  ]
  return {
    expectation: term.expectation,
    columns,
    args: { ...translated, ...commonOf(entry, raw), ...(where && { where: conditionText(where) }) },
    remarks: remarks.filter(remark => remark !== undefined),
  }
}

export interface GxTerm {
  readonly expectation: Expectation
  readonly gx: GreatExpectation
}

/** All expectations by their names in Great Expectations. */
export function gxTermsOf(registry: Registry): ReadonlyMap<string, GxTerm> {
  const terms = Object.values(registry).flatMap(expectation =>
    (expectation.gx ?? []).map(gx => [gx.name, { expectation, gx }] as const),
  )
  return new Map(terms)
}

function columnKeys({ expectation, gx }: GxTerm): readonly string[] {
  if (gx.columns) return gx.columns
  return { table: [], column: ['column'], columns: ['column_list'] }[expectation.subject]
}

function columnsOf(term: GxTerm, kwargs: Kwargs): readonly string[] | string {
  const columns: string[] = []
  for (const key of columnKeys(term)) {
    const named = [kwargs[key]].flat()
    if (named.length === 0 || named.some(name => typeof name !== 'string')) return `${key} names no column.`
    columns.push(...(named as string[]))
  }
  return columns
}

function translatedParams(term: GxTerm, kwargs: Kwargs): Kwargs | string {
  try {
    return ownParams(term, kwargs)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return `It is not valid: ${error.message}`
  }
}

/** Our parameters, as they would be written; or a sentence on one that has no translation. */
function ownParams(term: GxTerm, kwargs: Kwargs): Kwargs | string {
  const { gx } = term
  const own = Object.entries(kwargs).filter(
    ([key]) => !columnKeys(term).includes(key) && !(key in legacyKwargs),
  )
  const unknown = own.map(([key]) => key).filter(key => !Object.hasOwn(gx.params, key))
  if (unknown.length > 0) return `It has no parameter ${formatList(unknown)}.`
  const entries = own.map(([key, value]) => {
    const number = key === 'mostly' && typeof value === 'string' && value !== '' ? Number(value) : value
    return [gx.params[key], gx.values?.[key] ? gx.values[key](value) : number]
  })
  return withoutIdleStrictness(present({ ...gx.defaults, ...Object.fromEntries(entries) }))
}

/** To be strict about a bound that is not there says nothing. */
function withoutIdleStrictness(params: Kwargs): Kwargs {
  const idle = [
    ...('min' in params ? [] : ['strictMin']),
    ...('max' in params ? [] : ['strictMax']),
    ...(params.strictMin === false ? ['strictMin'] : []),
    ...(params.strictMax === false ? ['strictMax'] : []),
  ]
  return withoutKeys(params, idle)
}

/** Why parameters are not valid, unless they wait for values of the command line. */
function problemOf(schema: z.ZodType, params: Kwargs): string | undefined {
  if (
    /"\$[A-Za-z_]/.test(JSON.stringify(params, (_, each) => (typeof each === 'bigint' ? String(each) : each)))
  )
    return undefined
  const result = schema.safeParse(params)
  if (result.success) return undefined
  const complaints = result.error.issues.map(issue => {
    const path = issue.path.join('.')
    return `${path === '' ? '' : `${path}: `}${issueText(issue, valueAt(params, issue.path))}`
  })
  return `It is not valid: ${complaints.join('; ')}.`
}

function present(kwargs: Kwargs): Kwargs {
  return Object.fromEntries(
    Object.entries(kwargs).filter(([, value]) => value !== null && value !== undefined),
  )
}

function withoutKeys(kwargs: Kwargs, keys: readonly string[]): Kwargs {
  return Object.fromEntries(Object.entries(kwargs).filter(([key]) => !keys.includes(key)))
}
