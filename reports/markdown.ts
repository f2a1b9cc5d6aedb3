import { formatCount, formatPValue, plural } from '../src/core/format.ts'
import type { Outcome, Result } from '../src/core/result.ts'
import { codeSpan, htmlText, proseText } from './markdown-text.ts'
import { rerunCommand } from './text/command.ts'
import { comparisonText, sinceText } from './text/comparison.ts'
import { datasetNames } from './text/datasets.ts'
import { sentence } from './text/display.ts'
import { valuesOf } from './text/evidence.ts'
import { findingsOf } from './text/findings.ts'
import { changeOf, foundText, verdictOf } from './text/headline.ts'
import { seriesText } from './text/series.ts'
import { stateOf } from './text/state.ts'
import { familyText, formatDuration, positionsText, short } from './text/wording.ts'

// GitHub drops a step summary above 1 MiB and rejects a comment above 65,536 characters.
const findingsBudget = 40_000
const driftBudget = 14_000
const remarksBudget = 2000

/**
 * The result as Markdown for a pull request comment or a job summary: the verdict, a table of findings, a folded table
 * of drift. Below 64 KB however large the run is; what is left out is counted.
 */
export function renderMarkdown(result: Result): string {
  const blocks = [
    `## ${glyphs[result.verdict]} mlcheck: ${proseText(verdictOf(result))}`,
    datasetsText(result),
    proseText(comparisonText(result) ?? ''),
    remarksText(result),
    findingsTable(result),
    driftDetails(result),
    rerunText(result),
  ]
  return `${blocks.filter(block => block !== '').join('\n\n')}\n`
}

/** The first remarks, as far as they are short enough together. */
function remarksText({ remarks = [] }: Result): string {
  const texts = remarks.map(remark => proseText(sentence(remark)))
  let length = 0
  const shown = texts.filter(text => {
    length += text.length
    return length <= remarksBudget
  })
  const rest = texts.length - shown.length
  return [...shown, ...(rest > 0 ? [`${plural(rest, 'more remark')} in the report.`] : [])].join(' ')
}

const glyphs = { passed: '✓', failed: '✕', 'nothing-checked': '∅', interrupted: '!' } as const

function datasetsText(result: Result): string {
  const { sample, reference, run, counts, series } = result
  const names = datasetNames(result)
  const named = [
    { role: 'Sample', name: names.sample, dataset: sample },
    { role: 'Reference', name: names.reference, dataset: reference },
  ].map(({ role, name, dataset }) => {
    if (dataset === undefined || name === undefined) return ''
    const version = dataset.artifact === undefined ? '' : ` → ${codeSpan(dataset.artifact.version)}`
    return `${role} ${codeSpan(name)}${version} (${plural(dataset.rows, 'row')})`
  })
  const skipped = counts.skipped === 0 ? '' : `${formatCount(counts.skipped)} skipped`
  const facts = [
    ...named,
    `${formatCount(counts.passed)} passed`,
    skipped,
    series === undefined ? '' : proseText(`series ${seriesText(series)}`),
    formatDuration(run.milliseconds),
  ]
  return facts.filter(fact => fact !== '').join(' · ')
}

function findingsTable(result: Result): string {
  const findings = findingsOf(result)
  if (findings.length === 0) return ''
  const rows = findings.map(outcome => {
    const expected = outcome.expected === '' ? '' : proseText(sentence(outcome.expected))
    return tableRow([stateText(outcome), codeSpan(outcome.id, 128), foundCell(outcome), expected])
  })
  return table(['Result', 'Expectation', 'Found', 'Expected'], rows, findingsBudget, 'more finding')
}

function stateText(outcome: Outcome): string {
  const { glyph, word, name } = stateOf(outcome)
  const suffix = outcome.severity === 'warning' && name !== 'warning' ? ' (warning)' : ''
  return `${proseText(glyph)} ${word}${suffix}`
}

/** The fact, then the offending values as code, where they stand, and the hint or the statistic behind the fact. */
function foundCell(outcome: Outcome): string {
  const { unexpected, hint, test } = outcome
  const change = changeOf(outcome)
  const lines = [
    proseText(change ?? foundText(outcome)),
    unexpected === undefined ? '' : valuesOf(unexpected, text => codeSpan(text)).join(' · '),
    unexpected === undefined ? '' : proseText(positionsText(unexpected) ?? ''),
    change === undefined ? hint && proseText(sentence(hint)) : proseText(foundText(outcome)),
    test?.slice && proseText(sentence(test.slice.sentence)),
    outcome.next && proseText(sentence(outcome.next)),
    proseText(sinceText(outcome) ?? ''),
  ]
  return lines.filter(line => line !== undefined && line !== '').join('<br>')
}

/** Folded; its summary says how many tests failed at which level. */
function driftDetails(result: Result): string {
  const tested = [...findingsOf(result), ...result.outcomes.filter(({ status }) => status === 'passed')]
  const rows = tested.flatMap(driftRow)
  if (rows.length === 0) return ''
  const families = result.families.map(family => familyText(family, result)).join('; ')
  const head = ['Result', 'Expectation', 'Statistic', 'Fails at', 'p', 'Limit', 'Effect']
  const body = table(head, rows, driftBudget, 'more test')
  return `<details><summary>Drift: ${htmlText(families)}</summary>\n\n${body}\n\n</details>`
}

function driftRow(outcome: Outcome): readonly string[] {
  const { test } = outcome
  if (test === undefined) return []
  const { statistic, criticalStatistic, effect } = test
  const cells = [
    stateText(outcome),
    codeSpan(outcome.id, 128),
    proseText(sentence(`${statistic.name} ${short(statistic.value)}`)),
    criticalStatistic === undefined ? '' : short(criticalStatistic),
    formatPValue(test.pValue, test.log10P),
    formatPValue(test.limit),
    proseText(sentence(`${effect.name} ${short(effect.value)}`)),
  ]
  return [tableRow(cells)]
}

function rerunText(result: Result): string {
  const [worst] = findingsOf(result)
  return worst === undefined
    ? ''
    : `Check the first again with ${codeSpan(rerunCommand(result, worst), 2000)}`
}

/** A table with as many rows as fit into `budget` bytes; the rest is counted below it. */
function table(head: readonly string[], rows: readonly string[], budget: number, noun: string): string {
  let bytes = 0
  const shown = rows.filter(row => {
    bytes += Buffer.byteLength(row) + 1
    return bytes <= budget
  })
  const rest = rows.length - shown.length
  const lines = [tableRow(head), tableRow(head.map(() => '---')), ...shown]
  return lines.join('\n') + (rest === 0 ? '' : `\n\n… ${plural(rest, noun)}`)
}

function tableRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}
