import { formatCount } from '../src/core/format.ts'
import { isFinding, type Outcome, type Unexpected } from '../src/core/result.ts'
import type { Tone } from './color.ts'
import { display, sentence } from './display.ts'
import { furtherLines, location, stateOf } from './findings.ts'
import type { Line } from './layout.ts'
import { furtherValues, positionsText, testNumbers } from './wording.ts'

/** How many distinct unexpected values, and lines of a test file's failure, one finding may take. */
const maxValues = 5
const maxFurtherLines = 30

const tones: Readonly<Record<ReturnType<typeof stateOf>['name'], Tone>> = {
  passed: 'green',
  failed: 'red',
  warning: 'yellow',
  errored: 'red',
  inconclusive: 'yellow',
  vacuous: 'yellow',
  skipped: 'dim',
}

/** The colour of an outcome's glyph: red for what keeps the data out, whatever its reason. */
export function stateTone(outcome: Outcome): Tone {
  const { name } = stateOf(outcome)
  return isFinding(outcome) && outcome.severity === 'error' ? 'red' : tones[name]
}

/** What stands below a finding: what was expected, the evidence, the next step. Empty for what was met or skipped. */
export function detailLines(outcome: Outcome): readonly Line[] {
  if (!isFinding(outcome)) return []
  const { expected, unexpected, test, hint, note } = outcome
  return [
    ...(expected === '' ? [] : [detail(`Expected ${sentence(expected)}`)]),
    ...furtherLines(outcome).slice(0, maxFurtherLines).map(verbatim),
    ...(unexpected === undefined ? [] : unexpectedLines(unexpected)),
    ...(test === undefined ? [] : [detail(testNumbers(test).join(' · '))]),
    ...(hint === undefined ? [] : [detail(`hint: ${sentence(hint)}`)]),
    ...(note === undefined ? [] : [detail(`note: ${sentence(note)}`, 'dim')]),
    ...originLines(outcome),
  ]
}

function unexpectedLines(unexpected: Unexpected): readonly Line[] {
  const values = unexpected.values.slice(0, maxValues).map(({ value, count, closest }) => {
    const near = closest === undefined ? '' : ` (closest: ${display(closest)})`
    return `${display(value)} ${formatCount(count)}${near}`
  })
  const further = furtherValues(unexpected, maxValues)
  if (values.length > 0 && further > 0) values.push(`${formatCount(further)} more distinct`)
  const positions = positionsText(unexpected)
  return [
    ...(values.length === 0 ? [] : [detail(values.join(' · '))]),
    ...(positions === undefined ? [] : [detail(positions)]),
  ]
}

function originLines(outcome: Outcome): readonly Line[] {
  const place = location(outcome)
  if (place !== undefined) return [detail(`at ${place}`, 'dim')]
  return outcome.derivation === undefined ? [] : [detail(sentence(outcome.derivation), 'dim')]
}

function detail(text: string, tone?: Tone): Line {
  return { indent: 5, text, tone }
}

/** A line whose indentation matters, such as one of a diff. */
function verbatim(text: string): Line {
  return { indent: 5, lead: [{ text }] }
}
