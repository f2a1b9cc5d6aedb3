import { UserError } from '../../core/errors.ts'
import type { AnswerOf, PairMetric } from '../../core/metric.ts'
import type { RunOptions } from './database.ts'
import type { Database } from './database.ts'
import type { Dataset } from './dataset.ts'
import { ranks } from './ranks.ts'

type Source = { readonly database: Database; readonly dataset: Dataset; readonly options: RunOptions }

/** The answer to a question about two datasets together. */
export async function compare(
  metric: PairMetric,
  sample: Source,
  reference: Source,
): Promise<AnswerOf<PairMetric>> {
  if (metric.kind === 'ranks' && 'column' in metric.of) return ranks(metric.of.column, sample, reference)
  throw new UserError('This comparison is missing.')
}
