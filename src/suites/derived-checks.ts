import { formatCount, plural } from '../core/format.ts'
import type { Frequencies } from '../core/metric.ts'
import { type Check, defaultId } from '../core/suite.ts'
import type { ColumnFacts, Range } from './facts.ts'
import { mostlyFor, shareFrom, shareUpTo, type Tolerance } from './tolerance.ts'
import type { Registry } from './vocabulary.ts'

/** What derived checks are made with; `alpha` is the level of each bound. */
export interface Tolerated {
  readonly registry: Registry
  readonly tolerance: Tolerance
  readonly alpha: number
}

type Target = Pick<Check, 'allowVacuous'> & Required<Pick<Check, 'columns'>>

/** A check by the name of its expectation, whose parameters it validates. */
export function checkFor(
  registry: Registry,
  name: string,
  { columns = [], severity = 'error', params, ...rest }: Partial<Check> & Pick<Check, 'derivation'>,
): Check {
  const expectation = registry[name]
  if (!expectation) throw new Error(`There is no expectation ${name}.`)
  const read = expectation.params.parse(params)
  return { id: defaultId(expectation, columns), ...rest, expectation, columns, severity, params: read }
}

/** Both fewer and more missing values than the reference leads to expect are a change. None where any count is explained. */
export function nullShareCheck(
  { name, reference, sample }: ColumnFacts,
  { registry, tolerance, alpha }: Tolerated,
): Check | undefined {
  if (sample.rows === 0) return undefined
  const missing = reference.rows - reference.present
  const least = tolerance.leastExplained(missing, reference.rows, sample.rows, alpha / 2)
  const most = tolerance.mostExplained(missing, reference.rows, sample.rows, alpha / 2)
  if (least === 0 && most === sample.rows) return undefined
  const params = {
    ...(least > 0 && { min: shareFrom(least, sample.rows) }),
    ...(most < sample.rows && { max: shareUpTo(most, sample.rows) }),
  }
  const explained =
    least === 0 ? `up to ${formatCount(most)}` : `${formatCount(least)} to ${formatCount(most)}`
  const derivation = `${formatCount(missing)} of ${plural(reference.rows, 'reference value')} missing; ${explained} of ${formatCount(sample.rows)} are explained by sampling.`
  return checkFor(registry, 'toHaveNullShare', { columns: [name], params, derivation })
}

/** The reference's extremes, beyond which `allowed` values may lie. */
export function rangeCheck(
  { reference, sample }: ColumnFacts,
  { min, max }: Range,
  allowed: number,
  target: Target,
  registry: Registry,
): Check {
  return checkFor(registry, 'toHaveValuesBetween', {
    ...target,
    params: { min, max, ...mostly(allowed, sample.present) },
    derivation: `Range of ${plural(reference.present, 'reference value')}; ${explainedText(allowed, sample.present)}`,
  })
}

/** The reference's categories, besides which there may be `allowed` other values. */
export function setCheck(
  { reference, sample }: ColumnFacts,
  { entries, distinct }: Frequencies,
  allowed: number,
  target: Target,
  registry: Registry,
): Check {
  const values = entries.flatMap(entry => entry.values)
  return checkFor(registry, 'toHaveValuesInSet', {
    ...target,
    params: { values, ...mostly(allowed, sample.present) },
    derivation: `The ${plural(distinct, 'distinct value')} of ${plural(reference.present, 'reference value')}; ${explainedText(allowed, sample.present)}`,
  })
}

/**
 * How many values outside the reference's range or set sampling alone explains.
 *
 * The m + 1 gaps between m ordered values are alike, and both ends together are two of them: as many new values lie
 * beyond both extremes as lie beyond the second largest value. Values that are no finite numbers lie beyond one end.
 * How many new categories to expect is told by the categories seen once (the estimate of Good and Turing).
 *
 * @see https://doi.org/10.1093/biomet/40.3-4.237
 */
export function allowedOutside(facts: ColumnFacts, { tolerance, alpha }: Tolerated): number {
  const { reference, sample, range, frequencies } = facts
  const seen = range
    ? range.nonFinite + 1
    : (frequencies?.entries.filter(entry => entry.count === 1).length ?? 0)
  return sample.present === 0 ? 0 : tolerance.mostExplained(seen, reference.present, sample.present, alpha)
}

function mostly(allowed: number, checked: number): { readonly mostly?: number } {
  return allowed === 0 ? {} : { mostly: mostlyFor(allowed, checked) }
}

function explainedText(allowed: number, checked: number): string {
  if (checked === 0) return 'the sample has no value to compare.'
  return `up to ${formatCount(allowed)} of ${formatCount(checked)} outside are explained by sampling.`
}
