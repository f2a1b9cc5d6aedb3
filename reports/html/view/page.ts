import { formatCount } from '../../../src/core/format.ts'
import { isFinding, type Result } from '../../../src/core/result.ts'
import { comparisonText } from '../../text/comparison.ts'
import { datasetNames } from '../../text/datasets.ts'
import { display } from '../../text/display.ts'
import { driftView } from './drift.ts'
import { entriesOf } from './entries.ts'
import { factsView } from './facts.ts'
import { findingsView, sortedFindings } from './findings.ts'
import { matrixView } from './matrix.ts'
import { passedView } from './passed.ts'
import { runView } from './run.ts'
import { type VerdictView, verdictView } from './verdict.ts'

/** Everything the page shows, in the form in which it is shown. */
export function pageView(result: Result) {
  const verdict = verdictView(result)
  const entries = entriesOf(result.outcomes)
  const name = datasetNames(result).sample
  const label = name === undefined ? undefined : display(name)
  return {
    title: [`${verdict.word}: ${verdict.sentence}`, label, 'mlcheck'].filter(Boolean).join(' · '),
    icon: iconOf(verdict),
    label,
    verdict,
    tally: tallyView(result),
    comparison: comparisonText(result),
    facts: factsView(result),
    findings: findingsView(result, sortedFindings(result, entries)),
    noFindings: entries.length > 0 && !result.outcomes.some(isFinding),
    matrix: matrixView(result, entries),
    drift: driftView(entries),
    passed: passedView(entries),
    run: runView(result),
    checked: entries.length > 0,
  }
}

const barWidth = 340

/** The counts, and the bar that shows them: rectangles side by side, none thinner than can be seen. */
function tallyView({ counts }: Result) {
  const parts = [
    { tone: 'fail', word: 'failed', count: counts.failed },
    { tone: 'warn', word: counts.warnings === 1 ? 'warning' : 'warnings', count: counts.warnings },
    { tone: 'pass', word: 'passed', count: counts.passed },
    { tone: 'idle', word: 'skipped', count: counts.skipped },
  ].filter(part => part.count > 0)
  const weights = parts.map(part => Math.max(part.count / counts.total, 0.02))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  let x = 0
  const segments = parts.map((part, index) => {
    const width = ((weights[index] ?? 0) / total) * barWidth
    const segment = { tone: part.tone, x: x.toFixed(1), width: Math.max(width - 1.5, 1).toFixed(1) }
    x += width
    return segment
  })
  return {
    segments,
    barWidth,
    label: parts.map(part => `${formatCount(part.count)} ${part.word}`).join(', '),
    parts: parts.map(part => ({ ...part, count: formatCount(part.count) })),
    total: formatCount(counts.total),
    // One tone alone has a choice of its own.
    attention:
      counts.failed > 0 && counts.warnings > 0 ? formatCount(counts.failed + counts.warnings) : undefined,
  }
}

const iconColours: Readonly<Record<VerdictView['tone'], string>> = {
  fail: '%23b23a0c',
  warn: '%23a87600',
  pass: '%230b6a56',
  idle: '%23666e77',
}

/** The icon of the tab, in the colour of the verdict. */
function iconOf({ tone }: VerdictView): string {
  const sign = tone === 'pass' ? 'M4.5 8.5l2.5 2.5 4.5-5.5' : 'M5 5l6 6M11 5l-6 6'
  return `data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Crect width='16' height='16' rx='4' fill='${iconColours[tone]}'/%3E%3Cpath d='${sign}' stroke='%23fff' stroke-width='2' stroke-linecap='round' fill='none'/%3E%3C/svg%3E`
}
