import { plainValue, type Tree } from '../tree.ts'
import { entriesOf, field, itemsOf, nameOf, textField, textOf } from './document.ts'
import { type Source, SuiteDraft } from './draft.ts'
import { constraintKeywords, fieldKeywords } from './frictionless-field.ts'
import { annotations, type Keywords, no, translateKeywords } from './keywords.ts'
import type { Format, TranslatedSuite, TranslateOptions } from './translated.ts'

/**
 * Table schemas of Frictionless (Data Package 1 and 2), alone or in a resource or package.
 *
 * @see https://datapackage.org/standard/table-schema/
 */
export const frictionless: Format = {
  name: 'frictionless',
  title: 'a Frictionless table schema',
  mark: 'a list of fields, or resources with one',
  describes: document => tablesOf(document).some(hasFields),
  translate: (document, options) => tablesOf(document).map(table => suiteOf(table, options)),
}

interface Table {
  readonly name?: string
  readonly schema: Tree
}

function tablesOf(document: Tree): readonly Table[] {
  if (field(document, 'fields')?.kind === 'list')
    return [{ name: textField(document, 'name'), schema: document }]
  const resources = field(document, 'resources')
  const given = resources?.kind === 'list' ? resources.items : [document]
  return given.flatMap(resource => {
    const schema = field(resource, 'schema')
    return schema ? [{ name: textField(resource, 'name'), schema }] : []
  })
}

function hasFields({ schema }: Table): boolean {
  return field(schema, 'fields')?.kind === 'list'
}

const schemaKeywords: Keywords = {
  ...annotations(
    '$schema',
    'name',
    'title',
    'description',
    'fields',
    'primaryKey',
    'uniqueKeys',
    'missingValues',
  ),
  ...annotations('fieldsMatch', 'profile'),
  foreignKeys: no('it is about two tables, and a suite is about one.'),
}

function suiteOf({ name, schema }: Table, { expectations }: TranslateOptions): TranslatedSuite {
  const draft = new SuiteDraft(expectations, name)
  const trail = name === undefined ? [] : [name]
  translateKeywords(
    entriesOf(schema, [...trail, 'schema'], draft),
    { column: '', trail, keywords: schemaKeywords },
    draft,
  )
  const fields = itemsOf(field(schema, 'fields'), [...trail, 'fields'], draft).flatMap(tree => {
    const column = nameOf(field(tree, 'name'), { trail: [...trail, 'fields'], at: tree.at }, draft)
    return column === undefined ? [] : [{ tree, column }]
  })
  addColumns(
    schema,
    fields.map(({ column }) => column),
    { trail },
    draft,
  )
  for (const { tree, column } of fields) addField(tree, column, [...trail, column], draft)
  addKeys(schema, trail, draft)
  remarkOnMissing(schema, draft)
  return draft.translated()
}

/** How the columns have to match the fields, by name of the rule. */
const matches: Readonly<Record<string, (columns: readonly string[]) => { name: string; args: object }>> = {
  exact: columns => ({ name: 'toHaveColumnsInOrder', args: { columns } }),
  equal: columns => ({ name: 'toHaveColumns', args: { columns, exactly: true } }),
  subset: columns => ({ name: 'toHaveColumns', args: { columns } }),
}

function addColumns(schema: Tree, columns: readonly string[], { trail }: Source, draft: SuiteDraft): void {
  const given = field(schema, 'fieldsMatch')
  // A list of one is what a draft of version 2 had.
  const rule = textOf(given ? [plainValue(given)].flat()[0] : 'exact')
  const source = { trail: [...trail, 'fieldsMatch'], at: given?.at }
  const match = Object.hasOwn(matches, rule) ? matches[rule]?.(columns) : undefined
  if (!match) draft.leaveOut(source, `that columns may be absent (${rule}) has no counterpart.`)
  else if (columns.length > 0) draft.add(source, { name: match.name, args: { ...match.args } })
}

function addField(tree: Tree, column: string, trail: Source['trail'], draft: SuiteDraft): void {
  translateKeywords(entriesOf(tree, trail, draft), { column, trail, keywords: fieldKeywords }, draft)
  const place = [...trail, 'constraints']
  const keywords = constraintKeywords(tree)
  translateKeywords(
    entriesOf(field(tree, 'constraints'), place, draft),
    { column, trail: place, keywords },
    draft,
  )
}

function addKeys(schema: Tree, trail: Source['trail'], draft: SuiteDraft): void {
  const primary = field(schema, 'primaryKey')
  for (const column of columnsOf(primary))
    draft.add(
      { trail: [...trail, 'primaryKey'], at: primary?.at },
      { name: 'toHaveNoNulls', columns: [column] },
    )
  addUniqueness(primary, [...trail, 'primaryKey'], draft)
  for (const key of itemsOf(field(schema, 'uniqueKeys'), [...trail, 'uniqueKeys'], draft))
    addUniqueness(key, [...trail, 'uniqueKeys'], draft)
}

function addUniqueness(key: Tree | undefined, trail: Source['trail'], draft: SuiteDraft): void {
  const columns = columnsOf(key)
  if (key === undefined) return
  const source = { trail, at: key.at }
  if (columns.length === 0) draft.leaveOut(source, 'it names no field.')
  else
    draft.add(source, {
      name: columns.length === 1 ? 'toHaveUniqueValues' : 'toHaveUniqueCombinations',
      columns,
    })
}

/** A key is the name of a field or a list of names. */
function columnsOf(key: Tree | undefined): readonly string[] {
  return key ? [plainValue(key)].flat().filter(name => typeof name === 'string') : []
}

/** Which cells mean missing is no part of a suite, but of reading the data. */
function remarkOnMissing(schema: Tree, draft: SuiteDraft): void {
  const given = field(schema, 'missingValues')
  const codes = [given ? plainValue(given) : []]
    .flat()
    .map(code => (typeof code === 'object' && code !== null && 'value' in code ? code.value : code))
    .filter(code => code !== '' && code !== null)
  if (codes.length > 0)
    draft.remark(
      `Missing values are written in codes: check with ${codes.map(code => `--missing ${code}`).join(' ')}.`,
    )
}
