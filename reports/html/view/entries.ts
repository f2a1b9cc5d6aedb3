import type { Outcome } from '../../../src/core/result.ts'
import { type Anchor, anchorsFor } from './anchors.ts'

/** An outcome and its place in the page. */
export interface Entry {
  readonly outcome: Outcome
  readonly anchor: Anchor
}

export function entriesOf(outcomes: readonly Outcome[]): readonly Entry[] {
  const anchors = anchorsFor(outcomes.map(outcome => outcome.id))
  return outcomes.flatMap((outcome, index) => {
    const anchor = anchors[index]
    return anchor ? [{ outcome, anchor }] : []
  })
}
