import { type Drift, level, type Sizes } from './drift.ts'
import { missingDriftsAt, plainDriftsAt } from './drifts.ts'
import { clusterDriftsAt, weightedDriftsAt } from './grouped-drifts.ts'
import { randomOf } from './random.ts'

/** The power that a smallest detectable effect stands for. */
export const statedPower = 0.9

/** Multiples of the smallest detectable effect at which the power is simulated. */
export const multiples = [0.5, 1] as const

const small: Sizes = { reference: 100, sample: 100 }
const unequal: Sizes = { reference: 1000, sample: 200 }
const large: Sizes = { reference: 10_000, sample: 1000 }

export const drifts: readonly Drift[] = [
  ...plainDriftsAt(small),
  ...plainDriftsAt(unequal),
  ...weightedDriftsAt(unequal),
  ...clusterDriftsAt(unequal),
  ...missingDriftsAt(large),
]

/** In how many of the runs `from` to below `to` a drift of that effect is found. */
export function found(
  drift: Drift,
  effect: number,
  { seed, from, to }: { readonly seed: number; readonly from: number; readonly to: number },
): number {
  let count = 0
  for (let run = from; run < to; run++)
    if (drift.draw(effect, randomOf(seed, run, drifts.indexOf(drift))).pValue <= level) count++
  return count
}
