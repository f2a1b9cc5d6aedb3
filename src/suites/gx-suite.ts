import type { Suite } from '../core/suite.ts'
import type { SuiteDefinition } from './define.ts'
import { gxTermsOf, type OmittedEntry, type TranslatedEntry, translateEntry } from './gx-entry.ts'
import { type Problem, suiteError } from './problem.ts'
import { type SuiteOptions, suiteFromObject } from './suite.ts'
import { type Position, plainValue, type Tree } from './tree.ts'
import type { Registry } from './vocabulary.ts'

type Data = Readonly<Record<string, unknown>>

/** A suite of Great Expectations in the shape of a suite file. */
export interface TranslatedSuite {
  readonly definition: SuiteDefinition
  /** What has no translation, or needs none. */
  readonly omitted: readonly (OmittedEntry & { readonly at?: Position })[]
  /** What changes by the translation: sentences that start with the name of the expectation. */
  readonly remarks: readonly string[]
}

interface TranslateOptions {
  readonly expectations: Registry
  /** The values of the suite's parameters. */
  readonly params: Data
}

/** Whether a document is a suite of Great Expectations, of whichever version. */
export function isGxSuite(tree: Tree): boolean {
  return (
    tree.kind === 'map' &&
    tree.entries.some(({ key, value }) => key === 'expectations' && value.kind === 'list')
  )
}

/** Each expectation is read by the keys that it has, whatever version the suite says it is of. */
export function translateSuite(tree: Tree, { expectations, params }: TranslateOptions): TranslatedSuite {
  const document = plainValue(tree) as Data
  const own = (document.suite_parameters ?? document.evaluation_parameters ?? {}) as Data
  const terms = gxTermsOf(expectations)
  const positions = positionsOf(tree)
  const entries = (document.expectations as readonly unknown[]).map((entry, index) => ({
    ...translateEntry(isData(entry) ? entry : {}, { ...own, ...params }, terms),
    at: positions[index],
  }))
  const translated = entries.filter(entry => 'expectation' in entry)
  return {
    definition: definitionOf(nameOf(document), translated),
    omitted: entries.filter(entry => 'reason' in entry),
    remarks: translated.flatMap(({ expectation, columns, remarks }) =>
      remarks.map(remark => `${[...columns, expectation.name].join(' › ')}: ${remark}`),
    ),
  }
}

/**
 * The suite that a document of Great Expectations describes, judged as Great Expectations judges it where there is
 * nothing to check.
 *
 * @throws UserError when some of it cannot be translated, with all the reasons
 */
export function suiteFromGx(tree: Tree, options: SuiteOptions): Suite {
  const { definition, omitted, remarks } = translateSuite(tree, options)
  const problems = omitted.filter(({ allowsAll }) => !allowsAll).map(problemOf)
  if (problems.length > 0) throw suiteError(options.file, problems)
  return { ...suiteFromObject(definition, options), remarks }
}

function problemOf({ type, reason, at }: TranslatedSuite['omitted'][number]): Problem {
  return { at, trail: [type], text: reason }
}

function positionsOf(tree: Tree): readonly (Position | undefined)[] {
  const list = tree.kind === 'map' ? tree.entries.find(({ key }) => key === 'expectations')?.value : undefined
  return list?.kind === 'list' ? list.items.map(item => item.at) : []
}

function nameOf({ name, expectation_suite_name }: Data): string | undefined {
  const given = name ?? expectation_suite_name
  return typeof given === 'string' && given !== '' ? given : undefined
}

function definitionOf(name: string | undefined, entries: readonly TranslatedEntry[]): SuiteDefinition {
  const table: Data[] = []
  const columns = new Map<string, Data[]>()
  const combinations: Data[] = []
  for (const { expectation, columns: names, args } of entries) {
    const [column = ''] = names
    if (expectation.subject === 'table') table.push({ [expectation.name]: args })
    else if (expectation.subject === 'columns')
      combinations.push({ [expectation.name]: { columns: names, ...args } })
    else columns.set(column, [...(columns.get(column) ?? []), { [expectation.name]: args }])
  }
  return {
    ...(name === undefined ? {} : { name }),
    gxCompat: true,
    ...(table.length > 0 && { table }),
    ...(columns.size > 0 && { columns: Object.fromEntries(columns) }),
    ...(combinations.length > 0 && { combinations }),
  }
}

function isData(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
