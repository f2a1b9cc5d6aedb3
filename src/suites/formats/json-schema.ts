import { conditionText } from '../../core/condition.ts'
import { value as columnValue, isNull, not } from '../../core/expr.ts'
import { formatList } from '../../core/format.ts'
import { plainValue, type Tree, type TreeEntry } from '../tree.ts'
import { entriesOf, field, itemsOf, textField } from './document.ts'
import { type Source, SuiteDraft } from './draft.ts'
import { expanded } from './json-schema-parts.ts'
import { allowsNull, propertyKeywords } from './json-schema-property.ts'
import { annotations, type Keywords, no, translateKeywords } from './keywords.ts'
import type { Format, TranslatedSuite, TranslateOptions } from './translated.ts'

/**
 * JSON Schema, draft 07 to 2020-12, of a row or of a list of rows.
 *
 * @see https://json-schema.org/draft/2020-12/json-schema-validation
 */
export const jsonSchema: Format = {
  name: 'json-schema',
  title: 'a JSON Schema',
  mark: 'a $schema of json-schema.org, or properties of an object',
  describes: document =>
    /json-schema\.org/.test(textField(document, '$schema') ?? '') ||
    (field(document, 'properties')?.kind === 'map' && textField(document, 'type') === 'object') ||
    (field(document, 'items')?.kind === 'map' && textField(document, 'type') === 'array'),
  translate: (document, options) => (document.kind === 'map' ? [suiteOf(document, options)] : []),
}

const describing = annotations(
  ...['$schema', '$id', '$anchor', '$comment', '$defs', 'definitions', '$vocabulary', 'title', 'description'],
  ...['default', 'examples', 'deprecated', 'readOnly', 'writeOnly'],
)

const rowKeywords: Keywords = {
  ...describing,
  ...annotations('type', 'properties', 'required', 'dependentRequired', 'dependencies'),
  ...annotations('additionalProperties', 'unevaluatedProperties'),
  anyOf: no('alternatives have no counterpart.'),
  oneOf: no('alternatives have no counterpart.'),
  not: no('what a row must not be has no counterpart.'),
  if: no('conditions have no counterpart.'),
  // Without an `if`, these say nothing.
  ...annotations('then', 'else'),
  patternProperties: no('columns by a pattern of their names have no counterpart.'),
  propertyNames: no('patterns of names of columns have no counterpart.'),
  dependentSchemas: no('conditions have no counterpart.'),
  minProperties: no('how many columns of a row have values has no counterpart.'),
  maxProperties: no('how many columns of a row have values has no counterpart.'),
}

const listKeywords: Keywords = {
  ...describing,
  ...annotations('type', 'items', 'uniqueItems'),
  minItems: count => ({ name: 'toHaveRowCount', columns: [], args: { min: count } }),
  maxItems: count => ({ name: 'toHaveRowCount', columns: [], args: { max: count } }),
  contains: no('that some rows are of a kind has no counterpart.'),
  minContains: no('that some rows are of a kind has no counterpart.'),
  maxContains: no('that some rows are of a kind has no counterpart.'),
  prefixItems: no('rows of their own kinds have no counterpart.'),
}

function suiteOf(document: Tree, { expectations }: TranslateOptions): TranslatedSuite {
  const draft = new SuiteDraft(expectations, textField(document, 'title'))
  const trail = ['schema']
  const { entries } = expanded(document, document, trail, draft)
  const items = valueAt(entries, 'items')
  const type = valueAt(entries, 'type')
  const isList =
    items !== undefined && (type === undefined || (type.kind === 'scalar' && type.value === 'array'))
  if (!isList) addRows(entries, document, draft)
  else {
    translateKeywords(entries, { column: '', trail, keywords: listKeywords }, draft)
    const columns = addRows(expanded(items, document, ['items'], draft).entries, document, draft)
    addUniqueness(entries, columns, draft)
  }
  return draft.translated()
}

interface Columns {
  readonly names: readonly string[]
  readonly isClosed: boolean
}

/** Adds what is said about a row, and gives its columns. */
function addRows(entries: readonly TreeEntry[], document: Tree, draft: SuiteDraft): Columns {
  translateKeywords(entries, { column: '', trail: ['schema'], keywords: rowKeywords }, draft)
  const all = (key: string) => entries.filter(entry => entry.key === key)
  const properties = all('properties').flatMap(({ value }) => entriesOf(value, ['properties'], draft))
  const required = all('required').flatMap(({ value }) => textsOf(value, ['required'], draft))
  const names = [...new Set(properties.map(({ key }) => key))]
  const closing = [...all('additionalProperties'), ...all('unevaluatedProperties')]
  const isClosed = closing.some(({ value }) => value.kind === 'scalar' && value.value === false)
  for (const { key, keyAt: at, value } of closing)
    if (value.kind === 'map')
      draft.leaveOut({ trail: [key], at }, 'rules for unnamed columns have no counterpart.')
  const at = all('required')[0]?.keyAt
  if (isClosed)
    draft.add({ trail: ['properties'] }, { name: 'toHaveColumns', args: { columns: names, exactly: true } })
  else if (required.length > 0)
    draft.add(
      { trail: ['required'], at },
      { name: 'toHaveColumns', args: { columns: [...new Set(required)] } },
    )
  const optional = names.filter(name => !required.includes(name))
  if (optional.length > 0) draft.remark(`Not required, yet taken to be there: ${formatList(optional, 12)}.`)
  for (const property of properties) addProperty(property, required, document, draft)
  for (const name of required.filter(name => !names.includes(name)))
    draft.remark(`${name} is required; whether it has values is not said.`)
  for (const { value } of [...all('dependentRequired'), ...all('dependencies')]) addDependencies(value, draft)
  return { names, isClosed }
}

function addProperty(
  { key: column, keyAt: at, value }: TreeEntry,
  required: readonly string[],
  document: Tree,
  draft: SuiteDraft,
): void {
  const source: Source = { trail: [column], at }
  const { entries, orNull } = expanded(value, document, source.trail, draft)
  if (required.includes(column) && !orNull && !allowsNull(entries))
    draft.add(source, { name: 'toHaveNoNulls', columns: [column] })
  translateKeywords(
    entries,
    { column, trail: source.trail, keywords: { ...describing, ...propertyKeywords } },
    draft,
  )
}

/** Where one column has a value, others have one too. */
function addDependencies(tree: Tree, draft: SuiteDraft): void {
  for (const { key, keyAt: at, value } of entriesOf(tree, ['dependentRequired'], draft)) {
    const where = conditionText(not(isNull(columnValue(key))))
    for (const column of textsOf(value, ['dependentRequired', key], draft))
      draft.add(
        { trail: ['dependentRequired', key], at },
        { name: 'toHaveNoNulls', columns: [column], args: { where } },
      )
  }
}

function addUniqueness(entries: readonly TreeEntry[], { names, isClosed }: Columns, draft: SuiteDraft): void {
  const entry = entries.find(
    ({ key, value }) => key === 'uniqueItems' && value.kind === 'scalar' && value.value === true,
  )
  if (!entry) return
  const source = { trail: ['uniqueItems'], at: entry.keyAt }
  if (isClosed && names.length > 1) draft.add(source, { name: 'toHaveUniqueCombinations', columns: names })
  else draft.leaveOut(source, 'rows can be compared only where additionalProperties is false.')
}

function textsOf(tree: Tree, trail: Source['trail'], draft: SuiteDraft): readonly string[] {
  const texts = itemsOf(tree, trail, draft).map(plainValue)
  return texts.filter(text => typeof text === 'string')
}

function valueAt(entries: readonly TreeEntry[], key: string): Tree | undefined {
  return entries.find(entry => entry.key === key)?.value
}
