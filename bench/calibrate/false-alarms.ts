import * as stats from '../../src/stats/index.ts'
import { columns } from './columns.ts'
import { type Random, randomOf } from './random.ts'
import { type CalibratedTest, type Pair, tests } from './tests.ts'

export const corrections = ['none', 'bonferroni', 'sidak', 'holm', 'hochberg', 'hommel', 'bh', 'by'] as const

/** The level of every family. */
export const alpha = 0.05

/** A test at one pair of sizes. */
export interface Family {
  readonly test: CalibratedTest
  readonly reference: number
  readonly sample: number
  /** How many columns take part. */
  readonly size: number
}

export type Alarms = Readonly<Record<stats.Correction, number>>

/** Every test at one pair of sizes. */
export function familiesAt(reference: number, sample: number): readonly Family[] {
  return tests
    .filter(({ appliesTo = () => true }) => appliesTo(reference, sample))
    .map(test => ({ test, reference, sample, size: columnsOf(test).length }))
}

/**
 * In how many of the runs `from` to below `to` each family at these sizes raises an alarm. In each run all columns of
 * reference and sample are drawn anew from the same distributions; a run has the same data whichever range it is in.
 */
export function falseAlarms(
  families: readonly Family[],
  { seed, from, to }: { readonly seed: number; readonly from: number; readonly to: number },
): readonly Alarms[] {
  const alarms = families.map(() => Object.fromEntries(corrections.map(each => [each, 0])))
  for (let run = from; run < to; run++) {
    const pairs = new Map<string, Pair>()
    for (const [k, family] of families.entries()) {
      const pValues = columnsOf(family.test).map(column => {
        const pair =
          pairs.get(column.name) ?? pairOf(column, family, randomOf(seed, run, columns.indexOf(column)))
        pairs.set(column.name, pair)
        return family.test.pValue(pair)
      })
      for (const correction of corrections) {
        const decisions = stats.decideFamily(pValues, { alpha, correction })
        const counts = alarms[k]
        if (counts && decisions.some(({ rejected }) => rejected))
          counts[correction] = (counts[correction] ?? 0) + 1
      }
    }
  }
  return alarms as Alarms[]
}

function columnsOf({ traits }: CalibratedTest) {
  return columns.filter(column => column.traits.some(trait => traits.includes(trait)))
}

function pairOf({ draw }: (typeof columns)[number], sizes: Family, random: Random): Pair {
  const reference = drawn(sizes.reference, draw, random)
  const sample = drawn(sizes.sample, draw, random)
  return { reference, sample, tally: stats.tally(reference, sample) }
}

export function drawn(count: number, draw: (random: Random) => number, random: Random): Float64Array {
  const values = new Float64Array(count)
  for (let k = 0; k < count; k++) values[k] = draw(random)
  return values
}
