import { z } from 'zod'
import type { GreatExpectation } from '../../src/core/expectation.ts'
import { type Bounds, refuseEmptyRange } from '../../src/core/bounds.ts'

interface Counts {
  readonly equal?: number
  readonly min?: number
  readonly max?: number
}

/** Parameters of a count: what it is, or what it lies between. */
export function countParams(noun: string) {
  const count = z.int().min(0).optional()
  return z
    .strictObject({
      equal: count.describe(`The exact number of ${noun}, instead of bounds.`),
      min: count.describe(`The least allowed number of ${noun}, itself allowed.`),
      max: count.describe(`The greatest allowed number of ${noun}, itself allowed.`),
    })
    .superRefine((params, context) => {
      if (params.equal === undefined) refuseEmptyRange(countBounds(params), context)
      else if (params.min !== undefined || params.max !== undefined)
        context.addIssue('expected either equal or bounds')
    })
}

/** The range that a count has to lie in. */
export function countBounds({ equal, min = equal, max = equal }: Counts): Bounds {
  return { min, max, strictMin: false, strictMax: false }
}

/** What Great Expectations calls a count between bounds, and an exact one. */
export function gxCounts(between: string, equal: string): readonly GreatExpectation[] {
  return [
    { name: between, params: { min_value: 'min', max_value: 'max' }, defaults: { min: 0 } },
    { name: equal, params: { value: 'equal' } },
  ]
}
