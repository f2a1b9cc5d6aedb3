import type { Outcome, Result } from '../src/core/result.ts'
import { fingerprintOf } from './gitlab.ts'
import { display, sentence } from './text/display.ts'
import { evidenceOf, evidenceText } from './text/evidence.ts'
import { findingsOf, isBlocking } from './text/findings.ts'
import { headline } from './text/headline.ts'

/**
 * The findings in the format of static analysis tools, SARIF 2.1.0: a rule for each expectation, a result for each
 * finding, at the place in the suite that states it. Fingerprints hold no value of the data.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function renderSarif(result: Result): string {
  const findings = findingsOf(result)
  const rules = [...new Set(findings.map(ruleOf))]
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: { name: 'mlcheck', version: sentence(result.version), rules: rules.map(id => ({ id })) },
        },
        invocations: [{ executionSuccessful: result.verdict === 'passed' || result.verdict === 'failed' }],
        results: findings.map(finding => resultOf(finding, rules, result)),
      },
    ],
  }
  return `${JSON.stringify(log, null, 2)}\n`
}

function resultOf(finding: Outcome, rules: readonly string[], result: Result) {
  const body = evidenceOf(finding).map(evidenceText)
  return {
    ruleId: ruleOf(finding),
    ruleIndex: rules.indexOf(ruleOf(finding)),
    level: isBlocking(finding, result) ? 'error' : 'warning',
    message: { text: [`${sentence(finding.id)}: ${headline(finding)}`, ...body].join('\n') },
    locations: [locationOf(finding, result)],
    partialFingerprints: { 'mlcheck/v1': fingerprintOf(finding, result) },
  }
}

/** The place in a suite, else the sample itself: every viewer needs a file. */
function locationOf({ origin, suite }: Outcome, { sample }: Result) {
  const { file, line, column } = origin ?? {}
  const uri = encodeURI(display(file ?? sample?.label ?? suite, 500))
  const region =
    line === undefined ? {} : { region: { startLine: line, ...(column && { startColumn: column }) } }
  return { physicalLocation: { artifactLocation: { uri }, ...region } }
}

function ruleOf({ expectation }: Outcome): string {
  return sentence(expectation) || 'check'
}
