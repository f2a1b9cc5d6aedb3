import {
  type Artifact,
  formatArtifactReference,
  type GarbageReport,
  latest,
  type PutResult,
} from '../core/artifact.ts'
import { withoutCredentials } from '../core/credentials.ts'
import { formatBytes, formatCount, formatList, plural } from '../core/format.ts'
import { formatTimeToLive } from '../core/timeToLive.ts'
import type { Run } from '../core/tracking.ts'
import type { Json } from '../core/value.ts'
import { shortId } from './runsText.ts'
import { minute, printable, table } from './table.ts'

/** What `put` says: the version, what points at it, and whether it is a new one. */
export function putText({ artifact, isNew }: PutResult, project: string): string {
  const parts = isNew
    ? [named(artifact, project), sizeText(artifact), `digest ${artifact.digest.slice(0, 8)}…`]
    : [named(artifact, project), `same content as ${artifact.version}, no new version`]
  return `${parts.join(' · ')}\n`
}

/** `train.csv:v3 (latest, prod)`, `train.csv:v2 (expired)` */
export function named(artifact: Artifact, project: string): string {
  const { aliases, version, isExpired } = artifact
  const reference = formatArtifactReference({ ...artifact, alias: version }, project)
  const words = isExpired ? [...aliases, 'expired'] : aliases
  return words.length === 0 ? reference : `${reference} (${words.join(', ')})`
}

/** A version as it may be shown: without the credentials of what it refers to. */
export function masked(artifact: Artifact): Artifact {
  const files = artifact.files.map(file =>
    file.uri === undefined ? file : { ...file, uri: withoutCredentials(file.uri) },
  )
  return { ...artifact, files }
}

/** When a version expires, or has expired. */
export function lifeText({ timeToLive, expiresAt, collectedAt, isExpired, aliases }: Artifact): string {
  if (collectedAt !== undefined) return `expired, its bytes were removed on ${minute(collectedAt)} UTC`
  if (timeToLive === undefined || expiresAt === undefined) return 'stays for ever'
  const time = `${minute(expiresAt)} UTC`
  if (isExpired) return `expired on ${time}, gc removes its bytes`
  const holding = aliases.filter(alias => alias !== latest)
  const unless = holding.length === 0 ? '' : `, unless ${formatList(holding)} still points at it`
  return `expires on ${time}, after ${formatTimeToLive(timeToLive)}${unless}`
}

/** `2.9 MB`, `3 files, 12 MB`; `size unknown` where nobody told how large a file is that is referred to. */
export function sizeText({ files }: Artifact): string {
  const isKnown = files.every(({ size }) => size !== undefined)
  const bytes = isKnown ? formatBytes(files.reduce((sum, { size = 0 }) => sum + size, 0)) : 'size unknown'
  return files.length === 1 ? bytes : `${plural(files.length, 'file')}, ${bytes}`
}

/** A line per artifact, about its newest version. `artifacts` has the newest version of each first. */
export function artifactsTable(artifacts: readonly Artifact[], project: string): string {
  const byName = new Map<string, Artifact[]>()
  for (const artifact of artifacts) {
    const name = artifact.project === project ? artifact.name : `${artifact.project}/${artifact.name}`
    byName.set(name, [...(byName.get(name) ?? []), artifact])
  }
  const rows = [...byName].map(([name, [newest, ...older]]) =>
    newest === undefined
      ? []
      : [
          name,
          newest.isExpired ? `${newest.version} (expired)` : newest.version,
          formatCount(older.length + 1),
          newest.type,
          sizeText(newest),
          minute(newest.createdAt),
        ],
  )
  return table(['NAME', 'NEWEST', 'VERSIONS', 'TYPE', 'SIZE', 'CREATED (UTC)'], rows)
}

/** A line per version of one artifact. */
export function versionsTable(artifacts: readonly Artifact[]): string {
  const rows = artifacts.map(artifact => [
    artifact.version,
    [...artifact.aliases, ...(artifact.isExpired ? ['expired'] : [])].join(', '),
    sizeText(artifact),
    artifact.digest.slice(0, 8),
    minute(artifact.createdAt),
    printable(artifact.description),
  ])
  return table(['VERSION', 'ALIASES', 'SIZE', 'DIGEST', 'CREATED (UTC)', 'DESCRIPTION'], rows)
}

interface Users {
  readonly madeBy?: Run | undefined
  readonly users: readonly Run[]
}

/** Everything that is known of a version, with the runs that made and took it. */
export function artifactText(artifact: Artifact, runs: Users, project: string): string {
  const known = factsOf(artifact, runs).filter(([, text]) => text !== '')
  const lines = known.map(([label, text]) => `  ${label.padEnd(11)}  ${text}\n`).join('')
  const name = formatArtifactReference({ ...artifact, alias: artifact.version }, project)
  return `${name}\n${lines}\n${filesTable(artifact)}`
}

function factsOf(artifact: Artifact, { madeBy, users }: Users): readonly (readonly [string, string])[] {
  const { aliases, type, description, digest, metadata, tags, producedBy, timeToLive, isExpired } = artifact
  return [
    ['project', artifact.project],
    ['aliases', aliases.join(', ')],
    ['type', type],
    ['tags', tags.join(', ')],
    ['description', printable(description)],
    ['digest', digest],
    ['created', `${minute(artifact.createdAt)} UTC`],
    ['life', timeToLive === undefined && !isExpired ? '' : lifeText(artifact)],
    ['produced by', madeBy ? runText(madeBy) : printable(producedBy ?? '')],
    ...users.map(run => ['used by', runText(run)] as const),
    ['size', sizeText(artifact)],
    ...Object.entries(metadata).map(
      ([key, value]) => ['metadata', `${printable(key)} = ${jsonText(value)}`] as const,
    ),
  ]
}

function filesTable({ files }: Artifact): string {
  const isReferred = files.some(({ uri }) => uri !== undefined)
  const rows = files.map(({ path, size, digest, uri = '' }) => [
    printable(path),
    size === undefined ? 'unknown' : formatBytes(size),
    printable(digest),
    ...(isReferred ? [printable(withoutCredentials(uri))] : []),
  ])
  return table(['FILE', 'SIZE', ...(isReferred ? ['STATE', 'WHERE'] : ['SHA-256'])], rows)
}

/** `train (run 3f2a91c0, 2026-11-23 06:12)` */
function runText({ name, id, startedAt }: Run): string {
  return `${printable(name)} (run ${shortId(id)}, ${minute(startedAt)})`
}

/** What `gc` says. */
export function garbageText(
  { expiredVersions, removedFiles, removedBytes, recentFiles }: GarbageReport,
  { dryRun = false }: { readonly dryRun?: boolean },
): string {
  const bytes = removedFiles === 0 ? '' : ` (${formatBytes(removedBytes)})`
  const verb = dryRun ? 'would take' : 'took'
  const versions = plural(expiredVersions, 'expired version')
  const expired = expiredVersions === 0 ? '' : `${verb} the bytes of ${versions}\n`
  const freed = `${expired}${dryRun ? 'would remove' : 'removed'} ${plural(removedFiles, 'unused file')}${bytes}\n`
  if (recentFiles === 0) return freed
  return `${freed}kept ${plural(recentFiles, 'unused file')} of the last hour, which a command under way may be about to use\n`
}

/** A fact: texts as they are, all else as JSON. */
export function jsonText(value: Json): string {
  return printable(typeof value === 'string' ? value : JSON.stringify(value))
}
