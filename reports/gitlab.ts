import { createHash } from 'node:crypto'
import type { Outcome, Result } from '../src/core/result.ts'
import { display, sentence } from './text/display.ts'
import { findingsOf, isBlocking } from './text/findings.ts'
import { headline } from './text/headline.ts'

/**
 * The findings as a code quality report of GitLab, which shows beside a merge request what is new in it. A finding
 * keeps its fingerprint from run to run: the check and the sample make it, and no value of the data. Checks that no
 * file states, such as derived ones, stand in line 1 of the suite or sample that they belong to.
 *
 * @see https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
 */
export function renderGitlab(result: Result): string {
  const issues = findingsOf(result).map(finding => ({
    description: display(`${finding.id}: ${headline(finding)}`, 500),
    check_name: sentence(finding.expectation) || 'check',
    fingerprint: fingerprintOf(finding, result),
    severity: severityOf(finding, result),
    location: {
      path: display(finding.origin?.file ?? result.sample?.label ?? finding.suite, 500),
      lines: { begin: finding.origin?.line ?? 1 },
    },
  }))
  return `${JSON.stringify(issues, null, 2)}\n`
}

function severityOf(finding: Outcome, result: Result): 'minor' | 'major' | 'critical' {
  if (!isBlocking(finding, result)) return 'minor'
  return finding.status === 'errored' ? 'critical' : 'major'
}

/** What tells a finding from all others, in every run on the same sample: SHA-256, hex. */
export function fingerprintOf({ suite, id }: Outcome, { sample }: Result): string {
  return createHash('sha256')
    .update(JSON.stringify([sample?.label, suite, id]))
    .digest('hex')
}
