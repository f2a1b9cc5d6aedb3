import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Browser, chromium, type Page } from 'playwright-core'
import { onTestFinished } from 'vitest'

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'

/** Why no browser test can run here, or `undefined` when they can. */
export const noBrowser = existsSync(executablePath)
  ? undefined
  : `there is no Chromium at ${executablePath}; install it or set CHROMIUM`

export function launchBrowser(): Promise<Browser> {
  const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync']
  return chromium.launch({
    executablePath,
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', ...quiet],
  })
}

export interface PageOptions {
  readonly theme?: 'light' | 'dark'
  readonly width?: number
  readonly hash?: string
  readonly scripts?: boolean
  /** The texts of files beside the page, by name. */
  readonly files?: Readonly<Record<string, string>>
}

/** A page opened from a file, and everything that went wrong in it: dialogs, errors, requests, refused content. */
export interface OpenPage {
  readonly page: Page
  readonly problems: readonly string[]
}

/** Opens HTML as a reader does, from a file. The page and the file are gone when the test ends. */
export async function openPage(
  browser: Browser,
  html: string,
  { theme = 'light', width = 1280, hash = '', scripts = true, files = {} }: PageOptions = {},
): Promise<OpenPage> {
  const folder = mkdtempSync(join(tmpdir(), 'mlcheck-page-'))
  const file = join(folder, 'index.html')
  writeFileSync(file, html)
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme: theme,
    javaScriptEnabled: scripts,
  })
  onTestFinished(async () => {
    await context.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const page = await context.newPage()
  const url = pathToFileURL(file).href
  const problems: string[] = []
  page.on('dialog', dialog => {
    problems.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('console', message => problems.push(`console: ${message.text()}`))
  page.on('pageerror', error => problems.push(`error: ${error.message}`))
  page.on('request', request => {
    const asked = request.url().split('#')[0] ?? ''
    if (asked !== url && !asked.startsWith('data:')) problems.push(`request: ${asked}`)
  })
  await page.addInitScript(
    `addEventListener('securitypolicyviolation', event => console.log('refused ' + event.violatedDirective))`,
  )
  await page.goto(url + hash)
  return { page, problems }
}
