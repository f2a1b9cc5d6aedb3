import { UserError } from '../../core/errors.ts'
import { predictForest } from '../forest/forest.ts'
import { columnOf, type NamedColumn, type Table } from '../table/table.ts'
import { featureNumbers } from './features.ts'
import type { FittedPipeline } from './pipeline.ts'
import type { ClassLabel } from './target.ts'
import { applyTrack } from './track.ts'

/**
 * The features that the model of a pipeline sees of a table, in the order of `featureNames`.
 *
 * @throws UserError when a column is missing, of another kind than in fitting, or has values that a step cannot take
 */
export function featuresOf(
  { inputs, tracks, featureNames }: FittedPipeline,
  table: Table,
): readonly NamedColumn[] {
  for (const { name, kind } of inputs) {
    const found = columnOf(table, name) instanceof Float64Array ? 'number' : 'text'
    if (found !== kind)
      throw new UserError(
        `The column ${name} is ${plural[found]}, but the pipeline was fitted to ${plural[kind]}.`,
      )
  }
  const features = tracks.flatMap(track => applyTrack(track, table))
  return features.map(({ values }, k) => ({ name: featureNames[k] as string, values }))
}

const plural = { number: 'numbers', text: 'text' }

/**
 * What the trees of a pipeline predict for every row, on average: the shares of the classes, one row after another, or
 * a number. Rows have the classes in the order of `classes`.
 */
export function predictShares(pipeline: FittedPipeline, table: Table): Float64Array {
  return predictForest(pipeline.forest, featureNumbers(featuresOf(pipeline, table)))
}

/** The class of every row that has the largest share, the first of several, or a number for every row. */
export function predict(pipeline: FittedPipeline, table: Table): readonly ClassLabel[] | Float64Array {
  const predicted = predictShares(pipeline, table)
  const { classes } = pipeline
  if (classes === undefined) return predicted
  return Array.from(likeliest(predicted, classes.length), code => classes[code] as ClassLabel)
}

/** For each row the position of its largest share, the first of several. */
export function likeliest(shares: Float64Array, classes: number): Uint32Array {
  const best = new Uint32Array(shares.length / classes)
  for (let row = 0; row < best.length; row++)
    for (let code = 1; code < classes; code++)
      if (
        (shares[row * classes + code] as number) > (shares[row * classes + (best[row] as number)] as number)
      )
        best[row] = code
  return best
}
