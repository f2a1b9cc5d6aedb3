import { and, isNull, not, value } from '../../core/expr.ts'
import {
  type AnswerOf,
  type ClusteredMetric,
  metricKey,
  type OverlapRequest,
  type PairMetric,
  type RanksMetric,
  type Role,
  type Tally,
  type Weighted,
  type WeightedMetric,
} from '../../core/metric.ts'
import { columnNames } from '../../core/schema.ts'
import { typeOf } from './aggregate-state.ts'
import { blankRows, obstacleIn, type TableRequest, tableOf } from './keys.ts'
import type { Recorder } from './recorder.ts'
import type { State } from './state.ts'

type Recorders = Readonly<Record<Role, Recorder>>

const roles: readonly Role[] = ['sample', 'reference']

/** Keeps, of both datasets, what a question about them together needs of each. */
export async function keepCompared<M extends PairMetric>(
  metric: M,
  answer: AnswerOf<M>,
  recorders: Recorders,
): Promise<void> {
  if ('of' in metric && obstacleIn(metric.of)) return
  switch (metric.kind) {
    case 'ranks':
      return keepRanks(metric, answer as Tally, recorders)
    case 'weighted':
      return keepWeights(metric, answer as Weighted, recorders)
    case 'clustered':
      return keepClusters(metric, recorders)
    case 'overlap':
      return keepOverlap(metric, recorders)
  }
}

/** The table from which a column's values by cluster follow; nothing where something else than a column is compared. */
export function clustersTable({ of, cluster }: ClusteredMetric): TableRequest | undefined {
  const table = tableOf(of)
  if (table === undefined) return undefined
  const [column = ''] = table.columns
  return { columns: [column, cluster], where: and(table.where, not(isNull(value(column)))) }
}

/** The tables from which follows which rows have counterparts. */
export function overlapTables(
  { columns, referenceColumns, where, referenceWhere }: OverlapRequest,
  names: Readonly<Record<Role, readonly string[]>>,
): Readonly<Record<Role, TableRequest>> {
  const shared = names.sample.filter(name => names.reference.includes(name)).sort()
  const own = columns.length > 0 ? columns : shared
  return {
    sample: { columns: own, ...(where && { where }) },
    reference: { columns: referenceColumns ?? own, ...(referenceWhere && { where: referenceWhere }) },
  }
}

async function keepRanks(metric: RanksMetric, tally: Tally, recorders: Recorders): Promise<void> {
  for (const role of roles) {
    const recorder = recorders[role]
    if (tally.ranges) {
      recorder.keep(metricKey(metric), { kind: 'many', moreThan: tally.values.length - 1 })
      continue
    }
    const table = tableOf(metric.of)
    if (areDoubles(tally, role, metric, recorder))
      recorder.keep(metricKey(metric), ranksState(tally, role, recorder))
    else if (table) await recorder.keepTable(table)
  }
}

/** Whether a tally has the values of the data; it rounds whole numbers beyond 2^53. */
function areDoubles(tally: Tally, role: Role, { of }: RanksMetric, { schema }: Recorder): boolean {
  if (typeOf(of, schema) === 'number') return true
  return tally.values.every((number, place) => !tally[role][place] || Math.abs(number) <= largestExact)
}

const largestExact = Number.MAX_SAFE_INTEGER

function ranksState(tally: Tally, role: Role, recorder: Recorder): State {
  const places = Array.from(tally.values.keys()).filter(place => tally[role][place])
  if (!recorder.holds(places.length)) return { kind: 'many', moreThan: recorder.mostValues }
  const values = places.map(place => tally.values[place] ?? 0)
  return { kind: 'ranks', values, counts: places.map(place => tally[role][place] ?? 0) }
}

function keepWeights(metric: WeightedMetric, { values, ...sides }: Weighted, recorders: Recorders): void {
  const isWeightless = (place: number) => !sides.sample.weights[place] && !sides.reference.weights[place]
  for (const role of roles) {
    const { weights, squares, n, unusable } = sides[role]
    // A value without weight in both is in one of them at least; in which is all the same.
    const places = [...values.keys()].filter(place => weights[place] || isWeightless(place))
    recorders[role].keep(
      metricKey(metric),
      recorders[role].holds(places.length)
        ? {
            kind: 'weights',
            values: places.map(place => values[place] ?? null),
            weights: places.map(place => weights[place] ?? 0),
            squares,
            n,
            unusable,
          }
        : { kind: 'many', moreThan: recorders[role].mostValues },
    )
  }
}

async function keepClusters(metric: ClusteredMetric, recorders: Recorders): Promise<void> {
  const table = clustersTable(metric)
  if (table) for (const role of roles) await recorders[role].keepTable(table)
}

async function keepOverlap(metric: OverlapRequest, recorders: Recorders): Promise<void> {
  const tables = overlapTables(metric, {
    sample: columnNames(recorders.sample.schema),
    reference: columnNames(recorders.reference.schema),
  })
  for (const role of roles) {
    await recorders[role].keepTable(tables[role])
    await recorders[role].aggregate([blankRows(tables[role])])
  }
}
