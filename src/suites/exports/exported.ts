import type { Check, Suite } from '../../core/suite.ts'

/** A check that a format has no counterpart for. */
export interface Unsaid {
  readonly check: Check
  /** Completes "it is left out because". */
  readonly reason: string
}

export interface Exported {
  readonly text: string
  readonly unsaid: readonly Unsaid[]
}

/** A format of others in which suites can be written. */
export interface ExportFormat {
  /** As `--as` has it. */
  readonly name: string
  /** In a sentence, with its article. */
  readonly title: string
  write(suite: Suite): Exported
}

/** A check's parameters, which its expectation has validated. */
export type Params = Readonly<Record<string, unknown>>

export function paramsOf({ params }: Check): Params {
  return typeof params === 'object' && params !== null ? (params as Params) : {}
}

/** `price.range: a schema cannot only warn.` */
export function unsaidText({ check, reason }: Unsaid): string {
  return `Left out: ${check.id} (${check.expectation.name}): ${reason}`
}
