import { formatCount, plural } from '../src/core/format.ts'
import type { Outcome, Result } from '../src/core/result.ts'
import { display, sentence } from './display.ts'
import type { Line, Piece } from './layout.ts'
import { familyText, formatDuration } from './wording.ts'

interface TotalsOptions {
  readonly reportPath: string | undefined
  readonly verbose: boolean
}

/** The block of totals: expectations, drift, suites, duration, report. */
export function totalLines(result: Result, { reportPath, verbose }: TotalsOptions): readonly Line[] {
  const { run, families, suites } = result
  const { sample, reference } = run.queries
  return [
    labelled('Expectations', countPieces(result)),
    ...families.map((family, at) => labelled(at === 0 ? 'Drift' : '', familyText(family, result))),
    ...suites.map((suite, at) => labelled(at === 0 ? 'Suites' : '', suiteText(suite))),
    ...(verbose
      ? [labelled('Scans', `${sample} of the sample, ${reference} of the reference (${run.engine})`)]
      : []),
    labelled('Duration', formatDuration(run.milliseconds)),
    ...(reportPath === undefined ? [] : [labelled('Report', display(reportPath, 4096))]),
  ]
}

function labelled(label: string, content: string | readonly Piece[]): Line {
  const name: Piece = { text: label, tone: 'dim' }
  if (typeof content === 'string') return { indent: 1, lead: [name], leadWidth: 14, text: content }
  return { indent: 1, lead: [{ text: label.padEnd(14), tone: 'dim' }, ...content] }
}

/** `7 failed (1 inconclusive) | 1 warning | 37 passed | 2 skipped (47)`, leaving out what is zero. */
function countPieces({ counts, outcomes }: Result): readonly Piece[] {
  const { failed, warnings, passed, skipped, total } = counts
  const pieces: readonly Piece[] = [
    { text: failed === 0 ? '' : `${formatCount(failed)} failed${reasons(outcomes)}`, tone: 'red' },
    { text: warnings === 0 ? '' : plural(warnings, 'warning'), tone: 'yellow' },
    { text: passed === 0 ? '' : `${formatCount(passed)} passed`, tone: 'green' },
    { text: skipped === 0 ? '' : `${formatCount(skipped)} skipped`, tone: 'dim' },
  ]
  const shown = pieces.filter(piece => piece.text !== '')
  const separated = shown.flatMap((piece, at) => (at === 0 ? [piece] : [{ text: ' | ' }, piece]))
  return [
    ...(shown.length === 0 ? [{ text: 'none' }] : separated),
    { text: ` (${formatCount(total)})`, tone: 'dim' },
  ]
}

/** How many of the failures are not plain ones. */
function reasons(outcomes: readonly Outcome[]): string {
  const errors = outcomes.filter(outcome => outcome.severity === 'error')
  const named = [
    { status: 'errored', words: 'could not be evaluated' },
    { status: 'inconclusive', words: 'inconclusive' },
    { status: 'vacuous', words: 'with nothing to check' },
  ].map(({ status, words }) => ({ count: errors.filter(outcome => outcome.status === status).length, words }))
  const texts = named
    .filter(({ count }) => count > 0)
    .map(({ count, words }) => `${formatCount(count)} ${words}`)
  return texts.length === 0 ? '' : ` (${texts.join(', ')})`
}

function suiteText({ name, file, checks, derived }: Result['suites'][number]): string {
  const origin = derived ? ', derived from the reference' : ''
  return sentence(`${file ?? name} (${formatCount(checks)}${origin})`)
}
