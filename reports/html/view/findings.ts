import { formatCount } from '../../../src/core/format.ts'
import type { Outcome, Result, Unexpected } from '../../../src/core/result.ts'
import { sinceText } from '../../text/comparison.ts'
import { rerunCommand } from '../../text/command.ts'
import { display } from '../../text/display.ts'
import { findingsOf } from '../../text/findings.ts'
import { asOne, groupFindings } from '../../text/groups.ts'
import { strip } from '../charts/strip.ts'
import type { Entry } from './entries.ts'
import { figuresOf } from './figures.ts'
import { effectOf, gapInWords, headlineOf, hintOf } from './headline.ts'
import { lookOf } from './look.ts'
import { sourceOf } from './source.ts'
import { testView } from './test.ts'
import { capitalised, cutProse, optionalProse, prose } from './text.ts'
import { rowsView, unexpectedView, whereOf } from './unexpected.ts'

/** How much of a run with many findings is drawn; the rest is said in one line each. */
const limits = { attention: 15, charts: 60, cards: 200 }

/** Findings, strongest first. */
export function sortedFindings(result: Result, entries: readonly Entry[]): readonly Entry[] {
  const byOutcome = new Map(entries.map(entry => [entry.outcome, entry]))
  return findingsOf(result).flatMap(outcome => byOutcome.get(outcome) ?? [])
}

/** The findings' one-line list, the cards, and what did not get a card. */
export function findingsView(result: Result, findings: readonly Entry[]) {
  const positions = new Map(result.columns.map((column, index) => [column.name, index]))
  const cards = findings.slice(0, limits.cards)
  const drawn = new Set(cards.filter(({ outcome }) => outcome.charts?.length).slice(0, limits.charts))
  const repeated = repeatedOf(findings)
  const withCharts = findings.filter(({ outcome }) => outcome.charts?.length).length
  return {
    ...attentionView(findings),
    cards: cards.map((entry, index) => ({
      ...cardView(entry, result, drawn.has(entry)),
      open: index < limits.charts && !repeated.has(entry.outcome),
      order: index,
      position: positions.get(entry.outcome.columns[0] ?? '') ?? positions.size,
    })),
    rest: findings.slice(limits.cards).map(lineView),
    cut: cutWords(findings.length, withCharts),
  }
}

/** Findings that another one shows already: the same rows break the same rule in another column. */
function repeatedOf(findings: readonly Entry[]): ReadonlySet<Outcome> {
  return new Set(groupFindings(findings.map(({ outcome }) => outcome)).flatMap(([, ...others]) => others))
}

/** A line for what the reader has to know first; findings of one cause share a line. */
function attentionView(findings: readonly Entry[]) {
  const anchors = new Map(findings.map(({ outcome, anchor }) => [outcome, anchor]))
  const shown = groupFindings(findings.map(({ outcome }) => outcome)).slice(0, limits.attention)
  const rest = findings.length - shown.flat().length
  return {
    attention: shown.map(group => {
      const outcome = asOne(group)
      return {
        ...lookOf(outcome),
        href: anchors.get(group[0])?.href,
        subject: group.length > 1 ? display(outcome.id, 200) : subjectOf(outcome),
        text: headlineOf(outcome),
        effect: effectOf(outcome),
      }
    }),
    moreAttention: rest > 0 ? `and ${formatCount(rest)} more below` : undefined,
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

/** A finding in one line. */
export function lineView({ outcome, anchor }: Entry) {
  return {
    ...anchor,
    ...lookOf(outcome),
    subject: subjectOf(outcome),
    text: headlineOf(outcome),
    expected: cutProse(outcome.expected),
    found: prose(outcome.found),
    searchable: searchableText(outcome),
  }
}

function cardView({ outcome, anchor }: Entry, result: Result, withCharts: boolean) {
  const { category, test, unexpected, charts = [] } = outcome
  const headline = headlineOf(outcome)
  const found = capitalised(prose(outcome.found), outcome.columns)
  return {
    ...lineView({ outcome, anchor }),
    checkId: display(outcome.id, 120),
    headline,
    found: found === headline ? undefined : found,
    expected: capitalised(cutProse(outcome.expected), outcome.columns),
    why: [hintOf(outcome), optionalProse(test?.slice?.sentence)].filter(part => part !== undefined),
    next: optionalProse(outcome.next),
    past: outcome.history && {
      since: sinceText(outcome),
      svg: strip(outcome.history, outcome.status),
    },
    note: optionalProse(outcome.note),
    gap: gapInWords(outcome),
    // That a missing value is missing needs no table.
    where: category === 'missing' && unexpected ? whereOf(unexpected) : undefined,
    ...(unexpected && offendingView(unexpected, outcome)),
    figures: withCharts ? figuresOf(outcome) : [],
    noCharts: charts.length > 0 && !withCharts,
    test: test && testView(test),
    source: sourceOf(outcome),
    rerun: rerunCommand(result, outcome),
  }
}

/** Values that repeat say more than the rows they stand in, and rows say more than values that hardly do. */
function offendingView(unexpected: Unexpected, { category, columns }: Outcome) {
  const rows = rowsView(unexpected, columns)
  const repeats = unexpected.distinct > 1 && unexpected.distinct <= unexpected.count / 2
  const hasClosest = unexpected.values.some(({ closest }) => closest !== undefined)
  // That a missing value is missing needs no table.
  const listed = category !== 'missing' && (rows === undefined || repeats || hasClosest)
  return listed ? { unexpected: unexpectedView(unexpected) } : { rows }
}

/** What a finding is about: its columns, or the check itself when it is about the table. */
export function subjectOf({ columns, id }: Outcome): string {
  return columns.length === 0 ? display(id) : columns.map(name => display(name)).join(', ')
}

export function searchableText({ id, columns, expectation }: Outcome): string {
  return display([id, ...columns, expectation].join(' ').toLowerCase(), 300)
}
