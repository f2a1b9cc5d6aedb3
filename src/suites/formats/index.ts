import { UserError } from '../../core/errors.ts'
import { formatList } from '../../core/format.ts'
import type { Tree } from '../tree.ts'
import { dbt } from './dbt.ts'
import { frictionless } from './frictionless.ts'
import { greatExpectations } from './great-expectations.ts'
import { jsonSchema } from './json-schema.ts'
import { odcs } from './odcs.ts'
import { pandera } from './pandera.ts'
import type { Format, TranslatedSuite, TranslateOptions } from './translated.ts'

/** All formats that can be imported. */
export const formats: readonly Format[] = [greatExpectations, odcs, jsonSchema, frictionless, dbt, pandera]

interface DocumentOptions extends TranslateOptions {
  /** As messages name it. */
  readonly file: string
  /** The name of a format; told from the document where absent. */
  readonly format?: string
}

/**
 * The suites that a document of another tool amounts to, one for each of its tables.
 *
 * @throws UserError when it is of no format, or might be of several
 */
export function translateDocument(
  document: Tree,
  { file, format: name, expectations }: DocumentOptions,
): readonly TranslatedSuite[] {
  const format = formats.find(each => each.name === name) ?? formatOf(document, file)
  const suites = format.translate(document, { expectations })
  if (suites.length > 0) return suites
  throw new UserError(`${file} is not ${format.title}.`, { hint: `Such a document has ${format.mark}.` })
}

function formatOf(document: Tree, file: string): Format {
  const [format, ...others] = formats.filter(each => each.describes(document))
  if (!format)
    throw new UserError(`${file} is of no known format.`, {
      hint: `Formats are told by what they have: ${formats.map(({ name, mark }) => `${mark} (${name})`).join('; ')}.`,
    })
  if (others.length === 0) return format
  const possible = [format, ...others]
  throw new UserError(`${file} may be ${possible.map(({ title }) => title).join(' or ')}.`, {
    hint: `Choose with --format ${formatList(possible.map(each => each.name)).replace(' and ', ' or ')}.`,
  })
}

export type { TranslatedSuite }
