import { formatCount, plural } from '../../../src/core/format.ts'
import { display } from '../../text/display.ts'
import type { Entry } from './entries.ts'
import { lineView } from './findings.ts'
import { categoryTitles } from './matrix.ts'
import { sourceOf } from './source.ts'

const mostRows = 1000

/** The checks without a finding, folded by category; skipped ones are a group of their own. */
export function passedView(entries: readonly Entry[]) {
  const passed = entries.filter(({ outcome }) => outcome.status === 'passed')
  const skipped = entries.filter(({ outcome }) => outcome.status === 'skipped')
  const shown = passed.slice(0, mostRows)
  const groups = categoryTitles(shown.map(({ outcome }) => outcome)).map(({ key, title }) =>
    group(
      title,
      'passed',
      shown.filter(({ outcome }) => outcome.category === key),
    ),
  )
  return {
    groups:
      skipped.length > 0 ? [...groups, group('Skipped', 'skipped', skipped.slice(0, mostRows))] : groups,
    cut:
      passed.length > shown.length
        ? `Showing ${formatCount(shown.length)} of ${formatCount(passed.length)} passed checks. The JSON document has all of them.`
        : undefined,
  }
}

function group(title: string, word: 'passed' | 'skipped', entries: readonly Entry[]) {
  return {
    title,
    word,
    tone: word === 'passed' ? 'pass' : 'idle',
    glyph: word,
    count: plural(entries.length, 'check'),
    rows: entries.map(entry => ({
      ...lineView(entry),
      checkId: display(entry.outcome.id, 120),
      source: sourceOf(entry.outcome),
    })),
  }
}
