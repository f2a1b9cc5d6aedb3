import { mistakes, situations } from './effects.ts'
import { type Family, falseAlarms, familiesAt } from './false-alarms.ts'
import { clusterTests, weightedTests } from './grouped-tests.ts'
import { classifierTest, textTest } from './joint-tests.ts'
import { drifts, found, multiples } from './power.ts'
import { skewedTests } from './skewed-tests.ts'
import type { CalibratedTest } from './test.ts'
import { costlyTests, plainTests } from './tests.ts'

/** Tests at a pair of sizes, and which part of the runs they are given. */
interface Block {
  readonly reference: number
  readonly sample: number
  readonly tests: readonly CalibratedTest[]
  readonly part: number
}

const ofAnySize = [...plainTests, ...costlyTests, ...weightedTests, ...clusterTests]

export const blocks: readonly Block[] = [
  { reference: 100, sample: 100, tests: ofAnySize, part: 1 },
  { reference: 1000, sample: 200, tests: [...ofAnySize, textTest], part: 1 },
  { reference: 5000, sample: 5000, tests: plainTests, part: 1 },
  { reference: 5000, sample: 5000, tests: costlyTests, part: 0.25 },
  { reference: 5000, sample: 200, tests: skewedTests, part: 1 },
  { reference: 5000, sample: 20, tests: skewedTests, part: 1 },
  { reference: 300, sample: 300, tests: [classifierTest], part: 0.25 },
]

/** A stretch of runs of one of the blocks, of one of the kinds of drift, or of one of the situations. */
export interface Stretch {
  readonly kind: 'false alarms' | 'power' | 'effects'
  readonly index: number
  readonly seed: number
  readonly from: number
  readonly to: number
}

/** What is counted, by name; one such for each family of a block, or one alone. */
export type Count = Readonly<Record<string, number>>
export type Counts = readonly Count[]

/** All work, in stretches that take some seconds at the most; large samples first. */
export function stretchesOf(runs: number, seed: number): readonly Stretch[] {
  const of = (kind: Stretch['kind'], parts: readonly { readonly part?: number }[]) =>
    parts.flatMap(({ part = 1 }, index) => stretches({ kind, index, seed }, Math.ceil(runs * part)))
  return [...of('false alarms', blocks).toReversed(), ...of('power', drifts), ...of('effects', situations)]
}

export function countsOf({ kind, index, ...range }: Stretch): Counts {
  const [block, drift, situation] = [blocks[index], drifts[index], situations[index]]
  if (kind === 'false alarms') return block ? falseAlarms(familiesOf(block), range) : []
  if (kind === 'effects') return situation ? [{ ...mistakes(situation, range) }] : []
  return drift
    ? [
        Object.fromEntries(
          multiples.map(each => [each, found(drift, each * drift.smallestDetectable, range)]),
        ),
      ]
    : []
}

export function familiesOf({ reference, sample, tests }: Block): readonly Family[] {
  return familiesAt(reference, sample, tests)
}

function stretches(of: Omit<Stretch, 'from' | 'to'>, runs: number): readonly Stretch[] {
  const length = 50
  return Array.from({ length: Math.ceil(runs / length) }, (_, k) => ({
    ...of,
    from: k * length,
    to: Math.min(runs, (k + 1) * length),
  }))
}
