import { UserError } from '../../core/errors.ts'
import type { Message } from './messages.ts'
import { identifier, quoted } from './sql.ts'

/**
 * A table of the catalog, `prod.songs`, or a version of it, `prod.songs@v12`: a number, a day or moment, or the name of
 * a tag or branch. Which of them there are is a matter of the table's format, such as Delta Lake or Iceberg.
 *
 * @throws UserError when a version belongs to no name
 */
export function tableRelation(text: string): Message {
  const [, name = text, version] = /^(.*?)@([^@]+)$/s.exec(text) ?? []
  if (version === undefined) return { read: { namedTable: { unparsedIdentifier: name } } }
  const parts = name.match(/`(?:[^`]|``)+`|[^`.]+/g) ?? []
  if (parts.length === 0 || parts.join('.') !== name)
    throw new UserError(`table:${text} names no table.`, { hint: 'Write it as table:catalog.name@version.' })
  const quotedName = parts.map(part => (part.startsWith('`') ? part : identifier(part))).join('.')
  return { sql: { query: `SELECT * FROM ${quotedName} ${versionSql(version)}` } }
}

function versionSql(version: string): string {
  const [, number] = /^v?(\d+)$/.exec(version) ?? []
  if (number !== undefined) return `VERSION AS OF ${number}`
  if (/^\d{4}-\d\d-\d\d/.test(version)) return `TIMESTAMP AS OF ${quoted(version)}`
  return `VERSION AS OF ${quoted(version)}`
}
