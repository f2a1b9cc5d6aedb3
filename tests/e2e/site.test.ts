import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { renderIndex, renderSeries, type SiteSeries } from '../../reports/site/site.ts'
import { violationsOf } from '../support/axe.ts'
import { launchBrowser, noBrowser, openPage } from '../support/browser.ts'
import { hostileTexts } from '../support/hostile.ts'
import { anEntry, aTest } from '../support/history.ts'

const title = noBrowser ? `the site in a browser (skipped: ${noBrowser})` : 'the site in a browser'

describe.skipIf(noBrowser !== undefined)(title, () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(async () => browser?.close())

  const pages = [
    [
      'index',
      () =>
        renderIndex(
          [aSeries('weekly'), ...hostileTexts.map(aSeries)],
          new Set(['run-3']),
          new Date('2026-11-30'),
        ),
    ],
    [
      'series',
      () =>
        renderSeries({
          series: aSeries('weekly'),
          shown: aSeries('weekly').entries,
          pages: [],
          reports: new Set(['run-3']),
        }),
    ],
    [
      'hostile series',
      () => {
        const series = aSeries(hostileTexts.join(' '))
        return renderSeries({ series, shown: series.entries, pages: [], reports: new Set(['run-3']) })
      },
    ],
  ] as const

  test.each(
    pages.flatMap(([name, render]) =>
      (['light', 'dark'] as const).map(theme => [name, theme, render] as const),
    ),
  )(
    'axe finds nothing to criticise in the page %s, %s, and it asks for nothing',
    async (_, theme, render) => {
      const { page, problems } = await openPage(browser, render(), { theme })
      expect(await violationsOf(page)).toEqual([])
      expect(problems).toEqual([])
      expect(await page.locator('img, iframe, object, embed, form, base').count()).toBe(0)
    },
  )

  test.each(pages)('the page %s needs no sideways scrolling on a phone', async (_, render) => {
    const { page } = await openPage(browser, render(), { width: 390 })
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390)
  })

  test('a cell leads to the check in the report of its batch', async () => {
    const series = aSeries('weekly')
    const html = renderSeries({ series, shown: series.entries, pages: [], reports: new Set(['run-3']) })
    const { page } = await openPage(browser, html)
    expect(await page.locator('.grid a[href^="../runs/run-3/index.html#"]').count()).toBe(1)
    expect(await page.locator('.grid .other').count()).toBeGreaterThan(0)
  })
})

/** Three batches, the last of them with a finding and against another reference. */
function aSeries(name: string): SiteSeries {
  const entries = [1, 2, 3].map(batch =>
    anEntry({
      batch,
      series: name,
      runId: `run-${batch}`,
      sample: { label: name, identity: `sha256:${batch}` },
      reference: { label: name, identity: `sha256:reference ${batch === 3}` },
      verdict: batch === 3 ? 'failed' : 'passed',
      rows: 1000 + batch,
      missing: batch / 100,
      milliseconds: 1200,
      commit: name,
      failed: batch === 3 ? [`${name}.ks`] : [],
      tests: [aTest(`${name}.ks`, batch === 3)],
      checks: [
        { id: `${name}.ks`, status: batch === 3 ? 'failed' : 'passed', value: 0.1 * batch, limit: 0.25 },
        { id: 'a.range', status: 'passed', value: 0 },
      ],
    }),
  )
  return { name, slug: 'slug', entries }
}
