import { formatCount } from '../../../src/core/format.ts'
import type { Outcome, TestReport } from '../../../src/core/result.ts'
import { display } from '../../text/display.ts'
import { logPValueOf } from '../../text/findings.ts'
import { changeOf } from '../../text/headline.ts'
import { changesOf } from '../../text/wording.ts'
import { bullet } from '../charts/bullet.ts'
import { sparkline } from '../charts/sparkline.ts'
import type { Entry } from './entries.ts'
import { searchableText, subjectOf } from './findings.ts'
import { lookOf } from './look.ts'
import { aligned, criticalOf, pValueText } from './test.ts'
import { prose } from './text.ts'

/** Sparklines of so many rows; a wider table says its numbers only. */
const mostSparklines = 100

/** All hypothesis tests of the run as a table, the smallest p-value first. */
export function driftView(entries: readonly Entry[]) {
  const tested = entries.flatMap(({ outcome, anchor }) => {
    const { test } = outcome
    return test ? [{ outcome, anchor, test }] : []
  })
  const sorted = [...tested].sort((a, b) => logPValueOf(a.test) - logPValueOf(b.test))
  return sorted.map(({ outcome, anchor, test }, index) => {
    const chart = outcome.charts?.find(each => each.kind === 'histogram')
    const critical = criticalOf(test)
    return {
      href: anchor.href,
      subject: subjectOf(outcome),
      searchable: searchableText(outcome),
      family: display(test.family),
      svg: chart?.kind === 'histogram' && index < mostSparklines ? sparkline(chart) : undefined,
      statistic: `${display(test.statistic.name)} ${aligned(test.statistic.value)}`,
      statisticKey: test.statistic.value,
      bar: critical === undefined ? undefined : { svg: bullet(Math.abs(test.statistic.value), critical) },
      failsFrom: critical === undefined ? '' : aligned(critical),
      pValue: pValueText(test),
      pKey: logPValueOf(test),
      ...resultOf(outcome, test),
      change: changeText(outcome, test),
      rows: `${formatCount(test.n.reference)} → ${formatCount(test.n.sample)}`,
    }
  })
}

/** The sentence on what changed, else the first number that differs, else the effect. */
function changeText(outcome: Outcome, test: TestReport): string {
  const change = changeOf(outcome) ?? changesOf(test)[0]
  return prose(change ?? `${test.effect.name} ${aligned(test.effect.value)}`)
}

function resultOf(outcome: Outcome, test: TestReport) {
  const { tone, glyph, word } = lookOf(outcome)
  if (outcome.status === 'failed') return { tone, glyph, result: 'drifted' }
  if (outcome.status !== 'passed') return { tone, glyph, result: word }
  if (test.pValue <= test.limit) return { tone, glyph, result: 'too small to count' }
  return { tone, glyph, result: test.pValue <= test.alpha ? 'borderline' : 'same' }
}
