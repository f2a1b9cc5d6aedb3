import { latest } from '../core/artifact.ts'
import type { StageCheck } from '../core/stage.ts'
import type { AliasMove, CachedWork, Lineage, VersionLink } from '../core/tracking.ts'
import type { Json } from '../core/value.ts'
import type { Made } from '../run/pipeline/pipeline.ts'
import type { Step } from './pipelineSteps.ts'
import { newRunId } from './runId.ts'

export type Facts = Readonly<Record<string, Json>>

/** What a step made, or took over. */
export interface StepMade extends Made {
  readonly run: string
  readonly summary: Facts
  /** Aliases that the stage wants to be moved. */
  readonly aliases: readonly AliasMove[]
  /** When the work was done, of work that is taken over; ISO 8601. */
  readonly cachedAt?: string
  readonly milliseconds?: number
  /** What checks found that were not met. */
  readonly unmet: readonly StageCheck[]
}

/** Whether the outputs of earlier work are those that the step is to make, under the same names. */
export function makesAll(step: Step, { outputs }: CachedWork): boolean {
  return step.outputs.every(({ port, artifact, isOptional }) => {
    const link = outputs[port]
    return link === undefined ? isOptional : `${link.project}/${link.name}` === artifact
  })
}

/** What earlier work made, as a step of a new run. */
export function recalled(step: Step, work: CachedWork): StepMade {
  const made = step.outputs.flatMap(({ port, artifact }) => {
    const link = work.outputs[port]
    return link ? [[artifact, link] as const] : []
  })
  return {
    run: newRunId(),
    outputs: new Map(made),
    summary: work.summary,
    aliases: [],
    unmet: [],
    cachedAt: work.createdAt,
  }
}

/** Work that is done, to be recalled under its key. */
export function cachedWork(
  { outputs: declared }: Step,
  key: string,
  run: string,
  outputs: ReadonlyMap<string, VersionLink>,
  summary: Facts,
): CachedWork {
  const byPort = declared.flatMap(({ port, artifact }) => {
    const link = outputs.get(artifact)
    return link ? [[port, link] as const] : []
  })
  return {
    key,
    run,
    createdAt: new Date().toISOString(),
    outputs: Object.fromEntries(byPort),
    summary,
  }
}

/** The aliases that move when the run has ended well. */
export function movesOf(step: Step, { outputs, aliases }: StepMade): readonly AliasMove[] {
  const own = step.outputs.flatMap(output => {
    const link = outputs.get(output.artifact)
    return link ? [{ ...link, aliases: [latest, ...output.aliases] }] : []
  })
  return [...own, ...aliases]
}

/** That a run took versions at its inputs, or made them at its outputs; those that are not there are left out. */
export function edgesOf(
  run: string,
  role: Lineage['role'],
  ports: readonly { readonly port: string; readonly artifact: string }[],
  versions: ReadonlyMap<string, VersionLink>,
): readonly Lineage[] {
  return ports.flatMap(({ port, artifact }) => {
    const link = versions.get(artifact)
    return link ? [{ run, role, port, ...link }] : []
  })
}
