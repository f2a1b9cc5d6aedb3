/** The numbers 0, 1, 2, … below a count. */
export function upTo(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index)
}

/** A value again and again. */
export function times<T>(count: number, value: T): readonly T[] {
  return new Array<T>(count).fill(value)
}
