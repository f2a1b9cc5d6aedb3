import { effectiveSize } from './effective-size.ts'
import type { ShareCount } from './share-count.ts'
import { pairedShares } from './shares.ts'
import type { Sizes } from './tally.ts'

/** A set of categories, by its rows in either sample. */
interface CategorySet {
  readonly reference: ShareCount
  readonly sample: ShareCount
}

export interface CategorySplit {
  /** Total variation distance. */
  readonly distance: number
  /** The part of the distance that the categories without a clear difference have by noise alone. */
  readonly noise: number
  /** The categories that the sample has more often; their shares differ by the distance. */
  readonly larger: CategorySet
  /** The same for the clear ones, while the others lie where they make both sides about equally frequent. */
  readonly balanced: CategorySet
}

/**
 * Splits categories into those that are more frequent in the sample and the others.
 *
 * A category within three standard errors of no difference may truly lie on either side. A share varies the more the
 * closer it is to ½, so the balanced set says how wrong the distance can be whichever side is right.
 */
export function categorySplit(reference: ArrayLike<number>, sample: ArrayLike<number>): CategorySplit {
  const categories = categoriesOf(reference, sample)
  const larger = categories.filter(({ difference }) => difference > 0)
  const unclear = categories.filter(category => !isClear(category))
  return {
    distance: Math.min(1, sumOf(categories, ({ difference }) => Math.abs(difference)) / 2),
    noise: sumOf(unclear, ({ error }) => error) / Math.sqrt(2 * Math.PI),
    larger: setOf(larger, categories),
    balanced: setOf([...larger.filter(isClear), ...evenHalf(unclear, categories)], categories),
  }
}

interface Category {
  readonly reference: number
  readonly sample: number
  /** Share of the sample minus share of the reference. */
  readonly difference: number
  /** Standard error of the difference where there is none. */
  readonly error: number
}

function categoriesOf(reference: ArrayLike<number>, sample: ArrayLike<number>): readonly Category[] {
  const pairs = pairedShares(reference, sample)
  const [m, n] = [sumOf(Array.from(reference), Number), sumOf(Array.from(sample), Number)]
  return pairs.map(([p, q], k) => {
    const counts = { reference: reference[k] ?? 0, sample: sample[k] ?? 0 }
    // The mean root of a small count lies below the root of its mean; half a row more makes up for it.
    const pooled = rowsOf(counts) === 0 ? 0 : (rowsOf(counts) + 0.5) / (m + n + 1)
    const error = Math.sqrt((pooled * (1 - pooled)) / effectiveSize(m, n))
    return { ...counts, difference: q - p, error }
  })
}

function isClear({ difference, error }: Category): boolean {
  return Math.abs(difference) > 3 * error
}

/** The unclear categories that bring the larger ones close to half of the rows: the frequent ones choose first. */
function evenHalf(unclear: readonly Category[], all: readonly Category[]): readonly Category[] {
  const clear = all.filter(isClear)
  let inside = sumOf(clear, category => (category.difference > 0 ? rowsOf(category) : 0))
  let outside = sumOf(clear, category => (category.difference > 0 ? 0 : rowsOf(category)))
  return unclear
    .toSorted((a, b) => rowsOf(b) - rowsOf(a))
    .filter(category => {
      const joins = inside < outside
      if (joins) inside += rowsOf(category)
      else outside += rowsOf(category)
      return joins
    })
}

function rowsOf({ reference, sample }: Pick<Category, keyof Sizes>): number {
  return reference + sample
}

function setOf(categories: readonly Category[], all: readonly Category[]): CategorySet {
  const share = (of: (category: Category) => number) => ({ count: sumOf(categories, of), of: sumOf(all, of) })
  return { reference: share(category => category.reference), sample: share(category => category.sample) }
}

function sumOf<T>(items: readonly T[], termOf: (item: T) => number): number {
  let sum = 0
  for (const item of items) sum += termOf(item)
  return sum
}
