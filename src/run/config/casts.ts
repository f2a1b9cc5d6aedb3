import { type ConfigScalar, scalar } from './node.ts'
import { floatFromText, floatScalar, narrow, pythonText } from './words.ts'

export type Cast = (from: ConfigScalar) => ConfigScalar

/** As Python's `int` does: floats lose what stands behind the point. */
export function castInt({ value }: ConfigScalar): ConfigScalar {
  if (typeof value === 'bigint' || typeof value === 'boolean') return scalar(narrow(BigInt(value)))
  if (typeof value === 'number' && Number.isFinite(value)) return scalar(narrow(BigInt(Math.trunc(value))))
  if (typeof value === 'string' && /^\s*[+-]?\d+(?:_\d+)*\s*$/.test(value))
    return scalar(narrow(BigInt(value.replace(/[_+\s]/g, ''))))
  throw notCast(value, 'a whole number')
}

/** As Python's `float` does. */
export function castFloat({ value }: ConfigScalar): ConfigScalar {
  if (value !== null && typeof value !== 'string') return floatScalar(Number(value))
  const text = value?.trim() ?? ''
  const isNumber =
    /^[+-]?(?:(?:\d+(?:_\d+)*\.?|(?:\d+(?:_\d+)*)?\.\d+)(?:e[+-]?\d+)?|inf(?:inity)?|nan)$/i.test(text)
  if (!isNumber) throw notCast(value, 'a float')
  return floatScalar(floatFromText(text.replaceAll('_', '')))
}

/** As Python's `str` does, but for `true` and `false`, which stay lower case. */
export function castText(from: ConfigScalar): ConfigScalar {
  if (from.value === null) throw notCast(null, 'text')
  return scalar(typeof from.value === 'boolean' ? String(from.value) : pythonText(from))
}

/** Numbers are true unless they are 0; of texts only true and false have a meaning. */
export function castBool({ value }: ConfigScalar): ConfigScalar {
  if (value === null) throw notCast(null, 'a boolean')
  // NaN is true, as it is in Python.
  if (typeof value !== 'string') return scalar(Number(value) !== 0)
  if (!/^(?:true|false)$/i.test(value)) throw notCast(value, 'a boolean')
  return scalar(value.toLowerCase() === 'true')
}

function notCast(value: ConfigScalar['value'], wanted: string): RangeError {
  const shown = typeof value === 'string' ? `"${value}"` : String(value)
  return new RangeError(`${shown} cannot be cast to ${wanted}.`)
}
