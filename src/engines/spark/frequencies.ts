import type { Frequencies, FrequenciesRequest } from '../../core/metric.ts'
import type { Value } from '../../core/value.ts'
import type { Cell } from './arrow.ts'
import { compile } from './compile.ts'
import { type Dataset, type StoredColumn, storedColumn } from './dataset.ts'
import { frequencies, type Source } from './groups.ts'
import { condition, decodable } from './sql.ts'

type Settled = PromiseSettledResult<Frequencies>

/** Without a ceiling, combinations are listed together with those of other requests up to so many. */
const mostListed = 10_000

/** So many columns can be told apart by one number that says which of them a grouping lacks. */
const mostKeys = 60

/** A request whose rows are grouped, among others, in one query. */
interface Grouping {
  readonly place: number
  readonly request: FrequenciesRequest
  readonly columns: readonly StoredColumn[]
  /** SQL of the values; null in rows that do not count. */
  readonly keys: readonly string[]
}

/**
 * The most frequent combinations of values of several lists of columns, each as `frequencies` has it: two queries for
 * all of them, and one more for a list that has more combinations than are worth listing with the others.
 */
export async function allFrequencies(
  requests: readonly FrequenciesRequest[],
  source: Source,
): Promise<readonly Settled[]> {
  const settled: Settled[] = []
  const groupings = requests.flatMap((request, place): Grouping[] => {
    try {
      return [groupingOf(request, place, source.dataset)]
    } catch (reason) {
      settled[place] = { status: 'rejected', reason }
      return []
    }
  })
  for (const together of chunks(groupings)) {
    const answers = await answered(together, source)
    for (const [k, { place }] of together.entries()) {
      const answer = answers[k]
      if (answer) settled[place] = answer
    }
  }
  return settled
}

function groupingOf(request: FrequenciesRequest, place: number, dataset: Dataset): Grouping {
  const columns = request.columns.map(name => storedColumn(dataset, name))
  const chosen = request.where && condition(compile(request.where, dataset))
  const keys = columns.map(({ identifier }) =>
    chosen === undefined ? identifier : `CASE WHEN ${chosen} THEN ${identifier} END`,
  )
  return { place, request, columns, keys }
}

function chunks(groupings: readonly Grouping[]): readonly (readonly Grouping[])[] {
  const all: Grouping[][] = []
  let keys = 0
  for (const grouping of groupings) {
    keys += grouping.keys.length
    if (all.length === 0 || keys > mostKeys) {
      all.push([])
      keys = grouping.keys.length
    }
    all.at(-1)?.push(grouping)
  }
  return all
}

/** Where a query fails that asks for all, each is asked for alone, so that the one at fault fails alone. */
async function answered(groupings: readonly Grouping[], source: Source): Promise<readonly Settled[]> {
  const alone = groupings.map(
    ({ request }) =>
      () =>
        frequencies(request, source),
  )
  if (groupings.length === 1) return Promise.allSettled(alone.map(ask => ask()))
  try {
    const counted = await counts(groupings, source)
    const isListed = groupings.map(({ request: { limit, ceiling = mostListed } }, k) => {
      const { distinct } = counted[k] ?? { distinct: 0 }
      return limit > 0 && distinct > 0 && distinct <= Math.min(ceiling, mostListed)
    })
    const entries = await listed(groupings, isListed, source)
    return Promise.allSettled(
      groupings.map(async ({ request }, k) => {
        const own = counted[k] ?? { distinct: 0, total: 0 }
        const { limit, ceiling = Number.POSITIVE_INFINITY } = request
        const isLong = limit > 0 && own.distinct > mostListed && own.distinct <= ceiling
        return isLong ? frequencies(request, source) : { ...own, entries: (entries[k] ?? []).slice(0, limit) }
      }),
    )
  } catch {
    const settled: Settled[] = []
    for (const ask of alone) settled.push(...(await Promise.allSettled([ask()])))
    return settled
  }
}

type Counts = Pick<Frequencies, 'distinct' | 'total'>

async function counts(groupings: readonly Grouping[], { dataset, rows }: Source): Promise<readonly Counts[]> {
  const found = await rows(`SELECT g, count(*), sum(n) FROM (${groupsSql(groupings, dataset)}) GROUP BY g`)
  const byGrouping = new Map(found.map(([g, distinct, total]) => [Number(g), { distinct, total }]))
  return groupings.map((_, k) => {
    const { distinct, total } = byGrouping.get(k) ?? { distinct: 0, total: 0 }
    return { distinct: Number(distinct), total: Number(total) }
  })
}

async function listed(
  groupings: readonly Grouping[],
  isListed: readonly boolean[],
  { dataset, rows }: Source,
): Promise<readonly (Frequencies['entries'] | undefined)[]> {
  const own = groupings.filter((_, k) => isListed[k])
  if (own.length === 0) return []
  const keys = own.flatMap(({ columns }) => columns)
  const cells = keys.map(({ type }, index) => decodable({ text: `k${index}`, type }))
  const order = keys.map((_, index) => `k${index} ASC NULLS LAST`)
  const found = await rows(
    `SELECT g, n, ${cells.join(', ')} FROM (${groupsSql(own, dataset)}) ORDER BY g, n DESC, ${order.join(', ')}`,
  )
  const starts = startsOf(own)
  const lists = own.map(({ keys: { length } }, k) => entriesOf(found, k, { start: starts[k] ?? 0, length }))
  return groupings.map(grouping => lists[own.indexOf(grouping)])
}

interface Stretch {
  readonly start: number
  readonly length: number
}

function entriesOf(
  rows: readonly (readonly Cell[])[],
  grouping: number,
  { start, length }: Stretch,
): Frequencies['entries'] {
  return rows
    .filter(([g]) => Number(g) === grouping)
    .map(([, count, ...cells]) => ({
      values: cells.slice(start, start + length) as Value[],
      count: Number(count),
    }))
}

/** SQL of the groups of all lists: `g`, the place of the list, `n` rows, and the keys of all lists, `k0`, `k1` and so on. */
function groupsSql(groupings: readonly Grouping[], { table }: Dataset): string {
  const texts = groupings.flatMap(({ keys }) => keys)
  const starts = startsOf(groupings)
  const sets = groupings.map(({ keys }, k) => keys.map((_, index) => `k${(starts[k] ?? 0) + index}`))
  const selected = texts.map((text, index) => `${text} AS k${index}`)
  const names = texts.map((_, index) => `k${index}`)
  // A list lacks the keys of all others, so that the first of its own keys tells it.
  const place = sets.map(([first], k) => `WHEN grouping(${first}) = 0 THEN ${k}`)
  return `SELECT CASE ${place.join(' ')} END AS g, count(*) AS n, ${names.join(', ')} FROM (SELECT ${selected.join(', ')} FROM ${table})
GROUP BY GROUPING SETS (${sets.map(set => `(${set.join(', ')})`).join(', ')}) HAVING ${names.map(name => `${name} IS NOT NULL`).join(' OR ')}`
}

/** The place of the first key of each list among the keys of all. */
function startsOf(groupings: readonly Grouping[]): readonly number[] {
  let start = 0
  return groupings.map(({ keys }) => {
    start += keys.length
    return start - keys.length
  })
}
