import { isoText, type Value } from './value.ts'

/** A whole number with separators: `4,821`. */
export function formatCount(count: number | bigint): string {
  return grouped(String(count))
}

/**
 * A number for people: at most six significant digits, separators from ten thousand on, `1.3e-33` at the
 * extremes, a real minus sign.
 */
export function formatNumber(value: number | bigint): string {
  if (typeof value === 'bigint') return formatCount(value).replace('-', '−')
  if (!Number.isFinite(value)) return String(value).replace('-', '−').replace('Infinity', '∞')
  if (value === 0) return '0'
  const size = Math.abs(value)
  if (Number.isInteger(value) && size < 1e15)
    return (size < 1e4 ? String(value) : formatCount(value)).replace('-', '−')
  if (size < 1e-4 || size >= 1e15)
    return withoutTrailingZeros(value.toExponential(3))
      .replace('-', '−')
      .replace('e−', 'e-')
      .replace('e+', 'e')
  const rounded = String(Number(value.toPrecision(6)))
  return (size < 1e4 ? rounded : grouped(rounded)).replace('-', '−')
}

/** A share of one as a percentage: `30.1 %`. Tiny shares keep two significant digits and never round to 0 or 100. */
export function formatShare(share: number): string {
  const percent = share * 100
  if (percent === 0 || percent === 100) return `${percent} %`
  const rounded = percent.toFixed(1)
  if (rounded !== '0.0' && rounded !== '100.0') return `${rounded} %`
  if (percent < 1) return `${Number(percent.toPrecision(2))} %`
  return `${(100 - Number((100 - percent).toPrecision(2))).toFixed(12).replace(/\.?0+$/, '')} %`
}

/** A correlation or a distance, with three digits behind the point. */
export function formatCoefficient(value: number): string {
  return formatNumber(Number(value.toFixed(3)))
}

/** A p-value with two significant digits: `0.0051`, `1.3e-33`; from its log where it underflows. */
export function formatPValue(pValue: number, log10P?: number): string {
  if (pValue === 0 && log10P !== undefined && Number.isFinite(log10P)) {
    const exponent = Math.floor(log10P)
    return `${(10 ** (log10P - exponent)).toFixed(1)}e${exponent}`
  }
  if (pValue === 0) return '0'
  if (pValue >= 0.1) return String(Number(pValue.toFixed(3)))
  if (pValue >= 1e-4) return String(Number(pValue.toPrecision(2)))
  return pValue.toExponential(1)
}

/** `891 KB`, in units of 1,024 bytes. */
export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  const exponent = Math.min(Math.floor(Math.log2(bytes) / 10), 4)
  const size = bytes / 1024 ** exponent
  return `${size < 10 ? size.toFixed(1) : Math.round(size)} ${['KB', 'MB', 'GB', 'TB'][exponent - 1]}`
}

/** `1 value`, `58 values`. */
export function plural(count: number, noun: string, nouns = `${noun}s`): string {
  return `${formatCount(count)} ${count === 1 ? noun : nouns}`
}

/** A value inside a sentence: text in quotes, numbers and dates plain, `null` as `missing`. Not escaped for any sink. */
export function formatValue(value: Value): string {
  if (value === null) return 'missing'
  if (typeof value === 'string') return JSON.stringify(value)
  if (value instanceof Date) return isoText(value)
  if (typeof value === 'boolean') return String(value)
  return formatNumber(value)
}

/** `a`, `a and b`, `a, b and 3 more`. */
export function formatList(items: readonly string[], limit = 8): string {
  if (items.length <= 1) return items.join('')
  if (items.length > limit)
    return `${items.slice(0, limit).join(', ')} and ${formatCount(items.length - limit)} more`
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`
}

/** Commas between groups of three digits, in front of the point. Intl would do it too, and takes 15 ms to wake up. */
function grouped(digits: string): string {
  return digits.replace(/(?<!\..*)\B(?=(?:\d{3})+(?!\d))/g, ',')
}

function withoutTrailingZeros(text: string): string {
  return text.replace(/\.?0+e/, 'e')
}
