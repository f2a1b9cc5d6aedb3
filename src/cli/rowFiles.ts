import { basename, join, resolve } from 'node:path'
import type { Relation, RowFile, RowSelection } from '../core/engine.ts'
import { exitCodes, messageOf, UserError } from '../core/errors.ts'
import { plural } from '../core/format.ts'
import type { Result } from '../core/result.ts'
import { expectedText } from '../run/cells.ts'
import type { SuiteCheck } from '../run/outcome.ts'
import type { Session } from '../run/session.ts'
import type { CheckArgs } from './args.ts'
import { failureCode, said } from './failure.ts'
import type { Io } from './io.ts'
import { replaceFiles } from './reportFiles.ts'

type Wanted = Pick<CheckArgs, 'failures' | 'quarantine' | 'rawExport'>

/** A check that rows break, and which rows. */
export interface Offence {
  readonly check: SuiteCheck
  readonly selection: RowSelection
}

/** A file of rows that was written, for people. */
export interface WrittenRows {
  readonly label: string
  readonly path: string
  readonly rows: number
}

const formatsByEnding: Readonly<Record<string, RowFile['format']>> = {
  csv: 'csv',
  tsv: 'tsv',
  parquet: 'parquet',
  pq: 'parquet',
}

/** @throws UserError when rows cannot be written as asked for, before any data is read */
export function assertRowFiles({ failures, quarantine, sample, explain }: CheckArgs): void {
  if (failures !== undefined && formatsByEnding[endingOf(failures)] === undefined)
    throw new UserError(`--failures ${failures} names no kind of file that rows are written to.`, {
      hint: 'Its name ends in .csv, .tsv or .parquet.',
    })
  const option = failures === undefined ? '--quarantine' : '--failures'
  if ((failures ?? quarantine) === undefined) return
  if (sample === undefined)
    throw new UserError(`${option} needs a sample.`, { hint: 'Name it with --sample REF.' })
  if (explain) throw new UserError(`${option} and --explain cannot be used together: nothing is judged.`)
}

/** Writes the files of rows that were asked for: all of them or none, and says why where it cannot. */
export async function writeRowFiles(
  args: Wanted,
  offences: readonly Offence[],
  session: Session,
  io: Io,
): Promise<{ readonly files: readonly WrittenRows[]; readonly code: number }> {
  try {
    return { files: await writtenRows(args, offences, session, io), code: exitCodes.passed }
  } catch (error) {
    return { files: [], code: failureCode(error, io) }
  }
}

async function writtenRows(
  args: Wanted,
  offences: readonly Offence[],
  { data: { sample, reference } }: Session,
  io: Io,
): Promise<readonly WrittenRows[]> {
  if (sample === undefined) return []
  const wanted = wantedFiles(args, sample, io)
  if (wanted.length === 0) return []
  for (const { path } of wanted) assertNoInput(path, sample)
  const rules = offences.map(({ check, selection }) => ({
    id: check.id,
    reason: expectedText(check, 'full'),
    selection,
  }))
  const paths = wanted.map(({ path }) => path)
  const counts = await replaceFiles(paths, temporaries => {
    const files = wanted.map((file, index) => ({ ...file, path: temporaries[index] ?? file.path }))
    return sample.rowFiles({ rules, files }, reference).catch((cause: unknown) => {
      throw reasonOf(cause)
    })
  })
  return wanted.map(({ label, path }, index) => ({ label, path, rows: counts[index] ?? 0 }))
}

/** The engine names the temporary file; what is in the way stands behind it. */
function reasonOf(cause: unknown): unknown {
  const [, reason] = /^IO Error: .*": ([^":]+)$/s.exec(messageOf(cause)) ?? []
  if (reason === undefined) return cause
  return new Error(reason.charAt(0).toLowerCase() + reason.slice(1), { cause })
}

/** Says what the files of rows leave out: checks that could not be judged, and those that are about no rows. */
export function rowFilesRemark({ outcomes }: Result, offences: readonly Offence[], io: Io): void {
  const errored = outcomes.filter(({ status }) => status === 'errored').length
  if (errored > 0)
    io.stderr(
      said(
        `warning: ${plural(errored, 'check')} could not be judged, so that rows that break ${errored === 1 ? 'it' : 'them'} are not told apart.\n`,
        io,
      ),
    )
  const ids = new Set(offences.map(({ check }) => check.id))
  const others = outcomes.filter(({ id, status }) => status === 'failed' && !ids.has(id)).length
  if (others > 0)
    io.stderr(
      said(`note: ${plural(others, 'failed check')} is about the data as a whole and marks no rows.\n`, io),
    )
}

interface WantedFile extends RowFile {
  readonly label: string
}

function wantedFiles(
  { failures, quarantine, rawExport }: Wanted,
  sample: Relation,
  io: Io,
): readonly WantedFile[] {
  const annotated = { which: 'offending', isAnnotated: true } as const
  const files: WantedFile[] = []
  if (failures !== undefined) {
    const format = formatsByEnding[endingOf(failures)] ?? 'csv'
    const path = resolve(io.cwd, failures)
    files.push({ ...annotated, label: 'Failures', path, format, isFormulaSafe: isText(format) && !rawExport })
  }
  if (quarantine !== undefined) {
    const format = formatOf(sample)
    const pathOf = (part: string) => join(resolve(io.cwd, quarantine), `${stemOf(sample)}.${part}.${format}`)
    const isFormulaSafe = isText(format) && !rawExport
    files.push({
      label: 'Good rows',
      path: pathOf('good'),
      format,
      which: 'others',
      isAnnotated: false,
      // What goes on has to be what came in.
      isFormulaSafe: false,
    })
    files.push({ ...annotated, label: 'Bad rows', path: pathOf('bad'), format, isFormulaSafe })
  }
  return files
}

function isText(format: RowFile['format']): boolean {
  return format === 'csv' || format === 'tsv'
}

function formatOf({ info: { format } }: Relation): RowFile['format'] {
  if (format === 'json') return 'ndjson'
  return format === 'arrow' || format === 'memory' ? 'parquet' : format
}

/** `new` of `data/new.csv.gz` and of `new-*.csv`; safe as the name of a file. */
function stemOf({ info: { files, label } }: Relation): string {
  const name = basename(files.length === 1 ? (files[0] ?? label) : label)
  const stem = name.replace(/\..*$/, '').replace(/[^\p{L}\p{N}_-]+/gu, '-')
  return stem.replace(/^-+|-+$/g, '') || 'sample'
}

function endingOf(path: string): string {
  return /\.(\w+)$/.exec(path)?.[1]?.toLowerCase() ?? ''
}

/** @throws UserError when a file of the sample would be replaced */
function assertNoInput(path: string, { info: { files } }: Relation): void {
  if (files.some(file => resolve(file) === path))
    throw new UserError(`${path} is the sample itself, and is not replaced.`, {
      hint: 'Choose another name.',
    })
}
