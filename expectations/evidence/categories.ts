import type { Categories } from '../../src/core/chart.ts'
import { formatShare, formatValue } from '../../src/core/format.ts'
import type { Frequencies } from '../../src/core/metric.ts'
import type { Value } from '../../src/core/value.ts'
import type { Both } from '../parts/both.ts'
import { identityOf } from '../parts/values.ts'

/** How often one value occurs in both datasets. */
export interface Category extends Both<number> {
  readonly value: Value
}

/** Categories of both datasets with their counts, those that are too rare to be compared added up. */
export interface PooledCategories {
  readonly kept: readonly Category[]
  readonly pooled: readonly Category[]
}

const rareShare = 0.001
const leastExpected = 5
const mostShown = 20

/** Every value that is listed for one of the datasets, most frequent in the reference first. */
export function categoriesOf(data: Both<Frequencies>): readonly Category[] {
  const categories = new Map<string, Category>()
  for (const role of ['reference', 'sample'] as const)
    for (const { values, count } of data[role].entries) {
      const value = values[0] ?? null
      const known = categories.get(identityOf(value)) ?? { value, reference: 0, sample: 0 }
      categories.set(identityOf(value), { ...known, [role]: count })
    }
  return [...categories.values()].sort((a, b) => b.reference - a.reference || b.sample - a.sample)
}

/** The same of values that are counted already, or whose rows have weights. */
export function countedCategories(
  values: ArrayLike<Value>,
  { reference, sample }: Both<ArrayLike<number>>,
): readonly Category[] {
  const categories = Array.from(values, (value, place) => ({
    value,
    reference: reference[place] ?? 0,
    sample: sample[place] ?? 0,
  }))
  return categories.sort((a, b) => b.reference - a.reference || b.sample - a.sample)
}

/**
 * Sets aside the categories that less than 0.1 % of the reference has or of which fewer than 5 values are expected in
 * one of the datasets, then the rarest others until the ones set aside are together as frequent as that.
 */
export function pooled(categories: readonly Category[]): PooledCategories {
  const total = totalOf(categories)
  const smallerShare = Math.min(total.reference, total.sample) / (total.reference + total.sample)
  const isFrequent = ({ reference, sample }: Both<number>) =>
    (reference + sample) * smallerShare >= leastExpected
  const isKept = (each: Category) => each.reference >= total.reference * rareShare && isFrequent(each)
  const kept = categories.filter(isKept)
  const rare = categories.filter(each => !isKept(each))
  while (rare.length > 0 && kept.length > 0 && !isFrequent(totalOf(rare))) {
    const next = kept.pop()
    if (next) rare.unshift(next)
  }
  return { kept, pooled: rare }
}

/** The counts to compare: those of frequent categories, and of the rare ones taken together. */
export function cellsOf({ kept, pooled: rare }: PooledCategories): readonly Both<number>[] {
  return rare.length > 0 ? [...kept, totalOf(rare)] : kept
}

/** The counts of categories added up. */
export function totalOf(categories: readonly Both<number>[]): Both<number> {
  let [reference, sample] = [0, 0]
  for (const each of categories) {
    reference += each.reference
    sample += each.sample
  }
  return { reference, sample }
}

/** The categories whose shares differ most, and the rest in one. */
export function categoriesChart(
  categories: readonly Category[],
  labelOf: (value: Value) => string = plainLabel,
): Categories {
  const total = totalOf(categories)
  const sorted = byDifference(categories, total)
  const rest = sorted.slice(mostShown)
  return {
    kind: 'categories',
    entries: sorted
      .slice(0, mostShown)
      .map(({ value, reference, sample }) => ({ label: labelOf(value), reference, sample })),
    other: rest.length > 0 ? { categories: rest.length, ...totalOf(rest) } : undefined,
    total,
  }
}

/** The category whose share changed most; `undefined` when none did. */
export function changedCategory(categories: readonly Category[]): Category | undefined {
  const total = totalOf(categories)
  const [most] = byDifference(categories, total)
  return most && differenceOf(most, total) > 0 ? most : undefined
}

/** One sentence on how the share of a category changed. */
export function categoryChange(most: Category, total: Both<number>, label: string): string {
  const before = formatShare(most.reference / total.reference)
  const now = formatShare(most.sample / total.sample)
  if (most.reference === 0) return `${label} is new: ${now} of the values.`
  if (most.sample === 0) return `${label} is gone; it was ${before} of the reference.`
  return `The share of ${label} went from ${before} to ${now}.`
}

function byDifference(categories: readonly Category[], total: Both<number>): readonly Category[] {
  // Of two that gained what the other lost, the one that is new or gone says more.
  const least = ({ reference, sample }: Category) => Math.min(reference, sample)
  return [...categories].sort(
    (a, b) => differenceOf(b, total) - differenceOf(a, total) || least(a) - least(b),
  )
}

function differenceOf({ reference, sample }: Both<number>, total: Both<number>): number {
  return Math.abs(reference / total.reference - sample / total.sample)
}

function plainLabel(value: Value): string {
  return typeof value === 'string' ? value : formatValue(value)
}
