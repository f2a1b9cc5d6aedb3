import type { Outcome } from '../../../src/core/result.ts'
import { type State, stateOf, type Tone, toneOf } from '../../text/state.ts'

/** How an outcome looks in the page. */
export interface Look {
  readonly tone: Tone
  /** The symbol of the sprite. */
  readonly glyph: State['name']
  readonly word: string
}

export function lookOf(outcome: Outcome): Look {
  const { name, word } = stateOf(outcome)
  return { tone: toneOf(outcome), glyph: name, word }
}
