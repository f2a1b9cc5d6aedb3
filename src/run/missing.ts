import { value } from '../core/expr.ts'
import { of } from '../core/metric.ts'
import type { Session } from './session.ts'

/**
 * The share of the sample's cells that are missing, counted in the scan of whatever else is asked in the same turn.
 * Absent without a sample or a cell, and where it cannot be counted.
 */
export async function missingCells({ data, answer }: Session): Promise<number | undefined> {
  const columns = data.sample?.schema.columns ?? []
  const present = columns.map(
    ({ name }, index) => [`column${index}`, of('sample').count(value(name))] as const,
  )
  try {
    const [{ rows }, counts] = await Promise.all([
      answer({ rows: of('sample').rowCount() }),
      answer(Object.fromEntries(present)),
    ])
    const cells = rows * columns.length
    if (cells === 0) return undefined
    return 1 - Object.values(counts).reduce((sum, count) => sum + count, 0) / cells
  } catch {
    // The history goes without it; whatever is wrong with the data, a check says.
    return undefined
  }
}
