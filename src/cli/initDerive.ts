import { basename } from 'node:path'
import * as expectations from '../../expectations/index.ts'
import type { ReadOptions, Relation } from '../core/engine.ts'
import { UserError } from '../core/errors.ts'
import { formatList, formatValue } from '../core/format.ts'
import { hypergeometricUpperTail, leastExplained, mostExplained } from '../stats/index.ts'
import { remarksOn } from '../suites/coverage.ts'
import { expectedAlarms } from '../suites/init/chances.ts'
import type { Draft } from '../suites/init/draft.ts'
import type { HeadFacts } from '../suites/init/head.ts'
import { profileOf, type TableProfile } from '../suites/init/profile.ts'
import { replayed } from '../suites/init/replay.ts'
import { draftsOf } from '../suites/init/table-drafts.ts'
import { type InitContext, median, openBatches, openInput } from './initData.ts'
import { answersAbout, judgeOn } from './initReplay.ts'
import type { InitRun } from './initText.ts'
import { readFlags, shellWords } from './readOptions.ts'

/** What a run of init is about. */
interface InitTask {
  readonly files: readonly string[]
  /** References to older batches. */
  readonly holdout: readonly string[]
  readonly started: Date
}

/**
 * The checks for some data, and what the head of their suite says.
 *
 * @throws UserError when the data cannot be read or has no rows
 */
export async function deriveDrafts(
  { files, holdout, started }: InitTask,
  context: InitContext,
): Promise<Pick<InitRun, 'drafts' | 'facts'>> {
  const data = await openInput(files, context)
  const { rows } = data.info
  if (rows === 0) throw new UserError(`${data.info.label} has no rows to learn from.`)
  const batches = await openBatches(data, holdout, context)
  const batchRows = batches.length > 0 ? Math.max(1, median(batches.map(batch => batch.info.rows))) : rows
  context.progress.phase(`profiling ${data.info.label}`)
  const sampling = { mostExplained, leastExplained, hypergeometricUpperTail }
  const profile = await profileOf({
    data,
    answer: answersAbout(data),
    sampling,
    registry: expectations,
    batchRows,
    independentRows: data.info.files.length > 1 ? batchRows : rows,
  })
  const proposed = draftsOf(profile)
  const { drafts, replay } =
    batches.length === 0
      ? { drafts: proposed, replay: undefined }
      : await replayedOn(proposed, data, batches, context)
  const facts: HeadFacts = {
    files: namesOf(data, files),
    rows,
    columns: data.info.columns,
    batchRows,
    date: started.toISOString().slice(0, 10),
    expectedAlarms: expectedAlarms(drafts),
    ...(replay && { replay }),
    remarks: [
      ...readRemarks(context.read),
      ...remarksOn(
        { reference: data, sample: data },
        profile.columns.filter(({ format, tokens = [] }) => format === undefined && tokens.length === 0),
      ),
      ...tokenRemarks(profile),
    ],
  }
  return { drafts, facts }
}

/** How the data were read, where that was said. */
function readRemarks(read: ReadOptions): readonly string[] {
  const flags = readFlags(read)
  return flags.length === 0 ? [] : [`Read with ${shellWords(flags)}, which a run with this suite needs too.`]
}

/** What would be numbers if some words meant that they are missing. */
function tokenRemarks({ columns }: TableProfile): readonly string[] {
  return columns.flatMap(({ facts, tokens = [] }) => {
    if (tokens.length === 0) return []
    const options = shellWords(tokens.flatMap(token => ['--missing', token]))
    return [
      `${facts.name} is text for ${formatList(tokens.map(formatValue))} among its numbers; with ${options} it holds numbers.`,
    ]
  })
}

async function replayedOn(
  drafts: readonly Draft[],
  data: Relation,
  relations: readonly Relation[],
  { progress, io }: InitContext,
) {
  progress.phase('replaying batches')
  const { batches, judge } = await judgeOn(relations, data, expectations, io.signal)
  return replayed(drafts, batches, judge)
}

/** The names of the files; of one that is stored or fetched, the name by which it was asked for. */
function namesOf({ info }: Relation, [first = '', ...others]: readonly string[]): readonly string[] {
  if (others.length === 0 && info.files.length === 1) return [basename(first).replace(/[?#].*$/, '')]
  return info.files.map(file => basename(file))
}
