import type { Outcome } from '../core/result.ts'

/** What a data matcher throws. The findings are reported by themselves, so a test that fails with it needs no report. */
export class ExpectationNotMet extends Error {
  override readonly name = 'ExpectationNotMet'

  constructor(findings: readonly Outcome[]) {
    super(findings.map(sentence).join('\n'))
  }
}

/** Whether an error, also one that was copied, is an `ExpectationNotMet`. */
export function isNotMet(error: { readonly name?: string }): boolean {
  return error.name === 'ExpectationNotMet'
}

function sentence({ status, expected, found, hint }: Outcome): string {
  if (status === 'errored') return found
  return [`Expected ${expected}, found ${found}.`, ...(hint ? [hint] : [])].join(' ')
}
