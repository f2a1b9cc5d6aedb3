import type { Outcome } from '../core/result.ts'

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
