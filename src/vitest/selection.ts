import type { Outcome } from '../core/result.ts'
import { type Check, isTagged } from '../core/suite.ts'

/** Which checks are wanted; absent where all are. Ids are compared without the suffixes that they get later. */
export function selectionOf(
  only: readonly string[],
  tags: readonly string[],
): ((check: Check) => boolean) | undefined {
  if (only.length === 0 && tags.length === 0) return undefined
  const ids = new Set(only.map(withoutSuffix))
  return check => (ids.size === 0 || ids.has(withoutSuffix(check.id))) && isTagged(check, tags)
}

/** Whether an outcome is that of a test as a whole, which has no tags, and no finding. */
export function isQuietTest({ category, status }: Outcome): boolean {
  return category === 'test' && (status === 'passed' || status === 'skipped')
}

/** An id without the suffix that tells it from others: `price.range` for `price.range.2`. */
export function withoutSuffix(id: string): string {
  return id.replace(/\.\d+$/, '')
}

/** Gives ids that are taken the suffixes `.2`, `.3`, … in order. */
export function withUniqueOutcomeIds(
  outcomes: readonly Outcome[],
  takenIds: Iterable<string> = [],
): readonly Outcome[] {
  const taken = new Set(takenIds)
  const last = new Map<string, number>()
  return outcomes.map(outcome => {
    let id = outcome.id
    let n = last.get(id) ?? 1
    while (taken.has(id)) id = `${outcome.id}.${++n}`
    last.set(outcome.id, n)
    taken.add(id)
    return { ...outcome, id }
  })
}
