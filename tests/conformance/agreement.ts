import type { Answer, Case, Expected } from './case.ts'
import { comparisons } from './comparisons.ts'

/** How one field of a case came out. */
export type Verdict =
  | { readonly kind: 'agrees' }
  | { readonly kind: 'differs'; readonly problem: string }
  | { readonly kind: 'excused'; readonly reason: string }
  | { readonly kind: 'ignored' }

/**
 * Compares every field that the oracle has on a case. A field that no function of ours answers is *ignored*; a case of
 * which nothing could be compared differs.
 */
export function verdictsOf(one: Case): Readonly<Record<string, Verdict>> {
  const answersOf = comparisons[one.fn]
  if (answersOf === undefined) return { fn: { kind: 'differs', problem: `there is no function ${one.fn}` } }
  try {
    const answers = answersOf(one)
    const verdicts = Object.entries(one.expect).map(([path, expected]): [string, Verdict] => {
      const answer = Object.hasOwn(answers, path) ? answers[path] : undefined
      return [path, answer ? verdictOf(path, answer, expected, one) : { kind: 'ignored' }]
    })
    const compared = verdicts.some(([, { kind }]) => kind === 'agrees' || kind === 'differs')
    const nothing = { kind: 'differs', problem: 'nothing could be compared' } as const
    return Object.fromEntries(compared ? verdicts : [['expect', nothing], ...verdicts])
  } catch (error) {
    return { args: { kind: 'differs', problem: String(error) } }
  }
}

function verdictOf(path: string, answer: () => Answer, expected: Expected, tolerance: Tolerance): Verdict {
  const found = answered(answer)
  if (found instanceof Error) return { kind: 'differs', problem: `${path} is an error: ${found.message}` }
  if (isObject(found) && 'excuse' in found) return { kind: 'excused', reason: found.excuse }
  const [value, tolerances] = isObject(found) ? [found.about, found] : [found, tolerance]
  if (agrees(value, expected, tolerances)) return { kind: 'agrees' }
  return { kind: 'differs', problem: `${path} is ${show(value)}, not ${show(expected)}` }
}

function answered(answer: () => Answer): Answer | Error {
  try {
    return answer()
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}

function isObject(answer: Answer): answer is Extract<Answer, { about: unknown } | { excuse: string }> {
  return typeof answer === 'object' && !Array.isArray(answer)
}

type Tolerance = Pick<Case, 'rtol' | 'atol'>

function agrees(found: unknown, expected: Expected, tolerance: Tolerance): boolean {
  if (Array.isArray(expected)) {
    return (
      Array.isArray(found) &&
      found.length === expected.length &&
      expected.every((value, k) => agrees(found[k], value, tolerance))
    )
  }
  if (typeof found !== 'number' && typeof found !== 'bigint') return found === expected
  if (typeof expected !== 'number' && !['NaN', 'Infinity', '-Infinity'].includes(String(expected)))
    return false
  const [a, b] = [Number(found), Number(expected)]
  if (Number.isNaN(b)) return Number.isNaN(a)
  return a === b || Math.abs(a - b) <= tolerance.atol + tolerance.rtol * Math.abs(b)
}

function show(value: unknown): string {
  return typeof value === 'bigint' ? String(value) : JSON.stringify(value, (_, each) => spelled(each))
}

function spelled(value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value
}
