import { plural } from '../core/format.ts'
import type { Origin } from '../core/suite.ts'

/** A test that ended before its expectations were judged. */
export class NotAwaited extends Error {
  override readonly name = 'NotAwaited'

  constructor(origins: readonly (Origin | undefined)[]) {
    const count = origins.length
    const lines = origins.flatMap(origin => origin?.line ?? [])
    const where = lines.length === 0 ? '' : ` (line ${lines.join(', ')})`
    super(
      `${plural(count, 'expectation')} ${count === 1 ? 'was' : 'were'} not awaited${where}. Write await before each.`,
    )
  }
}
