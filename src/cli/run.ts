import { resolve } from 'node:path'
import { Command } from 'commander'
import { UserError } from '../core/errors.ts'
import { examples } from './artifactContext.ts'
import type { Io } from './io.ts'
import type { Ended } from './main.ts'
import { wholeNumber } from './optionValues.ts'
import { type PipelineArgs, runPipelines } from './pipelineRun.ts'
import { type ProjectOptions, runProjectNamed, withProjectOptions } from './project.ts'
import { isFolder } from './projectFiles.ts'
import { isProject } from './projectSource.ts'
import { boundTo } from './usage.ts'

interface RunOptions extends Partial<ProjectOptions> {
  readonly configPath?: string
  readonly configName?: string
  readonly multirun?: boolean
  readonly force?: boolean
  readonly dry?: boolean
  readonly jobs?: number
  readonly best?: string
  readonly lowest?: boolean
  readonly json?: boolean
  readonly verbose?: boolean
  readonly quiet?: boolean
}

/** The command `mlcheck run`. Failures are thrown: a `UserError`, or a `CommanderError` after help. */
export function runCommand(io: Io, ended: Ended): Command {
  const command = withConfig(boundTo(io, new Command('mlcheck run')))
    .description(
      'Run a pipeline: its steps in the order of their artifacts, those only that have something to do. Or run an entry point of an MLflow project: a folder with a file MLproject, or a git URL.',
    )
    .usage('[pipeline.yaml] [step…] [key=value…] [options]\n       mlcheck run <project> [options]')
    .argument(
      '[words...]',
      'a configuration, steps, and overrides as in Hydra: a.b=1, +a=1, ~a; or one project, and behind # a folder in it',
    )
    .option('-m, --multirun', 'a sweep: overrides may have several values, as in a=1,2 or a=range(1,4)')
    .option('--best <step.metric>', 'of a sweep: the run that is marked, plotted, and becomes latest')
    .option('--lowest', 'the best is the one with the lowest number, such as an error')
    .option('--force', 'do all work again, also what was done before')
    .option('--dry', 'show what would run, and run nothing')
    .option('--jobs <count>', 'how many steps run at once; all processors when absent', wholeNumber)
    .option('--json', 'print what became of the steps as JSON')
    .option('--verbose', 'show what steps say')
    .option('--quiet', 'no progress')
  return withProjectOptions(command)
    .addHelpText(
      'after',
      `${examples(
        ['run', 'every step of mlcheck.yaml, or of config.yaml'],
        ['run check split', 'only these steps, on the newest versions of what they need'],
        ['run etl.min_price=10 +seed=7', 'with other parameters; only what depends on them runs again'],
        ['run -m hydra/launcher=joblib size=0.1,0.2', 'a sweep, its runs in parallel'],
        ["run -m 'depth=range(5,20,5)' --best train.auc", 'and the best of them'],
        ['run https://host/steps.git#get_data -P sample=a.csv', 'a project'],
      )}
What a step makes is kept in the store under the names of its outputs. The alias latest, and all others, move when
the whole run has ended well, together. A check that fails stops what follows: exit code 1.
`,
    )
    .action(async (words: readonly string[], options: RunOptions & ProjectOptions) => {
      const [first, ...others] = words
      if (first !== undefined && runsProject(first, options, io)) {
        assertNoMore(first, others)
        return runProjectNamed(first, options, io)
      }
      ended(await runPipelines(argsOf(words, options), ['run', ...words], io))
    })
}

/** The command `mlcheck status`. Failures are thrown: a `UserError`, or a `CommanderError` after help. */
export function statusCommand(io: Io, ended: Ended): Command {
  return withConfig(boundTo(io, new Command('mlcheck status')))
    .description('Show which steps of a pipeline have something to do.')
    .usage('[pipeline.yaml] [step…] [key=value…] [options]')
    .argument('[words...]', 'as for mlcheck run')
    .option('--json', 'print it as JSON')
    .addHelpText('after', examples(['status'], ['status etl.min_price=10', 'what this would change']))
    .action(async (words: readonly string[], options: RunOptions) => {
      ended(await runPipelines({ ...argsOf(words, options), dry: true }, ['status', ...words], io))
    })
}

/** A folder without a file MLproject is one, too, where it cannot be a step or a script of it is asked for. */
function runsProject(text: string, { entryPoint }: ProjectOptions, { cwd }: Io): boolean {
  if (isProject(text, cwd)) return true
  const [place = ''] = text.split('#')
  const isNoStep = /^\.{0,2}\/|^\.{1,2}$/.test(place) || text.includes('#')
  return (isNoStep || /\.(py|sh)$/.test(entryPoint)) && isFolder(resolve(cwd, place))
}

function assertNoMore(project: string, [more]: readonly string[]): void {
  if (more !== undefined)
    throw new UserError(`${more} behind the project ${project} is too much.`, {
      hint: 'Parameters of a project are given with -P name=value.',
    })
}

function withConfig(command: Command): Command {
  return command
    .option('--config-path <dir>', 'the folder of the configuration')
    .option('--config-name <name>', 'the name of its file; mlcheck, else config, when absent')
}

function argsOf(words: readonly string[], options: RunOptions): PipelineArgs {
  const {
    multirun = false,
    force = false,
    dry = false,
    json = false,
    verbose = false,
    quiet = false,
    best,
    lowest = false,
  } = options
  if (best !== undefined && !multirun)
    throw new UserError('--best is about the runs of a sweep.', { hint: 'Add --multirun.' })
  const objective = best === undefined ? {} : { objective: { metric: best, isLowest: lowest } }
  return { ...options, ...objective, words, multirun, force, dry, json, verbose, quiet }
}
