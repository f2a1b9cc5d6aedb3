import type { FailingRows, RowSelection } from '../core/engine.ts'
import type { Repair, Rule, Verdict } from '../core/expectation.ts'
import { and, call, equal, type Expr, not, value, when } from '../core/expr.ts'
import { type Metric, of } from '../core/metric.ts'
import { restrictedTo } from '../core/restrict.ts'
import type { Value } from '../core/value.ts'
import type { SuiteCheck } from './outcome.ts'
import type { Session } from './session.ts'

/** A repair under which offending values look like the others. */
export interface FoundRepair extends Pick<Repair, 'text' | 'cause' | 'next'> {
  /** How many offending values meet the rule then. */
  readonly count: number
}

/** What is known of the rows that offend, for the sentences about them. */
export interface Offence {
  readonly verdict: Verdict
  readonly failing: FailingRows
  readonly repair?: FoundRepair
  /** Whether the most frequent offending value is nowhere in the reference; absent where nobody looked. */
  readonly isNew?: boolean
}

/** The part of the offending values that one value, or one repair, has to account for to be named as their cause. */
export const mainPart = 0.9

/**
 * Looks at offending rows once more: whether a repair makes them fit, and whether the reference has their main value.
 * A question that cannot be answered is left out, since the verdict stands without it.
 */
export async function examineOffence(
  check: SuiteCheck,
  rule: Rule,
  found: { readonly verdict: Verdict; readonly failing: FailingRows; readonly selection: RowSelection },
  session: Session,
): Promise<Offence> {
  const { verdict, failing, selection } = found
  const where = 'duplicatesOf' in selection || 'overlap' in selection ? undefined : selection.where
  const [repair, isNew] = await Promise.all([
    likelyRepair(check, rule, where, session).catch(() => undefined),
    isNewValue(check, failing, session).catch(() => undefined),
  ])
  return { verdict, failing, repair, isNew }
}

/** The value that makes up the main part of the offending ones, where there is one. */
function mainValue({ values: [first], count }: FailingRows): Value | undefined {
  const [only, ...others] = first?.values ?? []
  if (first === undefined || others.length > 0 || first.count < 2) return undefined
  return first.count >= count * mainPart ? only : undefined
}

/**
 * The repair that makes the main part of the offending values fit, and brings their mean to within two standard
 * deviations of the mean of all others: in a wide range, almost any number fits.
 */
async function likelyRepair(
  check: SuiteCheck,
  rule: Rule,
  offends: Expr | undefined,
  session: Session,
): Promise<FoundRepair | undefined> {
  const { columns, params, where } = check
  const [column] = columns
  if (offends === undefined || column === undefined || rule.repairs === undefined) return undefined
  const repairs = rule.repairs({ column, columns }, params)
  if (repairs.length === 0) return undefined
  const others = when(and(not(offends), not(call('isNonFinite', value(column)))), value(column))
  const sample = of('sample')
  const counts = await session.answer(
    restrictedTo(where, {
      all: sample.countIf(offends),
      mean: sample.mean(others),
      variance: sample.variance(others),
      ...Object.fromEntries(
        repairs.flatMap(({ fits, value }, index): [string, Metric][] => [
          [`count${index}`, sample.countIf(and(offends, fits))],
          [`mean${index}`, sample.mean(when(and(offends, fits), value))],
        ]),
      ),
    }),
  )
  const numbers = counts as Readonly<Record<string, number | null>>
  const { all, mean, variance } = numbers
  if (!all || typeof mean !== 'number' || typeof variance !== 'number') return undefined
  const plausible = repairs.flatMap(({ text, cause, next }, index) => {
    const [count, repaired] = [numbers[`count${index}`] ?? 0, numbers[`mean${index}`]]
    if (typeof repaired !== 'number' || count < 2 || count < all * mainPart) return []
    const distance = Math.abs(repaired - mean) / Math.sqrt(variance)
    return distance <= 2 ? [{ text, cause, next, count, distance }] : []
  })
  return plausible.sort((a, b) => a.distance - b.distance)[0]
}

async function isNewValue(
  { columns: [column] }: SuiteCheck,
  failing: FailingRows,
  { data, answer }: Session,
): Promise<boolean | undefined> {
  const main = mainValue(failing)
  const known = data.reference?.schema.columns.some(({ name }) => name === column)
  if (main === undefined || main === null || column === undefined || !known) return undefined
  const { count } = await answer({ count: of('reference').countIf(equal(value(column), main)) })
  return count === 0
}
