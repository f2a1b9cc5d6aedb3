import * as stats from '../../src/stats/index.ts'
import { type Column, columns } from './columns.ts'
import { randomOf } from './random.ts'
import { drawRows, type Pair, pairOf } from './rows.ts'
import type { CalibratedTest } from './test.ts'

export const corrections = ['none', 'bonferroni', 'sidak', 'holm', 'hochberg', 'hommel', 'bh', 'by'] as const

/** The level of every family. */
export const alpha = 0.05

/** A test at one pair of sizes. */
export interface Family {
  readonly test: CalibratedTest
  readonly reference: number
  readonly sample: number
  /** How many p-values it has: one for each column, or one for all. */
  readonly size: number
}

export type Alarms = Readonly<Record<stats.Correction, number>>

/** Those of the tests that are simulated at one pair of sizes. */
export function familiesAt(
  reference: number,
  sample: number,
  tests: readonly CalibratedTest[],
): readonly Family[] {
  return tests
    .filter(({ appliesTo = () => true }) => appliesTo(reference, sample))
    .map(test => ({ test, reference, sample, size: test.isJoint ? 1 : columnsOf(test).length }))
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
      const ofFamily = columnsOf(family.test).map(column => {
        const pair = pairs.get(column.name) ?? drawPair(column, family, [seed, run, columns.indexOf(column)])
        pairs.set(column.name, pair)
        return pair
      })
      const pValues = pValuesOf(family.test, ofFamily)
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

function columnsOf({ traits }: CalibratedTest): readonly Column[] {
  return columns.filter(column => column.traits.some(trait => traits.includes(trait)))
}

function drawPair(column: Column, sizes: Family, seeds: readonly number[]): Pair {
  const random = randomOf(...seeds)
  return pairOf(drawRows(sizes.reference, column, random), drawRows(sizes.sample, column, random))
}

function pValuesOf({ pValue, isJoint }: CalibratedTest, [first, ...others]: readonly Pair[]) {
  if (first === undefined) throw new Error('The test has no column.')
  return isJoint ? [pValue(first, ...others)] : [first, ...others].map(pair => pValue(pair))
}
