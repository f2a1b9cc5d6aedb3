/** Σ (i + 1) · rowᵢ modulo 2³¹: a number for a list of rows and their order. */
export function checksum(rows: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < rows.length; i++) sum = (sum + (i + 1) * (rows[i] as number)) % 2 ** 31
  return sum
}
