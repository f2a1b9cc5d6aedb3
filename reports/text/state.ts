import { isFinding, type Outcome, type OutcomeStatus } from '../../src/core/result.ts'

/** How one state is shown: never by colour alone, always with its word. */
export interface State {
  /** Also the name of its drawing in the HTML report. */
  readonly name: OutcomeStatus | 'warning'
  readonly glyph: string
  /** The glyph for terminals without Unicode. */
  readonly ascii: string
  readonly word: string
}

/** Every state, by name. */
export const states: Readonly<Record<State['name'], State>> = {
  passed: { name: 'passed', glyph: '✓', ascii: 'ok', word: 'passed' },
  failed: { name: 'failed', glyph: '✕', ascii: 'x', word: 'failed' },
  warning: { name: 'warning', glyph: '!', ascii: '!', word: 'warning' },
  errored: { name: 'errored', glyph: '⊗', ascii: 'E', word: 'could not be evaluated' },
  inconclusive: { name: 'inconclusive', glyph: '?', ascii: '?', word: 'inconclusive' },
  vacuous: { name: 'vacuous', glyph: '∅', ascii: '0', word: 'nothing to check' },
  skipped: { name: 'skipped', glyph: '○', ascii: '-', word: 'skipped' },
}

/** The state of an outcome; a failed expectation of severity `warning` is a warning. */
export function stateOf(outcome: Outcome): State {
  const warns = outcome.status === 'failed' && outcome.severity === 'warning'
  return states[warns ? 'warning' : outcome.status]
}

/** Worst first. */
export const tones = ['fail', 'warn', 'pass', 'idle'] as const
export type Tone = (typeof tones)[number]

/** How serious an outcome is, which decides its colour: a finding fails or warns, whatever its state. */
export function toneOf(outcome: Outcome): Tone {
  if (isFinding(outcome)) return outcome.severity === 'error' ? 'fail' : 'warn'
  return outcome.status === 'passed' ? 'pass' : 'idle'
}
