import { readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { type Case, comparisons } from './comparisons.ts'
import type { CaseNumber } from './generators.ts'

export interface Conformance {
  readonly passed: number
  readonly failed: number
  readonly failures: readonly string[]
}

/**
 * Runs a file of statistics cases, one JSON object a line, against `src/stats`. A case passes when every number that
 * both sides define agrees within its tolerances; comments say where the oracle's answer is not the truth.
 */
export function runStatisticsCases(path: string): Conformance {
  const cases = readFileSync(path, 'utf8')
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line) as Case)
  const failures = cases.flatMap(one => {
    const problems = problemsOf(one)
    return problems.length === 0 ? [] : [`${one.id}: ${problems.join('; ')}`]
  })
  return { passed: cases.length - failures.length, failed: failures.length, failures }
}

function problemsOf(one: Case): readonly string[] {
  const compare = comparisons[one.fn]
  if (compare === undefined) return [`there is no function ${one.fn}`]
  try {
    return compare(one)
      .filter(([, found, expected]) => !agrees(found, expected, one))
      .map(([name, found, expected]) => `${name} is ${show(found)}, not ${show(expected)}`)
  } catch (error) {
    return [String(error)]
  }
}

function agrees(found: unknown, expected: unknown, { rtol, atol }: Pick<Case, 'rtol' | 'atol'>): boolean {
  if (Array.isArray(expected)) {
    return (
      Array.isArray(found) &&
      found.length === expected.length &&
      expected.every((value, k) => agrees(found[k], value, { rtol, atol }))
    )
  }
  if (typeof expected === 'boolean') return found === expected
  const [a, b] = [Number(found), Number(expected as CaseNumber)]
  return isDeepStrictEqual(a, b) || Math.abs(a - b) <= atol + rtol * Math.abs(b)
}

function show(value: unknown): string {
  return typeof value === 'bigint' ? String(value) : JSON.stringify(value)
}
