import { type AnswerOf, metricKey, type PairMetric, type RanksMetric, type Tally } from '../../core/metric.ts'
import { clustered } from './clustered.ts'
import type { Source } from './groups.ts'
import type { Pool } from './numbers.ts'
import { overlap } from './overlap.ts'
import { ranks } from './ranks.ts'
import { weighted } from './weighted.ts'

type Settled = PromiseSettledResult<Tally>

/** Two datasets that are compared. */
export interface Pair {
  readonly sample: Source
  readonly reference: Source
  readonly pool: Pool
}

/** Answers questions about two datasets together. Those about ranks are answered all at once when they are announced. */
export class Comparison {
  readonly #pair: Pair
  #announced = new Map<string, RanksMetric>()
  #answers: Promise<ReadonlyMap<string, Settled>> | undefined

  constructor(pair: Pair) {
    this.#pair = pair
  }

  announce(metrics: readonly PairMetric[]): void {
    const asked = metrics.filter(metric => metric.kind === 'ranks')
    this.#announced = new Map(asked.map(metric => [metricKey(metric), metric]))
    this.#answers = undefined
  }

  async answer(metric: PairMetric): Promise<AnswerOf<PairMetric>> {
    const { sample, reference } = this.#pair
    switch (metric.kind) {
      case 'ranks':
        return this.#tally(metric)
      case 'clustered':
        return clustered(metric, sample, reference)
      case 'weighted':
        return weighted(metric, sample, reference)
      case 'overlap':
        return overlap(metric, sample, reference)
    }
  }

  /** Handed out once: a tally is large. */
  async #tally(metric: RanksMetric): Promise<Tally> {
    const key = metricKey(metric)
    if (!this.#announced.has(key)) this.announce([metric])
    this.#answers ??= this.#all([...this.#announced.values()])
    const settled = (await this.#answers).get(key)
    this.#announced.delete(key)
    if (settled?.status === 'fulfilled') return settled.value
    throw settled?.reason
  }

  async #all(metrics: readonly RanksMetric[]): Promise<ReadonlyMap<string, Settled>> {
    const { sample, reference, pool } = this.#pair
    const answers = await ranks(metrics, [sample.dataset, reference.dataset], pool)
    return new Map(
      metrics.flatMap((metric, place) => {
        const answer = answers[place]
        return answer ? [[metricKey(metric), answer] as const] : []
      }),
    )
  }
}
