const bits = new DataView(new ArrayBuffer(4))

/** The largest float32 number that is not above a number between the smallest and the largest of them. */
export function float32Below(number: number): number {
  const rounded = Math.fround(number)
  if (rounded <= number) return rounded
  if (rounded === 0) return -(2 ** -149)
  bits.setFloat32(0, rounded)
  bits.setInt32(0, bits.getInt32(0) + (rounded > 0 ? -1 : 1))
  return bits.getFloat32(0)
}
