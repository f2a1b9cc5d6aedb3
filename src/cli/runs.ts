import { relative, resolve } from 'node:path'
import { Command } from 'commander'
import { type UserError, unreadable } from '../core/errors.ts'
import { didYouMean } from '../core/suggest.ts'
import type { Run, RunFile, Tracking } from '../core/tracking.ts'
import { type RunRecord, runDifference } from '../run/runs.ts'
import { openTracking } from '../store/tracking/index.ts'
import { examples } from './artifactContext.ts'
import { copyOut } from './artifactFiles.ts'
import type { Io } from './io.ts'
import { wholeNumber } from './optionValues.ts'
import { differenceTable, runPage, runsTable, shortId } from './runsText.ts'
import { printable } from './table.ts'
import { boundTo } from './usage.ts'

interface ListOptions {
  readonly project?: string
  readonly group?: string
  readonly limit: number
  readonly steps?: boolean
  readonly json?: boolean
}

/** The command `mlcheck runs`. Failures are thrown: a `UserError`, or a `CommanderError` after help. */
export function runsCommand(io: Io): Command {
  const command = boundTo(io, new Command('mlcheck runs'))
    .description('What was run: configurations, numbers, and the versions that were taken and made.')
    .usage('<command> [options]')
    .addHelpText(
      'after',
      examples(['runs ls'], ['runs show 3f2a91c0'], ['runs diff 3f2a91c0 8b1c22d4', 'what is not the same']),
    )
  command
    .command('ls')
    .description('List runs of pipelines, the newest first.')
    .option('--project <name>', 'only this project')
    .option('--group <name>', 'only this group')
    .option('--limit <count>', 'the newest ones', wholeNumber, 20)
    .option('--steps', 'the runs of steps too')
    .option('--json', 'print them as JSON')
    .action(async ({ project, group, limit, steps = false, json = false }: ListOptions) => {
      const tracking = trackingOf(io)
      const runs = await tracking.runs({ project, group, limit, isTop: !steps })
      if (json) io.stdout(jsonText(runs))
      else if (runs.length === 0) io.stderr(`There are no runs in ${tracking.location}.\n`)
      else io.stdout(runsTable(runs))
    })
  command
    .command('show')
    .description('Show everything that is known of a run.')
    .argument('<run>', 'its id, or the first four or more characters of it')
    .option('--json', 'print it as JSON, with every value of its metrics')
    .action(async (text: string, { json = false }: { readonly json?: boolean }) => {
      const tracking = trackingOf(io)
      const record = await recordOf(await tracking.find(text), tracking)
      const [metrics, files] = await Promise.all([
        tracking.metrics(record.run.id),
        tracking.files(record.run.id),
      ])
      io.stdout(json ? jsonText({ ...record, metrics, files }) : runPage(record, metrics, files))
    })
  command
    .command('get')
    .description('Copy the files of a run out of the store: what its stage attached, such as plots.')
    .argument('<run>', 'its id, or the first four or more characters of it')
    .argument('[file]', 'one of them')
    .option('--to <folder>', 'where to', '.')
    .option('--force', 'overwrite files that have other content')
    .action(async (text: string, name: string | undefined, { to, force }: GetOptions) => {
      const tracking = trackingOf(io)
      const run = await tracking.find(text)
      const all = await tracking.files(run.id)
      const files = all.filter(({ path }) => name === undefined || path === name)
      if (files.length === 0) throw noFiles(run, name, all)
      const paths = await Promise.all(files.map(file => tracking.openFile(file)))
      await copyOut({ artifact: { files }, paths }, resolve(io.cwd, to), { force: force ?? false })
      for (const { path } of files) io.stdout(`${printable(relative(io.cwd, resolve(io.cwd, to, path)))}\n`)
    })
  command
    .command('diff')
    .description('Show what is not the same in two runs: configuration, numbers, versions, commit.')
    .argument('<before>', "a run's id, or the first four or more characters of it")
    .argument('<after>', 'another one')
    .option('--json', 'print it as JSON')
    .action(async (before: string, after: string, { json = false }: { readonly json?: boolean }) => {
      const tracking = trackingOf(io)
      const [one, other] = await Promise.all(
        [before, after].map(async text => recordOf(await tracking.find(text), tracking)),
      )
      if (one === undefined || other === undefined) return
      const difference = runDifference(one, other)
      io.stdout(json ? jsonText(difference) : differenceTable(one.run, other.run, difference))
    })
  return command
}

interface GetOptions {
  readonly to: string
  readonly force?: boolean
}

function noFiles({ id }: Run, name: string | undefined, all: readonly RunFile[]): UserError {
  if (name === undefined || all.length === 0) return unreadable(`The run ${shortId(id)} has no files.`)
  const names = all.map(({ path }) => path)
  return unreadable(`The run ${shortId(id)} has no file ${name}.`, {
    hint: didYouMean(name, names, 'It has'),
  })
}

/** A run with its steps, in the order in which they are written, and what they took and made. */
async function recordOf(run: Run, tracking: Tracking): Promise<RunRecord> {
  const written = Object.keys(Object(Reflect.get(Object(run.config), 'steps')))
  const steps = [...(await tracking.runs({ parent: run.id }))].sort(
    (a, b) => written.indexOf(a.name) - written.indexOf(b.name),
  )
  const lineage = await Promise.all([run, ...steps].map(({ id }) => tracking.lineage({ run: id })))
  return { run, steps, lineage: lineage.flat() }
}

/** The runs of the working directory. */
export function trackingOf(io: Io): Tracking {
  return openTracking({ cwd: io.cwd, env: io.env, warn: text => io.stderr(`warning: ${text}\n`) })
}

function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
