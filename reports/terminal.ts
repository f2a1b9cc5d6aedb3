import { plural } from '../src/core/format.ts'
import type { Outcome, Result } from '../src/core/result.ts'
import { toAscii } from './ascii.ts'
import { painter } from './color.ts'
import { draw, type Line, type Look, type Piece } from './layout.ts'
import { colourOf, detailLines } from './terminal-finding.ts'
import { labelled, leftOutLines, testRemarkLines, totalLines } from './terminal-totals.ts'
import { rerunCommand } from './text/command.ts'
import { type Dataset, datasetNames, datasetText } from './text/datasets.ts'
import { display, sentence } from './text/display.ts'
import { findingsOf } from './text/findings.ts'
import { asOne, groupFindings } from './text/groups.ts'
import { headline, verdictOf } from './text/headline.ts'
import { stateOf } from './text/state.ts'
import { widthOf } from './width.ts'

export interface TerminalOptions {
  readonly color: boolean
  /** Without Unicode, glyphs are spelt in ASCII and other characters become escapes. */
  readonly unicode: boolean
  readonly columns: number
  /** How many findings are shown before the rest is counted; all of them when verbose. */
  readonly maxFindings?: number
  /** Also lists every expectation that was met or skipped, and how the data was read. */
  readonly verbose?: boolean
  /** Where the full report was written. */
  readonly reportPath?: string
  /** The files that rows were written to. */
  readonly rowFiles?: readonly { readonly label: string; readonly path: string; readonly rows: number }[]
}

/** How many remarks on reading a dataset are shown unless verbose. */
const maxRemarks = 3
/** Text beside ids starts behind the widest id up to this width, and below wider ones. */
const maxIdWidth = 28

/** The result for a terminal: findings worst first, then the totals. Ends with a newline. */
export function renderTerminal(result: Result, options: TerminalOptions): string {
  const { color, unicode, columns, reportPath, rowFiles = [], verbose = false } = options
  const spell = unicode ? (text: string) => text : toAscii
  const look: Look = { columns, unicode, paint: painter(color), spell }
  const blocks = [
    headerLines(result, look, verbose),
    findingLines(result, options, look),
    verbose ? outcomeLines(calmOutcomes(result), result, look) : [],
    verdictLines(result, look),
    totalLines(result, { reportPath, rowFiles, verbose }),
    testRemarkLines(result),
    leftOutLines(result, verbose),
    hintLines(result),
  ]
  const drawn = blocks.map(block => block.map(line => draw(line, look)).join('\n'))
  return `\n${drawn.filter(block => block !== '').join('\n\n')}\n\n`
}

/** Tool and datasets in one line where they fit, else a line each; then what was remarkable about reading them. */
function headerLines(result: Result, look: Look, verbose: boolean): readonly Line[] {
  const { version, sample, reference } = result
  const names = datasetNames(result)
  const tool: readonly Piece[] = [{ text: 'mlcheck', tone: 'bold' }, { text: ` ${version}` }]
  const datasets = [
    ...named('sample', names.sample, sample, verbose),
    ...named('reference', names.reference, reference, verbose),
  ]
  const together = datasets.map(({ text }) => text).join('  vs  ')
  const fits = widthOf(look.spell(` mlcheck ${version}   ${together}`)) <= look.columns
  const lines = datasets.flatMap(({ role, text, remarks }) =>
    fits
      ? remarks.map(remark => labelled(role, remark))
      : [labelled(role, text), ...remarks.map(remark => labelled('', remark))],
  )
  const first = fits && together !== '' ? [...tool, { text: `   ${together}` }] : tool
  return [{ indent: 1, lead: first }, ...lines]
}

interface Named {
  readonly role: string
  readonly text: string
  readonly remarks: readonly string[]
}

function named(
  role: string,
  name: string | undefined,
  dataset: Dataset | undefined,
  verbose: boolean,
): readonly Named[] {
  if (dataset === undefined || name === undefined) return []
  const { rows, columns, remarks } = dataset
  const text = `${datasetText(name, dataset)} (${plural(rows, 'row')}, ${plural(columns, 'column')})`
  return [{ role, text, remarks: remarks.slice(0, verbose ? undefined : maxRemarks).map(sentence) }]
}

/** The strongest findings, those of one cause together; the rest is counted. Verbose shows each. */
function findingLines(result: Result, options: TerminalOptions, look: Look): readonly Line[] {
  const { maxFindings = 10, verbose = false, reportPath } = options
  const findings = findingsOf(result)
  if (verbose) return outcomeLines(findings, result, look)
  const shown = groupFindings(findings).slice(0, maxFindings)
  const rest = findings.length - shown.flat().length
  const where = reportPath === undefined ? '' : '; the report has them all'
  const more: Line = {
    indent: 1,
    pieces: [{ text: `… ${plural(rest, 'more finding')}${where}`, tone: 'dim' }],
  }
  return [...outcomeLines(shown.map(asOne), result, look), ...(rest > 0 ? [more] : [])]
}

/** A line per outcome, ids in a column of their own; findings with their details below. */
function outcomeLines(outcomes: readonly Outcome[], result: Result, look: Look): readonly Line[] {
  const widths = outcomes.map(({ id }) => widthOf(look.spell(sentence(id))))
  const widest = Math.max(0, ...widths.filter(width => width <= maxIdWidth))
  return outcomes.flatMap(outcome => {
    const glyph = glyphOf(outcome, look)
    const lead: readonly Piece[] = [
      { text: `${glyph} `, tone: colourOf(outcome) },
      { text: sentence(outcome.id), tone: 'bold' },
    ]
    const suffix = outcome.severity === 'warning' && outcome.status !== 'passed' ? ' (warning)' : ''
    const head: Line = {
      indent: 1,
      lead,
      leadWidth: glyph.length + widest + 3,
      pieces: [{ text: headline(outcome) + suffix }],
    }
    return [head, ...detailLines(outcome, result)]
  })
}

/** Met first, then skipped. */
function calmOutcomes({ outcomes }: Result): readonly Outcome[] {
  const skipped = outcomes.filter(({ status }) => status === 'skipped')
  return [...outcomes.filter(({ status }) => status === 'passed'), ...skipped]
}

function glyphOf(outcome: Outcome, { unicode }: Look): string {
  const { glyph, ascii } = stateOf(outcome)
  return unicode ? glyph : ascii.padEnd(2)
}

/** The verdict as a sentence, where the count of failures does not already say it. */
function verdictLines(result: Result, { unicode }: Look): readonly Line[] {
  if (result.verdict === 'failed' && result.counts.failed > 0) return []
  const [glyph, ascii, tone] = verdictGlyphs[result.verdict]
  const lead: readonly Piece[] = [{ text: `${unicode ? glyph : ascii} `, tone }]
  return [{ indent: 1, lead: [...lead, { text: verdictOf(result), tone }] }]
}

const verdictGlyphs = {
  passed: ['✓', 'ok', 'green'],
  failed: ['✕', 'x', 'red'],
  'nothing-checked': ['∅', '0', 'red'],
  interrupted: ['!', '!', 'red'],
} as const

function hintLines(result: Result): readonly Line[] {
  const [worst, ...others] = findingsOf(result)
  if (worst === undefined) return []
  return [
    {
      indent: 1,
      lead: [{ text: `hint: check ${others.length > 0 ? 'the first' : 'it'} again with`, tone: 'dim' }],
    },
    { indent: 3, lead: [{ text: display(rerunCommand(result, worst), Number.POSITIVE_INFINITY) }] },
  ]
}
