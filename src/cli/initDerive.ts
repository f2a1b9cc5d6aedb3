import { basename } from 'node:path'
import * as expectations from '../../expectations/index.ts'
import type { Relation } from '../core/engine.ts'
import { UserError } from '../core/errors.ts'
import { openSession } from '../run/session.ts'
import { hypergeometricUpperTail, leastExplained, mostExplained } from '../stats/index.ts'
import { remarksOn } from '../suites/coverage.ts'
import { expectedAlarms } from '../suites/init/chances.ts'
import type { Draft } from '../suites/init/draft.ts'
import type { HeadFacts } from '../suites/init/head.ts'
import { profileOf } from '../suites/init/profile.ts'
import { replayed } from '../suites/init/replay.ts'
import { draftsOf } from '../suites/init/table-drafts.ts'
import { type InitContext, median, openBatches, openInput } from './initData.ts'
import { judgeOn } from './initReplay.ts'
import type { InitRun } from './initText.ts'

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
  const session = openSession({ sample: data, reference: data })
  const sampling = { mostExplained, leastExplained, hypergeometricUpperTail }
  const profile = await profileOf({
    data,
    answer: metrics => session.answer(metrics),
    sampling,
    registry: expectations,
    batchRows,
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
    remarks: remarksOn(
      { reference: data, sample: data },
      profile.columns.filter(column => column.format === undefined),
    ),
  }
  return { drafts, facts }
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
