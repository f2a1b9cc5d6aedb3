import { plainValue, type Tree } from '../tree.ts'
import { noRowWhere } from './constraints.ts'
import { type DbtPlace, translateTest } from './dbt-test.ts'
import { entriesOf, field, itemsOf, nameOf, textField } from './document.ts'
import { type Source, SuiteDraft } from './draft.ts'
import { annotations, type Keywords, no, type Translation, translateKeywords } from './keywords.ts'
import type { Format, TranslatedSuite, TranslateOptions } from './translated.ts'
import { typeNamed } from './type-names.ts'

const sections = ['models', 'seeds', 'snapshots']

/**
 * Properties files of dbt: their tests of models, sources, seeds and snapshots.
 *
 * @see https://docs.getdbt.com/reference/resource-properties/data-tests
 */
export const dbt: Format = {
  name: 'dbt',
  title: 'a properties file of dbt',
  mark: 'a list of models, sources, seeds or snapshots',
  describes: document => [...sections, 'sources'].some(section => field(document, section)?.kind === 'list'),
  translate: (document, options) => {
    const suites = tablesOf(document).map(table => suiteOf(table, options))
    // Most models of a project say nothing about their data.
    const telling = suites.filter(saysAnything)
    return telling.length > 0 ? telling : suites
  },
}

function tablesOf(document: Tree): readonly Tree[] {
  const items = (tree: Tree | undefined) => (tree?.kind === 'list' ? tree.items : [])
  return [
    ...sections.flatMap(section => items(field(document, section))),
    ...items(field(document, 'sources')).flatMap(source => items(field(source, 'tables'))),
  ]
}

function saysAnything({ definition, omitted }: TranslatedSuite): boolean {
  return omitted.length > 0 || ['table', 'columns', 'combinations'].some(section => section in definition)
}

const describing = annotations(
  ...['name', 'description', 'meta', 'docs', 'tags', 'config', 'access', 'group', 'latest_version', 'quote'],
  ...[
    'columns',
    'tests',
    'data_tests',
    'constraints',
    'identifier',
    'external',
    'quoting',
    'loader',
    'granularity',
  ],
  ...['deprecation_date', 'time_spine', 'loaded_at_field', 'contract', 'policy_tags', 'semantic_type'],
)

const tableKeywords: Keywords = {
  ...describing,
  freshness: no('how fresh a table is has no counterpart.'),
  versions: no('versions of a model are not told apart.'),
}

const columnKeywords: Keywords = {
  ...describing,
  // A type is a claim only under a contract, which is looked at elsewhere.
  ...annotations('data_type'),
}

function suiteOf(table: Tree, { expectations }: TranslateOptions): TranslatedSuite {
  const name = textField(table, 'name')
  const draft = new SuiteDraft(expectations, name)
  const trail = [name ?? 'a table without a name']
  translateKeywords(entriesOf(table, trail, draft), { column: '', trail, keywords: tableKeywords }, draft)
  const columns = itemsOf(field(table, 'columns'), [...trail, 'columns'], draft).flatMap(tree => {
    const column = nameOf(field(tree, 'name'), { trail: [...trail, 'columns'], at: tree.at }, draft)
    return column === undefined ? [] : [{ tree, column }]
  })
  if (isEnforced(table) && columns.length > 0)
    draft.add(
      { trail: [...trail, 'contract'], at: table.at },
      { name: 'toHaveColumns', args: { columns: columns.map(({ column }) => column), exactly: true } },
    )
  const place = { expectations, trail }
  addTests(table, place, draft)
  for (const constraint of itemsOf(field(table, 'constraints'), [...trail, 'constraints'], draft))
    addConstraint(constraint, columnsIn(constraint), [...trail, 'constraints'], draft)
  for (const { tree, column } of columns) {
    const own = [...trail, column]
    translateKeywords(entriesOf(tree, own, draft), { column, trail: own, keywords: columnKeywords }, draft)
    if (isEnforced(table)) addType(tree, column, own, draft)
    addTests(tree, { ...place, column, trail: own }, draft)
    for (const constraint of itemsOf(field(tree, 'constraints'), [...own, 'constraints'], draft))
      addConstraint(constraint, [column], [...own, 'constraints'], draft)
  }
  return draft.translated()
}

function addTests(tree: Tree, place: DbtPlace, draft: SuiteDraft): void {
  for (const key of ['tests', 'data_tests'])
    for (const test of itemsOf(field(tree, key), [...place.trail, key], draft))
      translateTest(test, place, draft)
}

function addType(tree: Tree, column: string, trail: Source['trail'], draft: SuiteDraft): void {
  const given = textField(tree, 'data_type')
  if (given === undefined) return
  const source = { trail: [...trail, 'data_type'], at: field(tree, 'data_type')?.at }
  const type = typeNamed(given)
  if (type === undefined) draft.leaveOut(source, `there is no type ${given} here.`)
  else draft.add(source, { name: 'toHaveType', columns: [column], args: { type } })
}

const otherTable = no('it is about two tables, and a suite is about one.')

/** Constraints that dbt has the database keep. */
const constraintTypes: Readonly<
  Record<string, (columns: readonly string[], expression: string) => Translation>
> = {
  not_null: columns => columns.map(column => ({ name: 'toHaveNoNulls', columns: [column] })),
  unique: columns => ({
    name: columns.length === 1 ? 'toHaveUniqueValues' : 'toHaveUniqueCombinations',
    columns,
  }),
  primary_key: columns => [
    ...columns.map(column => ({ name: 'toHaveNoNulls', columns: [column] })),
    { name: columns.length === 1 ? 'toHaveUniqueValues' : 'toHaveUniqueCombinations', columns },
  ],
  check: (_, expression) =>
    expression === '' ? { reason: 'it has no expression.' } : noRowWhere(`NOT (${expression})`),
  foreign_key: otherTable,
}

function addConstraint(
  tree: Tree,
  columns: readonly string[],
  trail: Source['trail'],
  draft: SuiteDraft,
): void {
  const type = textField(tree, 'type') ?? 'without a type'
  const source = { trail: [...trail, type], at: tree.at }
  const translate = Object.hasOwn(constraintTypes, type) ? constraintTypes[type] : undefined
  const translated = translate?.(columns, textField(tree, 'expression') ?? '') ?? {
    reason: 'it is not known.',
  }
  if ('reason' in translated) draft.leaveOut(source, translated.reason)
  else for (const wanted of [translated].flat()) draft.add(source, wanted)
}

function columnsIn(constraint: Tree): readonly string[] {
  const columns = field(constraint, 'columns')
  return columns ? [plainValue(columns)].flat().filter(name => typeof name === 'string') : []
}

/** Whether dbt makes sure itself that columns and types are those of the file. */
function isEnforced(table: Tree): boolean {
  const config = field(table, 'config')
  const contract = (config && field(config, 'contract')) ?? field(table, 'contract')
  const enforced = contract && field(contract, 'enforced')
  return enforced !== undefined && plainValue(enforced) === true
}
