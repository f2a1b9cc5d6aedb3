/**
 * Two datasets over common bins. Bin i reaches from `edges[i]` to `edges[i + 1]`; counts are rows. Tails beyond the
 * edges are counted in the end bins.
 */
export interface Histogram {
  readonly kind: 'histogram'
  readonly edges: readonly number[]
  readonly reference: readonly number[]
  readonly sample: readonly number[]
  readonly scale: 'linear' | 'log'
  /** Rows that are exactly zero, shown in a slot of their own beside a log axis. */
  readonly zero?: { readonly reference: number; readonly sample: number }
}

/** Shares at most `x` in both datasets, at ascending points; the gap is the largest difference. */
export interface Ecdf {
  readonly kind: 'ecdf'
  readonly x: readonly number[]
  readonly reference: readonly number[]
  readonly sample: readonly number[]
  readonly scale: 'linear' | 'log'
  readonly gap: { readonly x: number; readonly reference: number; readonly sample: number }
}

/** Rows per category, most different first. */
export interface Categories {
  readonly kind: 'categories'
  readonly entries: readonly { readonly label: string; readonly reference: number; readonly sample: number }[]
  /** Rows in categories that are not listed. */
  readonly other?: { readonly categories: number; readonly reference: number; readonly sample: number }
  readonly total: { readonly reference: number; readonly sample: number }
}

export type Chart = Histogram | Ecdf | Categories
