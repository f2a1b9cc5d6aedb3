import { randomUUID } from 'node:crypto'
import { appendFileSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative, resolve } from 'node:path'
import { colorEnabled, unicodeEnabled } from '../../reports/color.ts'
import { type Appendix, type ReportContext, reporterNamed } from '../../reports/index.ts'
import { exitCodes, messageOf, UserError } from '../core/errors.ts'
import type { Result } from '../core/result.ts'
import type { CheckArgs, ReporterArg } from './args.ts'
import type { Io } from './io.ts'

const defaultReport = 'mlcheck-report'

/** @throws UserError when a reporter is unknown, before any data is read */
export function assertReporters(names: readonly ReporterArg[]): void {
  for (const { name } of names) reporterNamed(name)
}

/** Writes every report of a result and returns the exit code: the result's, or 3 when a passed run could not be reported. */
export async function writeReports(result: Result, args: CheckArgs, io: Io): Promise<number> {
  const problems: string[] = []
  const attempt = async (work: () => Promise<void>) => {
    try {
      await work()
    } catch (error) {
      problems.push(messageOf(error))
    }
  }
  let reportPath: string | undefined
  if (args.writesReport)
    await attempt(async () => {
      reportPath = await writeReportFolder(result, args, io)
    })
  for (const reporter of reportersOf(args, io))
    await attempt(() => writeReport(result, reporter, args, io, reportPath))
  for (const problem of problems) io.stderr(`error: ${problem}\n`)
  if (problems.length > 0 && result.exitCode === exitCodes.passed) return exitCodes.unreadable
  return result.exitCode
}

function reportersOf(args: CheckArgs, io: Io): readonly ReporterArg[] {
  if (args.json) return [{ name: 'json' }, ...args.reporters.filter(reporter => reporter.path !== undefined)]
  if (args.reporters.length > 0) return args.reporters
  return io.env.GITHUB_ACTIONS === 'true' ? [{ name: 'pretty' }, { name: 'github' }] : [{ name: 'pretty' }]
}

async function writeReport(
  result: Result,
  { name, path }: ReporterArg,
  args: CheckArgs,
  io: Io,
  reportPath: string | undefined,
): Promise<void> {
  const reporter = reporterNamed(name)
  const target = path ?? reporter.defaultPath
  const render = await reporter.load()
  const color = target === undefined && colored(args, io)
  const context = { ...plainContext(args, io), color, reportPath }
  const text = render(result, context)
  if (target === undefined) io.stdout(text)
  else writeFile(resolve(io.cwd, target), text)
  if (reporter.appendix) await append(reporter.appendix, result, context, io)
}

async function writeReportFolder(result: Result, args: CheckArgs, io: Io): Promise<string> {
  const folder = reportFolder(args, io)
  const html = await reporterNamed('html').load()
  const json = await reporterNamed('json').load()
  const page = join(folder, 'index.html')
  const context = plainContext(args, io)
  writeFile(page, html(result, context))
  writeFile(join(folder, 'result.json'), json(result, context))
  return relative(io.cwd, page).startsWith('..') ? page : relative(io.cwd, page)
}

/** The folder asked for; a temporary one where nobody asked and the working directory cannot be written to. */
function reportFolder(args: CheckArgs, io: Io): string {
  const folder = resolve(io.cwd, args.report)
  try {
    mkdirSync(folder, { recursive: true })
    return folder
  } catch (error) {
    if (args.report !== defaultReport) throw writeError(folder, error)
    return mkdtempSync(join(tmpdir(), 'mlcheck-report-'))
  }
}

/** Writes a whole file or nothing: a temporary neighbour takes the file's name when it is complete. */
function writeFile(path: string, text: string): void {
  const unfinished = `${path}.${randomUUID()}.tmp`
  try {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(unfinished, text)
    renameSync(unfinished, path)
  } catch (error) {
    rmSync(unfinished, { force: true })
    throw writeError(path, error)
  }
}

function writeError(path: string, cause: unknown): UserError {
  const reasons: Readonly<Record<string, string>> = {
    ENOSPC: 'the disk is full',
    EDQUOT: 'the disk quota is used up',
    EACCES: 'permission denied',
    EROFS: 'the file system is read-only',
    ENOTDIR: 'a part of the path is a file',
    EISDIR: 'it is a directory',
  }
  const code = (cause as NodeJS.ErrnoException).code ?? ''
  return new UserError(
    `${path} could not be written: ${reasons[code] ?? messageOf(cause)}. The verdict stands.`,
    {
      cause,
    },
  )
}

async function append(
  { variable, load }: Appendix,
  result: Result,
  context: ReportContext,
  io: Io,
): Promise<void> {
  const path = io.env[variable]
  if (!path) return
  const render = await load()
  appendFileSync(path, render(result, context))
}

function plainContext(args: CheckArgs, io: Io): ReportContext {
  return { color: false, unicode: unicodeEnabled(io.env), columns: io.columns, verbose: args.verbose }
}

function colored(args: CheckArgs, io: Io): boolean {
  return colorEnabled({ flag: args.color, env: io.env, isTTY: io.isTTY })
}
