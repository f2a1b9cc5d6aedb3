import { UserError } from '../../core/errors.ts'
import { type Forest, growForest } from '../forest/forest.ts'
import type { ForestTask } from '../forest/forest-task.ts'
import { outOfBagPrediction } from '../forest/out-of-bag.ts'
import { planForest } from '../forest/plan-forest.ts'
import { columnOf, type Table } from '../table/table.ts'
import { featureNumbers } from './features.ts'
import { outOfBagScore } from './out-of-bag-score.ts'
import type { PipelineSpec } from './spec.ts'
import { type ClassLabel, classTarget, numberTarget } from './target.ts'
import { type FittedTrack, fitTrack } from './track.ts'

/** Tracks and a model, fitted together: from the columns of a table to predictions. */
export interface FittedPipeline {
  readonly spec: PipelineSpec
  /** The columns that it takes, each with whether it is of numbers or of text. */
  readonly inputs: readonly PipelineInput[]
  readonly target: string
  readonly tracks: readonly FittedTrack[]
  /** Names of the features of the model, `track__column` or longer. */
  readonly featureNames: readonly string[]
  /** What the model can say, ascending; absent where it predicts numbers. */
  readonly classes?: readonly ClassLabel[]
  readonly forest: Forest
  /** How well rows are predicted by the trees that have not seen them: accuracy, or r². Only where it was asked for. */
  readonly outOfBagScore?: number | null
}

interface PipelineInput {
  readonly name: string
  readonly kind: 'number' | 'text'
}

interface FitOptions {
  /** A whole number from 0 to 2³² − 1. The same seed gives the same model, on every machine. */
  readonly seed: number
  /** Grows the trees of a task; one after another unless given. */
  readonly grow?: (task: ForestTask) => Forest | Promise<Forest>
}

/**
 * Fits the tracks and the model of a pipeline to a table.
 *
 * @param target name of the column to predict
 * @throws UserError when a column is missing or not what a step or the model takes, or the target has one class only or is a feature
 */
export async function fitPipeline(
  spec: PipelineSpec,
  table: Table,
  target: string,
  { seed, grow = growForest }: FitOptions,
): Promise<FittedPipeline> {
  const { model } = spec
  if (model.oob_score && !model.bootstrap)
    throw new UserError('oob_score needs bootstrap: without it, no row is out of any bag.')
  if (spec.tracks.some(({ columns }) => columns.includes(target)))
    throw new UserError(`The target ${target} is among the columns to predict it from.`)
  const learnt = learningTarget(model, table, target)
  const fitted = spec.tracks.map(track => fitTrack(track, table))
  const columns = featureNumbers(fitted.flatMap(({ features }) => features))
  const classes = 'labels' in learnt ? learnt.labels : undefined
  const task = planForest(columns, learnt.target, model, { classes: classes?.map(String), seed })
  const forest = await grow(task)
  return {
    spec,
    inputs: inputsOf(spec, table),
    target,
    tracks: fitted.map(({ track }) => track),
    featureNames: fitted.flatMap(({ track, features }) =>
      features.map(({ name }) => `${track.name}__${name}`),
    ),
    classes,
    forest,
    outOfBagScore: model.oob_score
      ? outOfBagScore(task.target, outOfBagPrediction(task, forest, columns))
      : undefined,
  }
}

function learningTarget({ kind }: PipelineSpec['model'], table: Table, name: string) {
  const column = { name, values: columnOf(table, name) }
  return kind === 'random_forest_classifier' ? classTarget(column) : { target: numberTarget(column) }
}

function inputsOf({ tracks }: PipelineSpec, table: Table): readonly PipelineInput[] {
  const names = new Set(tracks.flatMap(({ columns }) => columns))
  return [...names].map(name => ({
    name,
    kind: columnOf(table, name) instanceof Float64Array ? 'number' : 'text',
  }))
}
