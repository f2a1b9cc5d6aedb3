import * as stats from '../../src/stats/index.ts'
import { alpha, drawn } from './false-alarms.ts'
import { type Random, randomOf } from './random.ts'
import { chiSquare, welch } from './tests.ts'

/** The level of each of twenty tests. */
const level = stats.alphaPerTest(alpha, 20, 'sidak')

/** The power that a smallest detectable effect stands for. */
export const statedPower = 0.9

/** Multiples of the smallest detectable effect at which the power is simulated. */
export const multiples = [0.5, 1, 1.5] as const

/** A kind of drift whose effect is known, at one pair of sizes. */
export interface Drift {
  readonly name: string
  readonly reference: number
  readonly sample: number
  /** The effect that mlcheck states to be found with a power of 0.9 at this level. */
  readonly smallestDetectable: number
  readonly pValue: (effect: number, random: Random) => number
}

export const drifts: readonly Drift[] = [
  [100, 100],
  [1000, 200],
].flatMap(([reference = 0, sample = 0]) => driftsAt(reference, sample))

/** In how many of the runs `from` to below `to` a drift of that effect is found. */
export function found(
  drift: Drift,
  effect: number,
  { seed, from, to }: { readonly seed: number; readonly from: number; readonly to: number },
): number {
  let count = 0
  for (let run = from; run < to; run++)
    if (drift.pValue(effect, randomOf(seed, run, drifts.indexOf(drift))) <= level) count++
  return count
}

function driftsAt(reference: number, sample: number): readonly Drift[] {
  const sizes = { reference, sample }
  const gap = stats.ksSmallestDetectable(level, reference, sample, statedPower)
  const ks = (before: Draw, after: Draw, random: Random) =>
    stats.ksTwoSample(drawn(reference, before, random), drawn(sample, after, random)).pValue
  return [
    {
      ...sizes,
      name: 'KS, D: a normal column shifted',
      smallestDetectable: gap,
      pValue: (effect, random) => ks(normal(0), normal(shiftOf(effect)), random),
    },
    {
      ...sizes,
      name: 'KS, D: a gap at one point only',
      smallestDetectable: gap,
      pValue: (effect, random) => ks(stepped(effect, 1), stepped(effect, -1), random),
    },
    {
      ...sizes,
      name: 'Welch, d: a normal column shifted',
      smallestDetectable: stats.tSmallestDetectable(level, reference, sample, statedPower),
      pValue: (effect, random) =>
        welch(drawn(reference, normal(0), random), drawn(sample, normal(effect), random)),
    },
    ...[2, 10].map(categories => categoryDrift(categories, 0.5, sizes)),
    categoryDrift(2, 0.1, sizes),
  ]
}

type Draw = (random: Random) => number

function normal(mean: number): Draw {
  return random => mean + random.normal()
}

/** By how much a normal variable is shifted when its distribution function moves by the gap: 2 Φ(shift / 2) − 1. */
function shiftOf(gap: number): number {
  return 2 * stats.normalInverseSurvival((1 - Math.min(gap, 0.999)) / 2)
}

/** Uniform, but for a share that lies close above or close below ½. */
function stepped(share: number, side: 1 | -1): Draw {
  return ({ uniform }) => (uniform() < share ? 0.5 + side * 1e-9 * uniform() : uniform())
}

/** Half of the categories, of a total share, gain in equal parts what the others lose. */
function categoryDrift(categories: number, share: number, sizes: Pick<Drift, 'reference' | 'sample'>): Drift {
  const draw = (gain: number, { uniform, below }: Random) => {
    const gaining = uniform() < share + gain
    return 2 * below(categories / 2) + (gaining ? 1 : 0)
  }
  const test = (gain: number, random: Random) =>
    chiSquare(
      stats.tally(
        drawn(sizes.reference, each => draw(0, each), random),
        drawn(sizes.sample, each => draw(gain, each), random),
      ),
    )
  return {
    ...sizes,
    name: `chi-square, total variation: ${categories} categories, half of them with a share of ${share * 100} %`,
    smallestDetectable: test(0, randomOf(1)).smallestDetectable?.(level) ?? 1,
    pValue: (effect, random) => test(effect, random).pValue,
  }
}
