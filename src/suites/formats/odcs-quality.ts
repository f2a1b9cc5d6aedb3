import { gxTermsOf, translateEntry } from '../gx-entry.ts'
import { plainValue, type Tree } from '../tree.ts'
import type { Registry } from '../vocabulary.ts'
import { parseYaml } from '../yaml.ts'
import { quoted } from './constraints.ts'
import { field, textField, textOf } from './document.ts'
import type { Source, SuiteDraft, Wanted } from './draft.ts'
import type { NoCheck } from './keywords.ts'
import { type MetricRule, metrics } from './odcs-metrics.ts'
import { demandOf } from './odcs-operators.ts'

/** What a rule is about. */
export interface QualityPlace {
  /** Absent for a rule about the whole table. */
  readonly column?: string
  /** What the table is called in queries. */
  readonly names: readonly string[]
  /** Columns by the names of their properties. */
  readonly columns: ReadonlyMap<string, string>
  readonly expectations: Registry
  readonly trail: Source['trail']
}

type Translated = readonly Wanted[] | NoCheck

/** Translates a rule under `quality`, of whichever type. */
export function translateQuality(rule: Tree, place: QualityPlace, draft: SuiteDraft): void {
  const type = textField(rule, 'type') ?? 'library'
  const source = {
    trail: [...place.trail, textField(rule, 'metric') ?? textField(rule, 'rule') ?? type],
    at: rule.at,
  }
  const translated = translatedRule(rule, type, place, draft)
  if ('reason' in translated) draft.leaveOut(source, translated.reason, translated.allowsAll)
  else
    for (const { args, ...wanted } of translated)
      draft.add(source, { ...wanted, args: { ...args, ...commonOf(rule) } })
}

function translatedRule(rule: Tree, type: string, place: QualityPlace, draft: SuiteDraft): Translated {
  if (rule.kind !== 'map') return { reason: 'it is no map of names to values.' }
  const translate = Object.hasOwn(kinds, type) ? kinds[type] : undefined
  return translate?.(rule, place, draft) ?? { reason: `there is no type of rule ${type}.` }
}

const kinds: Readonly<Record<string, (rule: Tree, place: QualityPlace, draft: SuiteDraft) => Translated>> = {
  library: libraryRule,
  sql: sqlRule,
  custom: customRule,
  text: () => ({ reason: 'it is a text for people.' }),
}

/** Names that metrics had in 3.0. */
const formerNames: Readonly<Record<string, string>> = {
  nullCheck: 'nullValues',
  duplicateCount: 'duplicateValues',
  uniqueCheck: 'duplicateValues',
  validValues: 'invalidValues',
  countCheck: 'rowCount',
}

function libraryRule(rule: Tree, place: QualityPlace, draft: SuiteDraft): Translated {
  const given = textField(rule, 'metric') ?? textField(rule, 'rule') ?? ''
  const name = formerNames[given] ?? given
  const translate = Object.hasOwn(metrics, name) ? metrics[name] : undefined
  if (!translate) return { reason: `there is no metric ${given}.` }
  // Before 3.1, some rules meant by themselves that nothing may offend.
  const isImplied = ['validValues', 'nullCheck', 'uniqueCheck'].includes(given)
  const demand = isImplied && 'reason' in demandOf(rule) ? { range: { min: 0, max: 0 } } : demandOf(rule)
  if ('reason' in demand) return demand
  if (!demand.range) return { reason: 'its operator names no range.' }
  const unit = textField(rule, 'unit') ?? 'rows'
  if (unit !== 'rows' && unit !== 'percent')
    return { reason: `the unit ${unit} is neither rows nor percent.` }
  const { column, columns } = place
  const own: MetricRule = { range: demand.range, unit, column, columns, values: argumentsOf(rule) }
  const { remark, ...translated } = translate(own)
  if (remark !== undefined) draft.remark(`${[...place.trail, given].join(' › ')}: ${remark}`)
  return 'reason' in translated ? translated : translated.checks
}

/** Arguments stand under `arguments`, and in older contracts beside the metric. */
function argumentsOf(rule: Tree): Readonly<Record<string, unknown>> {
  const own = plainValue(rule) as Readonly<Record<string, unknown>>
  const given = own.arguments
  return typeof given === 'object' && given !== null ? { ...own, ...given } : own
}

/** The query's number has to meet the operator; a null does not. */
function sqlRule(rule: Tree, { column, names }: QualityPlace, draft: SuiteDraft): Translated {
  const query = textField(rule, 'query')
  if (query === undefined) return { reason: 'it has no query.' }
  const demand = demandOf(rule)
  if ('reason' in demand) return demand
  if (column === undefined && /\$?\{(property|column)\}/.test(query))
    return { reason: 'its query names no property.' }
  const own = query
    .trim()
    .replace(/;$/, '')
    .replaceAll(/\$?\{(property|column)\}/g, () => quoted(column ?? ''))
    .replaceAll(/\$?\{(object|table|schema|model)\}/g, '{batch}')
  const read = names.filter(name => readsTable(own, name))
  if (read.length === 0 && !own.includes('{batch}')) return { reason: 'its query does not read {object}.' }
  const tables = [...new Set(read)].map(name => `${quoted(name)} AS (SELECT * FROM {batch})`).join(', ')
  const answer = tables === '' ? own : `WITH ${tables} SELECT * FROM (${own})`
  draft.remark('Queries are kept as they are written, for the database that the contract was made for.')
  const sql = `SELECT * FROM (${answer}) AS answer(value) WHERE value IS NULL OR NOT (${demand.sql})`
  return [{ name: 'toHaveNoRowsFrom', args: { sql } }]
}

function readsTable(query: string, name: string): boolean {
  const escaped = name.replace(/[^\w]/g, '\\$&')
  return new RegExp(`\\b(from|join)\\s+["\`]?${escaped}["\`]?(?![\\w.])`, 'i').test(query)
}

/** Rules in the words of Great Expectations are translated, those of other tools are not. */
function customRule(rule: Tree, { expectations, column }: QualityPlace, draft: SuiteDraft): Translated {
  const engine = textField(rule, 'engine') ?? 'an unnamed engine'
  if (!/^great[-_ ]?expectations$/i.test(engine)) return { reason: `rules for ${engine} are not known.` }
  const implementation = field(rule, 'implementation')
  const tree = implementation?.kind === 'scalar' ? parsed(textOf(implementation.value)) : implementation
  const entry = tree && (plainValue(tree) as Readonly<Record<string, unknown>>)
  if (typeof entry !== 'object' || entry === null) return { reason: 'its implementation is no expectation.' }
  const given = entry.kwargs ?? {}
  if (typeof given !== 'object') return { reason: 'its implementation is no expectation.' }
  const isAboutColumn = textOf(entry.type ?? entry.expectation_type).startsWith('expect_column_')
  const kwargs = { ...(isAboutColumn && column !== undefined && { column }), ...given }
  const translated = translateEntry({ ...entry, kwargs }, {}, gxTermsOf(expectations))
  if ('reason' in translated) return translated
  for (const remark of translated.remarks) draft.remark(`${translated.expectation.name}: ${remark}`)
  return [{ name: translated.expectation.name, columns: translated.columns, args: translated.args }]
}

function parsed(text: string): Tree | undefined {
  const result = parseYaml(text)
  return 'tree' in result ? result.tree : undefined
}

function commonOf(rule: Tree): Readonly<Record<string, unknown>> {
  const severity = textField(rule, 'severity')?.toLowerCase()
  const note = textField(rule, 'description') ?? textField(rule, 'name')
  return {
    ...(['warning', 'warn', 'info', 'low'].includes(severity ?? '') && { severity: 'warning' }),
    ...(note !== undefined && { note: note.trim() }),
  }
}
