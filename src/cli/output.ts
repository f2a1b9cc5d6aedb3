import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { colorEnabled, unicodeEnabled } from '../../reports/color.ts'
import { type ReportContext, reporterNamed } from '../../reports/index.ts'
import { exitCodes, messageOf, UserError } from '../core/errors.ts'
import type { Result } from '../core/result.ts'
import type { CheckArgs, ReporterArg } from './args.ts'
import { failureCode, said } from './failure.ts'
import type { Io } from './io.ts'
import { appendFile, isForbidden, shownPath, writeFiles } from './reportFiles.ts'
import type { WrittenRows } from './rowFiles.ts'

interface OutputArgs extends CheckArgs {
  /** The files of rows that were written. */
  readonly rowFiles: readonly WrittenRows[]
}

const defaultReport = 'mlcheck-report'

/** @throws UserError when a reporter is unknown or has no place to write to, before any data is read */
export function assertReporters({ reporters, json }: CheckArgs): void {
  for (const { name, path } of reporters) {
    if (targetOf({ name, path }) === undefined && json)
      throw new UserError(
        `--json leaves standard output to the result document, and ${name} writes there too.`,
        {
          hint: `Give the report a path, as in --reporter ${name}=PATH.`,
        },
      )
  }
}

/**
 * Writes every report of a result, those that can be written, and says which cannot.
 *
 * @returns the result's exit code; that of the worst problem where a passed run could not be reported
 */
export async function writeReports(result: Result, args: OutputArgs, io: Io): Promise<number> {
  const problems: unknown[] = []
  const attempt = (work: () => Promise<void>) => work().catch((error: unknown) => problems.push(error))
  let reportPath: string | undefined
  if (args.writesReport)
    await attempt(async () => {
      reportPath = await writeReportFolder(result, args, io)
    })
  for (const reporter of reportersOf(args, io))
    await attempt(() => writeReport(result, reporter, args, io, reportPath))
  const codes = problems.map(problem => failureCode(problem, io))
  return result.exitCode === exitCodes.passed ? Math.max(result.exitCode, ...codes) : result.exitCode
}

function reportersOf(args: CheckArgs, io: Io): readonly ReporterArg[] {
  if (args.json) return [{ name: 'json' }, ...args.reporters]
  if (args.reporters.length > 0) return args.reporters
  return io.env.GITHUB_ACTIONS === 'true' ? [{ name: 'pretty' }, { name: 'github' }] : [{ name: 'pretty' }]
}

/** The file that a reporter writes; `undefined` for standard output. */
function targetOf({ name, path }: ReporterArg): string | undefined {
  return path ?? reporterNamed(name).defaultPath
}

async function writeReport(
  result: Result,
  { name, path }: ReporterArg,
  args: OutputArgs,
  io: Io,
  reportPath: string | undefined,
): Promise<void> {
  const { load, appendix } = reporterNamed(name)
  const target = targetOf({ name, path })
  const render = await load()
  const color = target === undefined && colored(args, io)
  const rowFiles = args.rowFiles.map(file => ({ ...file, path: shownPath(file.path, io) }))
  const context = { ...plainContext(args, io), color, reportPath, rowFiles }
  const text = render(result, context)
  if (target === undefined) io.stdout(text)
  else writeFiles({ [resolve(io.cwd, target)]: text })
  const appended = appendix && io.env[appendix.variable]
  if (appendix && appended) appendFile(resolve(io.cwd, appended), (await appendix.load())(result, context))
}

/** Writes the page and the document into the folder asked for, and returns where the page is. */
async function writeReportFolder(result: Result, args: CheckArgs, io: Io): Promise<string> {
  const context = plainContext(args, io)
  const pages = await pagesOf(result, args, context)
  const document = (await reporterNamed('json').load())(result, context)
  const write = (folder: string) => {
    const texts = Object.entries({ ...pages, 'result.json': document })
    writeFiles(Object.fromEntries(texts.map(([name, text]) => [join(folder, name), text])))
    return shownPath(join(folder, 'index.html'), io)
  }
  try {
    return write(resolve(io.cwd, args.report))
  } catch (error) {
    // Nobody asked for this very folder, so that another one will do.
    if (args.report !== defaultReport || !isForbidden(error)) throw error
    const path = write(mkdtempSync(join(tmpdir(), 'mlcheck-report-')))
    io.stderr(said(`warning: ${messageOf(error)}\nhint:  The report is ${path} instead.\n`, io))
    return path
  }
}

async function pagesOf(
  result: Result,
  { reportAssets }: CheckArgs,
  context: ReportContext,
): Promise<Readonly<Record<string, string>>> {
  if (reportAssets === 'files') return (await import('../../reports/html/html.ts')).renderHtmlFiles(result)
  return { 'index.html': (await reporterNamed('html').load())(result, context) }
}

function plainContext(args: CheckArgs, io: Io): ReportContext {
  return { color: false, unicode: unicodeEnabled(io.env), columns: io.columns, verbose: args.verbose }
}

function colored(args: CheckArgs, io: Io): boolean {
  return colorEnabled({ flag: args.color, env: io.env, isTTY: io.isTTY })
}
