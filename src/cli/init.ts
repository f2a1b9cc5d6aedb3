import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { Command } from 'commander'
import { messageOf, UserError, unreadable } from '../core/errors.ts'
import type { Draft } from '../suites/init/draft.ts'
import { headText } from '../suites/init/head.ts'
import { mergedSuiteFile, newSuiteFile, type WrittenFile } from '../suites/init/suite-file.ts'
import { treeFromYaml } from '../suites/suite.ts'
import { examples } from './artifactContext.ts'
import { openEngine } from './engine.ts'
import { deriveDrafts } from './initDerive.ts'
import { summaryText } from './initText.ts'
import type { Cleanups, Io } from './io.ts'
import { collect } from './optionValues.ts'
import { openProgress } from './progress.ts'
import { writeFiles } from './reportFiles.ts'
import { readOptionsOf, withReadOptions } from './readOptions.ts'
import { boundTo } from './usage.ts'

interface InitOptions extends Readonly<Record<string, unknown>> {
  readonly holdout?: readonly string[]
  readonly out?: string
  readonly force?: boolean
  readonly dryRun?: boolean
  readonly quiet?: boolean
}

/** The command `mlcheck init`. Failures are thrown: a `UserError`, or a `CommanderError` after help. */
export function initCommand(io: Io): Command {
  return withReadOptions(boundTo(io, new Command('mlcheck init')))
    .description('Write a first suite for data: types, bounds, categories, keys, formats and drift.')
    .usage('<file…> [options]')
    .argument('<files...>', 'the data: paths, globs, URLs or artifacts; several are one dataset')
    .option(
      '--holdout <ref>',
      'older batches, each file one, that the suite should not have refused; may be repeated',
      collect,
    )
    .option('--out <file>', 'the suite; named after the first file when absent')
    .option('--force', 'replace a suite that is there instead of merging')
    .option('--dry-run', 'print the suite and write nothing')
    .option('--quiet', 'no progress')
    .addHelpText(
      'after',
      examples(
        ['init train.parquet', 'write train.yaml'],
        ["init 2019-12.csv --holdout 'older/*.csv'", 'loosen or drop what older batches break'],
        ['init train.parquet --dry-run', 'look at it first'],
        ['init titanic.csv --missing NA', 'with NA for missing values'],
      ) +
        `
Where the suite is there already, checks that were edited, added or removed by hand stay so, and only those that nobody
touched are written anew.
`,
    )
    .action((files: readonly string[], options: InitOptions) => init(files, options, io))
}

async function init(files: readonly string[], options: InitOptions, io: Io): Promise<void> {
  const started = new Date()
  const read = readOptionsOf(options)
  const out = options.out ?? `${stemOf(files[0] ?? '')}.yaml`
  const existing = options.force ? undefined : existingSuite(out, io)
  const progress = openProgress(io, { quiet: options.quiet ?? false })
  const cleanups: Cleanups = []
  const engine = await openEngine(io, { progress })
  try {
    const { drafts, facts } = await deriveDrafts(
      { files, holdout: options.holdout ?? [], started },
      { engine, progress, io, cleanups, read },
    )
    const written = writtenFile(existing, headText(facts), drafts, out)
    io.signal?.throwIfAborted()
    progress.done()
    if (options.dryRun) return io.stdout(written.text)
    writeFiles({ [resolve(io.cwd, out)]: written.text })
    io.stdout(summaryText({ out, files, read, drafts, facts, merged: written.merged }))
  } finally {
    progress.done()
    await engine.close().catch(() => {})
    for (const cleanup of cleanups) await cleanup()
  }
}

function writtenFile(
  existing: string | undefined,
  head: string,
  drafts: readonly Draft[],
  out: string,
): WrittenFile {
  if (existing === undefined) return newSuiteFile(head, drafts)
  const merged = mergedSuiteFile(existing, head, drafts)
  if (merged === undefined) throw notOurs(out)
  assertStillYaml(merged.text, out)
  return merged
}

/** @throws UserError for a file that is no suite, or not one of init's, before any data is read */
function existingSuite(out: string, { cwd }: Io): string | undefined {
  const path = resolve(cwd, out)
  if (!existsSync(path)) return undefined
  const text = textOf(path, out)
  treeFromYaml(text, out)
  if (mergedSuiteFile(text, '', []) === undefined) throw notOurs(out)
  return text
}

/** A layout that was changed by hand may have no place for what is new. */
function assertStillYaml(text: string, out: string): void {
  try {
    treeFromYaml(text, out)
  } catch (cause) {
    throw new UserError(`${out} is laid out so that new checks found no place; it stays as it is.`, {
      hint: 'Put each check on a line of its own, choose another name with --out, or replace it with --force.',
      cause,
    })
  }
}

function notOurs(out: string): UserError {
  return new UserError(`${out} is there, and mlcheck init did not write it, or its last comment is gone.`, {
    hint: 'Choose another name with --out, or replace it with --force.',
  })
}

function textOf(path: string, file: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    throw unreadable(`${file} could not be read: ${messageOf(cause)}`, { cause })
  }
}

/** `train` of `data/train.csv.gz`, `new` of `new*.csv`. */
function stemOf(reference: string): string {
  const name = reference.split(/[/\\]/).at(-1) ?? ''
  const stem = name
    .replace(/[:?#].*$/, '')
    .replace(/(\.(csv|tsv|tab|parquet|pq|arrow|feather|ipc|ndjson|jsonl|json|gz|zst))+$/i, '')
  return stem.replace(/[^\w.-]+/g, '-').replace(/^-+|-+$/g, '') || 'suite'
}
