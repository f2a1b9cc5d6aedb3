import { formatCount, formatShare } from '../../src/core/format.ts'
import type { Result } from '../../src/core/result.ts'
import { display } from './display.ts'

/** The series of a run: `weekly, batch 7 (spends 1.2 % of alpha; an alarm needs 2 batches in a row)`. */
export function seriesText({ name, batch, share, confirm }: NonNullable<Result['series']>): string {
  const rules = [
    ...(share === undefined ? [] : [`spends ${formatShare(share)} of alpha`]),
    ...(confirm === undefined ? [] : [`an alarm needs ${formatCount(confirm)} batches in a row`]),
  ]
  const suffix = rules.length === 0 ? '' : ` (${rules.join('; ')})`
  return `${display(name, 128)}, batch ${formatCount(batch)}${suffix}`
}
