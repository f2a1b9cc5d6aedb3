import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { Command } from 'commander'
import { messageOf, UserError, unreadable } from '../core/errors.ts'
import { plural } from '../core/format.ts'
import type { HistoryEntry } from '../core/history.ts'
import { resultSchema } from '../core/result.ts'
import { differenceOf } from '../run/difference.ts'
import { historyEntry } from '../run/history.ts'
import { openHistory } from '../store/index.ts'
import { examples } from './artifactContext.ts'
import { differenceText } from './diffText.ts'
import type { Io } from './io.ts'
import { boundTo } from './usage.ts'

/** The command `mlcheck diff`. Failures are thrown: a `UserError`, or a `CommanderError` after help. */
export function diffCommand(io: Io): Command {
  return boundTo(io, new Command('mlcheck diff'))
    .description('Say what changed from one run to another: what fails newly, still, or no more.')
    .usage('<before> <after> [options]')
    .argument('<before>', "a run's id or the first four or more characters of it, or a result.json")
    .argument('<after>', 'another one')
    .option('--json', 'print the difference as JSON')
    .option('--fail-on-new', 'end with exit code 1 where something fails newly')
    .addHelpText(
      'after',
      examples(
        ['history', 'shows the ids of runs'],
        ['diff 3f2a91c0 8b1c22d4', 'what changed between two batches of a series'],
        [
          'diff main/result.json mlcheck-report/result.json --fail-on-new',
          'compare documents of two branches',
        ],
      ),
    )
    .action(async (before: string, after: string, { json = false, failOnNew = false }: DiffOptions) => {
      const [earlier, later] = await Promise.all([entryOf(before, io), entryOf(after, io)])
      const difference = differenceOf(earlier, later)
      io.stdout(
        json
          ? `${JSON.stringify({ before: earlier.runId, after: later.runId, ...difference }, null, 2)}\n`
          : differenceText(earlier, later, difference),
      )
      const { length: count } = difference.newly
      if (failOnNew && count > 0)
        throw new UserError(`${plural(count, 'check fails', 'checks fail')} newly.`, { fault: 'failed' })
    })
}

interface DiffOptions {
  readonly json?: boolean
  readonly failOnNew?: boolean
}

/** A run of the history, or the one of a result document. */
async function entryOf(run: string, io: Io): Promise<HistoryEntry> {
  const path = resolve(io.cwd, run)
  if (!run.endsWith('.json') && !existsSync(path))
    return openHistory({ ...io, warn: text => io.stderr(`warning: ${text}\n`) }).find(run)
  const result = documentAt(path, run)
  const { sample, reference, series } = result
  const known = ({ label, digest = '', artifact }: NonNullable<typeof sample>) => ({
    label,
    identity: artifact === undefined ? `sha256:${digest}` : `artifact:${artifact.digest}`,
  })
  return historyEntry(result, {
    series: series?.name ?? '',
    batch: series?.batch ?? 0,
    sample: sample ? known(sample) : { label: 'no sample', identity: '' },
    ...(reference ? { reference: known(reference) } : {}),
  })
}

function documentAt(path: string, shown: string) {
  if (!existsSync(path)) throw unreadable(`There is no file ${shown}.`)
  try {
    return resultSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch (cause) {
    throw unreadable(`${shown} is no result document: ${firstLine(messageOf(cause))}`, {
      cause,
      hint: 'Every run writes one, mlcheck-report/result.json, and --json prints it.',
    })
  }
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? ''
}
