import type { AnswerOf, PairMetric } from '../../core/metric.ts'
import { clustered } from './clustered.ts'
import { overlap } from './overlap.ts'
import { ranks } from './ranks.ts'
import type { Source } from './source.ts'
import { weighted } from './weighted.ts'

/** The answer to a question about two datasets together. */
export async function compare(
  metric: PairMetric,
  sample: Source,
  reference: Source,
): Promise<AnswerOf<PairMetric>> {
  switch (metric.kind) {
    case 'ranks':
      return ranks(metric.of, sample, reference)
    case 'clustered':
      return clustered(metric, sample, reference)
    case 'weighted':
      return weighted(metric, sample, reference)
    case 'overlap':
      return overlap(metric, sample, reference)
  }
}
