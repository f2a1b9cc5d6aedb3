import charts from '../html/css/charts.css?text'
import ground from '../html/css/ground.css?text'
import narrow from '../html/css/narrow.css?text'
import overview from '../html/css/overview.css?text'
import paper from '../html/css/print.css?text'
import tables from '../html/css/tables.css?text'
import tokens from '../html/css/tokens.css?text'
import { policyFor } from '../html/frame.ts'
import js from '../html/report.client.js?text'
import site from './site.css?text'
import frame from './templates/frame.hbs'

type Template = typeof frame

/** What pages have in common that are not the report of a run, with a style of their own and a line at the foot. */
export function pageOf({ css: own = '', footer }: { readonly css?: string; readonly footer: string }) {
  const css = [tokens, ground, overview, charts, tables, site, own, narrow, paper].join('')
  const shared = { policy: policyFor({ css, js }), css, js, footer }
  return (view: object, body: Template): string => frame({ ...view, ...shared }, { partials: { body } })
}
