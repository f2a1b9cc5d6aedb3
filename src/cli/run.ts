import { Command } from 'commander'
import { examples } from './artifactContext.ts'
import type { Io } from './io.ts'
import type { Ended } from './main.ts'
import { wholeNumber } from './optionValues.ts'
import { type PipelineArgs, runPipelines } from './pipelineRun.ts'
import { boundTo } from './usage.ts'

interface RunOptions {
  readonly configPath?: string
  readonly configName?: string
  readonly multirun?: boolean
  readonly force?: boolean
  readonly dry?: boolean
  readonly jobs?: number
  readonly json?: boolean
  readonly verbose?: boolean
  readonly quiet?: boolean
}

/** The command `mlcheck run`. Failures are thrown: a `UserError`, or a `CommanderError` after help. */
export function runCommand(io: Io, ended: Ended): Command {
  return withConfig(boundTo(io, new Command('mlcheck run')))
    .description(
      'Run a pipeline: its steps in the order of their artifacts, those only that have something to do.',
    )
    .usage('[pipeline.yaml] [step…] [key=value…] [options]')
    .argument('[words...]', 'a configuration, steps, and overrides as in Hydra: a.b=1, +a=1, ~a')
    .option('-m, --multirun', 'a sweep: overrides may have several values, as in a=1,2 or a=range(1,4)')
    .option('--force', 'do all work again, also what was done before')
    .option('--dry', 'show what would run, and run nothing')
    .option('--jobs <count>', 'how many steps run at once; all processors when absent', wholeNumber)
    .option('--json', 'print what became of the steps as JSON')
    .option('--verbose', 'show what steps say')
    .option('--quiet', 'no progress')
    .addHelpText(
      'after',
      `${examples(
        ['run', 'every step of mlcheck.yaml, or of config.yaml'],
        ['run check split', 'only these steps, on the newest versions of what they need'],
        ['run etl.min_price=10 +seed=7', 'with other parameters; only what depends on them runs again'],
        ['run -m hydra/launcher=joblib split.test_size=0.1,0.2,0.3', 'a sweep, its runs in parallel'],
      )}
What a step makes is kept in the store under the names of its outputs. The alias latest, and all others, move when
the whole run has ended well, together. A check that fails stops what follows: exit code 1.
`,
    )
    .action(async (words: readonly string[], options: RunOptions) => {
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
  } = options
  return { ...options, words, multirun, force, dry, json, verbose, quiet }
}
