/** The middle one of some numbers, or the mean of the middle two. */
export function median(numbers: readonly number[]): number
