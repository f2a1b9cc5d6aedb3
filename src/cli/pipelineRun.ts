import { availableParallelism } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { exitCodes, UserError } from '../core/errors.ts'
import type { Json } from '../core/value.ts'
import type { Job } from '../run/config/jobs.ts'
import { plainData } from '../run/config/node.ts'
import { inOrder } from '../run/pipeline/order.ts'
import { runPipeline } from '../run/pipeline/pipeline.ts'
import { currentProject, openStore } from '../store/index.ts'
import { openTracking, workFolder } from '../store/tracking/index.ts'
import type { Io } from './io.ts'
import { limiter } from './limiter.ts'
import {
  type ConfigPlace,
  configLabel,
  configPlace,
  jobsOf,
  parallelJobs,
  type RunConfig,
  runConfig,
} from './pipelineConfig.ts'
import { pipelineSettings, unknownStep } from './pipelineSettings.ts'
import { stepsOf } from './pipelineSteps.ts'
import { runReport, type StepProgress, stepProgress } from './pipelineReport.ts'
import { endedWell, type Outcome, runText } from './pipelineText.ts'
import { PipelineWorker, type Workshop } from './pipelineWork.ts'
import { newRunId } from './runId.ts'
import { writeFiles } from './reportFiles.ts'
import { bestOf, type Objective } from './sweepBest.ts'
import { sweepPlot } from './sweepPlot.ts'
import { sweepText } from './sweepText.ts'
import { printable } from './table.ts'

/** What `mlcheck run` was asked to do with a pipeline. */
export interface PipelineArgs {
  /** The configuration's file, steps, and overrides. */
  readonly words: readonly string[]
  readonly configPath?: string
  readonly configName?: string
  readonly multirun: boolean
  readonly force: boolean
  readonly dry: boolean
  /** How many stages run at once. */
  readonly jobs?: number
  /** Of a sweep, what makes a run the best one. */
  readonly objective?: Objective
  readonly json: boolean
  readonly verbose: boolean
  readonly quiet: boolean
}

/** What became of one run. */
export interface Ran {
  readonly id: string
  readonly job?: Job
  readonly overrides: readonly string[]
  /** The folder of its configuration and its log. */
  readonly outputs: string
  readonly outcomes: readonly Outcome[]
  readonly code: number
}

/** Runs a pipeline, or the runs of a sweep, and returns the exit code. */
export async function runPipelines(args: PipelineArgs, command: readonly string[], io: Io): Promise<number> {
  const { file, steps, overrides } = sorted(args.words)
  const place: ConfigPlace = {
    ...configPlace({ ...args, ...(file !== undefined && { file }) }, io),
    overrides,
    now: new Date(),
    io,
  }
  const jobs = args.multirun ? jobsOf(place) : [undefined]
  const processors = availableParallelism()
  const atOnce = args.multirun ? Math.min(jobs.length, parallelJobs(place, processors)) : 1
  const progress = stepProgress(io, args.quiet || args.verbose)
  const cores = Math.max(1, Math.floor(processors / atOnce))
  const shop = await openWorkshop({ jobs: args.jobs ?? Math.max(atOnce, processors), cores }, args.dry, io)
  const limit = limiter(atOnce)
  const one = { steps, place, args, command, shop, progress }
  try {
    const ran = await Promise.all(jobs.map(job => limit(() => runOne({ ...one, job }))))
    progress.clear()
    io.signal?.throwIfAborted()
    if (args.json)
      io.stdout(`${JSON.stringify(args.multirun ? ran.map(documentOf) : ran.map(documentOf)[0], null, 2)}\n`)
    else if (args.multirun && !args.objective) io.stdout(sweepText(ran))
    if (args.objective) await chooseBest(ran, args.objective, one)
    return Math.max(...ran.map(({ code }) => code))
  } finally {
    progress.clear()
    await shop.close()
  }
}

/** Marks the best run of a sweep, plots it, and lets aliases name what it made. */
async function chooseBest(
  ran: readonly Ran[],
  objective: Objective,
  one: Omit<OneRun, 'job'>,
): Promise<void> {
  const { args, place } = one
  const best = bestOf(ran, objective)
  // Everything is done: this moves latest, and all other aliases, to what the run made.
  await runOne({ ...one, job: best.job, args: { ...args, json: true, force: false } })
  const plot = join(dirname(best.outputs), 'sweep.svg')
  writeFiles({ [plot]: sweepPlot(ran, objective.metric, best) })
  if (args.json) return
  const { job, overrides } = best
  place.io.stdout(
    `${sweepText(ran, best)}* the best, job ${job?.number}: ${printable(overrides.join(' '))}; latest is what it made. ${relative(place.io.cwd, plot)}\n`,
  )
}

interface OneRun {
  /** Those that were named; all that the configuration chooses where there are none. */
  readonly steps: readonly string[]
  readonly place: ConfigPlace
  readonly job: Job | undefined
  readonly args: PipelineArgs
  readonly command: readonly string[]
  readonly shop: Workshop
  readonly progress: StepProgress
}

async function runOne(one: OneRun): Promise<Ran> {
  const { place, job, args, command, shop, progress } = one
  const { io } = place
  const config = runConfig(place, job)
  const { settings, project, ordered } = await pipelineOf(config, one)
  const id = newRunId()
  if (!args.dry) config.save()
  const prefix = job === undefined ? '' : `#${job.number} `
  const report = runReport({
    ...{ io, store: shop.store, prefix, progress, prints: !args.json, isVerbose: args.verbose },
    width: Math.max(...ordered.map(({ task }) => task.name.length)),
    log: join(config.outputs, 'mlcheck.log'),
  })
  const worker = new PipelineWorker(
    {
      ...{ id, project, group: settings.group ?? place.name, cwd: place.folder },
      name: job === undefined ? place.name : `${place.name} ${config.overrides.join(' ')}`,
      config: plainData(config.root) as Json,
      command: ['mlcheck', ...command],
      isForced: args.force,
      isDry: args.dry,
      told: (step, message) => report.told(step, message),
      settled: outcome => report.settled(outcome),
    },
    shop,
  )
  const outcomes = await runPipeline(ordered, worker)
  await report.printed()
  const code = codeOf(outcomes, io)
  if (!args.dry) await worker.end(stateOf(outcomes, io), countsOf(outcomes), failureOf(outcomes))
  if (!args.json && code !== exitCodes.interrupted)
    io.stdout(`${prefix}${runText({ id, project, isDry: args.dry }, outcomes)}`)
  return { id, ...(job && { job }), overrides: config.overrides, outputs: config.outputs, outcomes, code }
}

/** The steps of a configuration that are to run, in their order. @throws UserError when there are none */
async function pipelineOf(config: RunConfig, { place, steps }: OneRun) {
  const { io, folder } = place
  const name = configLabel(place)
  const settings = pipelineSettings(config.root, name)
  const unknown = steps.find(step => !settings.steps.has(step))
  if (unknown !== undefined) throw unknownStep(unknown, [...settings.steps.keys()])
  const project = settings.project ?? currentProject(io.env)
  const chosen = steps.length > 0 ? steps : settings.chosen
  const surroundings = { root: config.root, name, project, folder, env: io.env, signal: io.signal }
  const ordered = inOrder(await stepsOf({ ...settings, ...(chosen && { chosen }) }, surroundings))
  if (ordered.length === 0)
    throw new UserError(`${name}: There is no step to run.`, { hint: 'steps says what they are.' })
  return { settings, project, ordered }
}

/** The words of the command line by what they are. */
function sorted(words: readonly string[]) {
  const isOverride = (word: string) => word.includes('=') || word.startsWith('~')
  const isFile = (word: string) => /\.ya?ml$/.test(word) && !isOverride(word)
  const [file, second] = words.filter(isFile)
  if (second !== undefined)
    throw new UserError(`${file} and ${second} are two configurations.`, { hint: 'Name one of them.' })
  return {
    ...(file !== undefined && { file }),
    overrides: words.filter(isOverride),
    steps: words.filter(word => !isOverride(word) && !isFile(word)),
  }
}

async function openWorkshop(
  { jobs, cores }: { readonly jobs: number; readonly cores: number },
  isDry: boolean,
  io: Io,
): Promise<Workshop & { readonly close: () => Promise<void> }> {
  const context = { cwd: io.cwd, env: io.env, warn: (text: string) => io.stderr(`warning: ${text}\n`) }
  const store = openStore(context)
  const tracking = openTracking(context)
  const folder = isDry ? undefined : await workFolder(io.cwd, io.env)
  return {
    store,
    tracking,
    limiter: limiter(jobs),
    cores,
    underWay: new Map(),
    folder: folder?.path ?? '',
    keep: join(tracking.location, 'stages'),
    io,
    close: async () => {
      await folder?.close()
      await store.close()
    },
  }
}

function codeOf(outcomes: readonly Outcome[], io: Io): number {
  if (io.signal?.aborted) return exitCodes.interrupted
  const codes = outcomes.map(outcome => {
    if (outcome.state === 'closed') return exitCodes.failed
    if (outcome.state !== 'failed') return exitCodes.passed
    return outcome.error instanceof UserError ? outcome.error.exitCode : exitCodes.internal
  })
  return Math.max(exitCodes.passed, ...codes)
}

function stateOf(outcomes: readonly Outcome[], io: Io): 'finished' | 'failed' | 'killed' {
  if (io.signal?.aborted) return 'killed'
  return endedWell(outcomes) ? 'finished' : 'failed'
}

function countsOf(outcomes: readonly Outcome[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const { state } of outcomes) counts[state] = (counts[state] ?? 0) + 1
  return counts
}

function failureOf(outcomes: readonly Outcome[]): string | undefined {
  const bad = outcomes.find(({ state }) => state === 'failed' || state === 'closed')
  if (bad?.state === 'closed') return `${bad.step.name}: ${bad.made.closed}`
  return bad?.state === 'failed' ? `${bad.step.name}: ${String(bad.error)}` : undefined
}

function documentOf({ id, overrides, outcomes, code }: Ran): Json {
  return {
    run: id,
    overrides,
    exitCode: code,
    steps: outcomes.map(outcome => ({
      name: outcome.step.name,
      state: outcome.state === 'closed' ? 'failed' : outcome.state,
      ...('made' in outcome && {
        run: outcome.made.run,
        outputs: [...outcome.made.outputs.values()].map(link => ({ ...link })),
        summary: outcome.made.summary,
      }),
      ...(outcome.state === 'failed' && { failure: String(outcome.error) }),
      ...(outcome.state === 'closed' && { failure: outcome.made.closed ?? '' }),
    })),
  }
}
