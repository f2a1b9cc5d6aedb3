import type { Drift } from './drift.ts'
import { type Mistakes, type Situation, situations } from './effects.ts'
import type { Alarms, Family } from './false-alarms.ts'
import { drifts, multiples } from './power.ts'
import { blocks, type Count, type Counts, familiesOf, type Stretch } from './simulation.ts'

export interface FamilyOutcome {
  readonly family: Family
  readonly runs: number
  readonly alarms: Alarms
}

export interface DriftOutcome {
  readonly drift: Drift
  readonly runs: number
  /** How often each multiple of the smallest detectable effect was found. */
  readonly found: readonly number[]
}

export interface SituationOutcome {
  readonly situation: Situation
  readonly runs: number
  readonly mistakes: Mistakes
}

/** Adds up what the stretches counted. */
export function outcomesOf(all: readonly Stretch[], counts: readonly Counts[]) {
  const of = (kind: Stretch['kind'], index: number) => {
    const mine = all.flatMap((stretch, k) =>
      stretch.kind === kind && stretch.index === index ? [{ stretch, counts: counts[k] ?? [] }] : [],
    )
    return {
      runs: mine.reduce((sum, { stretch }) => sum + stretch.to - stretch.from, 0),
      counts: sumsOf(mine.map(each => each.counts)),
    }
  }
  const families = blocks.flatMap((block, index) => {
    const { runs, counts } = of('false alarms', index)
    return familiesOf(block).map(
      (family, k): FamilyOutcome => ({ family, runs, alarms: counts[k] as Alarms }),
    )
  })
  return {
    families,
    drifts: drifts.map((drift, index): DriftOutcome => {
      const {
        runs,
        counts: [count],
      } = of('power', index)
      return { drift, runs, found: multiples.map(each => count?.[each] ?? 0) }
    }),
    situations: situations.map((situation, index): SituationOutcome => {
      const {
        runs,
        counts: [count],
      } = of('effects', index)
      return { situation, runs, mistakes: { relevant: 0, lower: 0, upper: 0, ...count } }
    }),
  }
}

function sumsOf(parts: readonly Counts[]): Counts {
  const [first = [], ...others] = parts
  return others.reduce((sums, part) => sums.map((sum, k) => added(sum, part[k] ?? {})), first)
}

function added(one: Count, other: Count): Count {
  return Object.fromEntries(Object.entries(one).map(([name, times]) => [name, times + (other[name] ?? 0)]))
}
