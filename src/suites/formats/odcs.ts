import { plainValue, type Tree } from '../tree.ts'
import { entriesOf, field, itemsOf, nameOf, textField } from './document.ts'
import { type Source, SuiteDraft } from './draft.ts'
import { annotations, type Keywords, translateKeywords } from './keywords.ts'
import { describing, optionKeywords, otherTable, propertyKeywords } from './odcs-property.ts'
import { translateQuality } from './odcs-quality.ts'
import type { Format, TranslatedSuite, TranslateOptions } from './translated.ts'

/**
 * Data contracts of the Open Data Contract Standard, 3.0 and 3.1.
 *
 * @see https://bitol-io.github.io/open-data-contract-standard/
 */
export const odcs: Format = {
  name: 'odcs',
  title: 'an ODCS data contract',
  mark: 'kind: DataContract',
  describes: document => textField(document, 'kind') === 'DataContract',
  translate: (document, options) => {
    const objects = field(document, 'schema')
    return objects?.kind === 'list' ? objects.items.map(object => suiteOf(object, document, options)) : []
  },
}

const objectKeywords: Keywords = {
  ...annotations(...describing, 'logicalType', 'properties', 'quality'),
  relationships: otherTable,
}

interface Property {
  readonly tree: Tree
  readonly name: string
  /** What it is called in the data. */
  readonly column: string
}

function suiteOf(object: Tree, document: Tree, { expectations }: TranslateOptions): TranslatedSuite {
  const table = textField(object, 'name') ?? textField(object, 'physicalName') ?? textField(document, 'name')
  const draft = new SuiteDraft(expectations, table)
  const trail = [table ?? 'schema']
  translateKeywords(entriesOf(object, trail, draft), { column: '', trail, keywords: objectKeywords }, draft)
  const properties = itemsOf(field(object, 'properties'), [...trail, 'properties'], draft).flatMap(tree =>
    propertyOf(tree, trail, draft),
  )
  if (properties.length > 0)
    draft.add({ trail }, { name: 'toHaveColumns', args: { columns: properties.map(({ column }) => column) } })
  addKey(properties, { trail, at: object.at }, draft)
  for (const { tree, column } of properties) addProperty(tree, column, [...trail, column], draft)
  const names = [table, textField(object, 'physicalName')].filter(name => name !== undefined)
  const columns = new Map(properties.map(({ name, column }) => [name, column]))
  const about = { names, columns, expectations }
  for (const { tree, column } of properties) {
    const place = [...trail, column, 'quality']
    for (const rule of itemsOf(field(tree, 'quality'), place, draft))
      translateQuality(rule, { ...about, column, trail: place }, draft)
  }
  const place = [...trail, 'quality']
  for (const rule of itemsOf(field(object, 'quality'), place, draft))
    translateQuality(rule, { ...about, trail: place }, draft)
  const levels = field(document, 'slaProperties')
  if (levels)
    draft.leaveOut(
      { trail: ['slaProperties'], at: levels.at },
      'it is about the service, not about the data.',
      true,
    )
  return draft.translated()
}

function propertyOf(tree: Tree, trail: Source['trail'], draft: SuiteDraft): readonly Property[] {
  const name = nameOf(field(tree, 'name'), { trail: [...trail, 'properties'], at: tree.at }, draft)
  return name === undefined ? [] : [{ tree, name, column: textField(tree, 'physicalName') ?? name }]
}

function addProperty(tree: Tree, column: string, trail: Source['trail'], draft: SuiteDraft): void {
  translateKeywords(entriesOf(tree, trail, draft), { column, trail, keywords: propertyKeywords }, draft)
  const place = [...trail, 'logicalTypeOptions']
  const options = entriesOf(field(tree, 'logicalTypeOptions'), place, draft)
  translateKeywords(options, { column, trail: place, keywords: optionKeywords }, draft)
}

/** The columns of the primary key have values, which together occur once. */
function addKey(properties: readonly Property[], { trail, at }: Source, draft: SuiteDraft): void {
  const position = ({ tree }: Property) => Number(plainOf(tree, 'primaryKeyPosition') ?? 0)
  const key = properties
    .filter(({ tree }) => plainOf(tree, 'primaryKey') === true)
    .sort((a, b) => position(a) - position(b))
    .map(({ column }) => column)
  const source = { trail: [...trail, 'primaryKey'], at }
  for (const column of key) draft.add(source, { name: 'toHaveNoNulls', columns: [column] })
  if (key.length === 1) draft.add(source, { name: 'toHaveUniqueValues', columns: key })
  if (key.length > 1) draft.add(source, { name: 'toHaveUniqueCombinations', columns: key })
}

function plainOf(tree: Tree, key: string): unknown {
  const value = field(tree, key)
  return value && plainValue(value)
}
