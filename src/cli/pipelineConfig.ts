import { existsSync, mkdirSync } from 'node:fs'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { unreadable } from '../core/errors.ts'
import { type Composed, compose } from '../run/config/compose.ts'
import { type Job, sweepJobs } from '../run/config/jobs.ts'
import { nodeAt } from '../run/config/keys.ts'
import { type ConfigNode, type PlainData, plainData } from '../run/config/node.ts'
import { resolveConfig } from '../run/config/resolve.ts'
import { configFolder, configText } from './configFiles.ts'
import type { Io } from './io.ts'
import { writeFiles } from './reportFiles.ts'

/** Where the configuration of a pipeline is, and what is said about it on the command line. */
export interface ConfigPlace {
  /** Absolute. */
  readonly folder: string
  /** The file's name without `.yaml`. */
  readonly name: string
  readonly overrides: readonly string[]
  /** When the command was called: every run of a sweep has the same time. */
  readonly now: Date
  readonly io: Io
}

/** The configuration of one run. */
export interface RunConfig {
  /** Resolved, without `hydra`. */
  readonly root: ConfigNode
  /** The folder of what the run says: its configuration and its log. Absolute. */
  readonly outputs: string
  /** Its overrides. */
  readonly overrides: readonly string[]
  /** Writes the configuration into the folder. */
  save(): void
}

const defaultNames = ['mlcheck', 'config']

/**
 * The configuration that a command means: the file that it names, `--config-path` and `--config-name`, or `mlcheck.yaml`,
 * else `config.yaml`, in the working directory.
 *
 * @throws UserError when there is none
 */
export function configPlace(
  given: { readonly file?: string; readonly configPath?: string; readonly configName?: string },
  io: Io,
): { readonly folder: string; readonly name: string } {
  const { file, configPath = '.', configName } = given
  if (file !== undefined) {
    const path = resolve(io.cwd, file)
    if (!existsSync(path)) throw unreadable(`There is no configuration ${file}.`)
    return { folder: dirname(path), name: basename(path).replace(/\.ya?ml$/, '') }
  }
  const folder = resolve(io.cwd, configPath)
  const names = configName === undefined ? defaultNames : [configName.replace(/\.ya?ml$/, '')]
  const name = names.find(each => existsSync(join(folder, `${each}.yaml`)))
  if (name !== undefined) return { folder, name }
  throw unreadable(`There is no ${names.map(each => `${each}.yaml`).join(' and no ')} in ${folder}.`, {
    hint: 'mlcheck run reads a pipeline from mlcheck.yaml; see mlcheck run --help.',
  })
}

/** The runs of a sweep. */
export function jobsOf(place: ConfigPlace): readonly Job[] {
  return sweepJobs({ ...sourceOf(place), facts: factsOf(place, undefined) })
}

/** How many runs of a sweep go on at once: those of joblib's `n_jobs`, one after the other without it. */
export function parallelJobs(place: ConfigPlace, processors: number): number {
  const { root, choices } = compose({ ...sourceOf(place), sweeping: true, facts: factsOf(place, undefined) })
  if (choices.get('hydra/launcher') !== 'joblib') return 1
  const node = nodeAt(root, ['hydra', 'launcher', 'n_jobs'])
  const jobs = node ? Number(plainData(node)) : -1
  // As joblib counts: -1 is all processors, -2 all but one.
  return jobs > 0 ? jobs : Math.max(1, processors + 1 + jobs)
}

/** The configuration of a run; of one of a sweep where a job is given. */
export function runConfig(place: ConfigPlace, job?: Job): RunConfig {
  const overrides = job?.overrides ?? place.overrides
  const composed = compose({ ...sourceOf(place), overrides, facts: factsOf(place, job) })
  const options = { environment: place.io.env, now: place.now }
  const root = resolveConfig(composed, options)
  const textAt = (at: string) => String(plainData(resolveConfig(composed, { ...options, at })))
  const folder = job ? join(textAt('hydra.sweep.dir'), textAt('hydra.sweep.subdir')) : textAt('hydra.run.dir')
  const outputs = resolve(place.io.cwd, folder)
  return {
    root,
    outputs,
    overrides: composed.taskOverrides,
    save: () => saveConfig(composed, root, outputs, place, job),
  }
}

function saveConfig(
  composed: Composed,
  root: ConfigNode,
  outputs: string,
  place: ConfigPlace,
  job: Job | undefined,
): void {
  const { taskOverrides, hydraOverrides, choices } = composed
  const facts = factsOf(place, job, {
    overrides: { hydra: hydraOverrides, task: taskOverrides },
    runtime: { output_dir: outputs, choices: Object.fromEntries(choices) as PlainData },
  })
  const overrides = job?.overrides ?? place.overrides
  const whole = compose({ ...sourceOf(place), overrides, facts })
  const hydra = nodeAt(whole.root, ['hydra'])
  const subfolder = nodeAt(whole.root, ['hydra', 'output_subdir'])
  const name = subfolder ? plainData(subfolder) : '.hydra'
  mkdirSync(outputs, { recursive: true })
  if (typeof name !== 'string') return
  const texts = {
    'config.yaml': configText(root),
    ...(hydra && { 'hydra.yaml': `hydra:\n${configText(hydra).replace(/^(?=.)/gm, '  ')}` }),
    'overrides.yaml': taskOverrides.length === 0 ? '[]\n' : taskOverrides.map(each => `- ${each}\n`).join(''),
  }
  writeFiles(
    Object.fromEntries(Object.entries(texts).map(([file, text]) => [join(outputs, name, file), text])),
  )
}

function sourceOf({ folder, name, overrides, io }: ConfigPlace) {
  return { source: configFolder(folder, io.cwd), name, overrides }
}

function factsOf(
  { name, io }: ConfigPlace,
  job: Job | undefined,
  more: { readonly overrides?: PlainData; readonly runtime?: Readonly<Record<string, PlainData>> } = {},
): PlainData {
  const known: Readonly<Record<string, PlainData>> = job
    ? { num: job.number, id: String(job.number), override_dirname: job.overrideDirname }
    : {}
  return {
    job: { name: 'mlcheck', config_name: name, ...known },
    runtime: { cwd: io.cwd, ...more.runtime },
    ...(more.overrides !== undefined && { overrides: more.overrides }),
  }
}

/** The name of a configuration as messages call it. */
export function configLabel({ folder, name, io }: Pick<ConfigPlace, 'folder' | 'name' | 'io'>): string {
  return relative(io.cwd, join(folder, `${name}.yaml`))
}
