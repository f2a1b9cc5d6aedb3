import { type ConfigScalar, type Scalar, scalar } from './node.ts'

const wholeNumber = /^[+-]?(?:0|[1-9](?:_?\d)*)$/
const float =
  /^[+-]?(?:(?:(?:0|[1-9](?:_?\d)*)\.|(?:0|[1-9](?:_?\d)*)?\.\d(?:_?\d)*)|(?:(?:0|[1-9](?:_?\d)*)|(?:0|[1-9](?:_?\d)*)\.|(?:0|[1-9](?:_?\d)*)?\.\d(?:_?\d)*)e[+-]?\d(?:_?\d)*|inf|nan)$/i

/** What an unquoted word means: `null`, `true`, `-1_000`, `1e-3` and `inf` are values, everything else is text. */
export function scalarFromWord(word: string): ConfigScalar {
  if (/^null$/i.test(word)) return scalar(null)
  if (/^(?:true|false)$/i.test(word)) return scalar(word.toLowerCase() === 'true')
  if (wholeNumber.test(word)) return scalar(narrow(BigInt(word.replace(/[_+]/g, ''))))
  if (float.test(word)) return floatScalar(floatFromText(word.replaceAll('_', '')))
  return scalar(word)
}

export function floatScalar(value: number): ConfigScalar {
  return { kind: 'scalar', value, float: true }
}

/** As a number where it fits one exactly. */
export function narrow(whole: bigint): number | bigint {
  const number = Number(whole)
  return Number.isSafeInteger(number) ? number : whole
}

/** Also `inf`, `-inf` and `nan`, in any case. */
export function floatFromText(text: string): number {
  const [, sign = '', word = ''] = /^([+-]?)(.*)$/.exec(text.toLowerCase()) ?? []
  if (word === 'nan') return Number.NaN
  const size = word === 'inf' || word === 'infinity' ? Number.POSITIVE_INFINITY : Number(word)
  return sign === '-' ? -size : size
}

/** The value as Python's `str` writes it: `True`, `None`, `1.0`, `1e-05`, `inf`. */
export function pythonText({ value, float }: { readonly value: Scalar; readonly float?: boolean }): string {
  if (value === null) return 'None'
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  return typeof value === 'number' && (float || !Number.isInteger(value)) ? pythonFloat(value) : String(value)
}

/** Python turns to exponents below 1e-4 and from 1e16 on, JavaScript below 1e-6 and from 1e21 on. */
function pythonFloat(value: number): string {
  if (Number.isNaN(value)) return 'nan'
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf'
  const size = Math.abs(value)
  if (size !== 0 && (size < 1e-4 || size >= 1e16))
    return value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2')
  const text = Object.is(value, -0) ? '-0' : String(value)
  return text.includes('.') ? text : `${text}.0`
}
