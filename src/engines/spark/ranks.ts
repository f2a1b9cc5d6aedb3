import type { RanksMetric, Tally } from '../../core/metric.ts'
import { bucketed } from './buckets.ts'
import type { Dataset } from './dataset.ts'
import { distinctPoints } from './distinct-points.ts'
import { pointsOf } from './exact-points.ts'
import { type NumberFacts, numberFacts } from './number-facts.ts'
import { finiteNumbers, type Numbers, type NumberType, type Pool } from './numbers.ts'
import type { Point } from './points.ts'

/** Up to so many distinct values, as far as Spark knows, each is counted by itself. */
const mostDistinct = 10_000

type Settled = PromiseSettledResult<Tally>

interface Asked {
  readonly metric: RanksMetric
  readonly place: number
  readonly numbers: Numbers
}

/**
 * The tallies of some columns or expressions in a sample and a reference, in the order of the questions. However many
 * there are, they take four scans of either dataset for each type of numbers. Of a column with many distinct values
 * the tally has ranges: its rows stay where they are.
 */
export async function ranks(
  metrics: readonly RanksMetric[],
  datasets: readonly [sample: Dataset, reference: Dataset],
  pool: Pool,
): Promise<readonly Settled[]> {
  const settled: Settled[] = []
  const asked = metrics.flatMap((metric, place): Asked[] => {
    try {
      return [
        { metric, place, numbers: finiteNumbers(datasets.map(dataset => ({ of: metric.of, dataset }))) },
      ]
    } catch (reason) {
      settled[place] = { status: 'rejected', reason }
      return []
    }
  })
  for (const type of ['DOUBLE', 'BIGINT', 'DECIMAL(38, 0)'] satisfies NumberType[]) {
    const alike = asked.filter(({ numbers }) => numbers.type === type)
    const answers = await settledTogether(alike, pool)
    for (const [k, { place }] of alike.entries()) {
      const answer = answers[k]
      if (answer) settled[place] = answer
    }
  }
  return settled
}

/** Where a query fails that asks for all, each is asked for alone, so that the one at fault fails alone. */
async function settledTogether(asked: readonly Asked[], pool: Pool): Promise<readonly Settled[]> {
  if (asked.length === 0) return []
  try {
    return await tallies(asked, pool)
  } catch (reason) {
    if (asked.length === 1) return [{ status: 'rejected', reason }]
    const settled: Settled[] = []
    for (const one of asked) settled.push(...(await settledTogether([one], pool)))
    return settled
  }
}

async function tallies(asked: readonly Asked[], pool: Pool): Promise<readonly Settled[]> {
  const facts = await numberFacts(
    asked.map(({ numbers }) => numbers),
    pool,
  )
  const known = asked.map((each, k) => ({ ...each, k, facts: facts[k] ?? [] }))
  const isMany = ({ facts }: { readonly facts: readonly NumberFacts[] }) =>
    facts.reduce((sum, { distinct }) => sum + distinct, 0) > mostDistinct
  const settled: Settled[] = []
  const few = known.filter(each => !isMany(each))
  const many = known.filter(isMany)
  for (const group of groupsOf(few)) {
    const points = await distinctPoints(
      group.map(({ numbers }) => numbers),
      pool,
    )
    for (const [place, { k }] of group.entries())
      settled[k] = { status: 'fulfilled', value: wholeTally(points[place] ?? []) }
  }
  if (many.length > 0) {
    const points = await rangedPoints(many, pool)
    for (const [place, { k, facts }] of many.entries())
      settled[k] = { status: 'fulfilled', value: rangedTally(points[place] ?? [], facts) }
  }
  return settled
}

interface Known extends Asked {
  readonly facts: readonly NumberFacts[]
}

/** So many that what a query returns stays small. */
function groupsOf<T>(items: readonly T[], size = 32): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, group) =>
    items.slice(group * size, (group + 1) * size),
  )
}

/** What a report tells of a distribution. */
const probabilities = [0, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 1]
/** A value that has this share of all gets an entry of its own. */
const frequentShare = 0.001

async function rangedPoints(many: readonly Known[], pool: Pool): Promise<readonly (readonly Point[])[]> {
  const numbers = many.map(each => each.numbers)
  const facts = many.map(each => each.facts)
  const wanted = facts.map(sides => ({
    ranks: sides.map(({ n }) => ranksAround(probabilities, n)),
    frequent: sides.reduce((sum, { n }) => sum + n, 0) * frequentShare,
  }))
  return pointsOf(await bucketed(numbers, facts, pool), wanted, pool)
}

/** The places between which quantiles are taken. */
function ranksAround(probabilities: readonly number[], n: number): readonly number[] {
  if (n === 0) return []
  const places = probabilities.map(probability => (n - 1) * probability)
  return [...new Set(places.flatMap(place => [Math.floor(place), Math.ceil(place)]))]
}

/** The datasets of a pool are the sample and the reference. */
function wholeTally(points: readonly Point[]): Tally {
  return {
    values: Float64Array.from(points, ({ value }) => Number(value)),
    sample: countsOf(points, 0),
    reference: countsOf(points, 1),
  }
}

function rangedTally(points: readonly Point[], [sample, reference]: readonly NumberFacts[]): Tally {
  return {
    ...wholeTally(points),
    ranges: {
      isRange: Uint8Array.from(points, ({ isSingle }) => (isSingle ? 0 : 1)),
      means: { sample: sample?.mean ?? null, reference: reference?.mean ?? null },
    },
  }
}

function countsOf(points: readonly Point[], side: number): Float64Array {
  const before = (place: number) => (place === 0 ? 0 : (points[place - 1]?.upTo[side] ?? 0))
  return Float64Array.from(points, ({ upTo }, place) => (upTo[side] ?? 0) - before(place))
}
