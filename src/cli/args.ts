import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import { type Format, formats, type ReadOptions } from '../core/engine.ts'
import { UserError } from '../core/errors.ts'
import { type ValueDisplay, valueDisplays } from '../core/masking.ts'
import { didYouMean } from '../core/suggest.ts'
import { type Severity, severities } from '../core/suite.ts'
import { type Correction, corrections } from '../core/test.ts'

/** What `mlcheck check` was asked to do, before anything is looked up. */
export interface CheckArgs {
  readonly files: readonly string[]
  readonly reference?: string
  readonly sample?: string
  readonly ksAlpha: number
  readonly tAlpha: number
  readonly chiAlpha: number
  readonly correction: Correction
  readonly minEffect?: number
  readonly suites: readonly string[]
  readonly params: Readonly<Record<string, string>>
  readonly only: readonly string[]
  readonly testNamePattern?: string
  readonly bail: boolean
  readonly watch: boolean
  readonly reporters: readonly ReporterArg[]
  readonly report: string
  readonly writesReport: boolean
  readonly json: boolean
  readonly failOn: Severity
  readonly explain: boolean
  readonly display: ValueDisplay
  readonly read: ReadOptions
  readonly memoryLimit: number
  readonly threads?: number
  readonly color?: boolean
  readonly verbose: boolean
  readonly quiet: boolean
}

export interface ReporterArg {
  readonly name: string
  readonly path?: string
}

const examples = `
Examples:
  $ mlcheck --reference data_train.csv:latest --sample new.csv --ks-alpha 0.05
      compare a new file with a stored artifact; without a suite the checks are derived from the reference
  $ mlcheck --sample new.csv --suite rentals.yaml --param min_price=10
      judge a file by a suite; nothing to compare with
  $ mlcheck --reference train.parquet --sample 'new/*.parquet' tests/drift.test.ts --reporter pretty --reporter junit=out.xml
      run a vitest file with the fixtures sample, reference, ksAlpha and params
  $ mlcheck --reference train.csv --sample new.csv --explain
      show the plan: metrics, scans and SQL

A reference or a sample is a path, a glob, an http(s) URL, or an artifact [project/]name[:alias|:vN].

Commands:
  check (the default)   judge a sample
  artifact              put, get, ls, show, alias, rm, gc: versioned datasets; see mlcheck artifact --help

Exit codes:
  0 every expectation met   1 an expectation not met   2 usage error, or nothing was checked
  3 data or an artifact could not be read   4 internal error   130 interrupted
`

/** The `check` command's options, from which help and parsing follow. */
function checkCommand(): Command {
  return new Command('mlcheck')
    .usage('[check] --reference REF --sample REF --ks-alpha A [options] [test files…]')
    .description(
      'Tests for data: is this new data what we assumed, and does it still look like what we trained on?',
    )
    .argument('[files...]', 'test files (vitest, .ts or .js) and suites (.yaml)')
    .optionsGroup('Data:')
    .option('--reference <ref>', 'the data to compare with')
    .option('--sample <ref>', 'the data to judge')
    .addOption(
      new Option('--format <name>', 'read files as this format instead of by their name').choices(formats),
    )
    .option('--delimiter <text>', 'the delimiter of CSV files; found out when absent')
    .option('--no-header', 'the first line of CSV files is data')
    .addOption(new Option('--encoding <name>', 'of text files').choices(['utf-8', 'latin-1', 'utf-16']))
    .option('--missing <token>', 'a cell that means missing, such as NA; may be repeated', collect, [])
    .optionsGroup('Checks:')
    .option('--suite <file>', 'a suite (.yaml, .json, .ts); may be repeated', collect, [])
    .option(
      '--param <name=value>',
      'a value for $name in suites and params in tests; may be repeated',
      collect,
      [],
    )
    .option('--only <id>', 'only the check of this id; may be repeated', collect, [])
    .option(
      '-t, --test-name-pattern <pattern>',
      'only checks and tests whose name matches the regular expression',
    )
    .option('--bail', 'stop test files at the first failure', false)
    .addOption(
      new Option('--fail-on <severity>', 'the least severity that fails the run')
        .choices(severities)
        .default('error'),
    )
    .optionsGroup('Statistics:')
    .option('--ks-alpha <level>', 'significance level of the Kolmogorov–Smirnov tests together', alpha, 0.05)
    .option('--t-alpha <level>', 'significance level of the t-tests together', alpha, 0.05)
    .option('--chi-alpha <level>', 'significance level of the chi-square tests together', alpha, 0.05)
    .addOption(
      new Option('--correction <name>', 'for testing many columns').choices(corrections).default('sidak'),
    )
    .option('--min-effect <size>', 'the smallest effect that may fail a test', effect)
    .optionsGroup('Output:')
    .option(
      '--reporter <name[=path]>',
      'pretty, json, junit, github, markdown, html; may be repeated',
      collect,
      [],
    )
    .option('--report <dir>', 'folder of the HTML report and the result document', 'mlcheck-report')
    .option('--no-report', 'write no report')
    .option('--json', 'print the result document, and nothing else, to standard output', false)
    .option('--explain', 'show the plan and judge nothing', false)
    .addOption(
      new Option('--values <how>', 'how cells are shown in reports').choices(valueDisplays).default('masked'),
    )
    .option('--color', 'colour the output')
    .option('--no-color', 'do not colour the output')
    .option('--verbose', 'list passed checks too', false)
    .option('--quiet', 'no progress', false)
    .optionsGroup('Running:')
    .option('--watch', 'judge again whenever the data, a suite or a test file changes', false)
    .addOption(
      new Option('--memory-limit <size>', 'for the engine, such as 512MB or 4GB; it spills to disk beyond')
        .argParser(bytes)
        .default(1e9, '1GB'),
    )
    .option('--threads <count>', 'for the engine; all cores when absent', wholeNumber)
    .optionsGroup('')
    .helpOption('-h, --help', 'show this help')
    .addHelpText('after', examples)
    .showSuggestionAfterError(true)
    .exitOverride()
}

/**
 * Reads the arguments of `mlcheck check`; pure.
 *
 * @throws UserError when an option is unknown, lacks a value or has an impossible one
 * @throws CommanderError when help was asked for; it carries exit code 0
 */
export function readArgs(argv: readonly string[], write: (text: string) => void): CheckArgs {
  const command = checkCommand().configureOutput({
    writeOut: write,
    writeErr: () => {},
    outputError: () => {},
  })
  try {
    command.parse([...argv], { from: 'user' })
  } catch (error) {
    throw error instanceof CommanderError && error.exitCode !== 0 ? usageError(error) : error
  }
  return argsOf(command)
}

function argsOf(command: Command): CheckArgs {
  const options = command.opts()
  const suites = command.args.filter(isSuiteFile)
  return {
    files: command.args.filter(file => !isSuiteFile(file)),
    reference: options.reference,
    sample: options.sample,
    ksAlpha: options.ksAlpha,
    tAlpha: options.tAlpha,
    chiAlpha: options.chiAlpha,
    correction: options.correction,
    minEffect: options.minEffect,
    suites: [...options.suite, ...suites],
    params: paramsOf(options.param),
    only: options.only,
    testNamePattern: options.testNamePattern === undefined ? undefined : pattern(options.testNamePattern),
    bail: options.bail,
    watch: options.watch,
    reporters: options.reporter.map(reporterOf),
    report: options.report === false ? '' : options.report,
    writesReport: options.report !== false,
    json: options.json,
    failOn: options.failOn,
    explain: options.explain,
    display: options.values,
    read: readOptionsOf(options),
    memoryLimit: options.memoryLimit,
    threads: options.threads,
    color: options.color,
    verbose: options.verbose,
    quiet: options.quiet,
  }
}

function readOptionsOf(options: Record<string, unknown>): ReadOptions {
  const { format, delimiter, header, encoding, missing } = options as {
    readonly format?: Format
    readonly delimiter?: string
    readonly header: boolean
    readonly encoding?: ReadOptions['encoding']
    readonly missing: readonly string[]
  }
  return {
    ...(format === undefined ? {} : { format }),
    ...(delimiter === undefined ? {} : { delimiter: delimiter === '\\t' ? '\t' : delimiter }),
    ...(header ? {} : { header }),
    ...(encoding === undefined ? {} : { encoding }),
    ...(missing.length === 0 ? {} : { missing }),
  }
}

function isSuiteFile(file: string): boolean {
  return /\.(ya?ml|json)$/i.test(file)
}

function collect(value: string, previous: readonly string[]): readonly string[] {
  return [...previous, value]
}

function paramsOf(assignments: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    assignments.map(assignment => {
      const at = assignment.indexOf('=')
      if (at < 1)
        throw new UserError(`--param ${assignment} is no assignment.`, { hint: 'Write --param name=value.' })
      return [assignment.slice(0, at), assignment.slice(at + 1)]
    }),
  )
}

function reporterOf(text: string): ReporterArg {
  const at = text.indexOf('=')
  return at < 0 ? { name: text } : { name: text.slice(0, at), path: text.slice(at + 1) }
}

function pattern(text: string): string {
  try {
    new RegExp(text)
    return text
  } catch (cause) {
    throw new UserError(`-t ${text} is no regular expression.`, { cause })
  }
}

function alpha(text: string): number {
  const level = number(text)
  if (!(level > 0 && level < 1))
    throw new InvalidArgumentError('A significance level lies between 0 and 1, such as 0.05.')
  return level
}

function effect(text: string): number {
  const size = number(text)
  if (!(size >= 0)) throw new InvalidArgumentError('An effect size is a number from 0 on, such as 0.1.')
  return size
}

function wholeNumber(text: string): number {
  const count = number(text)
  if (!Number.isInteger(count) || count < 1) throw new InvalidArgumentError('It is a whole number from 1 on.')
  return count
}

function bytes(text: string): number {
  const units: Readonly<Record<string, number>> = {
    '': 1,
    kb: 1e3,
    mb: 1e6,
    gb: 1e9,
    kib: 2 ** 10,
    mib: 2 ** 20,
    gib: 2 ** 30,
  }
  const [, size = '', unit = ''] = /^(\d+(?:\.\d+)?)\s*([kmg]i?b)?$/i.exec(text.trim()) ?? []
  const factor = units[unit.toLowerCase()]
  if (size === '' || factor === undefined)
    throw new InvalidArgumentError('It is a size such as 512MB or 4GB.')
  return Math.round(Number(size) * factor)
}

function number(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text)
}

/** Commander's sentences in the house's form: what was typed, why it is wrong, and the closest option or choice. */
function usageError(error: CommanderError): UserError {
  const [first = '', second = 'mlcheck --help shows what is possible.'] = error.message
    .replace(/^error: /, '')
    .split('\n')
  const [, unknown] = /unknown option '(-[^'=]+)/.exec(first) ?? []
  if (unknown !== undefined) {
    const flags = checkCommand().options.flatMap(option => option.long ?? [])
    return new UserError(`There is no option ${unknown}.`, {
      hint: didYouMean(unknown, flags, 'Options are'),
    })
  }
  const [, lacking] = /option '(?:-\w, )?(--[\w-]+)[^']*' argument missing/.exec(first) ?? []
  if (lacking !== undefined) return new UserError(`${lacking} lacks its value.`, { hint: second })
  const [, flag, given, reason] =
    /option '(?:-\w, )?(--[\w-]+)[^']*' argument '([^']*)' is invalid\. (.*)/s.exec(first) ?? []
  if (flag === undefined || given === undefined)
    return new UserError(`${first}.`, { hint: second, cause: error })
  const [, choices] = /Allowed choices are (.*)\./.exec(reason ?? '') ?? []
  const typed = `${flag} ${given === '' ? "''" : given} is not possible.`
  if (choices === undefined) return new UserError(`${typed} ${reason}`)
  return new UserError(typed, { hint: didYouMean(given, choices.split(', ')) })
}
