// Every double is a whole number of units of 2^-1074.
const unitBits = 1074n
const significant = 64

/** A finite number in units of 2^-1074, without rounding. */
export function exactUnits(value: number | bigint): bigint {
  if (typeof value === 'bigint') return value << unitBits
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, Math.abs(value))
  const bits = view.getBigUint64(0)
  const exponent = bits >> 52n
  const fraction = bits & (2n ** 52n - 1n)
  const size = exponent === 0n ? fraction : (fraction | (2n ** 52n)) << (exponent - 1n)
  return value < 0 ? -size : size
}

/** How many units are a whole number. */
export function unitsOf(whole: number): bigint {
  return BigInt(whole) << unitBits
}

/** The whole number that some units are. */
export function wholeOf(units: bigint): bigint {
  return units >> unitBits
}

/** The double nearest to a quotient. */
export function nearestQuotient(dividend: bigint, divisor: bigint): number {
  const isNegative = dividend < 0n !== divisor < 0n
  const [of, by] = [absolute(dividend), absolute(divisor)]
  const shift = Math.max(0, bitsIn(by) - bitsIn(of) + significant)
  const scaled = of << BigInt(shift)
  // An odd last bit stands for whatever the division leaves, so that a tie is told from what lies beside it.
  const quotient = (scaled / by) | (scaled % by === 0n ? 0n : 1n)
  const half = Math.floor(shift / 2)
  const size = Number(quotient) * 2 ** -half * 2 ** -(shift - half)
  return isNegative ? -size : size
}

function absolute(value: bigint): bigint {
  return value < 0n ? -value : value
}

function bitsIn(value: bigint): number {
  return value.toString(2).length
}
