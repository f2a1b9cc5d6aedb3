import { existsSync } from 'node:fs'
import { constants } from 'node:os'
import { join, relative, resolve } from 'node:path'
import { UserError } from '../core/errors.ts'
import { placePrefix } from '../run/config/node.ts'
import { commandOf } from '../run/project/command.ts'
import { entryPointNamed } from '../run/project/entry-point.ts'
import type { Project } from '../run/project/project.ts'
import { orExplain } from '../store/systemError.ts'
import { type Ended, type OutputStream, runInGroup } from './processGroup.ts'
import type { Io } from './io.ts'
import { readProject } from './projectFiles.ts'

/** What is run of a project. */
export interface ProjectTask {
  /** The absolute folder that the command runs in. */
  readonly folder: string
  /** As messages call the folder; by default as seen from `cwd`. */
  readonly shown?: string
  readonly entry?: string
  /** In the order in which they were given. */
  readonly parameters?: ReadonlyMap<string, string>
  /** Where paths of parameters start from. */
  readonly cwd: string
  /** Absolute paths that the command is to write: they need not be there. */
  readonly written?: readonly string[]
  /** Needed for a project that describes a container: runs it without one. */
  readonly envManager?: 'local'
}

interface ProjectRun extends ProjectTask {
  readonly env: Io['env']
  readonly signal?: AbortSignal
  /** Milliseconds after which the command is ended. */
  readonly timeout?: number
  /** Milliseconds that processes have between SIGTERM and SIGKILL; 5000 by default. */
  readonly grace?: number
  /** Called with each line, its end included. */
  readonly onOutput: (line: string, stream: OutputStream) => void
  /** Called with each remark of the plan. */
  readonly onRemark?: (sentence: string) => void
}

/** The command of a task, and what has to be said about it. */
export interface PlannedCommand {
  readonly entry: string
  readonly command: string
  /** Sentences. */
  readonly remarks: readonly string[]
}

/**
 * The command that a task comes to; runs nothing.
 *
 * @throws UserError when the project is none, or the task does not fit it
 */
export function plannedCommand(task: ProjectTask): PlannedCommand {
  const { folder, cwd, entry = 'main', parameters = new Map(), envManager, written = [] } = task
  const project = readProject(folder, task.shown ?? relative(cwd, folder))
  const entryPoint = entryPointNamed(project, entry, file => existsSync(join(folder, file)))
  const absolutePath = (text: string) => {
    const path = resolve(cwd, text)
    return existsSync(path) || written.includes(path) ? path : undefined
  }
  const command = commandOf(entryPoint, { values: parameters, absolutePath })
  return { entry, command, remarks: environmentRemarks(project, envManager) }
}

/**
 * Runs an entry point of a project with bash, in the project's folder, and returns its exit code; as bash has it, a
 * signal's is 128 and its number more. Everything that the command started and left running is ended.
 *
 * @throws UserError as `plannedCommand` does, and when the command takes too long
 * @throws the reason of `signal` when it is aborted
 */
export async function runProject(run: ProjectRun): Promise<number> {
  const planned = plannedCommand(run)
  for (const remark of planned.remarks) run.onRemark?.(remark)
  return runPlanned(planned, run)
}

/** Runs a command that was planned. @throws as `runProject` does */
export async function runPlanned({ entry, command }: PlannedCommand, run: ProjectRun): Promise<number> {
  const { folder, env, signal, timeout, grace, onOutput } = run
  signal?.throwIfAborted()
  const tooLong = timeout === undefined ? undefined : timeoutSignal(timeout)
  const stop = AbortSignal.any([signal, tooLong].filter(each => each !== undefined))
  const group = { cwd: folder, env, signal: stop, grace, onOutput }
  const ended = await orExplain('bash could not be started', () => runInGroup(['bash', '-c', command], group))
  signal?.throwIfAborted()
  if (tooLong?.aborted) throw tookTooLong(entry, timeout ?? 0)
  return exitCodeOf(ended)
}

/** Aborted after so many milliseconds, at most 2^31 - 1 of them: longer timers go off at once. */
function timeoutSignal(milliseconds: number): AbortSignal {
  return AbortSignal.timeout(Math.min(Math.ceil(milliseconds), 2 ** 31 - 1))
}

function tookTooLong(entry: string, milliseconds: number): UserError {
  const text = `The entry point ${entry} took longer than ${milliseconds / 1000} s and was ended.`
  return new UserError(text, { fault: 'failed' })
}

function environmentRemarks({ environment }: Project, envManager: 'local' | undefined): readonly string[] {
  if (!environment) return []
  const { kind, source, at } = environment
  if (kind !== 'docker') return [`The packages of ${source} are expected to be there, and are not installed.`]
  if (envManager === 'local') return [`The command runs here, and not in a container of ${source}.`]
  const text = `${placePrefix(at)}The project runs in a container of ${source}, and containers are not supported.`
  throw new UserError(text, {
    hint: 'With --env-manager local its command runs here, with what is installed.',
  })
}

function exitCodeOf({ code, signal }: Ended): number {
  return signal === null ? code : 128 + constants.signals[signal]
}
