import { formatCount } from '../../src/core/format.ts'
import type { Outcome, TestReport, Unexpected } from '../../src/core/result.ts'
import { sinceText } from './comparison.ts'
import { display, sentence } from './display.ts'
import { changeOf, foundText, furtherLines, location } from './headline.ts'
import { furtherValues, positionsText, testNumbers } from './wording.ts'

/** One line below a headline, in display form. Its parts belong on one line; a narrow sink may break between them. */
export interface Evidence {
  readonly kind:
    | 'expected'
    | 'continued'
    | 'values'
    | 'numbers'
    | 'rows'
    | 'hint'
    | 'next'
    | 'since'
    | 'note'
    | 'origin'
  readonly parts: readonly string[]
}

/** The line in one piece. */
export function evidenceText({ parts }: Evidence): string {
  return parts.join(' · ')
}

/** How many distinct unexpected values, and lines of a test file's failure, one outcome may take. */
const maxValues = 5
const maxContinued = 30

/**
 * What stands below an outcome's headline: what was expected, the offending values, the numbers, the next step. `rows`
 * are those of both datasets, where they are shown beside it.
 */
export function evidenceOf(outcome: Outcome, rows?: TestReport['n']): readonly Evidence[] {
  const { expected, hint, next, note } = outcome
  // The headline of a failed test says what changed, which its expectation and its hint would only say again.
  const hasChange = changeOf(outcome) !== undefined
  const lines: readonly (readonly [Evidence['kind'], string | readonly string[] | undefined])[] = [
    ['expected', expected === '' || hasChange ? undefined : `Expected ${sentence(expected)}`],
    ...continuedLines(outcome).map(text => ['continued', text] as const),
    ['values', unexpectedOf(outcome)],
    ['numbers', numbersOf(outcome, rows)],
    ['rows', outcome.test?.slice && sentence(outcome.test.slice.sentence)],
    ['hint', hint && !hasChange ? `hint: ${sentence(hint)}` : undefined],
    ['next', next && `next: ${sentence(next)}`],
    ['since', sinceText(outcome)],
    ['note', note && `note: ${sentence(note)}`],
    ['origin', originText(outcome)],
  ]
  return lines.flatMap(([kind, text = '']) => {
    const parts = typeof text === 'string' ? [text] : text
    return parts.join('') === '' ? [] : [{ kind, parts }]
  })
}

/**
 * `Hip-Hop 37 (closest: Hiphop)`, `trap metal 19`, `2 more distinct`; none when no value is to be shown. `show` brings a
 * value into the form of a sink.
 */
export function valuesOf(unexpected: Unexpected, show: (text: string) => string): readonly string[] {
  const values = unexpected.values.slice(0, maxValues).map(({ value, count, closest }) => {
    const near = closest === undefined ? '' : ` (closest: ${show(closest)})`
    return `${show(value)} ${formatCount(count)}${near}`
  })
  if (values.length === 0) return []
  const further = furtherValues(unexpected, maxValues)
  return [...values, ...(further > 0 ? [`${formatCount(further)} more distinct`] : [])]
}

/** The offending values and where they stand. That a missing value is missing needs no list. */
function unexpectedOf({ unexpected, category }: Outcome): readonly string[] {
  if (unexpected === undefined) return []
  const values = category === 'missing' ? [] : valuesOf(unexpected, text => display(text))
  return [...values, positionsText(unexpected) ?? []].flat()
}

/** The statistic, unless it is the headline, and the numbers of a test that were not said yet. */
function numbersOf(outcome: Outcome, rows: TestReport['n'] | undefined): readonly string[] {
  const { test } = outcome
  if (test === undefined) return []
  const change = changeOf(outcome)
  const found = foundText(outcome)
  const said = test.summaries.map(({ name }) => name).filter(name => change?.includes(name))
  const further = testNumbers(test, { said, rows }).filter(number => !says(found, number))
  return change === undefined ? further : [found, ...further]
}

/** Whether a sentence already has a number, perhaps with other words or digits behind its comma. */
function says(sentence: string, number: string): boolean {
  return sentence.includes(number.split(', ', 1)[0] ?? number)
}

function continuedLines(outcome: Outcome): readonly string[] {
  const lines = furtherLines(outcome)
  const rest = lines.length - maxContinued
  return rest <= 0 ? lines : [...lines.slice(0, maxContinued), `… ${formatCount(rest)} more lines`]
}

/** Where it was written down, or how a derived bound follows from the reference. */
function originText(outcome: Outcome): string | undefined {
  const place = location(outcome)
  if (place !== undefined) return `at ${place}`
  const hasBounds = outcome.category !== 'schema' && outcome.test === undefined
  return hasBounds && outcome.derivation ? sentence(outcome.derivation) : undefined
}
