import { z } from 'zod'
import { type Bounds, gxBounds, hasNoBound, isWithin, refuseEmptyRange } from '../../src/core/bounds.ts'
import type { Verdict } from '../../src/core/expectation.ts'
import { formatCount, formatShare, plural } from '../../src/core/format.ts'
import { nothingToCheck } from '../../src/core/rows.ts'

const share = z.number().min(0).max(1).optional()

/** Parameters of a share. */
export const shareParams = z
  .strictObject({
    min: share.describe('The least allowed share; itself allowed unless `strictMin` is true; 0.05 is 5 %.'),
    max: share.describe(
      'The greatest allowed share; itself allowed unless `strictMax` is true; 0.05 is 5 %.',
    ),
    strictMin: z.boolean().default(false).describe('Whether `min` itself is refused.'),
    strictMax: z.boolean().default(false).describe('Whether `max` itself is refused.'),
  })
  .superRefine(refuseEmptyRange)

/** What Great Expectations calls them. */
export const gxShare = { params: gxBounds, allowsAll: hasNoBound }

interface ShareBounds extends Bounds {
  readonly min?: number
  readonly max?: number
}

/** `at least 5.0 %`, `above 0 % and below 50.0 %`. */
export function shareRange({ min, max, strictMin, strictMax }: ShareBounds): string {
  const lower = min === undefined ? [] : [`${strictMin ? 'above' : 'at least'} ${formatShare(min)}`]
  const upper = max === undefined ? [] : [`${strictMax ? 'below' : 'at most'} ${formatShare(max)}`]
  return [...lower, ...upper].join(' and ')
}

interface Part {
  readonly rows: number
  readonly part: number
  readonly of: number
  /** What the part is of, and what it is: `value`, `distinct`. */
  readonly noun: string
  readonly adjective: string
}

/** Whether a share lies in a range; vacuous where it is a share of nothing. */
export function judgeShare({ rows, part, of, noun, adjective }: Part, bounds: Bounds): Verdict {
  if (of === 0)
    return {
      ...nothingToCheck(rows, isWithin(0, bounds) ? 'passed' : 'failed'),
      observed: { value: 0, part, of },
    }
  return {
    status: isWithin(part / of, bounds) ? 'passed' : 'failed',
    found: `${formatCount(part)} of ${plural(of, noun)} ${adjective} (${formatShare(part / of)})`,
    observed: { value: part / of, part, of },
  }
}
