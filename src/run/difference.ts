import { type CheckRecord, checksOf, type HistoryEntry, isFound } from '../core/history.ts'

/** A check in two runs; absent where a run did not have it. */
export interface ChangedCheck {
  readonly id: string
  readonly before?: CheckRecord
  readonly after?: CheckRecord
}

/** What changed between two runs. Every list is in the order of the later run, then of the earlier. */
export interface RunDifference {
  readonly newly: readonly ChangedCheck[]
  readonly still: readonly ChangedCheck[]
  readonly fixed: readonly ChangedCheck[]
  /** Checks that only one of the runs has and that are no findings. */
  readonly added: readonly ChangedCheck[]
  readonly removed: readonly ChangedCheck[]
  readonly referenceChanged: boolean
}

/** Compares two runs check by check. */
export function differenceOf(before: HistoryEntry, after: HistoryEntry): RunDifference {
  const [earlier, later] = [checksOf(before), checksOf(after)]
  const checks = [...new Set([...later.keys(), ...earlier.keys()])].map((id): ChangedCheck => {
    const [was, is] = [earlier.get(id), later.get(id)]
    return { id, ...(was && { before: was }), ...(is && { after: is }) }
  })
  const those = (holds: (was: boolean, is: boolean, check: ChangedCheck) => boolean) =>
    checks.filter(check => holds(isFound(check.before), isFound(check.after), check))
  return {
    newly: those((was, is) => !was && is),
    still: those((was, is) => was && is),
    fixed: those((was, is, check) => was && !is && check.after !== undefined),
    added: those((_, is, check) => !is && check.before === undefined),
    removed: those((_, __, check) => check.after === undefined),
    referenceChanged: before.reference?.identity !== after.reference?.identity,
  }
}
