import type { VersionLink } from '../../core/tracking.ts'
import type { OrderedTask, Task } from './order.ts'

/** What a step made, by the names of artifacts, and whether those who wait for it may go on. */
export interface Made {
  readonly outputs: ReadonlyMap<string, VersionLink>
  /** Why nobody may go on, one sentence: a check of a gate that failed. */
  readonly closed?: string
  /** Whether another run did the work just now, and this one took it over. */
  readonly isTakenOver?: boolean
}

/** What became of a step. */
export type StepOutcome<T extends Task = Task, M extends Made = Made> = { readonly step: T } & (
  | { readonly state: 'done' | 'cached'; readonly made: M }
  /** A check of a gate failed. */
  | { readonly state: 'closed'; readonly made: M }
  | { readonly state: 'failed'; readonly error: unknown }
  /** It waits for a step that did not end well. */
  | { readonly state: 'stopped'; readonly by: string }
  /** It would run, or waits for one that would. */
  | { readonly state: 'planned' }
)

/** How a pipeline reaches the world. Artifacts are given by name. */
export interface StepWorker<T extends Task, M extends Made> {
  /** The version of an artifact that no step of the run makes; `undefined` where an optional one is not there. */
  outside(artifact: string, step: T): Promise<VersionLink | undefined>
  /** What the same work has made earlier. */
  recall(step: T, inputs: ReadonlyMap<string, VersionLink>): Promise<M | undefined>
  /** `undefined` where work is only to be planned. */
  perform(step: T, inputs: ReadonlyMap<string, VersionLink>): Promise<M | undefined>
  /** Called for each step as soon as it is known what became of it. */
  settled(outcome: StepOutcome<T, M>): void
}

/**
 * Runs steps, each as soon as those before it have ended well: every edge carries the very version that was made, and
 * names are not looked up in between. A step that fails, or a gate that closes, stops what waits for it; the others go
 * on. Never rejects.
 *
 * @returns what became of each step, in the order given
 */
export async function runPipeline<T extends Task, M extends Made>(
  ordered: readonly OrderedTask<T>[],
  worker: StepWorker<T, M>,
): Promise<readonly StepOutcome<T, M>[]> {
  const outcomes = new Map<string, Promise<StepOutcome<T, M>>>()
  for (const { task, after } of ordered) {
    const before = Promise.all(after.flatMap(name => outcomes.get(name) ?? []))
    const outcome = before.then(async ended => {
      const settled = await outcomeOf(task, ended, worker)
      worker.settled(settled)
      return settled
    })
    outcomes.set(task.name, outcome)
  }
  return Promise.all(outcomes.values())
}

async function outcomeOf<T extends Task, M extends Made>(
  step: T,
  before: readonly StepOutcome<T, M>[],
  worker: StepWorker<T, M>,
): Promise<StepOutcome<T, M>> {
  const bad = before.find(({ state }) => state === 'failed' || state === 'closed' || state === 'stopped')
  if (bad) return { step, state: 'stopped', by: bad.state === 'stopped' ? bad.by : bad.step.name }
  if (before.some(({ state }) => state === 'planned')) return { step, state: 'planned' }
  try {
    const inputs = await inputsOf(step, before, worker)
    const recalled = await worker.recall(step, inputs)
    if (recalled) return { step, state: 'cached', made: recalled }
    const made = await worker.perform(step, inputs)
    if (made === undefined) return { step, state: 'planned' }
    if (made.closed !== undefined) return { step, state: 'closed', made }
    return { step, state: made.isTakenOver ? 'cached' : 'done', made }
  } catch (error) {
    return { step, state: 'failed', error }
  }
}

async function inputsOf<T extends Task, M extends Made>(
  step: T,
  before: readonly StepOutcome<T, M>[],
  worker: StepWorker<T, M>,
): Promise<ReadonlyMap<string, VersionLink>> {
  const made = new Map(before.flatMap(outcome => ('made' in outcome ? [...outcome.made.outputs] : [])))
  // An output that a step of this run left out is not there, whatever an earlier run has made.
  const ownNames = new Set(before.flatMap(outcome => outcome.step.makes))
  const inputs = new Map<string, VersionLink>()
  for (const artifact of new Set(step.takes)) {
    const isOwn = ownNames.has(artifact)
    const version = isOwn ? made.get(artifact) : await worker.outside(artifact, step)
    if (version) inputs.set(artifact, version)
  }
  return inputs
}
