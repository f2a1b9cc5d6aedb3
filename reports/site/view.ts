import { formatCount, formatShare, plural } from '../../src/core/format.ts'
import { checksOf, type HistoryEntry, isAccepted, isFound } from '../../src/core/history.ts'
import { anchorsFor } from '../html/view/anchors.ts'
import { formatTime } from '../html/view/text.ts'
import { earlierName } from '../text/datasets.ts'
import { display } from '../text/display.ts'
import { formatDuration } from '../text/wording.ts'
import { matrixOf } from './matrix.ts'
import { type Trend, trendChart } from './trend.ts'

/** A series with the names that its pages have. */
export interface SiteSeries {
  readonly name: string
  /** Its folder. */
  readonly slug: string
  /** The oldest first, at least one. */
  readonly entries: readonly HistoryEntry[]
}

/** What a page of a series shows. */
export interface SeriesPage {
  readonly series: SiteSeries
  /** The entries of the page, the oldest first. */
  readonly shown: readonly HistoryEntry[]
  /** Links to the other pages. */
  readonly pages: readonly { readonly label: string; readonly href: string; readonly isThis: boolean }[]
  /** Ids of the runs whose reports are part of the site. */
  readonly reports: ReadonlySet<string>
}

/** How many of the last batches stand beside a series on the first page. */
const stripBatches = 13
const day = 86_400_000

/** The first page: a line for each series. `now` is the time of the build. */
export function indexView(all: readonly SiteSeries[], reports: ReadonlySet<string>, now: Date) {
  return {
    title: 'Data checks',
    heading: plural(all.length, 'series', 'series'),
    built: formatTime(now.toISOString()),
    series: all.map(series => {
      const last = lastOf(series)
      return {
        name: display(series.name || 'no name', 120),
        href: `${series.slug}/index.html`,
        ...verdictOf(last),
        strip: series.entries.slice(-stripBatches).map(entry => ({
          ...verdictOf(entry),
          text: `batch ${entry.batch} ${entry.verdict}`,
        })),
        batches: formatCount(series.entries.length),
        findings: formatCount(findingsOf(last)),
        when: formatTime(last.startedAt),
        age: ageOf(last, now),
        report: reports.has(last.runId) ? `runs/${last.runId}/index.html` : undefined,
      }
    }),
  }
}

/** A page of one series. */
export function seriesView({ series, shown, pages, reports }: SeriesPage) {
  const last = lastOf(series)
  const name = display(series.name || 'no name', 120)
  const matrix = matrixOf(shown)
  const linkTo = (entry: HistoryEntry) =>
    reports.has(entry.runId) ? `../runs/${entry.runId}/index.html` : undefined
  return {
    title: `${name}: ${verdictOf(last).word}`,
    name,
    ...verdictOf(last),
    sentence: `Batch ${formatCount(last.batch)}, ${display(earlierName(last.sample.label), 120)}: ${last.verdict}, ${plural(findingsOf(last), 'finding')} in ${plural(last.counts.total, 'check')}.`,
    through: formatTime(last.startedAt),
    pages: pages.length > 1 ? pages : [],
    trends: trendsOf(shown).flatMap(trend => {
      const svg = trendChart(trend)
      const value = trend.values.findLast(each => each !== null)
      return svg === '' || typeof value !== 'number'
        ? []
        : [{ title: trend.title, value: trend.format(value), svg }]
    }),
    columns: shown.map((entry, index) => ({
      batch: entry.batch,
      href: linkTo(entry),
      text: `${formatTime(entry.startedAt)}, ${display(earlierName(entry.sample.label), 60)}`,
      isOther: isOtherReference(shown[index - 1], entry),
    })),
    rows: matrix.rows.map(row => ({
      ...row,
      cells: row.cells.map((cell, index) => {
        const entry = shown[index]
        const href = entry && linkTo(entry)
        return {
          ...cell,
          href:
            href && cell.anchor !== undefined
              ? `${href}${anchorsFor([cell.anchor])[0]?.href ?? ''}`
              : undefined,
          isOther: entry !== undefined && isOtherReference(shown[index - 1], entry),
        }
      }),
    })),
    rest: matrix.rest > 0 ? plural(matrix.rest, 'more check') : undefined,
    always: matrix.always > 0 ? `${plural(matrix.always, 'check')} always passed` : undefined,
    hasOther: shown.some((entry, index) => isOtherReference(shown[index - 1], entry)),
    runs: shown.toReversed().map(entry => runView(entry, shown, linkTo(entry))),
  }
}

function runView(entry: HistoryEntry, shown: readonly HistoryEntry[], href: string | undefined) {
  const previous = shown[shown.indexOf(entry) - 1]
  const known = previous && checksOf(previous)
  const fresh =
    known && [...checksOf(entry).values()].filter(record => isFound(record) && !isFound(known.get(record.id)))
  return {
    batch: formatCount(entry.batch),
    ...verdictOf(entry),
    accepted:
      entry.acceptance === undefined ? '' : isAccepted(entry) ? 'accepted by hand' : 'refused by hand',
    sample: display(earlierName(entry.sample.label), 80),
    findings: `${formatCount(findingsOf(entry))}${fresh && fresh.length > 0 ? ` (${formatCount(fresh.length)} new)` : ''}`,
    rows: entry.rows === undefined ? '' : formatCount(entry.rows),
    reference: entry.reference ? display(earlierName(entry.reference.label), 80) : 'none',
    commit: entry.commit?.slice(0, 8) ?? '',
    when: formatTime(entry.startedAt),
    duration: entry.milliseconds === undefined ? '' : formatDuration(entry.milliseconds),
    href,
  }
}

function trendsOf(entries: readonly HistoryEntry[]): readonly Trend[] {
  return [
    {
      title: 'Checks met',
      values: entries.map(({ counts }) => (counts.total === 0 ? null : counts.passed / counts.total)),
      format: formatShare,
    },
    { title: 'Rows', values: entries.map(({ rows }) => rows ?? null), format: formatCount },
    { title: 'Missing cells', values: entries.map(({ missing }) => missing ?? null), format: formatShare },
    {
      title: 'Drifts',
      values: entries.map(({ tests }) => tests.filter(({ alarm }) => alarm).length),
      format: formatCount,
    },
  ]
}

/** The verdict by tone, glyph and word; a batch that a person let in counts as good. */
function verdictOf(entry: HistoryEntry) {
  if (isAccepted(entry))
    return entry.verdict === 'passed'
      ? ({ tone: 'pass', glyph: '✓', word: 'passed' } as const)
      : ({ tone: 'warn', glyph: '!', word: 'failed, accepted' } as const)
  return { tone: 'fail', glyph: '✕', word: entry.verdict === 'passed' ? 'refused' : entry.verdict } as const
}

function findingsOf({ counts }: HistoryEntry): number {
  return counts.failed + counts.warnings
}

function ageOf({ startedAt }: HistoryEntry, now: Date): string {
  const days = Math.floor((now.getTime() - new Date(startedAt).getTime()) / day)
  return days < 1 ? 'within a day' : `no run for ${plural(days, 'day')}`
}

function isOtherReference(before: HistoryEntry | undefined, entry: HistoryEntry): boolean {
  return before !== undefined && before.reference?.identity !== entry.reference?.identity
}

function lastOf({ entries, name }: SiteSeries): HistoryEntry {
  const last = entries.at(-1)
  if (last === undefined) throw new RangeError(`The series ${name} has no batch.`)
  return last
}
