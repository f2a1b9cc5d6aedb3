import type { Outcome } from '../../../src/core/result.ts'
import { display } from '../../text/display.ts'
import { optionalProse } from './text.ts'

/** Where a check comes from: derived from the reference, with the reason, or written at a place in a file. */
export function sourceOf({ derivation, origin, suite }: Outcome) {
  const line = origin?.line === undefined ? '' : `:${origin.line}`
  return {
    derivation: optionalProse(derivation),
    written: origin ? `${display(origin.file, 120)}${line}` : undefined,
    suite: display(suite),
  }
}
