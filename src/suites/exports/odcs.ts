import { Document } from 'yaml'
import type { Check, Suite } from '../../core/suite.ts'
import { type Exported, type ExportFormat, type Params, type Unsaid, unsaidText } from './exported.ts'
import { type Said, sayings } from './odcs-sayings.ts'

/**
 * Data contracts of the Open Data Contract Standard 3.1.
 *
 * @see https://bitol-io.github.io/open-data-contract-standard/
 */
export const odcs: ExportFormat = { name: 'odcs', title: 'an ODCS data contract', write }

interface Property {
  readonly name: string
  readonly keys: Record<string, unknown>
  readonly options: Record<string, unknown>
  readonly quality: Params[]
}

function write(suite: Suite): Exported {
  const properties = new Map<string, Property>()
  const quality: Params[] = []
  const unsaid: Unsaid[] = []
  const propertyOf = (name: string): Property => {
    const property = properties.get(name) ?? { name, keys: {}, options: {}, quality: [] }
    properties.set(name, property)
    return property
  }
  const types = typesOf(suite)
  for (const check of suite.checks) {
    const [column = ''] = check.columns
    const said = sayingOf(check, types.get(column))
    if ('reason' in said) {
      unsaid.push({ check, reason: said.reason })
      continue
    }
    for (const name of said.columns ?? check.columns) propertyOf(name)
    if (said.rule)
      (isAboutColumn(check) ? propertyOf(column).quality : quality).push(withNotes(said.rule, check))
    else if (column !== '' && !claims(propertyOf(column), said))
      unsaid.push({ check, reason: 'the property says another thing of the kind.' })
  }
  return { text: contractText(suite.name, [...properties.values()], quality, unsaid), unsaid }
}

/** How a check is said: in the words of a property where they are enough, else as a rule. */
function sayingOf(check: Check, type: string | undefined): Said | { readonly reason: string } {
  const said = sayings(check, type)
  if ('reason' in said) return said
  if (check.expectation.subject === 'column' && check.columns.length === 0)
    return { reason: 'it is about whichever columns there are.' }
  const isPlain = check.severity === 'error' && check.note === undefined
  if (said.rule && (!isPlain || !(said.keys || said.options))) return { rule: said.rule }
  if (!isPlain && (said.keys || said.options) && check.severity !== 'error')
    return { reason: 'what a property claims cannot only warn.' }
  return { ...said, rule: undefined }
}

/** Adds claims to a property, unless it has others of the same names. */
function claims(property: Property, { keys = {}, options = {} }: Said): boolean {
  const differs = (own: Params, added: Params) =>
    Object.entries(added).some(
      ([key, value]) => key in own && JSON.stringify(own[key]) !== JSON.stringify(value),
    )
  if (differs(property.keys, keys) || differs(property.options, options)) return false
  Object.assign(property.keys, keys)
  Object.assign(property.options, options)
  return true
}

/** The type of each column for which a check claims one. */
function typesOf({ checks }: Suite): ReadonlyMap<string, string> {
  const claimed = checks.flatMap(check => {
    const said = sayingOf(check, undefined)
    const [column] = check.columns
    return 'type' in said && said.type !== undefined && column !== undefined
      ? [[column, said.type] as const]
      : []
  })
  return new Map(claimed)
}

function isAboutColumn({ expectation, columns, where }: Check): boolean {
  return expectation.subject === 'column' && columns.length === 1 && where === undefined
}

function withNotes(rule: Params, { severity, note }: Check): Params {
  return {
    ...rule,
    ...(severity === 'warning' && { severity }),
    ...(note !== undefined && { description: note }),
  }
}

function contractText(
  name: string,
  properties: readonly Property[],
  quality: readonly Params[],
  unsaid: readonly Unsaid[],
): string {
  const object = {
    name,
    logicalType: 'object',
    ...(properties.length > 0 && { properties: properties.map(written) }),
    ...(quality.length > 0 && { quality }),
  }
  const contract = {
    apiVersion: 'v3.1.0',
    kind: 'DataContract',
    id: name,
    name,
    version: '1.0.0',
    status: 'draft',
    schema: [object],
  }
  const document = new Document(contract, { aliasDuplicateObjects: false })
  document.commentBefore = unsaid.map(each => ` ${unsaidText(each)}`).join('\n') || null
  return document.toString({ lineWidth: 110, flowCollectionPadding: false })
}

function written({ name, keys, options, quality }: Property): Params {
  return {
    name,
    ...keys,
    ...(Object.keys(options).length > 0 && { logicalTypeOptions: options }),
    ...(quality.length > 0 && { quality }),
  }
}
