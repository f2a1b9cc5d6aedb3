/**
 * A range around two numbers whose ends are short: multiples of 1, 2 or 5 times a power of ten, of a fifth of the
 * range at most, such as 0 to 300 for 3 to 263. Two equal numbers stay as they are.
 */
export function roundedOutwards(min: number, max: number): { readonly min: number; readonly max: number } {
  const step = shortStep((max - min) / 5)
  if (!(step > 0 && Number.isFinite(step))) return { min, max }
  return { min: short(Math.floor(places(min, step)) * step), max: short(Math.ceil(places(max, step)) * step) }
}

/** The least share with two significant digits that is not below a share. */
export function shareRoundedUp(share: number): number {
  if (share <= 0) return 0
  const unit = 10 ** (Math.floor(Math.log10(share)) - 1)
  return Math.min(1, short(Math.ceil(places(share, unit)) * unit))
}

/** The greatest share with two significant digits that is not above a share. */
export function shareRoundedDown(share: number): number {
  if (share <= 0) return 0
  const unit = 10 ** (Math.floor(Math.log10(share)) - 1)
  return short(Math.floor(places(share, unit)) * unit)
}

/** The share that has to meet a rule when `allowed` of n may not: its complement has two significant digits. */
export function mostlyAllowing(allowed: number, n: number): number {
  return short(1 - shareRoundedUp(allowed / n))
}

/** How many of n may not meet a rule that a share has to meet. */
export function allowedBy(mostly: number, n: number): number {
  return Math.floor((1 - mostly) * n + 1e-6)
}

/** How often a step fits, where binary fractions do not spoil a whole number. */
function places(number: number, step: number): number {
  const times = number / step
  return Math.abs(times - Math.round(times)) < 1e-9 ? Math.round(times) : times
}

function shortStep(size: number): number {
  const power = 10 ** Math.floor(Math.log10(size))
  const factor = [5, 2, 1].find(each => each * power <= size * (1 + 1e-9)) ?? 1
  return factor * power
}

/** Without the digits that binary fractions add, and without a negative zero. */
function short(number: number): number {
  return Number(number.toPrecision(12)) + 0
}
