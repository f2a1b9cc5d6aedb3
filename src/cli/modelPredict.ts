import { resolve } from 'node:path'
import type { Command } from 'commander'
import type { Relation } from '../core/engine.ts'
import { UserError } from '../core/errors.ts'
import { plural } from '../core/format.ts'
import { missingText } from '../stages/model/missing-lines.ts'
import { type PredictOptions, predictedText } from '../stages/model/predicted-text.ts'
import { openEngine } from './engine.ts'
import type { Cleanups, Io } from './io.ts'
import { modelNamed, type NamedModel } from './modelSource.ts'
import { bytes, collect } from './optionValues.ts'
import { openProgress, type Progress } from './progress.ts'
import { readOptionsOf, withReadOptions } from './readOptions.ts'
import { shownPath, writeInPieces } from './reportFiles.ts'
import { resolveDataset } from './resolve.ts'

/** Adds the command `mlcheck model predict`. */
export function addPredict(parent: Command, io: Io): void {
  withReadOptions(parent.command('predict'))
    .description('Predict the rows of data of any size.')
    .argument('<model>', 'an artifact or a folder')
    .argument('<data>', 'a path, a glob, an http(s) URL, or an artifact')
    .option('--out <file>', '.csv or .ndjson; standard output when absent')
    .option(
      '--keep <column>',
      'a column that stands before the prediction, such as an id; may be repeated',
      collect,
    )
    .option('--shares', 'the share of each class too')
    .option('--quiet', 'no progress')
    .option('--memory-limit <size>', 'for the engine, such as 512MB or 4GB; it spills to disk beyond', bytes)
    .action(predictRows(io))
}

interface Options extends Readonly<Record<string, unknown>> {
  readonly out?: string
  readonly keep?: readonly string[]
  readonly shares?: boolean
  readonly quiet?: boolean
  readonly memoryLimit?: number
}

function predictRows(io: Io) {
  return async (name: string, data: string, options: Options) => {
    const { out, keep = [], shares = false, quiet = false, memoryLimit } = options
    const format = formatOf(out)
    const { model } = await modelNamed(name, io)
    const progress = openProgress(io, { quiet })
    const cleanups: Cleanups = [async () => progress.done()]
    const engine = await openEngine(io, { progress, ...(memoryLimit !== undefined && { memoryLimit }) })
    try {
      const relation = await engine.open(await resolveDataset(data, readOptionsOf(options), io, cleanups))
      const work = { relation, model, options: { keep, format, shares }, progress, io }
      const { rows, badRows } = await (out === undefined
        ? toStandardOutput(work)
        : writeInPieces(resolve(io.cwd, out), append => predictInto(append, work)))
      const missing = await missingText(relation, model.signature, badRows)
      progress.done()
      if (missing !== undefined) io.stderr(`warning: ${missing}\n`)
      if (out !== undefined)
        io.stderr(`${plural(rows, 'row')} predicted, in ${shownPath(resolve(io.cwd, out), io)}\n`)
    } finally {
      await engine.close().catch(() => {})
      for (const cleanup of cleanups) await cleanup()
    }
  }
}

function formatOf(out: string | undefined): PredictOptions['format'] {
  if (out === undefined || out.endsWith('.csv')) return 'csv'
  if (out.endsWith('.ndjson')) return 'ndjson'
  throw new UserError(`${out} is not possible: predictions are written as .csv or .ndjson.`)
}

interface Work {
  readonly relation: Relation
  readonly model: NamedModel['model']
  readonly options: PredictOptions
  readonly progress: Progress
  readonly io: Io
}

interface Done {
  readonly rows: number
  readonly badRows: number
}

/** Ends early, and well, when nobody reads what is printed any longer. */
function toStandardOutput(work: Work): Promise<Done> {
  const { io } = work
  return predictInto(async text => {
    io.stdout(text)
    return io.drained?.()
  }, work)
}

/** @param append takes a piece of text, and says whether that was the last one that is of use */
async function predictInto(append: (text: string) => Promise<unknown>, work: Work): Promise<Done> {
  const { relation, model, options, progress, io } = work
  const { rows: total, label } = relation.info
  let [rows, badRows] = [0, 0]
  for await (const piece of predictedText(relation, model, options)) {
    const isRead = await append(piece.text)
    io.signal?.throwIfAborted()
    ;({ rows, badRows } = piece)
    if (isRead === false) break
    progress.phase(`predicting ${label}`, total === 0 ? 1 : rows / total, rows)
  }
  return { rows, badRows }
}
