import { isFinding, type Outcome, type Result } from '../src/core/result.ts'
import type { Tone } from './color.ts'
import type { Line } from './layout.ts'
import { type Evidence, evidenceOf } from './text/evidence.ts'
import { toneOf } from './text/state.ts'

const colours = { fail: 'red', warn: 'yellow', pass: 'green', idle: 'dim' } as const

/** The colour of an outcome's glyph: red for whatever keeps the data out, yellow for other findings. */
export function colourOf(outcome: Outcome): Tone {
  return colours[toneOf(outcome)]
}

/** The lines below a finding; none for what was met or skipped. */
export function detailLines(outcome: Outcome, { sample, reference }: Result): readonly Line[] {
  const rows = sample && reference && { sample: sample.rows, reference: reference.rows }
  return isFinding(outcome) ? evidenceOf(outcome, rows).map(lineOf) : []
}

function lineOf({ kind, parts }: Evidence): Line {
  // The lines of a test file's failure keep their indentation, as in a diff.
  if (kind === 'continued') return { indent: 5, lead: parts.map(text => ({ text })) }
  const tone = kind === 'note' || kind === 'origin' ? 'dim' : undefined
  return { indent: 5, pieces: parts.map(text => ({ text, tone })) }
}
