import type { Rows, RowsMetric } from '../../core/metric.ts'

export async function rows(_request: Omit<RowsMetric, 'kind' | 'role'>, _source: unknown): Promise<Rows> {
  throw new Error('Missing.')
}
