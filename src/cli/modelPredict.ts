import { resolve } from 'node:path'
import type { Command } from 'commander'
import { UserError } from '../core/errors.ts'
import { formatList, plural } from '../core/format.ts'
import { modelTable } from '../stages/model/data.ts'
import { missingText } from '../stages/model/missing-lines.ts'
import { predictions } from '../stages/model/predictions.ts'
import { predictionsText } from '../stages/model/predictions-text.ts'
import { openEngine } from './engine.ts'
import type { Cleanups, Io } from './io.ts'
import { type NamedModel, modelNamed, modelOfTables } from './modelSource.ts'
import { collect } from './optionValues.ts'
import { readFlags, readOptionsOf, withReadOptions } from './readOptions.ts'
import { shownPath, writeFiles } from './reportFiles.ts'
import { resolveDataset } from './resolve.ts'

/** Adds the command `mlcheck model predict`. */
export function addPredict(parent: Command, io: Io): void {
  withReadOptions(parent.command('predict'))
    .description('Predict the rows of data, or images.')
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
    .action(predictData(io))
}

export interface PredictOptions extends Readonly<Record<string, unknown>> {
  readonly out?: string
  readonly keep?: readonly string[]
  readonly shares?: boolean
}

/** Predictions that are ready to be written. */
export interface Predicted {
  readonly text: string
  /** How many of what, such as `3 rows`. */
  readonly count: string
  /** What could not be predicted, a sentence each. */
  readonly warnings: readonly string[]
}

function predictData(io: Io) {
  return async (name: string, data: readonly string[], options: PredictOptions) => {
    const { out } = options
    if (out !== undefined && !/\.(csv|ndjson)$/.test(out))
      throw new UserError(`${out} is not possible: predictions are written as .csv or .ndjson.`)
    const model = await modelNamed(name, io)
    const { text, count, warnings } = model.isOfImages
      ? await predictedImages(model, data, options, io)
      : await predictedRows(model, data, options, io)
    if (out === undefined) io.stdout(text)
    else writeFiles({ [resolve(io.cwd, out)]: text })
    for (const warning of warnings) io.stderr(`warning: ${warning}\n`)
    if (out !== undefined) io.stderr(`${count} predicted, in ${shownPath(resolve(io.cwd, out), io)}\n`)
  }
}

async function predictedImages(
  model: NamedModel,
  data: readonly string[],
  options: PredictOptions,
  io: Io,
): Promise<Predicted> {
  const { keep = [] } = options
  const needless = [...(keep.length > 0 ? ['--keep'] : []), ...readFlags(readOptionsOf(options)).slice(0, 1)]
  if (needless.length > 0)
    throw new UserError(`${formatList(needless)} is about tables, and ${model.title} is a model of images.`)
  const { predictImages } = await import('./modelImages.ts')
  return predictImages(model, data, options, io)
}

async function predictedRows(
  named: NamedModel,
  [data = '', ...more]: readonly string[],
  options: PredictOptions,
  io: Io,
): Promise<Predicted> {
  if (more.length > 0)
    throw new UserError(
      `${named.title} predicts one dataset at a time, and ${plural(more.length + 1, 'name')} were given.`,
      {
        hint: "Several files are one dataset as a glob in quotes, such as 'new/*.csv'.",
      },
    )
  const { out, keep = [], shares = false } = options
  const { pipeline, signature } = await modelOfTables(named)
  const cleanups: Cleanups = []
  const engine = await openEngine(io)
  try {
    const relation = await engine.open(
      await resolveDataset(data, { read: readOptionsOf(options) }, io, cleanups),
    )
    const columns = [...new Set([...pipeline.inputs.map(input => input.name), ...keep])]
    const table = await modelTable(relation, columns)
    const predicted = predictions(pipeline, signature, table)
    const format = out?.endsWith('.ndjson') ? 'ndjson' : 'csv'
    const classes = shares ? (pipeline.classes ?? []) : []
    const missing = await missingText(relation, signature, predicted.bad.length)
    return {
      text: predictionsText(predicted, { table, keep, format, classes }),
      count: plural(table.rowCount, 'row'),
      warnings: missing === undefined ? [] : [missing],
    }
  } finally {
    await engine.close().catch(() => {})
    for (const cleanup of cleanups) await cleanup()
  }
}
