import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { Command } from 'commander'
import type { SeriesPage, SiteSeries } from '../../reports/site/site.ts'
import { UserError, unreadable } from '../core/errors.ts'
import { plural } from '../core/format.ts'
import type { HistoryEntry } from '../core/history.ts'
import { openHistory } from '../store/index.ts'
import { examples } from './artifactContext.ts'
import type { Io } from './io.ts'
import { wholeNumber } from './optionValues.ts'
import { writeFiles } from './reportFiles.ts'
import { boundTo } from './usage.ts'

/** How many batches one page shows. */
const pageBatches = 52

interface BuildOptions {
  readonly out: string
  readonly keep?: number
}

/** The command `mlcheck docs build`. Failures are thrown: a `UserError`, or a `CommanderError` after help. */
export function docsBuildCommand(io: Io): Command {
  return boundTo(io, new Command('build'))
    .description('Write a site about all series: an index, a page for each series, and the newest reports.')
    .usage('[options]')
    .option('--out <dir>', 'folder of the site', 'mlcheck-docs')
    .option('--keep <batches>', 'show the last batches only, so many of each series', wholeNumber)
    .addHelpText(
      'after',
      `${examples(
        ['docs build', 'write mlcheck-docs/index.html'],
        ['docs build --out public --keep 104', 'two years of weeks, for GitLab Pages'],
      )}
The pages are drawn from the history alone. The report of the newest batch of a series is copied into the site where it
still lies where it was written; reports that are in the site already stay as they are. Keep the folder between builds.
`,
    )
    .action((options: BuildOptions) => build(options, io))
}

async function build({ out, keep }: BuildOptions, io: Io): Promise<void> {
  const history = openHistory({ ...io, warn: text => io.stderr(`warning: ${text}\n`) })
  const names = await history.seriesNames()
  if (names.length === 0)
    throw unreadable(`Nothing is recorded in ${history.location}.`, {
      hint: 'Runs are recorded with --series NAME.',
    })
  if (keep === 0) throw new UserError('--keep 0 leaves nothing to show.')
  const all = await Promise.all(
    names.map(async (name): Promise<SiteSeries> => {
      const entries = await history.entries(name)
      return { name, slug: slugOf(name), entries: keep === undefined ? entries : entries.slice(-keep) }
    }),
  )
  const folder = resolve(io.cwd, out)
  const copied = all.flatMap(({ entries }) => reportOf(entries.at(-1), folder) ?? [])
  writeFiles(Object.fromEntries(copied))
  const reports = reportsIn(folder)
  const { renderIndex, renderSeries } = await import('../../reports/site/site.ts')
  const pages = all.flatMap(series =>
    pagesOf(series, reports, folder).map(([file, page]) => [join(folder, file), renderSeries(page)] as const),
  )
  writeFiles({
    ...Object.fromEntries(pages),
    [join(folder, 'index.html')]: renderIndex(all, reports, new Date()),
  })
  const kept = plural(reports.size, 'report')
  io.stdout(
    `${relative(io.cwd, join(folder, 'index.html'))}: ${plural(all.length, 'series', 'series')}, ${kept}\n`,
  )
}

/**
 * The pages of a series: the last batches, and one for each full block of older ones. The page of a block that is full
 * does not change any more, and so is written only once.
 */
function pagesOf(
  series: SiteSeries,
  reports: ReadonlySet<string>,
  folder: string,
): readonly (readonly [string, SeriesPage])[] {
  const { entries, slug } = series
  const blocks = Array.from(
    { length: Math.ceil(Math.max(0, entries.length - pageBatches) / pageBatches) },
    (_, index) => entries.slice(index * pageBatches, (index + 1) * pageBatches),
  )
  const files = [
    { file: 'index.html', label: 'the last batches', shown: entries.slice(-pageBatches) },
    ...blocks.toReversed().map(shown => {
      const [first, last] = [shown[0]?.batch ?? 0, shown.at(-1)?.batch ?? 0]
      return { file: `batches-${first}-${last}.html`, label: `batches ${first} to ${last}`, shown }
    }),
  ]
  return files
    .filter(({ file }) => file === 'index.html' || !existsSync(join(folder, slug, file)))
    .map(({ file, shown }) => {
      const pages = files.map(other => ({
        label: other.label,
        href: other.file,
        isThis: other.file === file,
      }))
      return [join(slug, file), { series, shown, pages, reports }] as const
    })
}

/** The newest report with its place in the site, unless it is there already or its folder holds another run by now. */
function reportOf(
  entry: HistoryEntry | undefined,
  folder: string,
): (readonly [string, string])[] | undefined {
  if (entry?.report === undefined) return undefined
  const target = join(folder, 'runs', entry.runId)
  if (existsSync(join(target, 'index.html'))) return undefined
  try {
    const document = JSON.parse(readFileSync(join(entry.report, 'result.json'), 'utf8'))
    if (document.run?.id !== entry.runId) return undefined
    return readdirSync(entry.report)
      .filter(name => name === 'index.html' || /^mlcheck-[0-9a-f]{12}\.(css|js)$/.test(name))
      .map(name => [join(target, name), readFileSync(join(entry.report ?? '', name), 'utf8')] as const)
  } catch {
    // Reports are thrown away, and folders moved: the history tells what is left to tell.
    return undefined
  }
}

/** The ids of the runs whose reports are in the site. */
function reportsIn(folder: string): ReadonlySet<string> {
  const runs = join(folder, 'runs')
  if (!existsSync(runs)) return new Set()
  return new Set(readdirSync(runs).filter(id => existsSync(join(runs, id, 'index.html'))))
}

/** A folder's name that any file system takes, and that no two series share. */
function slugOf(name: string): string {
  const words = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40)
  const mark = createHash('sha256').update(name).digest('hex').slice(0, 8)
  return words === '' ? mark : `${words}-${mark}`
}
