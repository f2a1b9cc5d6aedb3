import { gxTermsOf, translateEntry } from '../gx-entry.ts'
import { plainValue, type Tree } from '../tree.ts'
import type { Registry } from '../vocabulary.ts'
import { type DbtArguments, dbtTests } from './dbt-tests.ts'
import { textOf } from './document.ts'
import type { Source, SuiteDraft, Wanted } from './draft.ts'
import type { NoCheck } from './keywords.ts'

export interface DbtPlace {
  /** Absent for a test of the whole table. */
  readonly column?: string
  readonly expectations: Registry
  readonly trail: Source['trail']
}

interface WrittenTest {
  readonly name: string
  readonly args: DbtArguments
}

/** Keys of every test, which are no arguments of the one. */
const commonKeys = [
  ...[
    'config',
    'severity',
    'where',
    'enabled',
    'error_if',
    'warn_if',
    'fail_calc',
    'limit',
    'store_failures',
  ],
  ...['name', 'description', 'tags', 'meta', 'arguments', 'test_name', 'quote_columns', 'store_failures_as'],
]

/** Translates a test of a model or of a column. */
export function translateTest(tree: Tree, place: DbtPlace, draft: SuiteDraft): void {
  const test = writtenTest(plainValue(tree))
  const trail = [...place.trail, 'name' in test ? test.name : 'tests']
  const source = { trail, at: tree.at }
  const common = 'reason' in test ? test : commonOf(test.args)
  const translated = 'reason' in test ? test : 'reason' in common ? common : translationOf(test, place)
  if ('reason' in translated) draft.leaveOut(source, translated.reason, translated.allowsAll)
  else if ('keys' in common) addChecks(translated, common, source, place, draft)
}

function addChecks(
  wanted: readonly Wanted[],
  common: Common,
  source: Source,
  { column }: DbtPlace,
  draft: SuiteDraft,
): void {
  for (const { name, columns = column === undefined ? [] : [column], args } of wanted)
    draft.add(source, {
      name,
      columns,
      args: joinedWhere({ ...args, ...common.keys }, args?.where, common.where),
    })
}

/** A test is its name, its name with arguments, or arguments beside `test_name`. */
function writtenTest(test: unknown): WrittenTest | NoCheck {
  if (typeof test === 'string') return { name: test, args: {} }
  if (typeof test !== 'object' || test === null || Array.isArray(test))
    return { reason: 'a test is a name, or a name with arguments.' }
  const own = test as DbtArguments
  if (typeof own.test_name === 'string') return { name: own.test_name, args: withArguments(own) }
  const [[name, args] = [], ...others] = Object.entries(own)
  if (name === undefined || others.length > 0)
    return { reason: 'a test is one name; its arguments stand below it, indented further.' }
  return { name, args: withArguments((args ?? {}) as DbtArguments) }
}

/** Since 1.10, arguments stand under a key of their own. */
function withArguments(args: DbtArguments): DbtArguments {
  const own = typeof args === 'object' && !Array.isArray(args) ? args : {}
  return { ...own, ...(typeof own.arguments === 'object' && own.arguments !== null ? own.arguments : {}) }
}

interface Common {
  readonly keys: DbtArguments
  /** In SQL. */
  readonly where?: string
}

function commonOf(args: DbtArguments): Common | NoCheck {
  const config = (typeof args.config === 'object' && args.config !== null ? args.config : {}) as DbtArguments
  const given = { ...args, ...config }
  if (given.enabled === false) return { reason: 'it is not enabled.', allowsAll: true }
  const threshold = ['error_if', 'warn_if', 'fail_calc'].find(key => !isUsual(given[key]))
  if (threshold !== undefined) return { reason: `numbers of failures (${threshold}) have no counterpart.` }
  if (/\{[{%]/.test(JSON.stringify(args))) return { reason: 'Jinja is not evaluated.' }
  const { where, severity, description } = given
  return {
    keys: {
      ...(textOf(severity).toLowerCase() === 'warn' && { severity: 'warning' }),
      ...(typeof description === 'string' && { note: description.trim() }),
    },
    ...(typeof where === 'string' && { where }),
  }
}

/** Whether a threshold is the one that dbt has anyway. */
function isUsual(threshold: unknown): boolean {
  return threshold === undefined || /^\s*(!=|<>|>)\s*0\s*$|^count\(\*\)$/.test(textOf(threshold))
}

function translationOf(
  { name, args }: WrittenTest,
  { column, expectations }: DbtPlace,
): readonly Wanted[] | NoCheck {
  const own = Object.fromEntries(Object.entries(args).filter(([key]) => !commonKeys.includes(key)))
  const translate = Object.hasOwn(dbtTests, name) ? dbtTests[name] : undefined
  if (translate) {
    const translated = translate(own, column ?? textOf(own.column_name ?? ''))
    return 'reason' in translated ? translated : [translated].flat()
  }
  const [packageName, bare] = name.split('.')
  if (packageName !== 'dbt_expectations' || bare === undefined)
    return { reason: 'there is no counterpart; tests of a project of its own are SQL.' }
  return fromExpectation(bare, own, column, expectations)
}

/** The tests of dbt_expectations are those of Great Expectations by name, with conditions in SQL. */
function fromExpectation(
  type: string,
  { row_condition, strictly, quote_values: _, ...args }: DbtArguments,
  column: string | undefined,
  expectations: Registry,
): readonly Wanted[] | NoCheck {
  const terms = gxTermsOf(expectations)
  const isRange = 'min_value' in args || 'max_value' in args
  const kwargs = {
    ...(column !== undefined && /^expect_column_(?!pair)/.test(type) && { column }),
    ...args,
    ...(strictly === true && (isRange ? { strict_min: true, strict_max: true } : { strictly })),
  }
  const known = terms.has(type) ? type : type.toLowerCase()
  const translated = translateEntry({ type: known, kwargs }, {}, terms)
  if ('reason' in translated) return translated
  const where = typeof row_condition === 'string' ? { sql: row_condition } : undefined
  const { expectation, columns, args: own } = translated
  return [{ name: expectation.name, columns, args: { ...own, ...(where && { where }) } }]
}

function joinedWhere(args: DbtArguments, own: unknown, where: string | undefined): DbtArguments {
  if (where === undefined) return args
  const inner = typeof own === 'object' && own !== null && 'sql' in own ? textOf(own.sql) : undefined
  return { ...args, where: { sql: inner === undefined ? where : `(${where}) AND (${inner})` } }
}
