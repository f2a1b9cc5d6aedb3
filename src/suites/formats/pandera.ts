import { formatList } from '../../core/format.ts'
import { plainValue, type Tree, type TreeEntry } from '../tree.ts'
import { entriesOf, field, itemsOf, textField, textOf } from './document.ts'
import { type Source, SuiteDraft } from './draft.ts'
import { annotations, ifTrue, type Keywords, no, type Translation, translateKeywords } from './keywords.ts'
import { addCheck, writtenChecks } from './pandera-checks.ts'
import type { Format, TranslatedSuite, TranslateOptions } from './translated.ts'
import { typeNamed } from './type-names.ts'

/**
 * Schemas of pandera as YAML or JSON.
 *
 * @see https://pandera.readthedocs.io/en/stable/schema_inference.html
 */
export const pandera: Format = {
  name: 'pandera',
  title: 'a pandera schema',
  mark: 'schema_type: dataframe',
  describes: document => textField(document, 'schema_type') === 'dataframe',
  translate: (document, options) => (document.kind === 'map' ? [suiteOf(document, options)] : []),
}

const frameKeywords: Keywords = {
  ...annotations('schema_type', 'version', 'name', 'title', 'description', 'metadata', 'dataframe_library'),
  ...annotations('columns', 'index', 'checks', 'unique', 'strict', 'ordered', 'report_duplicates', 'coerce'),
  // Datasets have every name once.
  ...annotations('unique_column_names'),
  dtype: no('one type for all columns has no counterpart.'),
  add_missing_columns: isAdding =>
    isAdding === true ? { reason: 'a check adds no columns to the data.', allowsAll: true } : [],
}

const columnKeywords: Keywords = {
  ...annotations(
    'name',
    'title',
    'description',
    'metadata',
    'default',
    'coerce',
    'checks',
    'required',
    'nullable',
  ),
  dtype: typeOf,
  pandas_dtype: typeOf,
  unique: ifTrue({ name: 'toHaveUniqueValues' }),
  regex: ifTrue(),
}

function typeOf(given: unknown): Translation {
  const name = textOf(given).replace(/^<?(class )?'?(numpy|pandas|pandera)\.[\w.]*?(\w+)'?>?$/, '$3')
  if (['object', 'category', 'any'].includes(name.toLowerCase()))
    return { reason: `${name} allows values of any type.`, allowsAll: true }
  const type = typeNamed(name)
  return type === undefined
    ? { reason: `there is no type ${name} here.` }
    : { name: 'toHaveType', args: { type } }
}

function suiteOf(document: Tree, { expectations }: TranslateOptions): TranslatedSuite {
  const draft = new SuiteDraft(expectations, textField(document, 'name'))
  translateKeywords(
    entriesOf(document, ['schema'], draft),
    { column: '', trail: ['schema'], keywords: frameKeywords },
    draft,
  )
  const columns = entriesOf(field(document, 'columns'), ['columns'], draft).filter(entry =>
    isPlain(entry, draft),
  )
  addColumns(document, columns, draft)
  for (const { key, keyAt, value } of columns) addColumn(key, value, { trail: [key], at: keyAt }, draft)
  for (const index of itemsOf(field(document, 'index'), ['index'], draft)) addIndex(index, draft)
  for (const check of writtenChecks(field(document, 'checks'), ['checks'], draft))
    draft.leaveOut({ trail: ['checks', check.name], at: check.at }, 'it is about all columns at once.')
  const unique = field(document, 'unique')
  const key = unique ? [plainValue(unique)].flat().map(textOf) : []
  const name = key.length === 1 ? 'toHaveUniqueValues' : 'toHaveUniqueCombinations'
  if (key.length > 0) draft.add({ trail: ['unique'], at: unique?.at }, { name, columns: key })
  return draft.translated()
}

/** Whether the key is the name of one column; patterns of names are left out. */
function isPlain({ key, keyAt: at, value }: TreeEntry, draft: SuiteDraft): boolean {
  if (flagOf(value, 'regex') !== true) return true
  draft.leaveOut({ trail: [key], at }, 'columns by a pattern of their names have no counterpart.')
  return false
}

function addColumns(document: Tree, columns: readonly TreeEntry[], draft: SuiteDraft): void {
  const names = columns.map(({ key }) => key)
  const optional = columns.filter(({ value }) => flagOf(value, 'required') === false).map(({ key }) => key)
  const isStrict = flagOf(document, 'strict') === true
  const source = { trail: ['columns'], at: field(document, 'columns')?.at }
  if (optional.length > 0) draft.remark(`Not required, yet taken to be there: ${formatList(optional, 12)}.`)
  const ordered = field(document, 'ordered')
  const isOrdered = ordered !== undefined && plainValue(ordered) === true
  if (isOrdered && isStrict) {
    draft.add(source, { name: 'toHaveColumnsInOrder', args: { columns: names } })
    return
  }
  if (isOrdered)
    draft.leaveOut({ trail: ['ordered'], at: ordered.at }, 'an order among other columns has no counterpart.')
  const required = isStrict ? names : names.filter(name => !optional.includes(name))
  if (required.length > 0)
    draft.add(source, {
      name: 'toHaveColumns',
      args: { columns: required, ...(isStrict && { exactly: true }) },
    })
}

function addColumn(column: string, tree: Tree, { trail, at }: Source, draft: SuiteDraft): void {
  translateKeywords(entriesOf(tree, trail, draft), { column, trail, keywords: columnKeywords }, draft)
  // Without a word about it, pandera refuses nulls.
  if (flagOf(tree, 'nullable') !== true)
    draft.add(
      { trail: [...trail, 'nullable'], at: field(tree, 'nullable')?.at ?? at },
      { name: 'toHaveNoNulls', columns: [column] },
    )
  for (const check of writtenChecks(field(tree, 'checks'), [...trail, 'checks'], draft))
    addCheck(check, { column, trail: [...trail, 'checks', check.name] }, draft)
}

/** In a file, an index is a column, if it has a name. */
function addIndex(index: Tree, draft: SuiteDraft): void {
  const name = textField(index, 'name')
  const source = { trail: ['index', ...(name === undefined ? [] : [name])], at: index.at }
  if (name === undefined) {
    const isPlainIndex = !field(index, 'checks') && flagOf(index, 'unique') !== true
    draft.leaveOut(source, 'an index without a name is no column.', isPlainIndex)
    return
  }
  draft.remark(`The index ${name} is taken to be a column.`)
  addColumn(name, index, source, draft)
}

function flagOf(tree: Tree, key: string): unknown {
  const value = field(tree, key)
  return value && plainValue(value)
}
