import { Command } from 'commander'
import { unreadable } from '../core/errors.ts'
import type { HistoryEntry, RunHistory } from '../core/history.ts'
import { didYouMean } from '../core/suggest.ts'
import { openHistory } from '../store/index.ts'
import { examples } from './artifactContext.ts'
import { acceptedText, historyTable } from './historyText.ts'
import type { Io } from './io.ts'
import { printable } from './table.ts'
import { boundTo } from './usage.ts'

/** The command `mlcheck history`. Failures are thrown: a `UserError`, or a `CommanderError` after help. */
export function historyCommand(io: Io): Command {
  return boundTo(io, new Command('mlcheck history'))
    .description('List the batches that were judged, the newest first, one series after the other.')
    .usage('[series] [options]')
    .argument('[series]', 'only this one')
    .option('--json', 'print the batches as JSON, the oldest first')
    .addHelpText(
      'after',
      examples(
        ['history', 'every series'],
        ['history weekly', 'one of them'],
        ['--reference train.csv --sample week47.csv --series weekly', 'judge and record a batch'],
      ),
    )
    .action(async (series: string | undefined, { json = false }: { readonly json?: boolean }) => {
      const history = openHistory(contextOf(io))
      const groups = await entriesOf(history, series)
      if (json) io.stdout(`${JSON.stringify(groups.flat(), null, 2)}\n`)
      else if (groups.length === 0) io.stderr(emptyText(history))
      else io.stdout(groups.map(historyTable).join('\n'))
    })
}

/** The command `mlcheck accept`. Failures are thrown: a `UserError`, or a `CommanderError` after help. */
export function acceptCommand(io: Io): Command {
  return boundTo(io, new Command('mlcheck accept'))
    .description('Let a batch count as good data, whatever its verdict. Its alarms confirm no later ones.')
    .usage('<run> [options]')
    .argument('<run>', 'its id, or the first four or more characters of it')
    .option('--revoke', 'let it not count as good data, whatever its verdict')
    .addHelpText(
      'after',
      examples(
        ['history', 'shows the ids of runs'],
        ['accept 3f2a91c0', 'the batch was looked at, and is let in'],
        ['accept 3f2a91c0 --revoke', 'and out again'],
      ),
    )
    .action(async (run: string, { revoke = false }: { readonly revoke?: boolean }) => {
      const history = openHistory(contextOf(io))
      io.stdout(acceptedText(await history.accept(run, revoke ? 'revoked' : 'accepted')))
    })
}

/** The batches of one series, or of each; none where nothing was recorded. */
async function entriesOf(
  history: RunHistory,
  series: string | undefined,
): Promise<readonly (readonly HistoryEntry[])[]> {
  const names = await history.seriesNames()
  if (names.length === 0) return []
  if (series !== undefined && !names.includes(series))
    throw unreadable(`There is no series ${printable(series)} in ${history.location}.`, {
      hint: didYouMean(series, names.map(printable), 'There are'),
    })
  return Promise.all((series === undefined ? names : [series]).map(name => history.entries(name)))
}

function emptyText({ location }: RunHistory): string {
  return `Nothing is recorded in ${location}.\nhint:  Runs are recorded with --series NAME, and wherever there is a store.\n`
}

function contextOf(io: Io) {
  return { cwd: io.cwd, env: io.env, warn: (text: string) => io.stderr(`warning: ${text}\n`) }
}
