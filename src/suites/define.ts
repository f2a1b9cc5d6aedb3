/**
 * A check as it is written: the name of an expectation, or the name with its parameters and, as in suite files, the
 * keys `severity`, `id`, `where`, `tags`, `note` and `allowVacuous`.
 *
 * @example { toHaveValuesBetween: { min: 10, max: 350, severity: 'warning' } }
 */
export type CheckDefinition = string | Readonly<Record<string, unknown>>

/** A suite as it is written; the shape of suite files. */
export interface SuiteDefinition {
  /** The file's name where absent. */
  readonly name?: string
  /** The suites whose checks it has too, relative to its file; a check with the id of one of theirs replaces it. */
  readonly extends?: string | readonly string[]
  /** The ids of checks that it does not take over. */
  readonly remove?: readonly string[]
  /**
   * Whether emptiness is judged as Great Expectations judges it: rules about each value pass where there is none,
   * statistics fail.
   */
  readonly gxCompat?: boolean
  /** Checks of the whole table, and checks of every column that the expectation accepts. */
  readonly table?: readonly CheckDefinition[]
  /** Checks by column. */
  readonly columns?: Readonly<Record<string, readonly CheckDefinition[]>>
  /** Checks of several columns together. */
  readonly combinations?: readonly CheckDefinition[]
}

/** A suite that a module exports. */
export type DefinedSuite = SuiteDefinition & { readonly [brand]: true }

// From the global registry, so that a suite may come from a second copy of the package.
const brand = Symbol.for('mlcheck.suite')

/** A suite for a module to export. It is checked when a run reads it. */
export function defineSuite(definition: SuiteDefinition): DefinedSuite {
  return { ...definition, [brand]: true } as DefinedSuite
}

/** Whether a value was made by `defineSuite`. */
export function isDefinedSuite(value: unknown): value is DefinedSuite {
  return typeof value === 'object' && value !== null && brand in value
}
