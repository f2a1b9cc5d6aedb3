import type { Artifact, ArtifactFile, ArtifactReference, PutRequest } from '../core/artifact.ts'
import { latest, versionNumber } from '../core/artifact.ts'
import { UserError } from '../core/errors.ts'
import type { Database } from './database.ts'

/** An artifact with the keys of its rows. */
export interface Entry {
  readonly id: number
  readonly collection: number
  readonly artifact: Artifact
}

const selectEntries = `
  SELECT v.id, v.collection, c.project, c.name, c.type, v.number, v.digest, v.description, v.metadata,
    v.created_at, v.produced_by,
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
export async function listArtifacts(
  database: Database,
  { project, name }: { readonly project?: string; readonly name?: string },
): Promise<readonly Artifact[]> {
  const { rows } = await database.execute({
    sql: `${selectEntries} WHERE c.project = ifnull(?, c.project) AND c.name = ifnull(?, c.name)
      ORDER BY c.project, c.name, v.number DESC`,
    args: [project ?? null, name ?? null],
  })
  return rows.map(row => entryOf(row).artifact)
}

/**
 * Records content as the next version, unless it is a version already, and moves `latest` (unless
 * the request says no) and the aliases to it.
 *
 * @throws UserError when the artifact holds another type
 */
export async function insertVersion(
  database: Database,
  request: PutRequest,
  content: { readonly digest: string; readonly files: readonly ArtifactFile[] },
): Promise<{ readonly number: number; readonly isNew: boolean }> {
  const collection = await collectionFor(database, request)
  const known = await database.execute({
    sql: 'SELECT id, number FROM version WHERE collection = ? AND digest = ?',
    args: [collection, content.digest],
  })
  const row = known.rows[0] ?? (await insertRow(database, collection, request, content))
  const id = Number(row.id)
  const automatic = request.movesLatest === false ? [] : [latest]
  for (const alias of [...automatic, ...(request.aliases ?? [])])
    await moveAlias(database, { collection, id }, alias)
  return { number: Number(row.number), isNew: known.rows.length === 0 }
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

async function collectionFor(database: Database, { project, name, type }: PutRequest): Promise<number> {
  const { rows } = await database.execute({
    sql: `SELECT id, type, EXISTS (SELECT 1 FROM version WHERE collection = collection.id) AS used
      FROM collection WHERE project = ? AND name = ?`,
    args: [project, name],
  })
  const existing = rows[0]
  if (existing?.used === 1 && type !== undefined && existing.type !== type)
    throw new UserError(`The versions of ${name} are of type ${existing.type}, not ${type}.`, {
      hint: 'Choose another name, or leave out --type.',
    })
  const written = await database.execute({
    sql: `INSERT INTO collection (project, name, type) VALUES (?, ?, ?)
      ON CONFLICT DO UPDATE SET type = excluded.type RETURNING id`,
    args: [project, name, type ?? String(existing?.type ?? 'dataset')],
  })
  return Number(written.rows[0]?.id)
}

async function insertRow(
  database: Database,
  collection: number,
  { description = '', metadata = {}, producedBy }: PutRequest,
  { digest, files }: { readonly digest: string; readonly files: readonly ArtifactFile[] },
): Promise<Readonly<Record<string, unknown>>> {
  const counted = await database.execute({
    sql: 'UPDATE collection SET next = next + 1 WHERE id = ? RETURNING next - 1 AS number',
    args: [collection],
  })
  const number = Number(counted.rows[0]?.number)
  const { rows } = await database.execute({
    sql: `INSERT INTO version (collection, number, digest, description, metadata, created_at, produced_by)
      VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id, number`,
    args: [
      collection,
      number,
      digest,
      description,
      JSON.stringify(metadata),
      new Date().toISOString(),
      producedBy ?? null,
    ],
  })
  await database.execute({
    sql: `INSERT INTO file (version, path, size, digest)
      SELECT ?, value ->> 'path', value ->> 'size', value ->> 'digest' FROM json_each(?)`,
    args: [Number(rows[0]?.id), JSON.stringify(files)],
  })
  return rows[0] ?? {}
}

function entryOf(row: Readonly<Record<string, unknown>>): Entry {
  const files: readonly ArtifactFile[] = JSON.parse(String(row.files))
  const aliases: readonly string[] = JSON.parse(String(row.aliases))
  return {
    id: Number(row.id),
    collection: Number(row.collection),
    artifact: {
      project: String(row.project),
      name: String(row.name),
      version: `v${row.number}`,
      aliases: aliases.toSorted(byLatestThenName),
      type: String(row.type),
      description: String(row.description),
      digest: String(row.digest),
      files: files.toSorted((a, b) => (a.path < b.path ? -1 : 1)),
      metadata: JSON.parse(String(row.metadata)),
      createdAt: String(row.created_at),
      ...(row.produced_by === null ? {} : { producedBy: String(row.produced_by) }),
    },
  }
}

function byLatestThenName(a: string, b: string): number {
  return Number(b === latest) - Number(a === latest) || (a < b ? -1 : 1)
}
