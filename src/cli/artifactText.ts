import {
  type Artifact,
  formatArtifactReference,
  type GarbageReport,
  type PutResult,
} from '../core/artifact.ts'
import { formatBytes, formatCount, plural } from '../core/format.ts'
import type { Json } from '../core/value.ts'
import { minute, printable, table } from './table.ts'

/** What `put` says: the version, what points at it, and whether it is a new one. */
export function putText({ artifact, isNew }: PutResult, project: string): string {
  const parts = isNew
    ? [named(artifact, project), sizeText(artifact), `digest ${artifact.digest.slice(0, 8)}…`]
    : [named(artifact, project), `same content as ${artifact.version}, no new version`]
  return `${parts.join(' · ')}\n`
}

/** `train.csv:v3 (latest, prod)` */
export function named(artifact: Artifact, project: string): string {
  const { aliases, version } = artifact
  const reference = formatArtifactReference({ ...artifact, alias: version }, project)
  return aliases.length === 0 ? reference : `${reference} (${aliases.join(', ')})`
}

/** `2.9 MB`, `3 files, 12 MB` */
export function sizeText({ files }: Artifact): string {
  const bytes = formatBytes(files.reduce((sum, file) => sum + file.size, 0))
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
          newest.version,
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
    artifact.aliases.join(', '),
    sizeText(artifact),
    artifact.digest.slice(0, 8),
    minute(artifact.createdAt),
    printable(artifact.description),
  ])
  return table(['VERSION', 'ALIASES', 'SIZE', 'DIGEST', 'CREATED (UTC)', 'DESCRIPTION'], rows)
}

/** Everything that is known of a version. */
export function artifactText(artifact: Artifact, project: string): string {
  const { aliases, type, description, digest, metadata, producedBy, files } = artifact
  const facts: readonly (readonly [string, string])[] = [
    ['project', artifact.project],
    ['aliases', aliases.join(', ')],
    ['type', type],
    ['description', printable(description)],
    ['digest', digest],
    ['created', `${minute(artifact.createdAt)} UTC`],
    ['produced by', printable(producedBy ?? '')],
    ['size', sizeText(artifact)],
    ...Object.entries(metadata).map(
      ([key, value]) => ['metadata', `${printable(key)} = ${jsonText(value)}`] as const,
    ),
  ]
  const known = facts.filter(([, text]) => text !== '')
  const lines = known.map(([label, text]) => `  ${label.padEnd(11)}  ${text}\n`).join('')
  const rows = files.map(file => [printable(file.path), formatBytes(file.size), file.digest])
  return `${formatArtifactReference({ ...artifact, alias: artifact.version }, project)}\n${lines}\n${table(['FILE', 'SIZE', 'SHA-256'], rows)}`
}

/** What `gc` says. */
export function garbageText(
  { removedFiles, removedBytes, recentFiles }: GarbageReport,
  { dryRun = false }: { readonly dryRun?: boolean },
): string {
  const bytes = removedFiles === 0 ? '' : ` (${formatBytes(removedBytes)})`
  const freed = `${dryRun ? 'would remove' : 'removed'} ${plural(removedFiles, 'unused file')}${bytes}\n`
  if (recentFiles === 0) return freed
  return `${freed}kept ${plural(recentFiles, 'unused file')} of the last hour, which a command under way may be about to use\n`
}

function jsonText(value: Json): string {
  return printable(typeof value === 'string' ? value : JSON.stringify(value))
}
