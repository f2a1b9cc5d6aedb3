import { Command } from 'commander'
import { UserError } from '../core/errors.ts'
import type { Outcome } from '../core/result.ts'
import { openSession } from '../run/session.ts'
import { argsOf, type CheckArgs } from './args.ts'
import { examples } from './artifactContext.ts'
import { derives } from './check.ts'
import { withJudgement, withReports } from './checkOptions.ts'
import type { Io } from './io.ts'
import { judgeAndReport, startOf } from './judgeAndReport.ts'
import type { Ended } from './main.ts'
import { mergedDatasets } from './mergedStates.ts'
import { assertReporters } from './output.ts'
import { openProgress } from './progress.ts'
import { assertSeries } from './series.ts'
import { derivedSuite, writtenSuites } from './suites.ts'
import { assertTestFiles } from './tests.ts'
import { boundTo } from './usage.ts'

/** The command `mlcheck merge`. Failures are thrown: a `UserError`, or a `CommanderError` after help. */
export function mergeCommand(io: Io, ended: Ended, argv: readonly string[]): Command {
  const command = boundTo(io, new Command('mlcheck merge'))
    .description('Judge the saved states of several datasets as one dataset. No data are read.')
    .usage('<states…> [options]')
    .argument('<states...>', 'folders, files and globs of states; suites (.yaml) and test files (.ts)')
    .option('--reference-states <file>', 'which states are those of the reference, where there are several')
  return withReports(withJudgement(command))
    .addHelpText(
      'after',
      examples(
        ['check --sample week1.csv --suite rentals.yaml --states states', 'judge a week and save its states'],
        ['merge states --suite rentals.yaml', 'judge all weeks that were saved'],
        ["merge 'states/2024-*' --suite rentals.yaml --json", 'some of them, for a program'],
      ),
    )
    .action(async () => {
      ended(await runMerge(command, argv, io))
    })
}

async function runMerge(command: Command, argv: readonly string[], io: Io): Promise<number> {
  const start = startOf(['merge', ...argv], 'states')
  const { named, args } = mergeArgs(command)
  assertReporters(args)
  assertSeries(args)
  assertTestFiles(args.files, io)
  const progress = openProgress(io, args)
  try {
    progress.phase('reading states')
    const written = await writtenSuites(args, io)
    const data = await mergedDatasets(named, command.getOptionValue('referenceStates'), io)
    if (derives(args) && data.reference === undefined)
      throw new UserError(`There is nothing to check ${args.sample} against.`, {
        hint: 'Name a suite with --suite FILE. There are no states of a reference from which checks could be derived.',
      })
    const session = openSession(data)
    const suites = derives(args) ? [...written, await derivedSuite(session)] : written
    return await judgeAndReport(args, { suites, session, start, remarksOn }, progress, io)
  } finally {
    progress.done()
  }
}

/** Judging options as those of `check`; without one about many batches, a merge is no batch of anything. */
function mergeArgs(command: Command): { readonly named: readonly string[]; readonly args: CheckArgs } {
  const args = argsOf(command)
  const isTest = (file: string) => /\.[cm]?[jt]sx?$/.test(file)
  const named = args.files.filter(file => !isTest(file))
  if (named.length === 0)
    throw new UserError('There are no states to merge.', {
      hint: 'Name a folder that mlcheck check --states DIR has written to.',
    })
  return {
    named,
    args: {
      ...args,
      files: args.files.filter(isTest),
      sample: named.join(' '),
      usesHistory: args.usesHistory && (args.series ?? args.horizon ?? args.confirm) !== undefined,
    },
  }
}

function remarksOn(outcomes: readonly Outcome[]): readonly string[] {
  const isWithRows = ({ status, unexpected }: Outcome) => status === 'failed' && unexpected !== undefined
  if (!outcomes.some(isWithRows)) return []
  return [
    'Which rows break a check is not shown: states have no rows. The report of each partition shows its own.',
  ]
}
