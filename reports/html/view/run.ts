import { formatCount, plural } from '../../../src/core/format.ts'
import type { Result } from '../../../src/core/result.ts'
import { shellCommand } from '../../text/command.ts'
import { datasetNames } from '../../text/datasets.ts'
import { display, sentence } from '../../text/display.ts'
import { seriesText } from '../../text/series.ts'
import { correctionNames, suiteText } from '../../text/wording.ts'
import { correctionFormula } from './facts.ts'
import { prose } from './text.ts'

const valueRules: Readonly<Record<Result['run']['values'], string>> = {
  full: 'Cells are shown as they are.',
  masked: 'Free text, and columns named like personal or secret data, show the length of a value only.',
  counts: 'No cell is shown, only how often each offending value occurs and where.',
  none: 'No cell is shown.',
}

/** What it takes to understand and repeat the run. */
export function runView(result: Result) {
  const { run, version, outcomes, suites, families, series } = result
  const derived = outcomes.filter(outcome => outcome.derivation !== undefined).length
  const written = outcomes.length - derived
  return {
    command: display(shellCommand(run.command), 4000),
    copied: shellCommand(run.command),
    datasets: pathsOf(result),
    suites: suites.map(suiteText),
    leftOut: suites.flatMap(suite => suite.remarks ?? []).map(sentence),
    origins:
      derived > 0
        ? `${plural(derived, 'check')} derived from the reference, ${formatCount(written)} written. Each check says which.`
        : undefined,
    families: families.map(family => ({
      name: `${display(family.family)}, ${correctionNames[family.correction]}`,
      formula: correctionFormula(family),
    })),
    series: series && seriesText(series),
    remarks: [result.sample, result.reference].flatMap(dataset =>
      (dataset?.remarks ?? []).map(remark => ({
        label: display(dataset?.label ?? '', 200),
        text: sentence(remark),
      })),
    ),
    tests: (result.remarks ?? []).map(prose),
    values: valueRules[run.values],
    missing: families.length > 0,
    queries: `${plural(run.queries.sample, 'scan')} of the sample, ${formatCount(run.queries.reference)} of the reference`,
    versions: `mlcheck ${display(version)} · engine ${display(run.engine)}`,
    runId: display(run.id),
    failOn: run.failOn === 'warning' ? 'Warnings fail this run.' : 'Warnings do not fail this run.',
  }
}

/** The datasets as they were typed, where the page calls them by a shorter name. */
function pathsOf(result: Result) {
  const names = datasetNames(result)
  const { sample, reference } = result
  return [
    { role: 'Sample', name: names.sample, label: sample?.label },
    { role: 'Reference', name: names.reference, label: reference?.label },
  ].flatMap(({ role, name, label }) =>
    label === undefined || label === name ? [] : [{ role, path: display(label, 1000) }],
  )
}
