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
  /** Bytes. Absent where the file is only referred to and nobody told. */
  readonly size?: number
  /**
   * SHA-256 of the bytes, hex. Of a file that is only referred to, what its state is known by: `sha256:…` of the bytes,
   * `etag:…` of the server, `modified:…` with the server's time and the size, or `uri:…` with the SHA-256 of the URI.
   */
  readonly digest: string
  /** Where the bytes are, of a file that is only referred to. It can hold credentials. */
  readonly uri?: string
}

/** One version of a named artifact. Its content never changes; its aliases move, and its facts can be edited. */
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
  /** Sorted. */
  readonly tags: readonly string[]
  /** ISO 8601 in UTC. */
  readonly createdAt: string
  /** The run that made it. */
  readonly producedBy?: string
  /** Seconds, from when its content was put the last time. Absent where it stays for ever. */
  readonly timeToLive?: number
  /** When the time to live is over, ISO 8601 in UTC. */
  readonly expiresAt?: string
  /** When its bytes were removed because it had expired, ISO 8601 in UTC. */
  readonly collectedAt?: string
  /** Whether it cannot be opened: its bytes were removed, or its time is over and no alias but `latest` holds it. */
  readonly isExpired: boolean
}

/** An artifact whose bytes were read once and have the digests under which they were stored. */
export interface OpenedArtifact {
  /** With the files that were opened. */
  readonly artifact: Artifact
  /** One absolute path per file of the artifact, in the same order, each ending in the file's logical path. */
  readonly paths: readonly string[]
}

interface VersionRequest {
  readonly project: string
  readonly name: string
  /** By default what the earlier versions are, or `dataset`. */
  readonly type?: string
  readonly aliases?: readonly string[]
  /** Whether `latest` moves to the version, which it does unless this is false. */
  readonly movesLatest?: boolean
  readonly description?: string
  readonly metadata?: Readonly<Record<string, Json>>
  readonly tags?: readonly string[]
  /** Seconds, or `null` for ever. By default what it is already, for ever for a new version. */
  readonly timeToLive?: number | null
  readonly producedBy?: string
  readonly signal?: AbortSignal
}

export interface PutRequest extends VersionRequest {
  /** An absolute path of a file or of a folder, which is stored with everything below it. */
  readonly path: string
}

export interface ReferRequest extends VersionRequest {
  /** `http`, `https`, `file` (a folder is all files below it), or any other scheme, whose bytes are not looked at. */
  readonly uri: string
}

export interface PutResult {
  readonly artifact: Artifact
  /**
   * False when the same content was there already. Its version, description and metadata then stay as they are, tags are
   * added, and its time to live begins anew.
   */
  readonly isNew: boolean
}

/** What can be changed of a version. */
export interface ArtifactChanges {
  readonly description?: string
  /** Added, or put in the place of what has the same key. */
  readonly metadata?: Readonly<Record<string, Json>>
  readonly withoutMetadata?: readonly string[]
  /** Added. */
  readonly tags?: readonly string[]
  readonly withoutTags?: readonly string[]
  /** Seconds from when the content was put the last time, or `null` for ever. */
  readonly timeToLive?: number | null
}

export interface GarbageReport {
  /** Versions that lost their bytes now. */
  readonly expiredVersions: number
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
  /**
   * Records where bytes are, and the state that they are in now.
   *
   * @throws UserError when the URI is none, or its server or file cannot be read
   */
  refer(request: ReferRequest): Promise<PutResult>
  /** @throws UserError with exit code 3 when there is no such project, name, version or alias. */
  find(reference: ArtifactReference): Promise<Artifact>
  /** Sorted by project, name and age, the newest version first. */
  list(filter?: { readonly project?: string; readonly name?: string }): Promise<readonly Artifact[]>
  /**
   * @param options.path the one file that is wanted; by default all are
   * @throws UserError with exit code 3 when it is unknown or expired, or when a file is missing, damaged, or no longer
   * what was referred to
   */
  open(
    reference: ArtifactReference,
    options?: { readonly path?: string; readonly signal?: AbortSignal },
  ): Promise<OpenedArtifact>
  /** Changes what is not content. */
  edit(reference: ArtifactReference, changes: ArtifactChanges): Promise<Artifact>
  /** Lets a free alias point at a version, away from the one that it points at now. */
  setAlias(reference: ArtifactReference, alias: string): Promise<Artifact>
  /** @returns the version that the alias pointed at, without it */
  removeAlias(reference: ArtifactReference, alias: string): Promise<Artifact>
  /** @throws UserError when aliases other than `latest` point at it, unless `force` is given. */
  remove(reference: ArtifactReference, options?: { readonly force?: boolean }): Promise<Artifact>
  /** Frees the bytes of expired versions, and those that no version refers to. */
  collectGarbage(options?: { readonly dryRun?: boolean }): Promise<GarbageReport>
  /** Removes what `open` had to lay out outside of a store that may not be written. Idempotent. */
  close(): Promise<void>
}

export const latest = 'latest'
export const defaultProject = 'default'

/**
 * The parts of `[[entity/]project/]name[:alias]`. Without an alias it is `latest`. The entity, which says whose project
 * it is on a server, means nothing in a store of one's own, and is left out.
 *
 * @throws UserError when a part is not a possible name.
 * @example parseArtifactReference('rentals/train.csv:prod') // { project: 'rentals', name: 'train.csv', alias: 'prod' }
 */
export function parseArtifactReference(text: string, project = defaultProject): ArtifactReference {
  const colon = text.indexOf(':')
  const path = colon < 0 ? text : text.slice(0, colon)
  const alias = colon < 0 ? latest : text.slice(colon + 1)
  const parts = path.split('/')
  if (parts.length > 3)
    throw new UserError(`${JSON.stringify(text)} is not the name of an artifact.`, {
      hint: 'Artifacts are written name, name:v3, name:latest or project/name:alias.',
    })
  if (parts.length === 3) artifactName('entity', parts[0] ?? '')
  return {
    project: artifactName('project', parts.at(-2) ?? project),
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
export function artifactName(
  kind: 'entity' | 'project' | 'artifact' | 'alias' | 'type',
  text: string,
): string {
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
