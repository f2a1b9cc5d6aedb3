import { join, resolve } from 'node:path'
import { Command, Option } from 'commander'
import type { Engine } from '../core/engine.ts'
import { shownValue, type ValueDisplay, valueDisplays } from '../core/masking.ts'
import type { Profile } from '../core/profile.ts'
import { profileOf } from '../run/profile/index.ts'
import { openSession } from '../run/session.ts'
import { cramersV, ksDistance, totalVariation } from '../stats/index.ts'
import { examples } from './artifactContext.ts'
import { withoutCredentials } from '../core/credentials.ts'
import { openEngine } from './engine.ts'
import type { Cleanups, Io } from './io.ts'
import { dataset, wholeNumber } from './optionValues.ts'
import { profileText } from './profileText.ts'
import { openProgress, type Progress } from './progress.ts'
import { readOptionsOf, withReadOptions } from './readOptions.ts'
import { shownPath, writeFiles } from './reportFiles.ts'
import { resolveDataset } from './resolve.ts'
import { boundTo } from './usage.ts'
import { version } from './version.ts'

interface ProfileArgs extends Readonly<Record<string, unknown>> {
  readonly vs?: string
  readonly rows?: number
  readonly out: string
  readonly json?: boolean
  readonly values: ValueDisplay
  readonly quiet?: boolean
}

/** The command `mlcheck profile`. Failures are thrown: a `UserError`, or a `CommanderError` after help. */
export function profileCommand(io: Io): Command {
  return withReadOptions(boundTo(io, new Command('mlcheck profile')))
    .description('Show what data look like: types, distributions, missing values, associations, what is odd.')
    .usage('<data> [options]')
    .argument('<data>', 'a path, a glob, an http(s) URL, or an artifact')
    .option('--vs <ref>', 'show it beside other data, the most different columns first', dataset)
    .option('--out <dir>', 'folder of the page and the profile as JSON', 'mlcheck-profile')
    .option('--rows <count>', 'also show the first rows, cells as --values says', wholeNumber)
    .option('--json', 'print the profile, and nothing else, to standard output; write no file')
    .addOption(new Option('--values <how>', 'how cells are shown').choices(valueDisplays).default('masked'))
    .option('--quiet', 'no progress')
    .addHelpText(
      'after',
      examples(
        ['profile train.parquet', 'write mlcheck-profile/index.html'],
        ['profile week47.csv --vs train.csv:prod', 'what differs, the most different column first'],
        ['profile train.csv --json', 'the numbers for a program'],
      ),
    )
    .action((data: string, options: ProfileArgs) => profile(data, options, io))
}

async function profile(data: string, options: ProfileArgs, io: Io): Promise<void> {
  const progress = openProgress(io, { quiet: options.quiet ?? false })
  const cleanups: Cleanups = []
  const engine = await openEngine(io, { progress })
  try {
    const made = await profiled(data, options, { engine, progress, cleanups, io })
    progress.done()
    const document = `${JSON.stringify(made)}\n`
    if (options.json) return io.stdout(document)
    const { renderProfile } = await import('../../reports/profile/profile.ts')
    const folder = resolve(io.cwd, options.out)
    const page = join(folder, 'index.html')
    writeFiles({ [page]: renderProfile(made), [join(folder, 'profile.json')]: document })
    io.stdout(profileText(made, shownPath(page, io)))
  } finally {
    progress.done()
    await engine.close().catch(() => {})
    for (const cleanup of cleanups) await cleanup()
  }
}

interface Work {
  readonly engine: Engine
  readonly progress: Progress
  readonly cleanups: Cleanups
  readonly io: Io
}

async function profiled(data: string, options: ProfileArgs, work: Work): Promise<Profile> {
  const { engine, progress, cleanups, io } = work
  const read = readOptionsOf(options)
  const open = async (reference: string) => {
    progress.phase(`reading ${withoutCredentials(reference)}`)
    return engine.open(await resolveDataset(reference, { read }, io, cleanups))
  }
  const sample = await open(data)
  const reference = options.vs === undefined ? undefined : await open(options.vs)
  const body = await profileOf(openSession({ sample, ...(reference && { reference }) }), {
    show: (cell, column) => (cell === null ? 'missing' : shownValue(cell, column, options.values).text),
    cramersV: table => cramersV(table, { corrected: true }),
    ksDistance,
    totalVariation,
    ...(options.rows !== undefined && { shownRows: options.rows }),
  })
  io.signal?.throwIfAborted()
  const command = ['mlcheck', 'profile', data, ...(options.vs === undefined ? [] : ['--vs', options.vs])]
  return {
    schema: 'mlcheck.profile/1',
    version,
    createdAt: new Date().toISOString(),
    command: command.map(withoutCredentials),
    ...body,
  }
}
