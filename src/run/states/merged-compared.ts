import { UserError } from '../../core/errors.ts'
import type {
  AnswerOf,
  Clustered,
  ClusteredMetric,
  ClusteredSide,
  PairMetric,
  RanksMetric,
  Tally,
  Weighted,
  WeightedMetric,
  WeightedSide,
} from '../../core/metric.ts'
import { metricKey } from '../../core/metric.ts'
import { sideOf } from '../../core/occurrences.ts'
import { pool, renumbered, spread } from '../../core/pooled.ts'
import { type Counts, tallyOf } from '../../core/tally.ts'
import { isNumeric, type Value } from '../../core/value.ts'
import { tableKey, tableOf } from './keys.ts'
import { assertMergeable, checkInstead, statesOf, wholeTable } from './merged-parts.ts'
import { mergedOverlap } from './merged-overlap.ts'
import { clustersTable } from './record-compared.ts'
import type { BothSaved, Saved } from './saved.ts'
import type { TableState } from './state.ts'
import { mergeTables, type Table, type TableEntry } from './table.ts'
import { orderOfRows, valueKey } from './value-order.ts'

/**
 * What two datasets, each in parts, are together.
 *
 * @throws UserError when their states do not say
 */
export function mergedComparison(metric: PairMetric, both: BothSaved): AnswerOf<PairMetric> {
  if (metric.kind === 'overlap') return mergedOverlap(metric, both)
  assertMergeable([metric.of], both.sample)
  assertMergeable([metric.of], both.reference)
  if (metric.kind === 'ranks') return mergedRanks(metric, both)
  return metric.kind === 'weighted' ? mergedWeights(metric, both) : mergedClusters(metric, both)
}

function mergedRanks(metric: RanksMetric, { sample, reference }: BothSaved): Tally {
  return tallyOf(countsOf(metric, sample), countsOf(metric, reference))
}

function countsOf(metric: RanksMetric, parts: readonly Saved[]): Counts<number | bigint> {
  const merged = mergeTables(parts.map(part => rankedTable(metric, part)))
  const entries = inOrder(merged).filter(({ values: [value = null] }) => isRanked(value))
  return {
    values: entries.map(({ values: [value] }) => value as number | bigint),
    counts: entries.map(({ count }) => count),
  }
}

/** Of a column of whole numbers beyond 2^53 there are no ranks but a table. */
function rankedTable(metric: RanksMetric, part: Saved): TableState {
  const key = metricKey(metric)
  const table = part.stateOf(key) === undefined ? tableOf(metric.of) : undefined
  const found = table && part.stateOf(tableKey(table))
  if (found?.kind === 'table') return found
  const [ranks] = statesOf(key, ['ranks'], [part])
  return { kind: 'table', values: [ranks?.values ?? []], counts: ranks?.counts ?? [] }
}

function mergedWeights(metric: WeightedMetric, { sample, reference }: BothSaved): Weighted {
  const [own, other] = [weightsOf(metric, sample), weightsOf(metric, reference)]
  const { values, ...places } = pool(own.values, other.values)
  return {
    values,
    sample: spread(own.side, places.sample, values.length),
    reference: spread(other.side, places.reference, values.length),
  }
}

function weightsOf(metric: WeightedMetric, parts: readonly Saved[]) {
  const states = statesOf(metricKey(metric), ['weights'], parts)
  const total = (read: (state: (typeof states)[number]) => number) =>
    states.reduce((sum, state) => sum + read(state), 0)
  const merged = new Map<string, { readonly value: Value; weight: number }>()
  for (const { values, weights } of states)
    for (const [place, value] of values.entries()) {
      const known = merged.get(valueKey(value)) ?? { value, weight: 0 }
      known.weight += weights[place] ?? 0
      merged.set(valueKey(value), known)
    }
  const entries = [...merged.values()].sort((a, b) => orderOfRows([a.value], [b.value]))
  const side: WeightedSide = {
    weights: Float64Array.from(entries, ({ weight }) => weight),
    squares: total(({ squares }) => squares),
    n: total(({ n }) => n),
    unusable: total(({ unusable }) => unusable),
  }
  return { values: entries.map(({ value }) => value), side }
}

function mergedClusters(metric: ClusteredMetric, { sample, reference }: BothSaved): Clustered {
  const [own, other] = [clustersOf(metric, sample), clustersOf(metric, reference)]
  const pooled = pool(own.values, other.values)
  return {
    values: pooled.values,
    sample: renumbered(own.side, pooled.sample),
    reference: renumbered(other.side, pooled.reference),
  }
}

/** @throws UserError when something else than the values of a column is compared */
function clustersOf(
  metric: ClusteredMetric,
  parts: readonly Saved[],
): { readonly values: readonly Value[]; readonly side: ClusteredSide } {
  const table = clustersTable(metric)
  if (table === undefined)
    throw new UserError('This cannot be judged from states: of clusters, only values of columns are kept.', {
      hint: checkInstead,
    })
  const entries = inOrder(wholeTable(table, parts)).filter(({ values: [value = null] }) =>
    isComparable(value),
  )
  const values = distinctIn(entries, 0)
  const clusters = distinctIn(
    entries.filter(({ values: [, cluster = null] }) => cluster !== null),
    1,
  )
  const [places, numbers] = [placesOf(values), placesOf(clusters)]
  const side = sideOf({
    value: Uint32Array.from(entries, ({ values: [value = null] }) => places.get(valueKey(value)) ?? 0),
    cluster: Uint32Array.from(
      entries,
      ({ values: [, cluster = null] }) => (numbers.get(valueKey(cluster)) ?? -1) + 1,
    ),
    count: Uint32Array.from(entries, ({ count }) => count),
  })
  return { values, side }
}

function distinctIn(entries: readonly TableEntry[], column: number): readonly Value[] {
  const values = entries.map(({ values }) => values[column] ?? null)
  return [...new Map(values.map(value => [valueKey(value), value])).values()].sort((a, b) =>
    orderOfRows([a], [b]),
  )
}

function placesOf(values: readonly Value[]): ReadonlyMap<string, number> {
  return new Map(values.map((value, place) => [valueKey(value), place]))
}

function inOrder(table: Table): readonly TableEntry[] {
  return [...table.values()].sort((a, b) => orderOfRows(a.values, b.values))
}

function isRanked(value: Value): boolean {
  return isNumeric(value) && Number.isFinite(Number(value))
}

/** NaN and the infinities are left out of comparisons. */
function isComparable(value: Value): boolean {
  return typeof value !== 'number' || Number.isFinite(value)
}
