import type { Artifact, ArtifactFile, PutRequest } from '../core/artifact.ts'
import { latest } from '../core/artifact.ts'
import { UserError } from '../core/errors.ts'
import { moveAlias } from './catalogue.ts'
import type { Database } from './database.ts'

/** What is asked for, except where the content comes from. */
export type Wanted = Omit<PutRequest, 'path'>

interface Content {
  readonly digest: string
  readonly files: readonly ArtifactFile[]
}

/**
 * Records content as the next version, unless it is a version already, and moves `latest` (unless
 * the request says no) and the aliases to it. A version that had expired is whole again.
 *
 * @throws UserError when the artifact holds another type
 */
export async function insertVersion(
  database: Database,
  request: Wanted,
  content: Content,
): Promise<{ readonly number: number; readonly isNew: boolean }> {
  const collection = await collectionFor(database, request)
  const known = await database.execute({
    sql: 'SELECT id, number FROM version WHERE collection = ? AND digest = ?',
    args: [collection, content.digest],
  })
  const row = known.rows[0] ?? (await insertRow(database, collection, request, content))
  const id = Number(row.id)
  if (known.rows.length > 0) await renewRow(database, id, request, content)
  const automatic = request.movesLatest === false ? [] : [latest]
  for (const alias of [...automatic, ...(request.aliases ?? [])])
    await moveAlias(database, { collection, id }, alias)
  return { number: Number(row.number), isNew: known.rows.length === 0 }
}

/** Writes the facts of a version that can be edited. */
export async function updateFacts(
  database: Database,
  id: number,
  {
    description,
    metadata,
    tags,
    timeToLive,
  }: Pick<Artifact, 'description' | 'metadata' | 'tags' | 'timeToLive'>,
): Promise<void> {
  await database.execute({
    sql: 'UPDATE version SET description = ?, metadata = ?, tags = ?, ttl = ? WHERE id = ?',
    args: [description, JSON.stringify(metadata), JSON.stringify(tags), timeToLive ?? null, id],
  })
}

/** Notes that the bytes of versions are gone. */
export async function markCollected(database: Database, ids: readonly number[]): Promise<void> {
  await database.execute({
    sql: 'UPDATE version SET collected_at = ? WHERE id IN (SELECT value FROM json_each(?))',
    args: [new Date().toISOString(), JSON.stringify(ids)],
  })
}

async function collectionFor(database: Database, { project, name, type }: Wanted): Promise<number> {
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
  { description = '', metadata = {}, tags = [], timeToLive = null, producedBy }: Wanted,
  { digest, files }: Content,
): Promise<Readonly<Record<string, unknown>>> {
  const counted = await database.execute({
    sql: 'UPDATE collection SET next = next + 1 WHERE id = ? RETURNING next - 1 AS number',
    args: [collection],
  })
  const number = Number(counted.rows[0]?.number)
  const { rows } = await database.execute({
    sql: `INSERT INTO version (collection, number, digest, description, metadata, created_at, produced_by, tags, ttl,
        referred)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id, number`,
    args: [
      collection,
      number,
      digest,
      description,
      JSON.stringify(metadata),
      new Date().toISOString(),
      producedBy ?? null,
      JSON.stringify(tags),
      timeToLive,
      referredIn(files),
    ],
  })
  if (referredIn(files) !== null) return rows[0] ?? {}
  await database.execute({
    sql: `INSERT INTO file (version, path, size, digest)
      SELECT ?, value ->> 'path', value ->> 'size', value ->> 'digest' FROM json_each(?)`,
    args: [Number(rows[0]?.id), JSON.stringify(files)],
  })
  return rows[0] ?? {}
}

/** The same content was put again: its time begins anew, and where it is referred to is what was said last. */
async function renewRow(
  database: Database,
  id: number,
  { tags = [], timeToLive }: Wanted,
  { files }: Content,
): Promise<void> {
  await database.execute({
    sql: `UPDATE version SET put_at = ?, collected_at = NULL, referred = ?, ttl = iif(?, ?, ttl),
      tags = (SELECT json_group_array(DISTINCT value)
        FROM (SELECT value FROM json_each(ifnull(version.tags, '[]')) UNION SELECT value FROM json_each(?)))
      WHERE id = ?`,
    args: [
      new Date().toISOString(),
      referredIn(files),
      timeToLive !== undefined,
      timeToLive ?? null,
      JSON.stringify(tags),
      id,
    ],
  })
}

/** The files that have no bytes in the store, as JSON; `null` for those that have. */
function referredIn(files: readonly ArtifactFile[]): string | null {
  return files.some(({ uri }) => uri !== undefined) ? JSON.stringify(files) : null
}
