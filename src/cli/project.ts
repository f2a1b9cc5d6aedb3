import { Command, Option } from 'commander'
import { display } from '../../reports/text/display.ts'
import { exitCodes, UserError } from '../core/errors.ts'
import { examples } from './artifactContext.ts'
import { withoutCredentials } from './credentials.ts'
import type { Io } from './io.ts'
import { collect, seconds } from './optionValues.ts'
import { type ProjectFolder, withProjectFolder } from './projectFolder.ts'
import { plannedCommand, runPlanned } from './projectRun.ts'
import { boundTo } from './usage.ts'

interface ProjectOptions {
  readonly entryPoint: string
  readonly version?: string
  readonly param?: readonly string[]
  readonly envManager?: 'local'
  readonly timeout?: number
  readonly dry?: boolean
}

/**
 * Runs `mlcheck run` where its first argument names a project, and returns the exit code 0.
 *
 * @throws UserError when something is wrong, with exit code 1 when the project's command fails; `CommanderError` after
 *   help
 */
export async function runProjectCommand(args: readonly string[], io: Io): Promise<number> {
  await projectCommand(io).parseAsync([...args], { from: 'user' })
  return exitCodes.passed
}

function projectCommand(io: Io): Command {
  return boundTo(io, new Command('mlcheck run'))
    .description('Run an entry point of an MLflow project: a folder with a file MLproject.')
    .usage('<project> [options]')
    .argument('<project>', 'a folder or a git URL, and behind # a folder in it')
    .option('-e, --entry-point <name>', 'of the file MLproject, or a script: *.py, *.sh', 'main')
    .option('-v, --version <rev>', 'a branch, tag or commit of a git URL')
    .option('-P, --param <name=value>', 'a parameter of the entry point; may be repeated', collect)
    .addOption(
      new Option('--env-manager <name>', 'where packages come from; none are installed').choices(['local']),
    )
    .option('--timeout <seconds>', 'end the command after that time', seconds)
    .option('--dry', 'print the command, and do not run it')
    .addHelpText(
      'after',
      examples(
        ['run . -P alpha=0.5', 'the entry point main of the project here'],
        ['run https://example.org/steps.git#components/get_data -v 1.2', 'a folder of a repository'],
        ['run . -e train.sh --dry', 'the command that a script comes to'],
      ) +
        `
What is no parameter of the entry point is passed on as --name value. The command runs in the project's folder; a
project from a git URL runs in a copy that is removed afterwards.
`,
    )
    .action((text: string, options: ProjectOptions) => run(text, options, io))
}

async function run(text: string, options: ProjectOptions, io: Io): Promise<void> {
  const { version } = options
  const parameters = parametersIn(options.param ?? [])
  const { cwd, env, signal } = io
  await withProjectFolder(text, { version, cwd, env, signal }, project =>
    runIn(project, parameters, options, io),
  )
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
