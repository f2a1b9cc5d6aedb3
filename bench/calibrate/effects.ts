import { cliffsDeltaInterval, tally } from '../../src/stats/index.ts'
import { columns } from './columns.ts'
import { normalAround } from './drift.ts'
import { alpha } from './false-alarms.ts'
import { classify } from './joint-tests.ts'
import { drifts } from './power.ts'
import { type Random, randomOf } from './random.ts'
import { drawn, drawRows, pairOf } from './rows.ts'

/** Data whose true effect is known, at one pair of sizes. */
export interface Situation {
  readonly name: string
  readonly reference: number
  readonly sample: number
  readonly effect: number
  /** Whether it has a mode `relevant`. */
  readonly hasMode: boolean
  readonly estimate: (random: Random) => Estimate
  readonly part?: number
}

/** What a test says about the effect. */
interface Estimate {
  /** Each bound holds with 95 % probability. */
  readonly interval?: readonly [number, number]
  /** p of the hypothesis that the effect is at most the true one, which is true. */
  readonly relevantP?: number
}

/** How often what is said about an effect is wrong. */
export interface Mistakes {
  readonly relevant: number
  readonly lower: number
  readonly upper: number
}

export const situations: readonly Situation[] = [
  ...drifts.map(({ name, reference, sample, draw, minEffect }) => ({
    name,
    reference,
    sample,
    effect: minEffect,
    hasMode: true,
    estimate: (random: Random): Estimate => {
      const { effect, relevantP } = draw(minEffect, random)
      return { interval: effect.interval, relevantP: relevantP?.(minEffect).pValue }
    },
  })),
  ...[
    [100, 100],
    [1000, 200],
  ].map(([reference = 0, sample = 0]) => rankSituation(reference, sample)),
  {
    name: 'classifier, 2 AUC − 1: nothing changed',
    reference: 300,
    sample: 300,
    effect: 0,
    hasMode: false,
    estimate: estimateOfClassifier,
    part: 0.25,
  },
]

/** In how many of the runs `from` to below `to` each statement about the true effect is wrong. */
export function mistakes(
  situation: Situation,
  { seed, from, to }: { readonly seed: number; readonly from: number; readonly to: number },
): Mistakes {
  let [relevant, lower, upper] = [0, 0, 0]
  for (let run = from; run < to; run++) {
    const { interval, relevantP = 1 } = situation.estimate(
      randomOf(seed, run, situations.indexOf(situation), 1),
    )
    if (relevantP <= alpha) relevant++
    if (interval && interval[0] > situation.effect) lower++
    if (interval && interval[1] < situation.effect) upper++
  }
  return { relevant, lower, upper }
}

/** Normal values shifted by one standard deviation: an AUC of Φ(1 / √2). */
function rankSituation(reference: number, sample: number): Situation {
  return {
    name: "Mann–Whitney, Cliff's delta: a normal column shifted",
    reference,
    sample,
    effect: 0.5204998778130465,
    hasMode: false,
    estimate: random => {
      const data = tally(drawn(reference, normalAround(1), random), drawn(sample, normalAround(0), random))
      const { lower, upper } = cliffsDeltaInterval(data, alpha)
      return { interval: [lower, upper] }
    },
  }
}

function estimateOfClassifier(random: Random): Estimate {
  const pairs = columns
    .filter(({ traits }) => traits.includes('together'))
    .map(column => pairOf(drawRows(300, column, random), drawRows(300, column, random)))
  const { interval } = classify(pairs, random.below(2 ** 31))
  return { interval: [2 * interval.lower - 1, 2 * interval.upper - 1] }
}
