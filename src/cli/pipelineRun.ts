import { appendFileSync } from 'node:fs'
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
import { endedWell, type Outcome, outcomeText, runText } from './pipelineText.ts'
import { newRunId, PipelineWorker, type Workshop } from './pipelineWork.ts'
import { openProgress, type Progress } from './progress.ts'
import type { FromStage } from './stageMessages.ts'
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
  const atOnce = args.multirun ? parallelJobs(place, availableParallelism()) : 1
  const progress = openProgress(io, { quiet: args.quiet || args.verbose })
  const shop = await openWorkshop(args.jobs ?? Math.max(atOnce, availableParallelism()), args.dry, io)
  const limit = limiter(atOnce)
  try {
    const ran = await Promise.all(
      jobs.map(job =>
        limit(() =>
          runOne({ config: runConfig(place, job), steps, place, job, args, command, shop, progress }),
        ),
      ),
    )
    progress.done()
    io.signal?.throwIfAborted()
    const best = args.objective && bestOf(ran, args.objective)
    if (best && args.objective) {
      // Everything is done: this lets latest, and all other aliases, name what the best run made.
      await runOne({
        config: runConfig(place, best.job),
        steps,
        place,
        job: best.job,
        args: { ...args, json: true, force: false },
        command,
        shop,
        progress,
      })
      const plot = join(dirname(best.outputs), 'sweep.svg')
      writeFiles({ [plot]: sweepPlot(ran, args.objective.metric, best) })
    }
    if (args.json)
      io.stdout(`${JSON.stringify(args.multirun ? ran.map(documentOf) : ran.map(documentOf)[0], null, 2)}\n`)
    else if (args.multirun) io.stdout(`${sweepText(ran, best)}${best ? bestText(best, io) : ''}`)
    return Math.max(...ran.map(({ code }) => code))
  } finally {
    progress.done()
    await shop.close()
  }
}

function bestText({ job, overrides, outputs }: Ran, io: Io): string {
  const plot = relative(io.cwd, join(dirname(outputs), 'sweep.svg'))
  return `* the best, job ${job?.number}: ${printable(overrides.join(' '))}; latest is what it made. ${plot}\n`
}

interface OneRun {
  readonly config: RunConfig
  readonly steps: readonly string[]
  readonly place: ConfigPlace
  readonly job: Job | undefined
  readonly args: PipelineArgs
  readonly command: readonly string[]
  readonly shop: Workshop
  readonly progress: Progress
}

async function runOne(one: OneRun): Promise<Ran> {
  const { config, place, job, args, command, shop, progress } = one
  const { io } = place
  const label = configLabel(place)
  const settings = pipelineSettings(config.root, label)
  for (const wanted of one.steps)
    if (!settings.steps.has(wanted)) throw unknownStep(wanted, [...settings.steps.keys()])
  const project = settings.project ?? currentProject(io.env)
  const chosen = one.steps.length > 0 ? one.steps : settings.chosen
  const loaded = await stepsOf(
    { ...settings, ...(chosen && { chosen }) },
    { root: config.root, name: label, project, folder: place.folder, env: io.env, signal: io.signal },
  )
  const ordered = inOrder(loaded)
  if (ordered.length === 0)
    throw new UserError(`${label}: There is no step to run.`, { hint: 'steps says what they are.' })
  const id = newRunId()
  if (!args.dry) config.save()
  const log = join(config.outputs, 'mlcheck.log')
  const width = Math.max(...ordered.map(({ task }) => task.name.length))
  const prefix = job === undefined ? '' : `#${job.number} `
  let reporting = Promise.resolve()
  const worker = new PipelineWorker(
    {
      id,
      project,
      group: settings.group ?? place.name,
      name: job === undefined ? place.name : `${place.name} ${config.overrides.join(' ')}`,
      config: plainData(config.root) as Json,
      command: ['mlcheck', ...command],
      cwd: place.folder,
      isForced: args.force,
      isDry: args.dry,
      told: (step, message) => {
        tell(step, message, { progress, prefix })
        if (message.kind !== 'log') return
        appendFileSync(log, `[${step}] ${message.text}\n`)
        if (args.verbose)
          for (const line of message.text.trimEnd().split('\n'))
            io.stderr(`[${prefix}${step}] ${printable(line)}\n`)
      },
      settled: outcome => {
        // One after the other, in the order in which they ended.
        reporting = reporting.then(async () => {
          const path = await reportOf(outcome, shop)
          if (args.json) return
          progress.done()
          io.stdout(`${prefix}${outcomeText(outcome, width, path && relative(io.cwd, path))}`)
        })
      },
    },
    shop,
  )
  const outcomes = await runPipeline(ordered, worker)
  await reporting
  const code = codeOf(outcomes, io)
  if (!args.dry) await worker.end(stateOf(outcomes, io), countsOf(outcomes), failureOf(outcomes))
  if (!args.json && code !== exitCodes.interrupted)
    io.stdout(`${prefix}${runText({ id, project, isDry: args.dry }, outcomes)}`)
  return { id, ...(job && { job }), overrides: config.overrides, outputs: config.outputs, outcomes, code }
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
  jobs: number,
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

function tell(
  step: string,
  message: FromStage,
  { progress, prefix }: { readonly progress: Progress; readonly prefix: string },
): void {
  if (message.kind !== 'progress') return
  const { phase, done, total } = message
  const share = done / total
  progress.phase(
    `${prefix}${step}${phase === undefined ? '' : `: ${phase}`}`,
    ...(Number.isFinite(share) ? [share] : []),
  )
}

/** Where the page of a gate is that closed. */
async function reportOf(outcome: Outcome, { store }: Workshop): Promise<string | undefined> {
  if (outcome.state !== 'closed') return undefined
  const output = outcome.step.outputs.find(({ port }) => port === 'report')
  const link = output && outcome.made.outputs.get(output.artifact)
  if (link === undefined) return undefined
  const { paths } = await store.open({ project: link.project, name: link.name, alias: link.version })
  return paths.find(path => path.endsWith('index.html'))
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
