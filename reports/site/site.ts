import ground from '../html/css/ground.css?text'
import charts from '../html/css/charts.css?text'
import overview from '../html/css/overview.css?text'
import narrow from '../html/css/narrow.css?text'
import paper from '../html/css/print.css?text'
import tables from '../html/css/tables.css?text'
import tokens from '../html/css/tokens.css?text'
import { policyFor } from '../html/frame.ts'
import js from '../html/report.client.js?text'
import css from './site.css?text'
import frame from './templates/frame.hbs'
import index from './templates/index.hbs'
import series from './templates/series.hbs'
import { indexView, type SeriesPage, type SiteSeries, seriesView } from './view.ts'

export type { SeriesPage, SiteSeries } from './view.ts'

const style = [tokens, ground, overview, charts, tables, css, narrow, paper].join('')
const footer = 'Made by mlcheck from its history. The pages work offline and send nothing.'
const page = { policy: policyFor({ css: style, js }), css: style, js, footer }

/** The first page of the site, which lists the series. `now` is the time of the build. */
export function renderIndex(all: readonly SiteSeries[], reports: ReadonlySet<string>, now: Date): string {
  return frame({ ...indexView(all, reports, now), ...page }, { partials: { body: index } })
}

/** A page of one series, from its history alone. */
export function renderSeries(shown: SeriesPage): string {
  return frame({ ...seriesView(shown), home: '../index.html', ...page }, { partials: { body: series } })
}
