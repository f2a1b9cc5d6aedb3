import { formatCount, plural } from '../src/core/format.ts'
import type { OutcomeStatus, Result } from '../src/core/result.ts'
import type { Tone } from './color.ts'
import type { Line, Piece } from './layout.ts'
import { comparisonText } from './text/comparison.ts'
import { display, sentence } from './text/display.ts'
import { seriesText } from './text/series.ts'
import { familyText, formatDuration, suiteText } from './text/wording.ts'

/** How many remarks on what suites leave out are shown unless verbose. */
const maxRemarks = 3

interface TotalsOptions {
  readonly reportPath: string | undefined
  readonly rowFiles: readonly { readonly label: string; readonly path: string; readonly rows: number }[]
  readonly verbose: boolean
}

/** The block of totals: expectations, drift, suites, duration, report. */
export function totalLines(
  result: Result,
  { reportPath, rowFiles, verbose }: TotalsOptions,
): readonly Line[] {
  const { run, families, suites, series } = result
  const { sample, reference } = run.queries
  const comparison = comparisonText(result)
  return [
    labelled('Expectations', result.counts.total === 0 ? 'none' : countPieces(result), ' | '),
    ...(comparison === undefined ? [] : [labelled('', comparison)]),
    ...families.map((family, at) => labelled(at === 0 ? 'Drift' : '', familyText(family, result))),
    ...suites.map((suite, at) => labelled(at === 0 ? 'Suites' : '', suiteText(suite))),
    ...(series === undefined ? [] : [labelled('Series', seriesText(series))]),
    ...(verbose
      ? [labelled('Scans', `${sample} of the sample, ${reference} of the reference (${display(run.engine)})`)]
      : []),
    labelled('Duration', formatDuration(run.milliseconds)),
    ...(reportPath === undefined ? [] : [labelled('Report', display(reportPath, 4096))]),
    ...rowFiles.map(({ label, path, rows }) =>
      labelled(label, `${plural(rows, 'row')} in ${display(path, 4096)}`),
    ),
  ]
}

/** What to know of the tests as a whole. */
export function testRemarkLines({ remarks = [] }: Result): readonly Line[] {
  return remarks.map(text => ({ indent: 1, pieces: [{ text: sentence(text), tone: 'dim' as const }] }))
}

/** What derived suites leave out, and why. */
export function leftOutLines({ suites }: Result, verbose: boolean): readonly Line[] {
  const remarks = suites.flatMap(suite => suite.remarks ?? []).map(sentence)
  const fit = verbose || remarks.length <= maxRemarks
  const shown = fit ? remarks : remarks.slice(0, maxRemarks - 1)
  const rest = remarks.length - shown.length
  const lines = rest > 0 ? [...shown, `${plural(rest, 'more remark')} of this kind`] : shown
  return lines.map(text => ({ indent: 1, pieces: [{ text, tone: 'dim' }] }))
}

/** A line of totals: its label in a column of its own. */
export function labelled(label: string, content: string | readonly Piece[], separator?: string): Line {
  const pieces = typeof content === 'string' ? [{ text: content }] : content
  return { indent: 1, lead: [{ text: label, tone: 'dim' }], leadWidth: 14, pieces, separator }
}

/** `7 failed`, `1 warning`, `37 passed`, …; what is zero is left out. What has a reason of its own is not among the failed. */
function countPieces({ counts, outcomes }: Result): readonly Piece[] {
  const errors = outcomes.filter(({ severity }) => severity === 'error')
  const withStatus = (wanted: OutcomeStatus) => errors.filter(({ status }) => status === wanted).length
  const pieces: readonly (readonly [number, string, Tone])[] = [
    [withStatus('failed'), 'failed', 'red'],
    [withStatus('errored'), 'errored', 'red'],
    [withStatus('inconclusive'), 'inconclusive', 'red'],
    [withStatus('vacuous'), 'with nothing to check', 'red'],
    [counts.warnings, counts.warnings === 1 ? 'warning' : 'warnings', 'yellow'],
    [counts.passed, 'passed', 'green'],
    [counts.skipped, 'skipped', 'dim'],
  ]
  const shown = pieces.filter(([count]) => count > 0)
  const total: typeof shown = shown.length > 1 ? [[counts.total, 'in all', 'dim']] : []
  return [...shown, ...total].map(([count, word, tone]) => ({ text: `${formatCount(count)} ${word}`, tone }))
}
