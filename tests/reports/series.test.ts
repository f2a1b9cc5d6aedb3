import { expect, test } from 'vitest'
import { renderHtml } from '../../reports/html/html.ts'
import { renderJunit } from '../../reports/junit.ts'
import { renderMarkdown } from '../../reports/markdown.ts'
import { renderTerminal } from '../../reports/terminal.ts'
import { seriesText } from '../../reports/text/series.ts'
import { spentAlpha } from '../../src/stats/index.ts'
import { aResult } from '../support/result.ts'
import { elementsOf, parseXml } from '../support/xml.ts'

const terminal = { color: false, unicode: true, columns: 100 }

test('a series is told with what its batches have in common', () => {
  const share = spentAlpha(0.05, 7) / 0.05
  expect([
    seriesText({ name: 'weekly', batch: 7 }),
    seriesText({ name: 'weekly', batch: 7, horizon: 'spend', share }),
    seriesText({ name: 'weekly', batch: 1234, horizon: 'spend', share: 4e-7, confirm: 3 }),
  ]).toMatchInlineSnapshot(`
    [
      "weekly, batch 7",
      "weekly, batch 7 (spends 1.2 % of alpha)",
      "weekly, batch 1,234 (spends 0.00004 % of alpha; an alarm needs 3 batches in a row)",
    ]
  `)
})

test('every report for people names the batch', () => {
  const result = aResult({ series: { name: '<b>weekly</b>', batch: 7, confirm: 2 } })
  expect(renderTerminal(result, terminal)).toContain(
    'Series        <b>weekly</b>, batch 7 (an alarm needs 2 batches in a row)',
  )
  expect(renderHtml(result)).toContain('&lt;b&gt;weekly&lt;/b&gt;, batch 7')
  expect(renderMarkdown(result)).toContain('batch 7')
  const properties = elementsOf(parseXml(renderJunit(result)), 'property').map(({ attributes }) => attributes)
  expect(properties).toContainEqual({ name: 'series', value: '<b>weekly</b>' })
  expect(properties).toContainEqual({ name: 'series.batch', value: '7' })
})

test('without a history no report mentions one', () => {
  const result = aResult()
  expect(renderTerminal(result, terminal)).not.toContain('Series')
  expect(renderHtml(result)).not.toContain('<dt>Series</dt>')
  expect(renderMarkdown(result)).not.toContain('series')
})
