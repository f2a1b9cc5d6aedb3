import { formatCount } from '../../../src/core/format.ts'
import { isFinding, type Outcome, type Result } from '../../../src/core/result.ts'
import { display } from '../../text/display.ts'
import type { Entry } from './entries.ts'
import { figureView } from './figures.ts'
import { gapInWords, headlineOf, hintOf } from './headline.ts'
import { sourceOf } from './source.ts'
import { severityOf, stateOf } from './state.ts'
import { logPValueOf, testView } from './test.ts'
import { capitalised, optionalProse, prose, shellCommand } from './text.ts'
import { unexpectedView } from './unexpected.ts'

/** How much of a run with many findings is drawn; the rest is said in one line each. */
const limits = { charts: 60, cards: 200 }

const categoryOrder = ['schema', 'missing', 'values', 'range', 'statistics', 'drift', 'test']

/** Findings, worst first: errors before warnings, then by category, then by how far they are off. */
export function sortedFindings(entries: readonly Entry[]): readonly Entry[] {
  return entries
    .filter(({ outcome }) => isFinding(outcome))
    .sort((a, b) => rank(a.outcome) - rank(b.outcome) || size(b.outcome) - size(a.outcome))
}

/** The findings' one-line list, the cards, and what did not get a card. */
export function findingsView(result: Result, findings: readonly Entry[]) {
  const positions = new Map(result.columns.map((column, index) => [column.name, index]))
  const cards = findings.slice(0, limits.cards)
  const drawn = new Set(cards.filter(({ outcome }) => outcome.charts?.length).slice(0, limits.charts))
  const withCharts = findings.filter(({ outcome }) => outcome.charts?.length).length
  return {
    attention: findings.slice(0, limits.charts).map(lineView),
    moreAttention:
      findings.length > limits.charts
        ? `and ${formatCount(findings.length - limits.charts)} more below`
        : undefined,
    cards: cards.map((entry, index) => ({
      ...cardView(entry, result, drawn.has(entry)),
      open: index < limits.charts,
      order: index,
      position: positions.get(entry.outcome.columns[0] ?? '') ?? positions.size,
    })),
    rest: findings.slice(limits.cards).map(lineView),
    cut: cutWords(findings.length, withCharts),
  }
}

function cutWords(findings: number, withCharts: number): string | undefined {
  const charts =
    withCharts > limits.charts
      ? `Showing the charts of ${limits.charts} of ${formatCount(withCharts)} findings, the worst first.`
      : ''
  const cards =
    findings > limits.cards
      ? `Showing ${limits.cards} of ${formatCount(findings)} findings in full, the others in one line each.`
      : ''
  const words = [cards, charts].filter(text => text !== '').join(' ')
  return words === '' ? undefined : `${words} The JSON document has all numbers.`
}

function rank(outcome: Outcome): number {
  return severityOf(outcome) * 10 + categoryOrder.indexOf(outcome.category)
}

/** The share of offending values, or by how many decades a p-value lies below 1. */
function size({ unexpected, test }: Outcome): number {
  if (test) return -logPValueOf(test)
  if (unexpected && unexpected.of > 0) return unexpected.count / unexpected.of
  return 0
}

/** A finding in one line. */
export function lineView({ outcome, anchor }: Entry) {
  const state = stateOf(outcome)
  return {
    ...anchor,
    ...state,
    subject: subjectOf(outcome),
    text: headlineOf(outcome),
    expected: prose(outcome.expected),
    found: prose(outcome.found),
    searchable: searchableText(outcome),
  }
}

function cardView({ outcome, anchor }: Entry, { run }: Result, withCharts: boolean) {
  const { test, unexpected, charts = [] } = outcome
  const headline = headlineOf(outcome)
  const found = capitalised(prose(outcome.found), outcome.columns)
  return {
    ...lineView({ outcome, anchor }),
    checkId: display(outcome.id, 120),
    headline,
    found: found === headline ? undefined : found,
    expected: capitalised(prose(outcome.expected), outcome.columns),
    hint: hintOf(outcome),
    note: optionalProse(outcome.note),
    gap: gapInWords(outcome),
    unexpected: unexpected && unexpectedView(unexpected),
    figures: withCharts ? charts.map(chart => figureView(chart, outcome)) : [],
    noCharts: charts.length > 0 && !withCharts,
    test: test && testView(test),
    source: sourceOf(outcome),
    rerun: shellCommand([...withoutSelection(run.command), '--only', outcome.id]),
  }
}

/** A command without the checks that it was limited to. */
function withoutSelection(command: readonly string[]): readonly string[] {
  return command.filter((word, at) => !/^--only(=|$)/.test(word) && command[at - 1] !== '--only')
}

/** What a finding is about: its columns, or the check itself when it is about the table. */
export function subjectOf({ columns, id }: Outcome): string {
  return columns.length === 0 ? display(id) : columns.map(name => display(name)).join(', ')
}

export function searchableText({ id, columns, expectation }: Outcome): string {
  return display([id, ...columns, expectation].join(' ').toLowerCase(), 300)
}
