import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { renderHtml, renderHtmlFiles } from '../../reports/html/html.ts'
import { display } from '../../reports/text/display.ts'
import type { Result } from '../../src/core/result.ts'
import { violationsOf } from '../support/axe.ts'
import { launchBrowser, noBrowser, openPage, type PageOptions } from '../support/browser.ts'
import { aCategoriesOutcome, aDriftOutcome } from '../support/drift.ts'
import { aHostileResult, hostileTexts } from '../support/hostile.ts'
import { anOutcome } from '../support/outcome.ts'
import { aResult } from '../support/result.ts'
import { csv, workspace } from '../support/workspace.ts'

const title = noBrowser ? `the page in a browser (skipped: ${noBrowser})` : 'the page in a browser'

describe.skipIf(noBrowser !== undefined)(title, () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(async () => browser?.close())
  const open = (result: Result, options?: PageOptions) => openPage(browser, renderHtml(result), options)

  test.each(['light', 'dark'] as const)(
    'asks for nothing and reports no error in the %s theme',
    async theme => {
      const { page, problems } = await open(aResult(), { theme })
      const background = await page.evaluate<string>('getComputedStyle(document.body).backgroundColor')
      expect(background).toBe(theme === 'light' ? 'rgb(250, 250, 248)' : 'rgb(18, 20, 22)')
      expect(await page.evaluate('getComputedStyle(document.querySelector(".sl")).stroke')).not.toBe('none')
      expect(problems).toEqual([])
    },
  )

  test('shows hostile cells and names as text', async () => {
    const { page, problems } = await open(everyHostileResult())
    const text = await page.evaluate<string>('document.body.textContent')
    for (const hostile of pageTexts) expect(text).toContain(display(hostile))
    expect(await page.locator('img, iframe, object, embed, form, base').count()).toBe(0)
    expect(await page.locator('script').count()).toBe(1)
    expect(await page.evaluate(attributesThatRunOrStyle)).toEqual([])
    expect(await page.evaluate(linksThatLeaveThePage)).toEqual([])
    await page.keyboard.press('e')
    expect(problems).toEqual([])
  })

  test('every link leads to an element of the page, whatever the id of the check', async () => {
    const { page } = await open(everyHostileResult())
    expect(await page.evaluate(linksThatLeadNowhere)).toEqual([])
    expect(await page.evaluate(idsThatRepeat)).toEqual([])
  })

  test('a link to a check with quotes, dots, spaces and umlauts shows that check', async () => {
    const id = `größe "in cm".it's <b>. 100%#?&`
    const result = aResult({ outcomes: [anOutcome({ id, found: 'as it should be' })] })
    const { page } = await open(result, { hash: `#${encodeURIComponent(id)}` })
    await page.getByText('as it should be').waitFor({ state: 'visible' })
    expect(await page.locator('.linked').count()).toBe(1)
  })

  test('a link to a passed check opens the group that it is folded into', async () => {
    const { page } = await open(aResult(), { hash: '#genre.type' })
    expect(await isShown(page, '[id="genre.type"]')).toBe(true)
    expect(await isShown(page, '[id="tempo.range"]')).toBe(false)
  })

  test('a link to a check that the search hides ends the search', async () => {
    const { page } = await open(aResult())
    await page.locator('#search').fill('loudness')
    expect(await isShown(page, '[id="genre.in-set"]')).toBe(false)
    await page.locator('.attention a', { hasText: 'genre' }).first().click()
    expect(await isShown(page, '[id="genre.in-set"]')).toBe(true)
    expect(await page.locator('#search').inputValue()).toBe('')
  })

  test('the keyboard searches, walks, folds, switches the theme and clears', async () => {
    const { page } = await open(aResult())
    await page.keyboard.press('/')
    await page.keyboard.type('tempo jk')
    expect(await page.locator('#search').inputValue()).toBe('tempo jk')
    expect(await isShown(page, '.nothing')).toBe(true)
    await page.keyboard.press('Escape')
    expect(await isShown(page, '.nothing')).toBe(false)
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    expect(await focusedCard(page)).toBe('genre.in-set')
    await page.keyboard.press('e')
    expect(await page.locator('[id="genre.in-set"]').getAttribute('open')).toBe(null)
    await page.keyboard.press('k')
    expect(await focusedCard(page)).toBe('text_feature.pattern')
    await page.keyboard.press('t')
    expect(await page.locator('html').getAttribute('data-theme')).toBe('dark')
  })

  test('a switch turns the shortcuts off, and stays off', async () => {
    const { page } = await open(aResult())
    await page.locator('#shortcuts').uncheck()
    await page.reload()
    await page.keyboard.press('t')
    expect(await page.locator('#shortcuts').isChecked()).toBe(false)
    expect(await page.locator('html').getAttribute('data-theme')).toBe(null)
  })

  test('the chosen theme is remembered', async () => {
    const { page } = await open(aResult(), { theme: 'dark' })
    await page.getByRole('button', { name: 'Theme' }).click()
    await page.reload()
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(250, 250, 248)')
  })

  test('chips and search leave what fits, and say how much that is', async () => {
    const { page } = await open(aResult())
    await page.locator('.chips label', { hasText: 'warnings' }).click()
    expect(await page.locator('.card:visible').count()).toBe(2)
    await page.locator('#search').fill('genre')
    expect(await page.locator('.card:visible').count()).toBe(1)
    expect(await page.locator('#shown').textContent()).toBe('1 of 31 checks shown')
  })

  test('the chip of what needs attention leaves failures and warnings', async () => {
    const { page } = await open(aResult())
    await page.locator('.chips label', { hasText: 'attention' }).click()
    expect(await page.locator('#shown').textContent()).toBe('9 of 31 checks shown')
  })

  test('style and script may be files beside the page, which then allows no others', async () => {
    const { 'index.html': html = '', ...files } = renderHtmlFiles(aResult())
    const { page, problems } = await openPage(browser, html, { files })
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(250, 250, 248)')
    await page.locator('.chips label', { hasText: 'warnings' }).click()
    expect(await page.locator('.card:visible').count()).toBe(2)
    expect(await page.locator('style').count()).toBe(0)
    expect(problems.map(problem => problem.replace(/file:.*\//, ''))).toEqual(
      Object.keys(files).map(name => `request: ${name}`),
    )
  })

  test('findings are ordered by column, and the table by any of its columns', async () => {
    const { page } = await open(aResult())
    await page.locator('#order').selectOption('position')
    expect(await page.locator('.card').first().getAttribute('id')).toBe('loudness.missing')
    expect(await page.locator('.card').nth(1).getAttribute('id')).toBe('loudness.ks')
    const statistic = page.locator('th[data-sort]', { hasText: 'Statistic' })
    await statistic.locator('button').click()
    expect(await statistic.getAttribute('aria-sort')).toBe('ascending')
    expect(await page.locator('.drift tbody th').first().textContent()).toBe('danceability')
  })

  test.each([
    ['a result', () => aResult()],
    ['hostile names', () => everyHostileResult()],
    ['300 columns', () => aWideResult()],
  ])('%s needs no sideways scrolling on a phone', async (_, result) => {
    const { page } = await open(result(), { width: 390 })
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390)
  })

  test('without scripts everything can be read and folded, and no dead control shows', async () => {
    const { page } = await open(aResult(), { scripts: false })
    expect(await isShown(page, '.tools')).toBe(false)
    expect(await page.locator('button:visible').count()).toBe(0)
    await page.locator('.group > summary').first().click()
    expect(await page.locator('.group').first().locator('li').first().isVisible()).toBe(true)
  })

  test('a run without findings can be searched too', async () => {
    const outcomes = aResult().outcomes.filter(outcome => outcome.status === 'passed')
    const { page, problems } = await open(aResult({ outcomes }))
    await page.locator('#search').fill('tempo')
    expect(await page.locator('.rows li:visible').count()).toBe(3)
    expect(await page.locator('#findings').count()).toBe(0)
    expect(problems).toEqual([])
  })

  test('a chart is read with the pointer and with the arrow keys', async () => {
    const { page } = await open(aResult())
    const card = page.locator('[id="instrumentalness.ks"]')
    const chart = card.locator('svg[data-read]').first()
    const reading = card.locator('.reading').first()
    await chart.focus()
    await page.keyboard.press('ArrowRight')
    expect(await reading.textContent()).toBe('exactly 0: reference 26.5 %, sample 41.1 %')
    await page.keyboard.press('ArrowRight')
    expect(await reading.textContent()).toMatch(/^1 × 10⁻⁶ to 1.54 × 10⁻⁶: reference/)
    await chart.hover()
    expect(await reading.textContent()).not.toContain('exactly 0')
  })

  test('printing unfolds everything on white paper', async () => {
    const { page } = await open(aResult(), { theme: 'dark' })
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
    await page.evaluate(`dispatchEvent(new Event('beforeprint'))`)
    expect(await page.locator('details:not([open])').count()).toBe(0)
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)')
    await page.evaluate(`dispatchEvent(new Event('afterprint'))`)
    expect(await page.locator('details:not([open])').count()).toBeGreaterThan(0)
  })

  const pages: readonly (readonly [string, () => Result])[] = [
    ['findings of every kind', () => aResult()],
    ['nothing to find', () => aResult({ outcomes: [anOutcome()] })],
    ['nothing checked', () => aResult({ outcomes: [] })],
  ]
  const themes = ['light', 'dark'] as const

  test.each(pages.flatMap(([name, result]) => themes.map(theme => [name, theme, result] as const)))(
    'axe finds nothing to criticise: %s, %s theme',
    async (_, theme, result) => {
      const { page } = await open(result(), { theme })
      expect(await violationsOf(page)).toEqual([])
    },
  )

  test.each(themes)('axe finds nothing to criticise: the report of a failed run, %s theme', async theme => {
    const { page } = await openPage(browser, await failedReport(), { theme })
    expect(await page.locator('.card').count()).toBeGreaterThan(4)
    expect(await page.locator('.derived').textContent()).toContain('derived from the reference')
    expect(await violationsOf(page)).toEqual([])
  })

  test('axe finds nothing to criticise on a phone', async () => {
    const { page } = await open(aResult(), { width: 390 })
    expect(await violationsOf(page)).toEqual([])
  })

  test('headings, landmarks and charts have an order and a name', async () => {
    const { page } = await open(aResult())
    const levels = await page.evaluate<number[]>(
      `[...document.querySelectorAll('h1,h2,h3,h4')].map(heading => Number(heading.tagName[1]))`,
    )
    expect(levels.filter(level => level === 1)).toHaveLength(1)
    expect(levels.every((level, index) => level <= (levels[index - 1] ?? 0) + 1)).toBe(true)
    expect(await page.locator('header, nav[aria-label], main, footer').count()).toBe(4)
    expect(await page.locator('svg[role="img"]:not([aria-label])').count()).toBe(0)
    expect(await page.locator('svg:not([role="img"]):not([aria-hidden="true"])').count()).toBe(0)
    expect(await page.title()).toBe('Failed: 7 of 30 expectations failed · new_2026-W47.csv · mlcheck')
  })
})

function isShown(page: Page, selector: string): Promise<boolean> {
  return page.locator(selector).first().isVisible()
}

function focusedCard(page: Page): Promise<string> {
  return page.evaluate<string>('document.activeElement.closest(".card").id')
}

const attributesThatRunOrStyle = `[...document.querySelectorAll('*')].flatMap(element =>
  [...element.attributes].filter(({ name }) => name === 'style' || name.startsWith('on')).map(({ name }) => name))`

const linksThatLeaveThePage = `[...document.querySelectorAll('[href], [src]')]
  .map(element => element.getAttribute('href') ?? element.getAttribute('src'))
  .filter(target => !target.startsWith('#') && !target.startsWith('data:image/svg+xml,'))`

const linksThatLeadNowhere = `[...document.querySelectorAll('a[href^="#"]')]
  .filter(link => !document.getElementById(decodeURIComponent(link.getAttribute('href').slice(1))))
  .map(link => link.getAttribute('href'))`

const idsThatRepeat = `[...document.querySelectorAll('[id]')].map(element => element.id)
  .filter((id, index, all) => all.indexOf(id) !== index)`

/** What acts in a page only, beside the texts that every report is tested with. */
const pageTexts = [
  ...hostileTexts,
  '</style><style>*{display:none}</style>',
  'javascript:alert(1)',
  'main',
  'glyph:passed',
  'ünïcode "quoted" it’s.a.column',
  'w'.repeat(5000),
]

/** Every hostile text as column, id, cell, label and sentence, in one page. */
function everyHostileResult(): Result {
  const results = pageTexts.map(aHostileResult)
  const [first = aResult()] = results
  const ofColumns = pageTexts.flatMap(text => [
    aDriftOutcome({ column: text, shift: 0.4 }),
    aCategoriesOutcome(text, [{ label: text, reference: 0, sample: 3 }]),
  ])
  return aResult({
    ...first,
    outcomes: [...results.flatMap(({ outcomes }) => outcomes), ...ofColumns],
    columns: results.flatMap(({ columns }) => columns),
    suites: results.flatMap(({ suites }) =>
      suites.map(suite => ({ ...suite, derived: true, remarks: [suite.name] })),
    ),
    sample: first.sample && { ...first.sample, label: pageTexts.join(' '), remarks: pageTexts },
  })
}

/** The page that a run writes of data with a gap in two columns, a new label, drift and another type. */
async function failedReport(): Promise<string> {
  const rows = Array.from({ length: 400 }, (_, row) => row)
  const table = (isNew: boolean) =>
    csv({
      price: rows.map(row => ((row * 37) % 101) + (isNew ? 25.5 : 0.5)),
      fee: rows.map(row => (row % (isNew ? 2 : 20) === 0 ? 2.5 : 0)),
      room: rows.map(row => (isNew && row % 9 === 0 ? 'Private ' : row % 3 === 0 ? 'shared' : 'private')),
      beds: rows.map(row => (isNew && row % 5 === 0 ? null : row % 4)),
      baths: rows.map(row => (isNew && row % 5 === 0 ? null : row % 3)),
      floor: rows.map(row => (isNew && row === 7 ? 'ground' : row % 6)),
    })
  const given = workspace({ 'old.csv': table(false), 'new.csv': table(true) })
  const { code } = await given.run(
    '--reference',
    'old.csv',
    '--sample',
    'new.csv',
    '--reporter',
    'html=report.html',
  )
  expect(code).toBe(1)
  return readFileSync(join(given.folder, 'report.html'), 'utf8')
}

function aWideResult(): Result {
  const names = Array.from({ length: 300 }, (_, index) => `a_rather_long_column_name_number_${index}`)
  return aResult({
    columns: names.map(name => ({ name, type: 'number' })),
    outcomes: names.map((name, index) =>
      anOutcome({ id: `${name}.range`, columns: [name], status: index % 3 === 0 ? 'failed' : 'passed' }),
    ),
  })
}
