import type { ClusterPool } from './cluster-pool.ts'
import type { RandomSource } from './random-source.ts'

/**
 * Clusters dealt to two datasets: the first `few` of `order` are one of them, the others the other. The one with the
 * fewer clusters comes first, so that less has to be counted.
 */
export interface Deal {
  /** Numbers of the clusters of a pool. */
  readonly order: Uint32Array
  readonly few: number
  /** +1 when the first ones are the reference's, −1 when they are the sample's. */
  readonly direction: 1 | -1
}

/** The deal that was observed. */
export function observedDeal({ clusters }: ClusterPool): Deal {
  const total = clusters.reference + clusters.sample
  const order = Uint32Array.from({ length: total }, (_, c) => c)
  if (clusters.reference <= clusters.sample) return { order, few: clusters.reference, direction: 1 }
  // Those of the sample are numbered last.
  return { order: order.reverse(), few: clusters.sample, direction: -1 }
}

/** Deals anew, in place, with as many clusters to each dataset as before: every choice is equally likely. */
export function dealAnew({ order, few }: Deal, random: RandomSource): void {
  for (let k = 0; k < few; k++) {
    const other = k + random.below(order.length - k)
    const cluster = order[k] ?? 0
    order[k] = order[other] ?? 0
    order[other] = cluster
  }
}
