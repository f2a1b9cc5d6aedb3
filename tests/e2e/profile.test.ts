import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { display } from '../../reports/text/display.ts'
import { violationsOf } from '../support/axe.ts'
import { launchBrowser, noBrowser, openPage } from '../support/browser.ts'
import { hostileTexts } from '../support/hostile.ts'
import { csv, workspace } from '../support/workspace.ts'

const title = noBrowser ? `a profile in a browser (skipped: ${noBrowser})` : 'a profile in a browser'

async function profilePage(
  files: Readonly<Record<string, string>>,
  ...args: readonly string[]
): Promise<string> {
  const given = workspace(files)
  const { code, stderr } = await given.run('profile', 'a.csv', ...args)
  expect([code, stderr]).toEqual([0, ''])
  return readFileSync(join(given.folder, 'mlcheck-profile/index.html'), 'utf8')
}

const numbers = Array.from({ length: 40 }, (_, row) => row)
const a = csv({
  id: numbers,
  price: numbers.map(row => (row % 3 === 0 ? 0 : 2 ** (row / 2))),
  twice: numbers.map(row => 2 * row),
  gap: numbers.map(row => (row % 2 ? '' : row)),
  hole: numbers.map(row => (row % 2 ? '' : -row)),
  city: numbers.map(row => ['Oslo', 'Rom', 'Oslo '][row % 3] ?? ''),
})
const b = csv({ id: numbers, price: numbers.map(row => row / 7), city: numbers.map(() => 'Rom') })

describe.skipIf(noBrowser !== undefined)(title, () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(async () => browser?.close())

  test.each([
    ['light', 1280],
    ['dark', 1280],
    ['light', 390],
  ] as const)('axe finds nothing to criticise: %s theme, %s wide', async (theme, width) => {
    for (const html of [
      await profilePage({ 'a.csv': a }, '--rows', '5'),
      await profilePage({ 'a.csv': a, 'b.csv': b }, '--vs', 'b.csv'),
    ]) {
      const { page, problems } = await openPage(browser, html, { theme, width })
      expect(await violationsOf(page)).toEqual([])
      expect(problems).toEqual([])
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
    }
  })

  test('shows cells and names that attack it as text', async () => {
    const cells = hostileTexts.filter(text => !/[\0\ud800-\udfff]/.test(text))
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
    const [name = ''] = cells
    const rows = [...cells, ...cells].map(cell => `${quoted(cell)},1`)
    const html = await profilePage({ 'a.csv': `${quoted(name)},n\n${rows.join('\n')}\n` }, '--values', 'full')
    const { page, problems } = await openPage(browser, html)
    const text = await page.evaluate<string>('document.body.textContent')
    expect(text).toContain(display(name))
    expect(await page.locator('img, iframe, object, embed, form, base').count()).toBe(0)
    expect(await page.locator('script').count()).toBe(1)
    expect(problems).toEqual([])
  })

  test('is searched and sorted, and a link opens the column', async () => {
    const { page, problems } = await openPage(browser, await profilePage({ 'a.csv': a }))
    await page.fill('#search', 'string')
    expect(await page.locator('.profile tbody tr:visible').count()).toBe(1)
    expect(await page.locator('#shown').textContent()).toBe('1 of 6 columns shown')
    await page.fill('#search', '')
    await page.getByRole('button', { name: 'Distinct' }).click()
    expect(await page.locator('.profile tbody th').first().textContent()).toBe('city')
    await page.locator('.profile tbody th a', { hasText: 'price' }).click()
    expect(await page.locator('details.column[open] h3').textContent()).toBe('price')
    expect(problems).toEqual([])
  })
})
