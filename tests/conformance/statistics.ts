import { existsSync, readFileSync } from 'node:fs'
import { verdictsOf } from './agreement.ts'
import type { Case, Expected } from './case.ts'

export interface Conformance {
  readonly passed: number
  readonly failed: number
  /** One line for each case that failed: its id and what differs. */
  readonly failures: readonly string[]
  /** How many fields of the oracle were compared. */
  readonly compared: number
  /** Fields that no function of ours answers, as `function: field`, with how many cases have them. */
  readonly ignored: ReadonlyMap<string, number>
  /** Fields that were deliberately not compared, by the reason. */
  readonly excused: ReadonlyMap<string, number>
}

/** A file of cases that cannot be read, and where. */
export class CaseFileError extends Error {}

/**
 * Runs a file of statistics cases, one JSON object a line, against `src/stats`. A case passes when every field that is
 * not excused agrees within its tolerances.
 *
 * @throws CaseFileError when there is no such file, or a line is not a case
 */
export function runStatisticsCases(path: string): Conformance {
  const failures: string[] = []
  const ignored = new Map<string, number>()
  const excused = new Map<string, number>()
  const cases = casesOf(path)
  let compared = 0
  for (const one of cases) {
    const problems: string[] = []
    for (const [field, verdict] of Object.entries(verdictsOf(one))) {
      if (verdict.kind === 'ignored') count(ignored, `${one.fn}: ${field}`)
      else if (verdict.kind === 'excused') count(excused, verdict.reason)
      else compared++
      if (verdict.kind === 'differs') problems.push(verdict.problem)
    }
    if (problems.length > 0) failures.push(`${one.id}: ${problems.join('; ')}`)
  }
  return {
    passed: cases.length - failures.length,
    failed: failures.length,
    failures,
    compared,
    ignored,
    excused,
  }
}

function casesOf(path: string): readonly Case[] {
  if (!existsSync(path)) throw new CaseFileError(`There is no file ${path}.`)
  return readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((line, k) => (line.trim() === '' ? [] : [caseOf(line, `${path}:${k + 1}`)]))
}

function caseOf(line: string, place: string): Case {
  let parsed: unknown
  try {
    parsed = JSON.parse(line)
  } catch (cause) {
    throw new CaseFileError(`${place} is not JSON: ${(cause as Error).message}.`, { cause })
  }
  if (!isCase(parsed)) throw new CaseFileError(`${place} is not a case: it has no id, fn or expect.`)
  return {
    ...parsed,
    args: parsed.args ?? {},
    rtol: parsed.rtol ?? 1e-9,
    atol: parsed.atol ?? 0,
    expect: flat(parsed.expect),
  }
}

function isCase(value: unknown): value is Case {
  return typeof value === 'object' && value !== null && ['id', 'fn', 'expect'].every(key => key in value)
}

/** Nested answers by their path, lists left whole. */
function flat(answers: object, prefix = ''): Readonly<Record<string, Expected>> {
  return Object.fromEntries(
    Object.entries(answers).flatMap(([key, value]) =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.entries(flat(value, `${prefix}${key}.`))
        : [[prefix + key, value]],
    ),
  )
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}
