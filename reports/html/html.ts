import type { Result } from '../../src/core/result.ts'
import charts from './css/charts.css?text'
import findings from './css/findings.css?text'
import ground from './css/ground.css?text'
import narrow from './css/narrow.css?text'
import overview from './css/overview.css?text'
import paper from './css/print.css?text'
import sections from './css/sections.css?text'
import tables from './css/tables.css?text'
import tokens from './css/tokens.css?text'
import { assetName, policyFor } from './frame.ts'
import js from './report.client.js?text'
import card from './templates/card.hbs'
import drift from './templates/drift.hbs'
import facts from './templates/facts.hbs'
import icon from './templates/icon.hbs'
import matrix from './templates/matrix.hbs'
import page from './templates/page.hbs'
import passed from './templates/passed.hbs'
import rows from './templates/rows.hbs'
import run from './templates/run.hbs'
import sprite from './templates/sprite.hbs'
import tools from './templates/tools.hbs'
import unexpected from './templates/unexpected.hbs'
import { pageView } from './view/page.ts'

const css = [tokens, ground, overview, findings, charts, tables, sections, narrow, paper].join('')
const partials = { card, drift, facts, icon, matrix, passed, rows, run, sprite, tools, unexpected }

/**
 * The report of a run as one HTML page that needs nothing else: no network, no server, no scripts to be read. The same
 * result gives the same page, byte for byte.
 */
export function renderHtml(result: Result): string {
  return page({ ...pageView(result), policy: policyFor({ css, js }), css, js }, { partials })
}

/**
 * The same page with its style and its script as files beside it, for hosts that forbid them inside a page.
 *
 * @returns the texts of all files by name, `index.html` among them
 */
export function renderHtmlFiles(result: Result): Readonly<Record<string, string>> {
  const [style, script] = [assetName(css, 'css'), assetName(js, 'js')]
  const view = { ...pageView(result), policy: policyFor({}), style, script }
  return { 'index.html': page(view, { partials }), [style]: css, [script]: js }
}
