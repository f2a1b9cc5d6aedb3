import { mkdir, readdir, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { ArtifactStore } from '../core/artifact.ts'
import { parseArtifactReference } from '../core/artifact.ts'
import { messageOf, UserError } from '../core/errors.ts'
import type { StageInput } from '../core/stage.ts'
import {
  type AliasMove,
  type CachedWork,
  linkOf,
  type RunFile,
  type Tracking,
  type TrackingChanges,
  type VersionLink,
} from '../core/tracking.ts'
import type { Json } from '../core/value.ts'
import { cacheKey } from '../run/pipeline/cache-key.ts'
import type { StepOutcome, StepWorker } from '../run/pipeline/pipeline.ts'
import { currentCommit } from './commit.ts'
import type { Io } from './io.ts'
import type { Limiter } from './limiter.ts'
import type { Step } from './pipelineSteps.ts'
import { newRunId } from './runId.ts'
import { launchStage } from './stageLaunch.ts'
import type { FromStage } from './stageMessages.ts'
import { closedBy, Notes } from './stageNotes.ts'
import { launchProject } from './stageProject.ts'
import { cachedWork, edgesOf, type Facts, makesAll, movesOf, recalled, type StepMade } from './stepMade.ts'

/** What the runs of one command share. */
export interface Workshop {
  readonly store: ArtifactStore
  readonly tracking: Tracking
  /** How many stages may run at once. */
  readonly limiter: Limiter
  /** How many cores a stage may keep busy. */
  readonly cores: number
  /** Work under way, by its key: what two runs of a sweep have in common is done once. */
  readonly underWay: Map<string, Promise<StepMade>>
  /** An empty folder for outputs before they are stored. */
  readonly folder: string
  /** A folder for what stages keep. */
  readonly keep: string
  readonly io: Io
}

export interface PipelineRun {
  readonly id: string
  readonly project: string
  readonly group: string
  readonly name: string
  readonly config: Json
  readonly command: readonly string[]
  /** Where relative paths start. */
  readonly cwd: string
  /** Does all work again. */
  readonly isForced: boolean
  /** Only finds out what there is to do. */
  readonly isDry: boolean
  /** Told what goes on in steps. */
  readonly told: (step: string, message: FromStage) => void
  readonly settled: (outcome: StepOutcome<Step, StepMade>) => void
}

/** The steps of one run of a pipeline, as the scheduler calls them. */
export class PipelineWorker implements StepWorker<Step, StepMade> {
  readonly #run: PipelineRun
  readonly #shop: Workshop
  readonly #startedAt = new Date().toISOString()
  /** Of the working tree; looked up once for all steps. */
  readonly #commit: { readonly commit?: string }
  /** What is recorded with the next write. */
  #pending: TrackingChanges
  #aliases: AliasMove[] = []

  constructor(run: PipelineRun, shop: Workshop) {
    this.#run = run
    this.#shop = shop
    const { id, project, group, name, config, command } = run
    const commit = currentCommit(shop.io)
    this.#commit = commit === undefined ? {} : { commit }
    this.#pending = {
      started: [
        {
          ...{ id, project, group, name, config, command, jobType: 'pipeline', startedAt: this.#startedAt },
          ...this.#commit,
        },
      ],
    }
  }

  async outside(artifact: string, step: Step): Promise<VersionLink | undefined> {
    try {
      return linkOf(await this.#shop.store.find(parseArtifactReference(artifact)))
    } catch (error) {
      const isOptional = step.inputs.every(input => input.artifact !== artifact || input.isOptional)
      if (isOptional && error instanceof UserError) return undefined
      throw error
    }
  }

  async recall(step: Step, inputs: ReadonlyMap<string, VersionLink>): Promise<StepMade | undefined> {
    assertInputs(step, inputs)
    const key = await this.#keyOf(step, inputs)
    if (key === undefined || this.#run.isForced) return undefined
    const work = await this.#shop.tracking.recall(key)
    if (work === undefined || !makesAll(step, work)) return undefined
    const made = recalled(step, work)
    if (!this.#run.isDry) this.#recordRecalled(step, made, inputs, work)
    return made
  }

  async perform(step: Step, inputs: ReadonlyMap<string, VersionLink>): Promise<StepMade | undefined> {
    if (this.#run.isDry) return undefined
    const key = await this.#keyOf(step, inputs)
    if (key === undefined) return this.#shop.limiter(() => this.#work(step, inputs, undefined))
    const underWay = this.#shop.underWay.get(key)
    if (underWay) return this.#joined(step, inputs, await underWay)
    const working = this.#shop.limiter(() => this.#work(step, inputs, key))
    this.#shop.underWay.set(key, working)
    return working
  }

  settled(outcome: StepOutcome<Step, StepMade>): void {
    if ('made' in outcome) this.#aliases.push(...movesOf(outcome.step, outcome.made))
    this.#run.settled(outcome)
  }

  /** Records how the run ended, and, where all is well, lets aliases move: both, or neither. */
  async end(state: 'finished' | 'failed' | 'killed', summary: Facts, failure?: string): Promise<void> {
    const { id } = this.#run
    const endedAt = new Date().toISOString()
    await this.#write({
      ended: [{ id, state, endedAt, summary, ...(failure !== undefined && { failure }) }],
      aliases: state === 'finished' ? this.#aliases : [],
    })
  }

  async #write(changes: TrackingChanges): Promise<void> {
    const pending = this.#pending
    this.#pending = {}
    await this.#shop.tracking.write(together(pending, changes))
  }

  readonly #keys = new WeakMap<Step, Promise<string | undefined>>()

  #keyOf(step: Step, inputs: ReadonlyMap<string, VersionLink>): Promise<string | undefined> {
    const known = this.#keys.get(step)
    if (known) return known
    const key = this.#newKey(step, inputs)
    this.#keys.set(step, key)
    return key
  }

  /** `undefined` where work has to be done whatever was done before. */
  async #newKey(step: Step, inputs: ReadonlyMap<string, VersionLink>): Promise<string | undefined> {
    const { stage, codeDigest, params, seed, settings } = step
    if ((settings.cache ?? stage.cache) === 'never') return undefined
    const signal = this.#shop.io.signal ?? new AbortController().signal
    const outside = await stage.fingerprint?.({ params, cwd: this.#run.cwd, signal })
    if (stage.fingerprint && outside === undefined) return undefined
    const digests = step.inputs.flatMap(({ port, artifact }) => {
      const link = inputs.get(artifact)
      return link ? [[port, link.digest] as const] : []
    })
    const decisive = stage.decisive?.(params) ?? params
    return cacheKey({
      ...{ stage: stage.name, version: stage.version, codeDigest, params: decisive, seed },
      inputs: Object.fromEntries(digests),
      ...(outside !== undefined && { outside }),
    })
  }

  #recordRecalled(
    step: Step,
    made: StepMade,
    inputs: ReadonlyMap<string, VersionLink>,
    { run: cachedFrom, summary }: Pick<CachedWork, 'run' | 'summary'>,
  ): void {
    const at = new Date().toISOString()
    this.#pending = together(this.#pending, {
      started: [this.#startOf(step, made.run, at)],
      ended: [{ id: made.run, state: 'finished', endedAt: at, summary, cachedFrom }],
      lineage: [
        ...edgesOf(made.run, 'used', step.inputs, inputs),
        ...edgesOf(made.run, 'produced', step.outputs, made.outputs),
      ],
    })
  }

  /** The outcome of work that another run of the same sweep did. */
  #joined(step: Step, inputs: ReadonlyMap<string, VersionLink>, of: StepMade): StepMade {
    const cachedAt = new Date().toISOString()
    const made = { ...of, run: newRunId(), cachedAt, milliseconds: undefined, isTakenOver: true }
    // A gate that closed has no outcome to be taken over.
    if (of.closed === undefined) this.#recordRecalled(step, made, inputs, of)
    return made
  }

  #startOf(step: Step, id: string, startedAt: string) {
    const { project, group, id: parent, command } = this.#run
    return {
      ...{ id, project, group, name: step.name, jobType: step.stage.name, parent, command, startedAt },
      config: step.params,
      ...this.#commit,
    }
  }

  async #work(
    step: Step,
    inputs: ReadonlyMap<string, VersionLink>,
    key: string | undefined,
  ): Promise<StepMade> {
    const id = newRunId()
    const started = performance.now()
    await this.#write({
      started: [this.#startOf(step, id, new Date().toISOString())],
      lineage: edgesOf(id, 'used', step.inputs, inputs),
    })
    const folder = join(this.#shop.folder, id)
    const notes = new Notes(id)
    try {
      await this.#launch(step, inputs, folder, notes)
      const outputs = await this.#store(step, folder, id, notes)
      const files = await this.#files(id, notes)
      const closed = step.isGate ? closedBy(notes.checks) : undefined
      const endedAt = new Date().toISOString()
      const failure = closed === undefined ? {} : { failure: closed }
      const ended = { id, endedAt, summary: notes.summary(), ...failure }
      await this.#write({
        metrics: notes.metrics,
        files,
        lineage: edgesOf(id, 'produced', step.outputs, outputs),
        ended: [{ ...ended, state: closed === undefined ? 'finished' : 'failed' }],
        cached:
          key === undefined || closed !== undefined
            ? []
            : [cachedWork(step, key, id, outputs, notes.summary())],
      })
      return {
        run: id,
        outputs,
        summary: notes.summary(),
        aliases: notes.aliases,
        unmet: notes.checks.filter(({ passed }) => !passed),
        milliseconds: performance.now() - started,
        ...(closed !== undefined && { closed }),
      }
    } catch (error) {
      const state = this.#shop.io.signal?.aborted ? 'killed' : 'failed'
      const ended = { id, state, endedAt: new Date().toISOString(), summary: notes.summary() } as const
      await this.#write({ metrics: notes.metrics, ended: [{ ...ended, failure: messageOf(error) }] })
      throw error
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }

  async #launch(
    step: Step,
    inputs: ReadonlyMap<string, VersionLink>,
    folder: string,
    notes: Notes,
  ): Promise<void> {
    const opened: [string, StageInput][] = []
    for (const { port, artifact } of step.inputs) {
      const link = inputs.get(artifact)
      if (link) opened.push([port, await this.#open(link)])
    }
    const ports = Object.keys(step.stage.outputs)
    const temporary = join(folder, 'temporary')
    const keep = join(this.#shop.keep, step.stage.name)
    for (const path of [temporary, keep, ...ports.map(port => join(folder, 'outputs', port))])
      await mkdir(path, { recursive: true })
    const { io } = this.#shop
    const common = {
      order: {
        kind: 'run' as const,
        params: step.params,
        inputs: Object.fromEntries(opened),
        outputs: Object.fromEntries(
          ports.map(port => [
            port,
            {
              name: step.outputs.find(output => output.port === port)?.name ?? port,
              folder: join(folder, 'outputs', port),
            },
          ]),
        ),
        seed: step.seed,
        cores: this.#shop.cores,
        temporary,
        keep,
      },
      step: step.name,
      cwd: this.#run.cwd,
      env: io.env,
      ...(step.settings.timeout !== undefined && { timeout: step.settings.timeout }),
      ...(io.signal && { signal: io.signal }),
      told: (message: FromStage) => {
        notes.take(message)
        this.#run.told(step.name, message)
      },
    }
    const { module } = step
    if (module.kind === 'project') return launchProject({ ...common, module })
    const isConfined = module.kind !== 'built-in' && step.stage.startsProcesses !== true
    return launchStage({ ...common, stage: step.stage, order: { ...common.order, module }, isConfined })
  }

  async #open(link: VersionLink): Promise<StageInput> {
    const { project, name, version } = link
    const { signal } = this.#shop.io
    const { artifact, paths } = await this.#shop.store.open(
      { project, name, alias: version },
      signal ? { signal } : {},
    )
    return { ...link, paths, metadata: artifact.metadata }
  }

  async #store(step: Step, folder: string, run: string, notes: Notes): Promise<Map<string, VersionLink>> {
    const outputs = new Map<string, VersionLink>()
    for (const output of step.outputs) {
      const path = join(folder, 'outputs', output.port)
      if ((await readdir(path)).length === 0) {
        if (output.isOptional) continue
        throw new UserError(`${step.name} wrote nothing for its output ${output.port}.`, { fault: 'failed' })
      }
      const { artifact } = await this.#shop.store.put({
        path,
        project: this.#run.project,
        name: output.name,
        movesLatest: false,
        producedBy: run,
        metadata: factsOf({ ...notes.summary(), ...notes.described.get(output.port) }),
        ...(output.type !== undefined && { type: output.type }),
        ...(output.description !== undefined && { description: output.description }),
        ...(output.timeToLive !== undefined && { timeToLive: output.timeToLive }),
        ...(this.#shop.io.signal && { signal: this.#shop.io.signal }),
      })
      outputs.set(output.artifact, linkOf(artifact))
    }
    return outputs
  }

  async #files(run: string, { attached }: Notes): Promise<readonly RunFile[]> {
    const files: RunFile[] = []
    for (const path of attached)
      files.push({ run, path: basename(path), ...(await this.#shop.tracking.addFile(path)) })
    return files
  }
}

/**
 * What an artifact may have of facts, of which the later ones are worth more: 100, and `null` for numbers that are none.
 */
function factsOf(facts: Facts): Facts {
  return JSON.parse(JSON.stringify(Object.fromEntries(Object.entries(facts).slice(-100))))
}

function assertInputs(step: Step, inputs: ReadonlyMap<string, VersionLink>): void {
  const lacking = step.inputs.find(({ artifact, isOptional }) => !isOptional && !inputs.has(artifact))
  if (lacking)
    throw new UserError(`${step.name} needs ${lacking.artifact}, and the step that makes it left it out.`)
}

function together(one: TrackingChanges, other: TrackingChanges): TrackingChanges {
  const kinds = ['started', 'ended', 'metrics', 'lineage', 'files', 'cached', 'aliases'] as const
  return Object.fromEntries(kinds.map(kind => [kind, [...(one[kind] ?? []), ...(other[kind] ?? [])]]))
}
