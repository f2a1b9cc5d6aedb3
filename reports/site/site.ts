import { pageOf } from './page.ts'
import index from './templates/index.hbs'
import series from './templates/series.hbs'
import { indexView, type SeriesPage, type SiteSeries, seriesView } from './view.ts'

export type { SeriesPage, SiteSeries } from './view.ts'

const page = pageOf({
  footer: 'Made by mlcheck from its history. The pages work offline and send nothing.',
})

/** The first page of the site, which lists the series. `now` is the time of the build. */
export function renderIndex(all: readonly SiteSeries[], reports: ReadonlySet<string>, now: Date): string {
  return page(indexView(all, reports, now), index)
}

/** A page of one series, from its history alone. */
export function renderSeries(shown: SeriesPage): string {
  return page({ ...seriesView(shown), home: '../index.html' }, series)
}
