/** digits · 10^exponent. */
export interface Decimal {
  readonly digits: bigint
  readonly exponent: number
}

/** As many digits as Python's `decimal` calculates with. */
const precision = 28

/** The number as it is, all of its binary places: 0.1 is 0.1000000000000000055511151231257827… */
export function exactDecimal(value: number | bigint): Decimal {
  if (typeof value === 'bigint' || Number.isInteger(value)) return { digits: BigInt(value), exponent: 0 }
  let places = 0
  let scaled = value
  // Doubling is exact: it only moves the binary point.
  while (!Number.isInteger(scaled)) {
    scaled *= 2
    places++
  }
  return { digits: BigInt(scaled) * 5n ** BigInt(places), exponent: -places }
}

/** The sum, rounded half to even as Python's `decimal` does by default. */
export function sum(one: Decimal, other: Decimal): Decimal {
  const exponent = Math.min(one.exponent, other.exponent)
  return rounded({ digits: digitsAt(one, exponent) + digitsAt(other, exponent), exponent })
}

export function isLess(one: Decimal, other: Decimal): boolean {
  const exponent = Math.min(one.exponent, other.exponent)
  return digitsAt(one, exponent) < digitsAt(other, exponent)
}

/** The closest number. */
export function numberFrom({ digits, exponent }: Decimal): number {
  return Number(`${digits}e${exponent}`)
}

function digitsAt({ digits, exponent }: Decimal, wanted: number): bigint {
  return digits * 10n ** BigInt(exponent - wanted)
}

function rounded(decimal: Decimal): Decimal {
  const { digits, exponent } = decimal
  const size = digits < 0n ? -digits : digits
  const surplus = String(size).length - precision
  if (surplus <= 0) return decimal
  const unit = 10n ** BigInt(surplus)
  const [whole, twice] = [size / unit, (size % unit) * 2n]
  const isUp = twice > unit || (twice === unit && whole % 2n === 1n)
  const kept = isUp ? whole + 1n : whole
  return { digits: digits < 0n ? -kept : kept, exponent: exponent + surplus }
}
