import { type Alarms, corrections, type Family, falseAlarms, familiesAt } from './false-alarms.ts'
import { type Drift, drifts, found, multiples } from './power.ts'

/** Pairs of sizes, and which part of the runs they are given: large exact p with ties cost the most. */
const sizes = [
  { reference: 100, sample: 100, part: 1 },
  { reference: 1000, sample: 200, part: 1 },
  { reference: 5000, sample: 5000, part: 0.25 },
] as const

/** A stretch of runs of one of the sizes, or of one of the kinds of drift. */
export interface Stretch {
  readonly kind: 'false alarms' | 'power'
  readonly index: number
  readonly seed: number
  readonly from: number
  readonly to: number
}

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

/** All work, in stretches that take some seconds at the most; the costliest first. */
export function stretchesOf(runs: number, seed: number): readonly Stretch[] {
  const alarms = sizes.flatMap(({ part }, index) =>
    stretches('false alarms', index, seed, Math.ceil(runs * part)),
  )
  return [...alarms.reverse(), ...drifts.flatMap((_, index) => stretches('power', index, seed, runs))]
}

/** One count for each family and correction, or for each multiple of the effect. */
export type Counts = readonly Alarms[] | readonly number[]

export function countsOf({ kind, index, ...range }: Stretch): Counts {
  if (kind === 'power') {
    const drift = drifts[index]
    return drift ? multiples.map(multiple => found(drift, multiple * drift.smallestDetectable, range)) : []
  }
  const { reference = 0, sample = 0 } = sizes[index] ?? {}
  return falseAlarms(familiesAt(reference, sample), range)
}

/** Adds up what the stretches counted. */
export function outcomesOf(stretches: readonly Stretch[], counts: readonly Counts[]) {
  const of = (kind: Stretch['kind'], index: number) => {
    const mine = stretches.flatMap((stretch, k) =>
      stretch.kind === kind && stretch.index === index ? [{ stretch, counts: counts[k] ?? [] }] : [],
    )
    return { runs: mine.reduce((sum, { stretch }) => sum + stretch.to - stretch.from, 0), mine }
  }
  const families = sizes.flatMap(({ reference, sample }, index) => {
    const { runs, mine } = of('false alarms', index)
    return familiesAt(reference, sample).map((family, k): FamilyOutcome => {
      const parts = mine.map(each => each.counts[k] as Alarms)
      return { family, runs, alarms: sumOf(parts) }
    })
  })
  const found = drifts.map((drift, index): DriftOutcome => {
    const { runs, mine } = of('power', index)
    const parts = mine.map(each => each.counts as readonly number[])
    return {
      drift,
      runs,
      found: multiples.map((_, k) => parts.reduce((sum, part) => sum + (part[k] ?? 0), 0)),
    }
  })
  return { families, drifts: found }
}

function sumOf(parts: readonly Alarms[]): Alarms {
  const sums = corrections.map(each => [each, parts.reduce((sum, part) => sum + part[each], 0)] as const)
  return Object.fromEntries(sums) as Record<(typeof corrections)[number], number>
}

function stretches(kind: Stretch['kind'], index: number, seed: number, runs: number): readonly Stretch[] {
  const length = 50
  return Array.from({ length: Math.ceil(runs / length) }, (_, k) => ({
    kind,
    index,
    seed,
    from: k * length,
    to: Math.min(runs, (k + 1) * length),
  }))
}
