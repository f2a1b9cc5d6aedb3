import { formatCount, formatList } from '../../../src/core/format.ts'
import type { Outcome, Result } from '../../../src/core/result.ts'
import { datasetNames } from '../../text/datasets.ts'
import { display } from '../../text/display.ts'
import { findingsOf } from '../../text/findings.ts'
import { verdictOf } from '../../text/headline.ts'
import type { State, Tone } from '../../text/state.ts'

export interface VerdictView {
  readonly sentence: string
  /** The verdict in one word, for the page's title. */
  readonly word: string
  readonly tone: Tone
  readonly glyph: State['name']
  readonly lead: readonly string[]
}

/** What the run decided, in one sentence, and the paragraph that says why. */
export function verdictView(result: Result): VerdictView {
  const lead = leadOf(result).filter(line => line !== '')
  return { ...looks[result.verdict], sentence: verdictOf(result).replace(/\.$/, ''), lead }
}

const looks: Readonly<Record<Result['verdict'], Omit<VerdictView, 'sentence' | 'lead'>>> = {
  passed: { word: 'Passed', tone: 'pass', glyph: 'passed' },
  failed: { word: 'Failed', tone: 'fail', glyph: 'failed' },
  'nothing-checked': { word: 'Nothing checked', tone: 'fail', glyph: 'vacuous' },
  interrupted: { word: 'Interrupted', tone: 'warn', glyph: 'errored' },
}

function leadOf(result: Result): readonly string[] {
  return [gate(result), ...findingsInWords(findingsOf(result)), ...driftInWords(result)]
}

function gate(result: Result): string {
  const { verdict, counts, run } = result
  const name = datasetNames(result).sample
  const data = name === undefined ? 'the data' : display(name)
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
        ? 'No check was declared, so this run says nothing about the data.'
        : 'No check had a value to look at, so this run says nothing about the data.'
    case 'interrupted':
      return 'There is no verdict. What was found until then is below.'
  }
}

const failures: Readonly<Partial<Record<Outcome['category'], (where: string, count: number) => string>>> = {
  schema: where => `The structure is not as expected${where && ` in ${where}`}.`,
  missing: where => `The share of missing values${where && ` in ${where}`} has changed.`,
  range: where => `Values lie out of range${where && ` in ${where}`}.`,
  values: where => `There are unexpected values${where && ` in ${where}`}.`,
  statistics: where => `Summary numbers are off${where && ` for ${where}`}.`,
  test: (_, count) => `${capitalNumber(count)} written ${count === 1 ? 'test' : 'tests'} failed.`,
}

function findingsInWords(findings: readonly Outcome[]): readonly string[] {
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
