import type { ArtifactReference } from '../core/artifact.ts'
import { latest, versionNumber } from '../core/artifact.ts'
import type { Database } from './database.ts'
import { type Entry, entryOf } from './entry.ts'

// All columns: a store that an older version wrote, and nobody wrote to since, has not all of them.
const selectEntries = `
  SELECT v.*, c.project, c.name, c.type,
    (SELECT json_group_array(alias) FROM alias WHERE version = v.id) AS aliases,
    (SELECT json_group_array(json_object('path', path, 'size', size, 'digest', digest))
      FROM file WHERE version = v.id) AS files
  FROM version v JOIN collection c ON c.id = v.collection`

/** The version that a reference means, or `undefined`. */
export async function findEntry(
  database: Database,
  { project, name, alias }: ArtifactReference,
): Promise<Entry | undefined> {
  const number = versionNumber(alias)
  const chosen =
    number === undefined
      ? 'v.id = (SELECT version FROM alias WHERE collection = c.id AND alias = ?)'
      : 'v.number = ?'
  const { rows } = await database.execute({
    sql: `${selectEntries} WHERE c.project = ? AND c.name = ? AND ${chosen}`,
    args: [project, name, number ?? alias],
  })
  return rows[0] && entryOf(rows[0])
}

/** Sorted by project, name and age, the newest version first. */
export async function listEntries(
  database: Database,
  { project, name }: { readonly project?: string; readonly name?: string } = {},
): Promise<readonly Entry[]> {
  const { rows } = await database.execute({
    sql: `${selectEntries} WHERE c.project = ifnull(?, c.project) AND c.name = ifnull(?, c.name)
      ORDER BY c.project, c.name, v.number DESC`,
    args: [project ?? null, name ?? null],
  })
  return rows.map(entryOf)
}

/** Lets an alias of the collection point at this version and at no other. */
export async function moveAlias(
  database: Database,
  { collection, id }: Pick<Entry, 'collection' | 'id'>,
  alias: string,
): Promise<void> {
  await database.execute({
    sql: 'INSERT OR REPLACE INTO alias (collection, alias, version) VALUES (?, ?, ?)',
    args: [collection, alias, id],
  })
}

/** Forgets an alias, whatever it points at. */
export async function deleteAlias(database: Database, collection: number, alias: string): Promise<void> {
  await database.execute({
    sql: 'DELETE FROM alias WHERE collection = ? AND alias = ?',
    args: [collection, alias],
  })
}

/** Forgets a version; `latest` goes to the newest one that is left, the other aliases end. */
export async function deleteVersion(database: Database, { id, collection, artifact }: Entry): Promise<void> {
  for (const sql of [
    'DELETE FROM alias WHERE version = ?',
    'DELETE FROM file WHERE version = ?',
    'DELETE FROM version WHERE id = ?',
  ])
    await database.execute({ sql, args: [id] })
  if (!artifact.aliases.includes(latest)) return
  await database.execute({
    sql: `INSERT INTO alias (collection, alias, version)
      SELECT collection, ?, id FROM version WHERE collection = ? ORDER BY number DESC LIMIT 1`,
    args: [latest, collection],
  })
}
