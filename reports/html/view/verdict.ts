import { formatCount, formatList, plural } from '../../../src/core/format.ts'
import { isFinding, type Outcome, type Result } from '../../../src/core/result.ts'
import { display } from '../../text/display.ts'
import type { State } from './state.ts'
import { fileName } from './text.ts'

export interface VerdictView {
  readonly sentence: string
  /** The verdict in one word, for the page's title. */
  readonly word: string
  readonly tone: State['tone']
  readonly glyph: State['glyph']
  readonly lead: readonly string[]
}

/** What the run decided, in one sentence, and the paragraph that says why. */
export function verdictView(result: Result): VerdictView {
  return { ...headline(result), lead: leadOf(result).filter(line => line !== '') }
}

function headline({ verdict, counts }: Result): Omit<VerdictView, 'lead'> {
  const { total, failed, warnings, skipped } = counts
  const judged = total - skipped
  switch (verdict) {
    case 'passed': {
      const sentence = warnings > 0 ? `Passed with ${plural(warnings, 'warning')}` : allMet(judged)
      return { sentence, word: 'Passed', tone: 'pass', glyph: 'tick' }
    }
    case 'failed': {
      const sentence =
        failed > 0
          ? `${formatCount(failed)} of ${plural(judged, 'expectation')} failed`
          : `Failed because of ${plural(warnings, 'warning')}`
      return { sentence, word: 'Failed', tone: 'fail', glyph: 'cross' }
    }
    case 'nothing-checked':
      return { sentence: 'Nothing was checked', word: 'Nothing checked', tone: 'fail', glyph: 'empty' }
    case 'interrupted':
      return { sentence: 'The run was interrupted', word: 'Interrupted', tone: 'warn', glyph: 'bolt' }
  }
}

function allMet(judged: number): string {
  return judged === 1 ? 'The expectation was met' : `All ${formatCount(judged)} expectations were met`
}

function leadOf(result: Result): readonly string[] {
  return [gate(result), ...findingsInWords(result), ...driftInWords(result)]
}

function gate({ verdict, sample, counts, run }: Result): string {
  const data = sample ? display(fileName(sample.label)) : 'the data'
  switch (verdict) {
    case 'passed':
      return counts.warnings > 0
        ? `The gate lets ${data} in; warnings do not keep data out.`
        : `The gate lets ${data} in.`
    case 'failed':
      return counts.failed === 0 && run.failOn === 'warning'
        ? `The gate keeps ${data} out, because this run fails on warnings.`
        : `The gate keeps ${data} out.`
    case 'nothing-checked':
      return counts.total === 0
        ? 'No check was declared, so this run says nothing about the data. Nothing checked is not a pass.'
        : 'No check had a value to look at, so this run says nothing about the data. Nothing checked is not a pass.'
    case 'interrupted':
      return 'It ended before its last check, so there is no verdict. What was found until then is below.'
  }
}

const failures: Readonly<Partial<Record<Outcome['category'], (where: string, count: number) => string>>> = {
  schema: where => `The structure is not as expected${where && ` in ${where}`}.`,
  missing: where => `Values are missing${where && ` in ${where}`}.`,
  range: where => `Values lie out of range${where && ` in ${where}`}.`,
  values: where => `There are unexpected values${where && ` in ${where}`}.`,
  statistics: where => `Summary numbers are off${where && ` for ${where}`}.`,
  test: (_, count) => `${capitalNumber(count)} written ${count === 1 ? 'test' : 'tests'} failed.`,
}

function findingsInWords({ outcomes }: Result): readonly string[] {
  const findings = outcomes.filter(isFinding)
  const said = Object.entries(failures).map(([category, say]) => {
    const failed = findings.filter(finding => finding.status === 'failed' && finding.category === category)
    return failed.length === 0 ? '' : say(columnsOf(failed), failed.length)
  })
  const count = (status: Outcome['status']) => findings.filter(finding => finding.status === status).length
  const [errored, vacuous, inconclusive] = [count('errored'), count('vacuous'), count('inconclusive')]
  return [
    ...said,
    errored > 0
      ? `${capitalNumber(errored)} ${errored === 1 ? 'check' : 'checks'} could not be evaluated.`
      : '',
    vacuous > 0
      ? `${capitalNumber(vacuous)} ${vacuous === 1 ? 'check' : 'checks'} had nothing to look at.`
      : '',
    inconclusive > 0
      ? `${capitalNumber(inconclusive)} ${inconclusive === 1 ? 'check has' : 'checks have'} too little data to decide.`
      : '',
  ]
}

function driftInWords({ outcomes }: Result): readonly string[] {
  const compared = outcomes.filter(({ category, test }) => category === 'drift' && test)
  const columns = new Set(compared.flatMap(outcome => outcome.columns)).size
  const failed = compared.filter(({ status }) => status === 'failed')
  const drifted = new Set(failed.flatMap(outcome => outcome.columns)).size
  if (columns === 0) return []
  if (drifted === 0) {
    const none =
      columns === 1 ? 'The compared column does not differ' : `None of ${columns} compared columns differs`
    return [`${none} from the reference by more than chance explains.`]
  }
  if (columns === 1) return [`The compared column, ${columnsOf(failed)}, no longer looks like the reference.`]
  if (drifted === columns)
    return [`None of the ${formatCount(columns)} compared columns looks like the reference any more.`]
  const look = drifted === 1 ? 'looks' : 'look'
  return [
    `${formatCount(drifted)} of ${formatCount(columns)} compared columns no longer ${look} like the reference: ${columnsOf(failed)}.`,
  ]
}

function columnsOf(outcomes: readonly Outcome[]): string {
  return formatList(
    [...new Set(outcomes.flatMap(outcome => outcome.columns))].map(name => display(name)),
    3,
  )
}

function capitalNumber(count: number): string {
  const words = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine']
  return words[count] ?? formatCount(count)
}
