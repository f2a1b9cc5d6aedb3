import type { Outcome } from '../../../src/core/result.ts'

/** How an outcome looks: never by colour alone, always a glyph with a word. */
export interface State {
  readonly tone: 'fail' | 'warn' | 'pass' | 'idle'
  /** The symbol of the sprite in page.hbs. */
  readonly glyph: 'cross' | 'mark' | 'tick' | 'dash' | 'question' | 'bolt' | 'empty'
  readonly word: string
}

export function stateOf({ status, severity }: Pick<Outcome, 'status' | 'severity'>): State {
  const tone = severity === 'warning' ? 'warn' : 'fail'
  switch (status) {
    case 'passed':
      return { tone: 'pass', glyph: 'tick', word: 'passed' }
    case 'skipped':
      return { tone: 'idle', glyph: 'dash', word: 'skipped' }
    case 'failed':
      return tone === 'fail'
        ? { tone, glyph: 'cross', word: 'failed' }
        : { tone, glyph: 'mark', word: 'warning' }
    case 'errored':
      return { tone, glyph: 'bolt', word: 'could not be evaluated' }
    case 'inconclusive':
      return { tone, glyph: 'question', word: 'inconclusive' }
    case 'vacuous':
      return { tone, glyph: 'empty', word: 'nothing to check' }
  }
}

const tones = ['fail', 'warn', 'pass', 'idle'] as const

/** 0 for the worst tone. */
export function severityOf(outcome: Pick<Outcome, 'status' | 'severity'>): number {
  return tones.indexOf(stateOf(outcome).tone)
}
