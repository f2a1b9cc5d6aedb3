import { UserError } from '../../core/errors.ts'
import type { AnswerOf, PairMetric } from '../../core/metric.ts'
import { ranks } from './ranks.ts'
import type { Source } from './source.ts'

/** The answer to a question about two datasets together. */
export async function compare(
  metric: PairMetric,
  sample: Source,
  reference: Source,
): Promise<AnswerOf<PairMetric>> {
  if (metric.kind === 'ranks') return ranks(metric.of, sample, reference)
  throw new UserError('This comparison is missing.')
}
