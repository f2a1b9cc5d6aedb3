import type { Weighted } from '../../src/core/metric.ts'
import type { DrawnTest } from '../../src/core/test.ts'
import type { Both } from './distribution.ts'
import { type SharesDraw, undrawnShares } from './shares-evidence.ts'

export function drawWeightedShares(_answer: Weighted, n: Both<number>, _draw: SharesDraw): DrawnTest {
  return undrawnShares(n, 'missing')
}
