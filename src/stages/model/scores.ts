import {
  accuracy,
  confusionMatrix,
  type ConfusionMatrix,
  determination,
  type FittedPipeline,
  f1Scores,
  likeliest,
  meanAbsoluteError,
  meanSquaredError,
  predictShares,
  rocAucOneVsOne,
  rocAucOneVsRest,
  columnOf,
  type Table,
} from '../../ml/index.ts'

/** How well a model predicts rows whose target is known. */
export interface Scores {
  /** `auc`, `auc_ovr`, `accuracy`, `f1_macro`; or `mae`, `mse`, `r2`. Those that cannot be told are left out. */
  readonly metrics: Readonly<Record<string, number>>
  /** Of a classifier. */
  readonly confusion?: ConfusionMatrix
}

/** Scores the predictions for a table that has the target. @throws UserError when a column is missing */
export function scoresOf(pipeline: FittedPipeline, table: Table): Scores {
  const actual = columnOf(table, pipeline.target)
  const shares = predictShares(pipeline, table)
  const { classes } = pipeline
  if (classes === undefined) return { metrics: known(regressionMetrics(actual as Float64Array, shares)) }
  const labels = actual as ArrayLike<string | number>
  const predicted = Array.from(likeliest(shares, classes.length), code => classes[code] as string | number)
  const confusion = confusionMatrix(labels, predicted)
  const rows = { actual: labels, shares, classes }
  return {
    confusion,
    metrics: known({
      auc: rocAucOneVsOne(rows),
      auc_ovr: rocAucOneVsRest(rows),
      accuracy: accuracy(labels, predicted),
      f1_macro: f1Scores(confusion)?.macro ?? null,
    }),
  }
}

function regressionMetrics(actual: Float64Array, predicted: Float64Array) {
  return {
    mae: meanAbsoluteError(actual, predicted),
    mse: meanSquaredError(actual, predicted),
    r2: determination(actual, predicted),
  }
}

function known(metrics: Readonly<Record<string, number | null>>): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(metrics).filter((entry): entry is [string, number] => entry[1] !== null),
  )
}
