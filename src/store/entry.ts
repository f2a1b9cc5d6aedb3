import type { Artifact, ArtifactFile } from '../core/artifact.ts'
import { latest } from '../core/artifact.ts'

/** An artifact with the keys of its rows. */
export interface Entry {
  readonly id: number
  readonly collection: number
  readonly artifact: Artifact
}

type Row = Readonly<Record<string, unknown>>

/** A version from its row, which lacks the newer columns where an older version wrote the store. */
export function entryOf(row: Row): Entry {
  const files: readonly ArtifactFile[] = JSON.parse(String(row.referred ?? row.files))
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
      tags: JSON.parse(String(row.tags ?? '[]')),
      createdAt: String(row.created_at),
      ...(row.produced_by === null ? {} : { producedBy: String(row.produced_by) }),
      ...lifeOf(row, aliases),
    },
  }
}

function lifeOf(
  row: Row,
  aliases: readonly string[],
): Pick<Artifact, 'timeToLive' | 'expiresAt' | 'collectedAt' | 'isExpired'> {
  const collected = row.collected_at ? { collectedAt: String(row.collected_at) } : {}
  if (!row.ttl)
    return { ...collected, isExpired: row.collected_at !== null && row.collected_at !== undefined }
  const timeToLive = Number(row.ttl)
  const end = Date.parse(String(row.put_at ?? row.created_at)) + timeToLive * 1000
  const isHeld = aliases.some(alias => alias !== latest)
  return {
    timeToLive,
    expiresAt: new Date(end).toISOString(),
    ...collected,
    isExpired: 'collectedAt' in collected || (end <= Date.now() && !isHeld),
  }
}

function byLatestThenName(a: string, b: string): number {
  return Number(b === latest) - Number(a === latest) || (a < b ? -1 : 1)
}
