import { randomUUID } from 'node:crypto'
import { appendFileSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative, resolve } from 'node:path'
import { colorEnabled } from '../../reports/color.ts'
import { reporters } from '../../reports/index.ts'
import { exitCodes, messageOf, UserError } from '../core/errors.ts'
import type { Result } from '../core/result.ts'
import { didYouMean } from '../core/suggest.ts'
import type { CheckArgs, ReporterArg } from './args.ts'
import type { Io } from './io.ts'

const defaultReport = 'mlcheck-report'

/** @throws UserError when a reporter is unknown, before any data is read */
export function assertReporters(names: readonly ReporterArg[]): void {
  for (const { name } of names)
    if (!(name in reporters))
      throw new UserError(`There is no reporter ${name}.`, {
        hint: didYouMean(name, Object.keys(reporters), 'Reporters are'),
      })
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
  const reporter = reporters[name]
  if (!reporter) throw new Error(`There is no reporter ${name}.`)
  const target = path ?? reporter.defaultPath
  const render = await reporter.load()
  const text = render(result, {
    color: target === undefined && colored(args, io),
    columns: io.columns,
    env: io.env,
    reportPath,
    verbose: args.verbose,
  })
  if (target === undefined) io.stdout(text)
  else writeFile(resolve(io.cwd, target), text)
  if (name === 'github' && io.env.GITHUB_STEP_SUMMARY)
    await writeStepSummary(result, io.env.GITHUB_STEP_SUMMARY)
}

async function writeReportFolder(result: Result, args: CheckArgs, io: Io): Promise<string> {
  const folder = reportFolder(args, io)
  const html = await reporters.html?.load()
  const json = await reporters.json?.load()
  if (!html || !json) throw new Error('The html and json reporters are missing.')
  const page = join(folder, 'index.html')
  const context = { color: false, columns: io.columns, env: io.env, verbose: args.verbose }
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

async function writeStepSummary(result: Result, path: string): Promise<void> {
  const { renderGithubSummary } = await import('../../reports/github.ts')
  appendFileSync(path, renderGithubSummary(result))
}

function colored(args: CheckArgs, io: Io): boolean {
  return colorEnabled({ flag: args.color, env: io.env, isTTY: io.isTTY })
}
