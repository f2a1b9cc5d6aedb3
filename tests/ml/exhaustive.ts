/** A sample of weighted rows, each with features, NaN where one is missing, and a target. */
export interface Sample {
  readonly features: readonly (readonly number[])[]
  readonly targets: readonly number[]
  readonly weights: readonly number[]
}

/** Weight times impurity of some rows, from its definition. */
export type Loss = (targets: readonly number[], weights: readonly number[]) => number

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)

function shares(targets: readonly number[], weights: readonly number[]): readonly number[] {
  const classes = [...new Set(targets)]
  return classes.map(label => sum(weights.filter((_, k) => targets[k] === label)) / sum(weights))
}

/** The loss at the best of all targets, where a median lies. */
function absoluteLoss(targets: readonly number[], weights: readonly number[]): number {
  return Math.min(
    ...targets.map(center => sum(targets.map((target, k) => (weights[k] ?? 0) * Math.abs(target - center)))),
  )
}

function squaredLoss(targets: readonly number[], weights: readonly number[]): number {
  const mean = sum(targets.map((target, k) => target * (weights[k] ?? 0))) / sum(weights)
  return sum(targets.map((target, k) => (weights[k] ?? 0) * (target - mean) ** 2))
}

export const losses: Readonly<Record<string, Loss>> = {
  gini: (targets, weights) => sum(weights) * (1 - sum(shares(targets, weights).map(share => share ** 2))),
  entropy: (targets, weights) =>
    -sum(weights) * sum(shares(targets, weights).map(share => share * Math.log2(share))),
  squared_error: squaredLoss,
  absolute_error: absoluteLoss,
}

/** What is lost after splitting some rows in two; undefined when a part is too small. */
export function lossAfter(
  sample: Sample,
  rows: readonly number[],
  isLeft: (row: number) => boolean,
  loss: Loss,
  leastRows: number,
): number | undefined {
  const parts = [rows.filter(isLeft), rows.filter(row => !isLeft(row))]
  if (parts.some(part => part.length < leastRows)) return undefined
  return sum(parts.map(part => lossOf(sample, part, loss)))
}

export function lossOf({ targets, weights }: Sample, rows: readonly number[], loss: Loss): number {
  return loss(
    rows.map(row => targets[row] ?? 0),
    rows.map(row => weights[row] ?? 0),
  )
}

/** The least loss of all splits by any threshold of any feature, with missing values on either side. */
export function leastLoss(
  sample: Sample,
  rows: readonly number[],
  loss: Loss,
  leastRows: number,
): number | undefined {
  const found = sample.features.flatMap(values =>
    [...new Set(values)].flatMap(threshold =>
      [true, false].map(isMissingLeft =>
        lossAfter(
          sample,
          rows,
          row => {
            const value = values[row] ?? Number.NaN
            return Number.isNaN(value) ? isMissingLeft : value <= threshold
          },
          loss,
          leastRows,
        ),
      ),
    ),
  )
  const possible = found.filter(each => each !== undefined)
  return possible.length > 0 ? Math.min(...possible) : undefined
}
