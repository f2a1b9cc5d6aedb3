import { type Expr, equal, isNull, not } from '../../src/core/expr.ts'
import { formatValue } from '../../src/core/format.ts'
import type { DrawnTest, TestParams } from '../../src/core/test.ts'
import type { Value } from '../../src/core/value.ts'
import type { Both } from '../parts/both.ts'
import { undrawn } from '../parts/hypothesis.ts'
import { type Category, categoriesChart, categoryChange, changedCategory, totalOf } from './categories.ts'

export interface SharesDraw {
  /** What the values are, for conditions about them. */
  readonly of: Expr
  /** How a value is called; as it is formatted elsewhere unless told. */
  readonly labelOf?: (value: Value) => string
  readonly params?: TestParams
}

/** How many distinct values are compared at most; ids and free text have more. */
export const mostCategories = 2000

/** A larger part of the rows must not change category without being seen. */
export const largestUnseenShare = 0.3

export const shareNames = { chiSquare: 'χ²', effect: 'total variation' }

/** What a report shows of categories, whatever test compares them. */
export function sharesEvidence(
  categories: readonly Category[],
  { of, labelOf }: SharesDraw,
): Pick<DrawnTest, 'change' | 'region' | 'summaries' | 'charts' | 'largestUnseen'> {
  const total = totalOf(categories)
  const most = changedCategory(categories)
  const label = most && (labelOf ?? formatValue)(most.value)
  return {
    ...(most !== undefined &&
      label !== undefined && {
        change: categoryChange(most, total, label),
        region: {
          where: equal(of, most.value),
          among: not(isNull(of)),
          label,
          reference: most.reference / total.reference,
          sample: most.sample / total.sample,
        },
      }),
    summaries: [
      {
        name: 'distinct values',
        reference: categories.filter(each => each.reference > 0).length,
        sample: categories.filter(each => each.sample > 0).length,
      },
    ],
    charts: [categoriesChart(categories, labelOf)],
    largestUnseen: largestUnseenShare,
  }
}

/** A comparison of shares that cannot be drawn, and why. */
export function undrawnShares(n: Both<number>, reason: string): DrawnTest {
  return undrawn(n, { statistic: shareNames.chiSquare, effect: shareNames.effect, reason })
}
