import { jointExceedance } from './joint-exceedance.ts'

/**
 * The level of batch t = 1, 2, … when a level is spent over all batches there will ever be: 6α / (π² t²), which adds up
 * to α. The probability of any false alarm is then at most α, whatever the batches have in common.
 *
 * @throws RangeError when alpha is not between 0 and 1, or the batch not a whole number from 1
 * @example spentAlpha(0.05, 1) // 0.03039635509270133
 * @example spentAlpha(0.05, 52) // 1.1241255581620314e-05
 */
export function spentAlpha(alpha: number, batch: number): number {
  checkAlpha(alpha)
  checkWhole(batch, 1, 'The number of a batch')
  return (6 * alpha) / (Math.PI * batch) ** 2
}

/**
 * Correlation n / (n + m) between the statistics of two batches of n rows that are compared with the same m rows of
 * reference: how far the reference is off weighs on both.
 *
 * It is exact for differences of means, and a good guess for other statistics; a reference of ten times the rows of a
 * batch brings it below 0.1.
 *
 * @throws RangeError when a size is not positive
 * @example batchCorrelation(10000, 500) // 0.047619047619047616
 */
export function batchCorrelation(referenceSize: number, sampleSize: number): number {
  if (!(referenceSize > 0 && sampleSize > 0)) {
    throw new RangeError(`A dataset has rows, unlike ${referenceSize} or ${sampleSize}.`)
  }
  return 1 / (1 + referenceSize / sampleSize)
}

export interface AlarmPlan {
  /** The level at which each family of tests is held in each batch, or that is spent over all of them. */
  readonly alpha: number
  /** How many families there are. */
  readonly families: number
  /** How many batches are counted. */
  readonly batches: number
  /** A test raises an alarm when it fails in so many batches in a row; 1 unless told. */
  readonly confirm?: number
  /** How many tests share the level of a family, each with alpha / tests; 1 unless told, needed only with `confirm`. */
  readonly tests?: number
  /** What `batchCorrelation` says; 0 unless told, needed only with `confirm`. */
  readonly correlation?: number
  /** The number of the first of the batches where `spentAlpha` is the level; without it the level is alpha in all. */
  readonly spendFrom?: number
}

/**
 * How many batches are expected to raise an alarm although nothing ever drifts.
 *
 * A batch with F families at level α does so with probability 1 − (1 − α)^F. The families are taken for independent;
 * for others F · α is the bound, and what depends positively raises fewer. With k batches to confirm, α makes way for
 * the bound m · P(|Z₁| > c, …, |Zₖ| > c) of m tests: the Z are the statistics of one test in k batches, taken for
 * standard normal with the given correlation, and P(|Z| > c) = α / m. Without correlation that is m · (α / m)^k.
 *
 * The batches before the first one count for confirmation, except that there are none before batch 1 of a spent level.
 *
 * @throws RangeError when alpha is not between 0 and 1, the correlation not at least 0 and below 1, or a number of
 *   families, batches or tests not whole
 * @example expectedFalseAlarms({ alpha: 0.05, families: 1, batches: 52 }) // 2.6
 * @example expectedFalseAlarms({ alpha: 0.05, families: 4, batches: 52, confirm: 2, tests: 10 }) // 0.05198050324979687
 */
export function expectedFalseAlarms(plan: AlarmPlan): number {
  const { alpha, families, batches, confirm = 1, tests = 1, correlation = 0, spendFrom } = plan
  checkAlpha(alpha)
  checkWhole(families, 1, 'The number of families')
  checkWhole(batches, 0, 'The number of batches')
  checkWhole(confirm, 1, 'The number of batches in a row')
  checkWhole(tests, 1, 'The number of tests')
  const alarm = (levels: readonly number[]) => {
    const ofFamily =
      tests *
      jointExceedance(
        levels.map(level => level / tests),
        correlation,
      )
    return -Math.expm1(families * Math.log1p(-Math.min(1, ofFamily)))
  }
  if (spendFrom === undefined) return batches * alarm(new Array<number>(confirm).fill(alpha))
  checkWhole(spendFrom, 1, 'The number of a batch')
  let sum = 0
  for (let batch = Math.max(spendFrom, confirm); batch < spendFrom + batches; batch++) {
    sum += alarm(Array.from({ length: confirm }, (_, back) => spentAlpha(alpha, batch - back)))
  }
  return sum
}

function checkAlpha(alpha: number): void {
  if (!(alpha > 0 && alpha < 1)) throw new RangeError(`Alpha lies between 0 and 1, unlike ${alpha}.`)
}

function checkWhole(number: number, least: number, what: string): void {
  if (!(Number.isInteger(number) && number >= least)) {
    throw new RangeError(`${what} is a whole number from ${least}, unlike ${number}.`)
  }
}
