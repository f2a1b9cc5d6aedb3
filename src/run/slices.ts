import type { Slice } from '../core/engine.ts'
import type { ValueDisplay } from '../core/masking.ts'
import { of } from '../core/metric.ts'
import { type ColumnType, columnOf } from '../core/schema.ts'
import type { ExplainSlices, Region, RegionCounts, SliceExplanation } from '../core/test.ts'
import { relationOf, type Session } from './session.ts'
import { type SliceReport, sliceReport } from './slice-report.ts'

/** A test that failed, the columns that it is about, and what of their values changed. */
export interface Drifted {
  readonly id: string
  readonly columns: readonly string[]
  readonly region: Region
}

/** Columns with more distinct values do not cut a dataset into slices. */
const mostValues = 50
/** So many columns are looked at, the ones with the fewest values, and so many of them in pairs. */
const mostColumns = 8
const mostPaired = 4
const slicing: readonly ColumnType[] = ['string', 'boolean', 'integer']

/**
 * Which rows explain the drift of each test, by id: those with one value in a column of categories, or in two. Asks
 * each dataset in one scan, whatever the number of tests.
 */
export async function explainDrift(
  drifted: readonly Drifted[],
  session: Session,
  { explain, display }: { readonly explain: ExplainSlices; readonly display: ValueDisplay },
): Promise<ReadonlyMap<string, SliceReport>> {
  const columns = drifted.length === 0 ? [] : await slicingColumns(session)
  if (columns.length === 0) return new Map()
  const by = listsOf(columns)
  const conditions = drifted.flatMap(({ region }) => [region.among, region.where])
  const [reference, sample] = await Promise.all(
    (['reference', 'sample'] as const).map(role => relationOf(session.data, role).slices({ by, conditions })),
  )
  const slices = paired(by, reference ?? [], sample ?? [])
  return new Map(
    drifted.flatMap((each, place) => {
      const found = explained(each, place, slices, explain)
      return found
        ? [[each.id, sliceReport(each.region, found.slice, found.explanation, display)] as const]
        : []
    }),
  )
}

/** Columns of categories that both datasets have, those with the fewest values. */
async function slicingColumns({ data, answer }: Session): Promise<readonly string[]> {
  const counted = await Promise.all(
    relationOf(data, 'reference').schema.columns.map(async ({ name, type }) => {
      const counterpart = columnOf(relationOf(data, 'sample').schema, name)
      if (!slicing.includes(type) || counterpart?.type !== type) return { name, distinct: 0 }
      const found = await answer({
        reference: of('reference').frequencies([name], mostValues + 1, mostValues),
        sample: of('sample').frequencies([name], mostValues + 1, mostValues),
      })
      return { name, distinct: Math.max(found.reference.distinct, found.sample.distinct) }
    }),
  )
  return counted
    .filter(({ distinct }) => distinct > 1 && distinct <= mostValues)
    .sort((a, b) => a.distinct - b.distinct)
    .slice(0, mostColumns)
    .map(({ name }) => name)
}

/** Each column by itself, then each two of the first. */
function listsOf(columns: readonly string[]): readonly (readonly string[])[] {
  const paired = columns.slice(0, mostPaired)
  const pairs = paired.flatMap((first, place) => paired.slice(place + 1).map(second => [first, second]))
  return [...columns.map(name => [name]), ...pairs]
}

interface PairedSlice {
  readonly columns: readonly string[]
  readonly values: Slice['values']
  readonly reference: readonly number[]
  readonly sample: readonly number[]
}

/** The slices of both datasets, those of one with zeros for the other. */
function paired(
  by: readonly (readonly string[])[],
  reference: readonly Slice[],
  sample: readonly Slice[],
): readonly PairedSlice[] {
  const slices = new Map<string, PairedSlice>()
  for (const [role, found] of [['reference', reference] as const, ['sample', sample] as const])
    for (const { by: list, values, counts } of found) {
      const key = JSON.stringify([list, values.map(value => `${typeof value} ${value}`)])
      const zeros = counts.map(() => 0)
      const known = slices.get(key) ?? { columns: by[list] ?? [], values, reference: zeros, sample: zeros }
      slices.set(key, { ...known, [role]: counts })
    }
  return [...slices.values()]
}

function explained(
  { columns }: Drifted,
  place: number,
  slices: readonly PairedSlice[],
  explain: ExplainSlices,
): { readonly slice: PairedSlice; readonly explanation: SliceExplanation } | undefined {
  // The values of a column explain nothing about themselves.
  const others = slices.filter(slice => !slice.columns.some(name => columns.includes(name)))
  const [first] = others
  if (first === undefined) return undefined
  const total = sumOf(
    others.filter(({ columns: own }) => String(own) === String(first.columns)),
    place,
  )
  const explanation = explain(
    total,
    others.map(slice => ({ ...countsOf(slice, place), depth: slice.columns.length === 1 ? 1 : 2 })),
  )
  const slice = explanation && others[explanation.index]
  return slice && { slice, explanation }
}

function countsOf({ reference, sample }: PairedSlice, place: number): RegionCounts {
  const counts = (of: readonly number[]) => ({ rows: of[2 * place] ?? 0, inside: of[2 * place + 1] ?? 0 })
  return { reference: counts(reference), sample: counts(sample) }
}

function sumOf(slices: readonly PairedSlice[], place: number): RegionCounts {
  const sum = (role: 'reference' | 'sample', at: number) =>
    slices.reduce((total, slice) => total + (slice[role][2 * place + at] ?? 0), 0)
  return {
    reference: { rows: sum('reference', 0), inside: sum('reference', 1) },
    sample: { rows: sum('sample', 0), inside: sum('sample', 1) },
  }
}
