import { basename } from 'node:path'
import { type Command, Option } from 'commander'
import { display } from '../../reports/text/display.ts'
import { messageOf, UserError } from '../core/errors.ts'
import { currentProject, hasStore } from '../store/index.ts'
import { openTracking } from '../store/tracking/index.ts'
import { currentCommit } from './commit.ts'
import { withoutCredentials } from '../core/credentials.ts'
import type { Io } from './io.ts'
import { collect, seconds } from './optionValues.ts'
import { newRunId } from './runId.ts'
import { type ProjectFolder, withProjectFolder } from './projectFolder.ts'
import { plannedCommand, runPlanned } from './projectRun.ts'

/** What is said on the command line about a project. */
export interface ProjectOptions {
  readonly entryPoint: string
  readonly version?: string
  readonly param?: readonly string[]
  readonly envManager?: 'local'
  readonly timeout?: number
  readonly dry?: boolean
}

/** Adds the options that are about MLflow projects only. */
export function withProjectOptions(command: Command): Command {
  return command
    .optionsGroup('MLflow projects:')
    .option('-e, --entry-point <name>', 'of the file MLproject, or a script: *.py, *.sh', 'main')
    .option('-v, --version <rev>', 'a branch, tag or commit of a git URL')
    .option('-P, --param <name=value>', 'a parameter of the entry point; may be repeated', collect)
    .addOption(
      new Option('--env-manager <name>', 'where packages come from; none are installed').choices(['local']),
    )
    .option('--timeout <seconds>', 'end the command after that time', seconds)
}

/**
 * Runs an entry point of the project that a text names: a folder, or a git URL, and behind `#` a folder in it. What is no
 * parameter of the entry point is passed on as `--name value`. A project from a git URL runs in a copy that is removed.
 *
 * @throws UserError when something is wrong, with exit code 1 when the project's command fails
 */
export async function runProjectNamed(text: string, options: ProjectOptions, io: Io): Promise<void> {
  const { version } = options
  const parameters = parametersIn(options.param ?? [])
  const { cwd, env, signal } = io
  await withProjectFolder(text, { version, cwd, env, signal }, project =>
    recorded(text, project, { parameters, options, io }, () => runIn(project, parameters, options, io)),
  )
}

interface Recording {
  readonly parameters: ReadonlyMap<string, string>
  readonly options: ProjectOptions
  readonly io: Io
}

/** Records a run where there is a store already. */
async function recorded(
  text: string,
  { folder, commit = currentCommit({ env: {}, cwd: folder }) }: ProjectFolder,
  { parameters, options: { entryPoint, dry = false }, io }: Recording,
  work: () => Promise<void>,
): Promise<void> {
  if (dry || !hasStore(io)) return work()
  const tracking = openTracking(io)
  const id = newRunId()
  const project = currentProject(io.env)
  const start = { id, project, group: entryPoint, name: basename(folder), jobType: 'project' }
  const command = ['mlcheck', 'run', withoutCredentials(text), '-e', entryPoint]
  const config = Object.fromEntries(parameters)
  const startedAt = new Date().toISOString()
  await tracking.write({ started: [{ ...start, config, command, startedAt, ...(commit && { commit }) }] })
  const end = (state: 'finished' | 'failed' | 'killed', failure?: string) =>
    tracking.write({
      ended: [
        {
          id,
          state,
          endedAt: new Date().toISOString(),
          summary: {},
          ...(failure !== undefined && { failure }),
        },
      ],
    })
  try {
    await work()
  } catch (error) {
    await end(io.signal?.aborted ? 'killed' : 'failed', messageOf(error))
    throw error
  }
  await end('finished')
}

async function runIn(
  { folder, shown }: ProjectFolder,
  parameters: ReadonlyMap<string, string>,
  { entryPoint, envManager, timeout, dry }: ProjectOptions,
  io: Io,
): Promise<void> {
  const { cwd, env, signal } = io
  const planned = plannedCommand({ folder, shown, entry: entryPoint, parameters, cwd, envManager })
  for (const remark of planned.remarks) io.stderr(`note: ${remark}\n`)
  if (dry) return io.stdout(`${io.isTTY ? visible(planned.command) : planned.command}\n`)
  io.stderr(`$ ${withoutCredentials(visible(planned.command))}\n`)
  const code = await runPlanned(planned, {
    ...{ folder, cwd, env, signal },
    ...(timeout !== undefined && { timeout: timeout * 1000 }),
    onOutput: (line, stream) => io[stream](line),
  })
  if (code === 0) return
  throw new UserError(
    `The entry point ${entryPoint} of ${shown || 'this folder'} ended with exit code ${code}.`,
    {
      fault: 'failed',
      // As POSIX says for a shell.
      hint: code === 127 ? 'A program that its command names was not found.' : undefined,
    },
  )
}

/** A command of whoever wrote the project, without what a terminal would obey. */
function visible(command: string): string {
  const lines = command.split('\n')
  return lines
    .map(line => line.replace(/[^ ](?:.*[^ ])?/s, text => display(text, Number.POSITIVE_INFINITY)))
    .join('\n')
}

/** @throws UserError when one is no assignment, or a name is given twice */
function parametersIn(assignments: readonly string[]): ReadonlyMap<string, string> {
  const parameters = new Map<string, string>()
  for (const assignment of assignments) {
    const at = assignment.indexOf('=')
    const name = assignment.slice(0, at)
    if (at < 1) throw new UserError(`-P ${assignment} is no assignment.`, { hint: 'Write -P name=value.' })
    if (parameters.has(name)) throw new UserError(`-P ${name} is given twice.`)
    parameters.set(name, assignment.slice(at + 1))
  }
  return parameters
}
