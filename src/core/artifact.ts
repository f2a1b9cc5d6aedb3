import { UserError } from './errors.ts'
import type { Json } from './value.ts'

/** What the user wrote, taken apart. `alias` is `latest`, a version such as `v3`, or a free word. */
export interface ArtifactReference {
  readonly project: string
  readonly name: string
  readonly alias: string
}

export interface ArtifactFile {
  /** Where the file was below the folder that was put, with `/` between the parts; its name for a single file. */
  readonly path: string
  /** Bytes. */
  readonly size: number
  /** SHA-256 of the bytes, hex. */
  readonly digest: string
}

/** One immutable version of a named artifact. Only its aliases move. */
export interface Artifact {
  readonly project: string
  readonly name: string
  /** `v0`, `v1`, … */
  readonly version: string
  readonly aliases: readonly string[]
  readonly type: string
  readonly description: string
  /** SHA-256 over the lines `path:digest` of all files, sorted by path, hex. */
  readonly digest: string
  /** Sorted by path, at least one. */
  readonly files: readonly ArtifactFile[]
  readonly metadata: Readonly<Record<string, Json>>
  /** ISO 8601 in UTC. */
  readonly createdAt: string
  /** The run that made it. */
  readonly producedBy?: string
}

/** An artifact whose bytes were read once and have the digests under which they were stored. */
export interface OpenedArtifact {
  readonly artifact: Artifact
  /** One absolute path per file of the artifact, in the same order, each ending in the file's logical path. */
  readonly paths: readonly string[]
}

export interface PutRequest {
  /** An absolute path of a file or of a folder, which is stored with everything below it. */
  readonly path: string
  readonly project: string
  readonly name: string
  /** By default what the earlier versions are, or `dataset`. */
  readonly type?: string
  readonly aliases?: readonly string[]
  /** Whether `latest` moves to the version, which it does unless this is false. */
  readonly movesLatest?: boolean
  readonly description?: string
  readonly metadata?: Readonly<Record<string, Json>>
  readonly producedBy?: string
  readonly signal?: AbortSignal
}

export interface PutResult {
  readonly artifact: Artifact
  /** False when the same content was there already; its version, description and metadata then stay as they are. */
  readonly isNew: boolean
}

export interface GarbageReport {
  readonly removedFiles: number
  readonly removedBytes: number
  /** Not referenced, but so recent that a command under way may be about to refer to them. */
  readonly recentFiles: number
}

/** Versioned artifacts. Reading changes nothing and needs no permission to write. */
export interface ArtifactStore {
  /** Where it is, for messages. */
  readonly location: string
  put(request: PutRequest): Promise<PutResult>
  /** @throws UserError with exit code 3 when there is no such project, name, version or alias. */
  find(reference: ArtifactReference): Promise<Artifact>
  /** Sorted by project, name and age, the newest version first. */
  list(filter?: { readonly project?: string; readonly name?: string }): Promise<readonly Artifact[]>
  /** @throws UserError with exit code 3 when it is unknown, or when a file is missing or damaged. */
  open(reference: ArtifactReference): Promise<OpenedArtifact>
  /** Lets a free alias point at a version, away from the one that it points at now. */
  setAlias(reference: ArtifactReference, alias: string): Promise<Artifact>
  /** @returns the version that the alias pointed at, without it */
  removeAlias(reference: ArtifactReference, alias: string): Promise<Artifact>
  /** @throws UserError when aliases other than `latest` point at it, unless `force` is given. */
  remove(reference: ArtifactReference, options?: { readonly force?: boolean }): Promise<Artifact>
  /** Frees the bytes that no version refers to. */
  collectGarbage(options?: { readonly dryRun?: boolean }): Promise<GarbageReport>
  /** Removes what `open` had to lay out outside of a store that may not be written. Idempotent. */
  close(): Promise<void>
}

export const latest = 'latest'
export const defaultProject = 'default'

/**
 * The parts of `[project/]name[:alias]`. Without an alias it is `latest`.
 *
 * @throws UserError when a part is not a possible name.
 * @example parseArtifactReference('rentals/train.csv:prod') // { project: 'rentals', name: 'train.csv', alias: 'prod' }
 */
export function parseArtifactReference(text: string, project = defaultProject): ArtifactReference {
  const colon = text.indexOf(':')
  const path = colon < 0 ? text : text.slice(0, colon)
  const alias = colon < 0 ? latest : text.slice(colon + 1)
  const parts = path.split('/')
  if (parts.length > 2)
    throw new UserError(`${JSON.stringify(text)} is not the name of an artifact.`, {
      hint: 'Artifacts are written name, name:v3, name:latest or project/name:alias.',
    })
  return {
    project: artifactName('project', parts.length === 2 ? (parts[0] ?? '') : project),
    name: artifactName('artifact', parts.at(-1) ?? ''),
    alias: artifactName('alias', alias),
  }
}

/** `name:alias`, with the project in front unless it is the one given. */
export function formatArtifactReference(
  { project, name, alias }: ArtifactReference,
  currentProject = defaultProject,
): string {
  return `${project === currentProject ? '' : `${project}/`}${name}:${alias}`
}

/**
 * A name in Unicode's composed form (NFC), so that it is the same on every file system.
 *
 * @throws UserError unless it has 1 to 128 characters, none of them `/`, `\`, `:` or invisible, no space at
 * either end, and is neither `.` nor `..`.
 */
export function artifactName(kind: 'project' | 'artifact' | 'alias' | 'type', text: string): string {
  const name = text.normalize('NFC')
  const trouble = troubleWith(name)
  if (trouble === undefined) return name
  const shown = name.length > 60 ? `${name.slice(0, 60)}…` : name
  throw new UserError(`${JSON.stringify(shown)} cannot be the name of ${articled(kind)}: ${trouble}.`)
}

/**
 * An alias that a user may set: a name that is neither `latest` nor looks like a version.
 *
 * @throws UserError otherwise
 */
export function freeAlias(text: string): string {
  const alias = artifactName('alias', text)
  if (alias.toLowerCase() === latest)
    throw new UserError('The alias latest always points at the newest content and cannot be set.')
  if (/^v\d+$/i.test(alias))
    throw new UserError(`${alias} cannot be an alias: it looks like a version, and versions do not move.`)
  return alias
}

/** The number of a version: 3 for `v3`; `undefined` for an alias. */
export function versionNumber(alias: string): number | undefined {
  return /^v(0|[1-9]\d{0,14})$/.test(alias) ? Number(alias.slice(1)) : undefined
}

function troubleWith(name: string): string | undefined {
  if (name === '') return 'it is empty'
  if (name.length > 128) return `it has ${name.length} characters, and 128 are the limit`
  const reserved = /[/\\:]/.exec(name)?.[0]
  if (reserved !== undefined) return `it contains ${reserved}`
  if (/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(name)) return 'it contains an invisible character'
  if (name !== name.trim()) return 'it begins or ends with a space'
  if (name === '.' || name === '..') return 'it means a folder'
  return undefined
}

function articled(kind: string): string {
  return /^[aeiou]/.test(kind) ? `an ${kind}` : `a ${kind}`
}
