import { formatCount } from '../../src/core/format.ts'
import type { Outcome, Unexpected } from '../../src/core/result.ts'
import { display, sentence } from './display.ts'
import { furtherLines, location } from './findings.ts'
import { furtherValues, positionsText, testNumbers } from './wording.ts'

/** One line below a headline, in display form. Its parts belong on one line; a narrow sink may break between them. */
export interface Evidence {
  readonly kind: 'expected' | 'continued' | 'values' | 'positions' | 'numbers' | 'hint' | 'note' | 'origin'
  readonly parts: readonly string[]
}

/** The line in one piece. */
export function evidenceText({ parts }: Evidence): string {
  return parts.join(' · ')
}

/** How many distinct unexpected values, and lines of a test file's failure, one outcome may take. */
const maxValues = 5
const maxContinued = 30

/** What stands below an outcome's headline: what was expected, the offending values, the numbers, the next step. */
export function evidenceOf(outcome: Outcome): readonly Evidence[] {
  const { expected, unexpected, test, hint, note, found } = outcome
  const numbers = test === undefined ? [] : testNumbers(test).filter(number => !says(found, number))
  const lines: readonly (readonly [Evidence['kind'], string | readonly string[] | undefined])[] = [
    ['expected', expected === '' ? undefined : `Expected ${sentence(expected)}`],
    ...continuedLines(outcome).map(text => ['continued', text] as const),
    ['values', unexpected && valuesOf(unexpected, text => display(text))],
    ['positions', unexpected && positionsText(unexpected)],
    ['numbers', numbers],
    ['hint', hint && `hint: ${sentence(hint)}`],
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

/** Whether a sentence already has a number, perhaps with other words or digits behind its comma. */
function says(sentence: string, number: string): boolean {
  return sentence.includes(number.split(', ', 1)[0] ?? number)
}

function continuedLines(outcome: Outcome): readonly string[] {
  const lines = furtherLines(outcome)
  const rest = lines.length - maxContinued
  return rest <= 0 ? lines : [...lines.slice(0, maxContinued), `… ${formatCount(rest)} more lines`]
}

function originText(outcome: Outcome): string | undefined {
  const place = location(outcome)
  if (place !== undefined) return `at ${place}`
  return outcome.derivation && sentence(outcome.derivation)
}
