import type { Expectation } from './expectation.ts'
import type { Expr } from './expr.ts'

export const severities = ['error', 'warning'] as const
export type Severity = (typeof severities)[number]

/** Where a check was written down, for messages and annotations. `line` and `column` count from 1. */
export interface Origin {
  readonly file: string
  readonly line?: number
  readonly column?: number
}

/** An expectation about something, with its parameters: one line of a suite. */
export interface Check {
  /** Unique in a run and stable across runs: `<column>.<check>[.n]`. */
  readonly id: string
  readonly expectation: Expectation
  /** None for tables; none for an expectation about one column means every column that it accepts. */
  readonly columns: readonly string[]
  /** Already validated by the expectation's `params`. */
  readonly params: unknown
  readonly severity: Severity
  /** Only rows where this is true; all where absent. */
  readonly where?: Expr
  /** Whether "nothing to check" is accepted. */
  readonly allowVacuous?: boolean
  /** Whether emptiness is judged as Great Expectations judges it, instead of being a finding. */
  readonly gxCompat?: boolean
  /** Words by which its author selects checks. */
  readonly tags?: readonly string[]
  /** Why the check exists, in the author's words. */
  readonly note?: string
  readonly origin?: Origin
  /** For checks that were derived from the reference: one sentence on how. */
  readonly derivation?: string
}

/** Named checks that are judged together. */
export interface Suite {
  readonly name: string
  readonly checks: readonly Check[]
  readonly origin?: Origin
  /** Whether the checks were derived from the reference instead of written by someone. */
  readonly derived?: boolean
  /** Sentences on what the suite leaves out, and why. */
  readonly remarks?: readonly string[]
}

/** Gives ids that occur more than once the suffixes `.2`, `.3`, … in order. */
export function withUniqueIds(checks: readonly Check[]): readonly Check[] {
  const taken = new Set<string>()
  return checks.map(check => {
    let id = check.id
    for (let n = 2; taken.has(id); n++) id = `${check.id}.${n}`
    taken.add(id)
    return { ...check, id }
  })
}

/** Whether a check has one of some tags; every check, where there are none to have. */
export function isTagged({ tags = [] }: Pick<Check, 'tags'>, wanted: readonly string[]): boolean {
  return wanted.length === 0 || tags.some(tag => wanted.includes(tag))
}

/** The id of a check that was given none: `price.range`, `table.row-count`, `a+b.compound-unique`. */
export function defaultId(expectation: Expectation, columns: readonly string[]): string {
  return `${columns.length === 0 ? 'table' : columns.join('+')}.${expectation.id}`
}
