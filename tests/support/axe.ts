import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** Rules that axe says are broken, each with the first elements that break it. Everything is unfolded first. */
export async function violationsOf(page: Page): Promise<readonly string[]> {
  await page.evaluate(`for (const each of document.querySelectorAll('details')) each.open = true`)
  await page.evaluate(axe.source)
  const { followed, broken } = await page.evaluate<{ followed: number; broken: string[] }>(axeRun)
  expect(followed).toBeGreaterThan(10)
  return broken
}

const axeRun = `axe.run().then(({ passes, violations }) => ({
  followed: passes.length,
  broken: violations.map(({ id, help, nodes }) =>
    id + ': ' + help + '\\n' + nodes.slice(0, 3).map(node => node.html.slice(0, 200)).join('\\n')),
}))`
