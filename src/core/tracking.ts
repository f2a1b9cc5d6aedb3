import type { Json } from './value.ts'

/** How a run ended, or that it has not. `crashed`: its process is gone and never said how it ended. */
type RunState = 'running' | 'finished' | 'failed' | 'killed' | 'crashed'

/** What is known of a run when it starts. */
interface RunStart {
  /** 16 hex digits. */
  readonly id: string
  readonly project: string
  /** What belongs together, such as an experiment. */
  readonly group: string
  /** Of a step, its name; of a pipeline, the name of its configuration. */
  readonly name: string
  /** The stage that a step runs, or `pipeline`. */
  readonly jobType: string
  /** The run of the pipeline that a step belongs to. */
  readonly parent?: string
  /** Parameters after defaults. */
  readonly config: Json
  readonly command: readonly string[]
  /** Of the working tree, where it is one of git. */
  readonly commit?: string
  /** ISO 8601 in UTC. */
  readonly startedAt: string
}

interface RunEnd {
  readonly id: string
  readonly state: Exclude<RunState, 'running' | 'crashed'>
  /** ISO 8601 in UTC. */
  readonly endedAt: string
  /** What is worth comparing: the last value of each metric, and facts. */
  readonly summary: Readonly<Record<string, Json>>
  /** Why it did not finish, one sentence. */
  readonly failure?: string
  /** The run whose outputs this one took over, being the same work. */
  readonly cachedFrom?: string
}

export interface Run extends RunStart, Partial<Omit<RunEnd, 'id' | 'state'>> {
  readonly state: RunState
}

export interface Metric {
  readonly run: string
  readonly key: string
  /** Counts from 0; of two values at the same step the later one stays. */
  readonly step: number
  /** Any number, NaN and infinities too. */
  readonly value: number
}

/** A version of an artifact as runs refer to it: it stays when the version is removed. */
export interface VersionLink {
  readonly project: string
  readonly name: string
  /** `v0`, `v1`, … */
  readonly version: string
  readonly digest: string
}

/** The parts of a version, or of what refers to one, by which runs refer to it. */
export function linkOf({ project, name, version, digest }: VersionLink): VersionLink {
  return { project, name, version, digest }
}

/** That a run took a version, or made it. */
export interface Lineage extends VersionLink {
  readonly run: string
  readonly role: 'used' | 'produced'
  /** The name of the input or output. */
  readonly port: string
}

/** A file of a run that is no artifact, such as a plot. */
export interface RunFile {
  readonly run: string
  /** `/` between the parts. */
  readonly path: string
  /** Bytes. */
  readonly size: number
  /** SHA-256 of the bytes, hex. */
  readonly digest: string
}

/** The outcome of a stage's work, to be taken over by the same work later. */
export interface CachedWork {
  /** SHA-256 of the work, hex. */
  readonly key: string
  /** The run that did it. */
  readonly run: string
  /** ISO 8601 in UTC. */
  readonly createdAt: string
  /** By output; those that were not written are left out. */
  readonly outputs: Readonly<Record<string, VersionLink>>
  readonly summary: Readonly<Record<string, Json>>
}

/** Aliases to be pointed at a version; `latest` is one like any other here. */
export interface AliasMove extends VersionLink {
  readonly aliases: readonly string[]
}

/** What is recorded together, all or nothing. */
export interface TrackingChanges {
  readonly started?: readonly RunStart[]
  readonly ended?: readonly RunEnd[]
  readonly metrics?: readonly Metric[]
  readonly lineage?: readonly Lineage[]
  readonly files?: readonly RunFile[]
  readonly cached?: readonly CachedWork[]
  readonly aliases?: readonly AliasMove[]
}

export interface RunFilter {
  readonly project?: string
  readonly group?: string
  readonly parent?: string
  /** Whether the runs of a pipeline's steps are left out. */
  readonly isTop?: boolean
  /** The newest ones. */
  readonly limit?: number
}

/** The runs of a store, with what they measured, took and made. Reading changes nothing. */
export interface Tracking {
  /** Where it is, for messages. */
  readonly location: string
  write(changes: TrackingChanges): Promise<void>
  /** Copies a file into the store, to be named in `files` of a later change. */
  addFile(path: string): Promise<Pick<RunFile, 'size' | 'digest'>>
  /** The newest first. */
  runs(filter?: RunFilter): Promise<readonly Run[]>
  /** @throws UserError when a text is the beginning of no run's id, or of several */
  find(text: string): Promise<Run>
  /** In the order of keys and steps. */
  metrics(run: string): Promise<readonly Metric[]>
  files(run: string): Promise<readonly RunFile[]>
  /** An absolute path of a file's bytes. @throws UserError with exit code 3 when they are gone or damaged */
  openFile(file: RunFile): Promise<string>
  /** What runs took and made, the oldest first: of one run, or of all versions of one artifact. */
  lineage(
    filter: { readonly run: string } | { readonly project: string; readonly name: string },
  ): Promise<readonly Lineage[]>
  /** Work done earlier, unless a version that it made is gone or expired. */
  recall(key: string): Promise<CachedWork | undefined>
}
