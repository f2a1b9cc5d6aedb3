import { resolve } from 'node:path'
import type { Command } from 'commander'
import type { Relation } from '../core/engine.ts'
import { UserError } from '../core/errors.ts'
import { formatList, plural } from '../core/format.ts'
import type { Model } from '../stages/model/folder.ts'
import { missingText } from '../stages/model/missing-lines.ts'
import { type PredictOptions, predictedText } from '../stages/model/predicted-text.ts'
import { openEngine } from './engine.ts'
import type { Cleanups, Io } from './io.ts'
import { type NamedModel, modelNamed, modelOfTables } from './modelSource.ts'
import { bytes, collect } from './optionValues.ts'
import { openProgress, type Progress } from './progress.ts'
import { readFlags, readOptionsOf, withReadOptions } from './readOptions.ts'
import { shownPath, writeFiles, writeInPieces } from './reportFiles.ts'
import { resolveDataset } from './resolve.ts'

/** Adds the command `mlcheck model predict`. */
export function addPredict(parent: Command, io: Io): void {
  withReadOptions(parent.command('predict'))
    .description('Predict the rows of data of any size, or images.')
    .argument('<model>', 'an artifact or a folder')
    .argument(
      '<data...>',
      'a path, a glob, an http(s) URL, or an artifact; of images any number of paths and globs',
    )
    .option('--out <file>', '.csv or .ndjson; standard output when absent')
    .option(
      '--keep <column>',
      'a column that stands before the prediction, such as an id; may be repeated',
      collect,
    )
    .option('--shares', 'the share of each class too')
    .option('--quiet', 'no progress')
    .option('--memory-limit <size>', 'for the engine, such as 512MB or 4GB; it spills to disk beyond', bytes)
    .action(predictData(io))
}

interface Options extends Readonly<Record<string, unknown>> {
  readonly out?: string
  readonly keep?: readonly string[]
  readonly shares?: boolean
  readonly quiet?: boolean
  readonly memoryLimit?: number
}

function predictData(io: Io) {
  return async (name: string, data: readonly string[], options: Options) => {
    const written = { ...options, writtenAs: formatOf(options.out) }
    const model = await modelNamed(name, io)
    const { count, warnings } = model.isOfImages
      ? await predictImages(model, data, written, io)
      : await predictRows(model, data, written, io)
    for (const warning of warnings) io.stderr(`warning: ${warning}\n`)
    if (options.out !== undefined)
      io.stderr(`${count} predicted, in ${shownPath(resolve(io.cwd, options.out), io)}\n`)
  }
}

type Format = PredictOptions['format']

function formatOf(out: string | undefined): Format {
  if (out === undefined || out.endsWith('.csv')) return 'csv'
  if (out.endsWith('.ndjson')) return 'ndjson'
  throw new UserError(`${out} is not possible: predictions are written as .csv or .ndjson.`)
}

interface WrittenOptions extends Options {
  readonly writtenAs: Format
}

/** What was written. */
interface Predicted {
  /** How many of what, such as `3 rows`. */
  readonly count: string
  /** What could not be predicted, a sentence each. */
  readonly warnings: readonly string[]
}

async function predictImages(
  model: NamedModel,
  data: readonly string[],
  options: WrittenOptions,
  io: Io,
): Promise<Predicted> {
  const { keep = [], out, writtenAs: format, shares = false } = options
  const needless = [...(keep.length > 0 ? ['--keep'] : []), ...readFlags(readOptionsOf(options)).slice(0, 1)]
  if (needless.length > 0)
    throw new UserError(`${formatList(needless)} is about tables, and ${model.title} is a model of images.`)
  const { predictedImages } = await import('./modelImages.ts')
  const { text, ...predicted } = await predictedImages(model, data, { format, shares }, io)
  if (out === undefined) io.stdout(text)
  else writeFiles({ [resolve(io.cwd, out)]: text })
  return predicted
}

async function predictRows(
  named: NamedModel,
  [data = '', ...more]: readonly string[],
  options: WrittenOptions,
  io: Io,
): Promise<Predicted> {
  if (more.length > 0)
    throw new UserError(
      `${named.title} predicts one dataset at a time, and ${plural(more.length + 1, 'name')} were given.`,
      {
        hint: "Several files are one dataset as a glob in quotes, such as 'new/*.csv'.",
      },
    )
  const { out, keep = [], shares = false, writtenAs: format, quiet = false, memoryLimit } = options
  const model = await modelOfTables(named)
  const progress = openProgress(io, { quiet })
  const cleanups: Cleanups = [async () => progress.done()]
  const engine = await openEngine(io, { progress, ...(memoryLimit !== undefined && { memoryLimit }) })
  try {
    const source = await resolveDataset(data, { read: readOptionsOf(options) }, io, cleanups)
    const relation = await engine.open(source)
    const work = { relation, model, options: { keep, format, shares }, progress, io }
    const { rows, badRows } = await (out === undefined
      ? toStandardOutput(work)
      : writeInPieces(resolve(io.cwd, out), append => predictInto(append, work)))
    const missing = await missingText(relation, model.signature, badRows)
    return { count: plural(rows, 'row'), warnings: missing === undefined ? [] : [missing] }
  } finally {
    await engine.close().catch(() => {})
    for (const cleanup of cleanups) await cleanup()
  }
}

interface Work {
  readonly relation: Relation
  readonly model: Model
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
