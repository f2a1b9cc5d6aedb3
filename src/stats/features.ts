/** The columns of two samples, whose rows are aligned within each sample. */
export interface Features {
  readonly columns: readonly Feature[]
}

/** One column of two samples. */
export type Feature = NumberFeature | CategoryFeature

export interface NumberFeature {
  readonly kind: 'number'
  /** NaN where a value is missing. */
  readonly reference: Float64Array
  readonly sample: Float64Array
}

export interface CategoryFeature {
  readonly kind: 'category'
  /** Codes below `categories`; 0 where a value is missing. */
  readonly reference: Uint32Array
  readonly sample: Uint32Array
  readonly categories: number
}
