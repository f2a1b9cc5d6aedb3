import type { FailingRequest, FailingRows, RowSelection } from '../core/engine.ts'
import type { Repair, Rule, Verdict } from '../core/expectation.ts'
import { and, call, equal, not, value, when } from '../core/expr.ts'
import { type Metric, of } from '../core/metric.ts'
import { restrictedTo } from '../core/restrict.ts'
import type { Value } from '../core/value.ts'
import type { SuiteCheck } from './outcome.ts'
import { relationOf, type Session } from './session.ts'

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
 * Reads the rows that offend, and looks at them once more: whether a repair makes them fit, and whether the reference
 * has their main value. A question that cannot be answered is left out, since the verdict stands without it.
 */
export async function examineOffence(
  check: SuiteCheck,
  rule: Rule,
  found: { readonly verdict: Verdict; readonly request: FailingRequest },
  session: Session,
): Promise<Offence> {
  const { verdict, request } = found
  // Before the rows are read, so that all rules that fail in one turn are looked at in one scan.
  const repairing = likelyRepair(check, rule, request.selection, session).catch(() => undefined)
  const failing = await relationOf(session.data, 'sample').failing(request, session.data.reference)
  const isNew = await isNewValue(check, failing, session).catch(() => undefined)
  return { verdict, failing, repair: await repairing, isNew }
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
  selection: RowSelection,
  session: Session,
): Promise<FoundRepair | undefined> {
  const offends = 'duplicatesOf' in selection || 'overlap' in selection ? undefined : selection.where
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
