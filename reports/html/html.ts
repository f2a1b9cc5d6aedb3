import { createHash } from 'node:crypto'
import type { Result } from '../../src/core/result.ts'
import js from './report.client.js?text'
import css from './report.css?text'
import card from './templates/card.hbs'
import drift from './templates/drift.hbs'
import facts from './templates/facts.hbs'
import icon from './templates/icon.hbs'
import matrix from './templates/matrix.hbs'
import page from './templates/page.hbs'
import passed from './templates/passed.hbs'
import run from './templates/run.hbs'
import sprite from './templates/sprite.hbs'
import tools from './templates/tools.hbs'
import unexpected from './templates/unexpected.hbs'
import { pageView } from './view/page.ts'

const partials = { card, drift, facts, icon, matrix, passed, run, sprite, tools, unexpected }

/**
 * The report of a run as one HTML page that needs nothing else: no network, no server, no scripts to be read. The same
 * result gives the same page, byte for byte.
 */
export function renderHtml(result: Result): string {
  return page({ ...pageView(result), policy, css, js }, { partials })
}

// A cell that became markup in spite of the escaping could still load and run nothing.
const policy = [
  "default-src 'none'",
  'img-src data:',
  `style-src ${hashSource(css)}`,
  `script-src ${hashSource(js)}`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

function hashSource(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`
}
