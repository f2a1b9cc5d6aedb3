import { InvalidArgumentError } from 'commander'

// How the values of options are read. What is wrong with one is thrown as commander expects it.

/** Several values of one option, in order. */
export function collect(value: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, value]
}

/** A reference to a dataset. A second one would silently replace the first. */
export function dataset(text: string, previous?: string): string {
  if (previous === undefined) return text
  throw new InvalidArgumentError(
    `It is ${previous} already. Several files are one dataset as a glob in quotes, such as 'new/*.csv'.`,
  )
}

/** A number above 0 and below 1. */
export function alpha(text: string): number {
  const level = number(text)
  if (!(level > 0 && level < 1))
    throw new InvalidArgumentError('A significance level lies between 0 and 1, such as 0.05.')
  return level
}

/** A finite number from 0 on. */
export function effect(text: string): number {
  const size = number(text)
  if (!(size >= 0 && size < Number.POSITIVE_INFINITY))
    throw new InvalidArgumentError('An effect size is a number from 0 on, such as 0.1.')
  return size
}

/** A whole number from 1 on. */
export function wholeNumber(text: string): number {
  const count = number(text)
  if (!Number.isInteger(count) || count < 1) throw new InvalidArgumentError('It is a whole number from 1 on.')
  return count
}

/** A time in seconds, above 0. */
export function seconds(text: string): number {
  const time = number(text)
  if (!(time > 0 && time < Number.POSITIVE_INFINITY))
    throw new InvalidArgumentError('It is a number of seconds above 0, such as 60.')
  return time
}

/** A whole number from 2 on. */
export function batches(text: string): number {
  const count = number(text)
  if (!Number.isInteger(count) || count < 2)
    throw new InvalidArgumentError('It is a whole number from 2 on: a single batch confirms nothing.')
  return count
}

/** A name for people: visible, and no longer than a line. */
export function seriesName(text: string): string {
  const name = text.normalize('NFC').trim()
  if (name === '') throw new InvalidArgumentError('A name has at least one character.')
  if (/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(name))
    throw new InvalidArgumentError('It contains an invisible character.')
  if ([...name].length > 128) throw new InvalidArgumentError('128 characters are the limit of a name.')
  return name
}

/** A size in bytes, from `512MB`, `4GB`, `4GiB`. */
export function bytes(text: string): number {
  const [, size = '', unit = ''] = /^(\d+(?:\.\d+)?)\s*([kmg]i?b)?$/i.exec(text.trim()) ?? []
  const factor = unitBytes[unit.toLowerCase()]
  if (size === '' || factor === undefined)
    throw new InvalidArgumentError('It is a size such as 512MB or 4GB.')
  return Math.round(Number(size) * factor)
}

const unitBytes: Readonly<Record<string, number>> = {
  '': 1,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  kib: 2 ** 10,
  mib: 2 ** 20,
  gib: 2 ** 30,
}

/** A regular expression, as it was written. */
export function pattern(text: string): string {
  try {
    new RegExp(text)
    return text
  } catch {
    throw new InvalidArgumentError('It is no regular expression.')
  }
}

function number(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text)
}
