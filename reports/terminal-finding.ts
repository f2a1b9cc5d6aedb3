import { isFinding, type Outcome } from '../src/core/result.ts'
import type { Tone } from './color.ts'
import type { Line } from './layout.ts'
import { type Evidence, evidenceOf } from './text/evidence.ts'

/** The colour of an outcome's glyph: red for whatever keeps the data out, yellow for other findings. */
export function stateTone(outcome: Outcome): Tone {
  if (!isFinding(outcome)) return outcome.status === 'passed' ? 'green' : 'dim'
  return outcome.severity === 'error' ? 'red' : 'yellow'
}

/** The lines below a finding; none for what was met or skipped. */
export function detailLines(outcome: Outcome): readonly Line[] {
  return isFinding(outcome) ? evidenceOf(outcome).map(lineOf) : []
}

function lineOf({ kind, parts }: Evidence): Line {
  // The lines of a test file's failure keep their indentation, as in a diff.
  if (kind === 'continued') return { indent: 5, lead: parts.map(text => ({ text })) }
  const tone = kind === 'note' || kind === 'origin' ? 'dim' : undefined
  return { indent: 5, pieces: parts.map(text => ({ text, tone })) }
}
