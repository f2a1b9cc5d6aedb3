/** A thing of each dataset. */
export interface Both<T> {
  readonly reference: T
  readonly sample: T
}

/** The same of both datasets. */
export function both<T, U>({ reference, sample }: Both<T>, of: (each: T) => U): Both<U> {
  return { reference: of(reference), sample: of(sample) }
}
