import { formatCount, plural } from '../../../src/core/format.ts'
import type { Result } from '../../../src/core/result.ts'
import { display, sentence } from '../../text/display.ts'
import { correctionFormula, correctionNames } from './facts.ts'
import { shellCommand } from './text.ts'

const valueRules: Readonly<Record<Result['run']['values'], string>> = {
  full: 'Cells are shown as they are.',
  masked: 'Free text, and columns named like personal or secret data, show the length of a value only.',
  none: 'No cell is shown.',
}

/** What it takes to understand and repeat the run. */
export function runView(result: Result) {
  const { run, version, outcomes, suites, families } = result
  const derived = outcomes.filter(outcome => outcome.derivation !== undefined).length
  const written = outcomes.length - derived
  return {
    command: display(shellCommand(run.command), 4000),
    copied: shellCommand(run.command),
    suites: suites.map(suite => ({
      name: display(suite.name),
      file: suite.file && suite.file !== suite.name ? display(suite.file, 120) : undefined,
      checks: plural(suite.checks, 'check'),
      derived: suite.derived,
    })),
    origins:
      derived > 0
        ? `${plural(derived, 'check')} derived from the reference, ${formatCount(written)} written. Each check says which.`
        : undefined,
    families: families.map(family => ({
      name: `${display(family.family)}, ${correctionNames[family.correction]}`,
      formula: correctionFormula(family),
    })),
    remarks: [result.sample, result.reference].flatMap(dataset =>
      (dataset?.remarks ?? []).map(remark => ({
        label: display(dataset?.label ?? ''),
        text: sentence(remark),
      })),
    ),
    values: valueRules[run.values],
    missing: families.length > 0,
    queries: `${plural(run.queries.sample, 'scan')} of the sample, ${formatCount(run.queries.reference)} of the reference`,
    versions: `mlcheck ${display(version)} · engine ${display(run.engine)}`,
    runId: display(run.id),
    failOn: run.failOn === 'warning' ? 'Warnings fail this run.' : 'Warnings do not fail this run.',
  }
}
