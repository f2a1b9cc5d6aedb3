import type { Command } from 'commander'
import type { ReadOptions } from '../core/engine.ts'
import { UserError } from '../core/errors.ts'
import type { ValueDisplay } from '../core/masking.ts'
import type { Horizon } from '../core/result.ts'
import type { Severity } from '../core/suite.ts'
import type { Correction, TestParams } from '../core/test.ts'
import { type EngineName, serverEngines } from '../engines/index.ts'
import { checkCommand } from './checkOptions.ts'
import { readOptionsOf } from './readOptions.ts'
import { boundTo } from './usage.ts'

/** What `mlcheck check` was asked to do, before anything is looked up. */
export interface CheckArgs {
  readonly files: readonly string[]
  readonly reference?: string
  readonly sample?: string
  readonly ksAlpha: number
  readonly tAlpha: number
  readonly chiAlpha: number
  /** Of every kind of test that has no option of its own. */
  readonly alpha: number
  readonly correction: Correction
  /** What tests are given that have no such parameter of their own. */
  readonly tests: TestParams
  readonly series?: string
  readonly horizon?: Horizon
  /** A test fails the run once so many batches in a row reject it. */
  readonly confirm?: number
  readonly usesHistory: boolean
  readonly suites: readonly string[]
  /** Whether checks are derived from the reference also where others are written. */
  readonly derives: boolean
  readonly params: Readonly<Record<string, string>>
  readonly only: readonly string[]
  readonly tags: readonly string[]
  readonly testNamePattern?: string
  readonly bail: boolean
  readonly watch: boolean
  readonly reporters: readonly ReporterArg[]
  readonly report: string
  /** Whether style and script are files beside the page, for hosts that forbid them inside. */
  readonly reportAssets: 'inline' | 'files'
  readonly writesReport: boolean
  readonly json: boolean
  /** The file of all rows that break a check. */
  readonly failures?: string
  /** The folder into which the sample is split. */
  readonly quarantine?: string
  /** Whether text that a spreadsheet takes for a formula is written as it is. */
  readonly rawExport: boolean
  /** The folder that states are saved in. */
  readonly states?: string
  /** What the sample is called among the states there. */
  readonly partition?: string
  readonly failOn: Severity
  readonly explain: boolean
  readonly display: ValueDisplay
  readonly read: ReadOptions
  readonly memoryLimit: number
  readonly threads?: number
  readonly engine: EngineName
  /** Where the engine runs, where that is elsewhere. */
  readonly remote?: string
  readonly color?: boolean
  readonly verbose: boolean
  readonly quiet: boolean
}

export interface ReporterArg {
  readonly name: string
  readonly path?: string
}

/**
 * Reads the arguments of `mlcheck check`; pure.
 *
 * @param write receives the help, when it is asked for
 * @throws UserError when an option is unknown, lacks a value or has an impossible one
 * @throws CommanderError when help was asked for; it carries exit code 0
 */
export function readArgs(
  argv: readonly string[],
  write: (text: string) => void,
  columns?: number,
): CheckArgs {
  const command = boundTo({ stdout: write, stderr: write, columns }, checkCommand())
  command.parse([...argv], { from: 'user' })
  return argsOf(command)
}

/** @throws UserError when the value of an option is the empty text, as of a variable that is not set */
function assertValues(command: Command): void {
  for (const option of command.options) {
    const value: unknown = command.getOptionValue(option.attributeName())
    if (option.required && [value].flat().includes(''))
      throw new UserError(`${option.long} lacks its value.`, { hint: 'Its text is empty.' })
  }
}

/**
 * What a command that has the options of `check`, or most of them, was asked to do.
 *
 * @throws UserError when options contradict each other or have an empty value
 */
export function argsOf(command: Command): CheckArgs {
  assertValues(command)
  const options = command.opts()
  const suites = command.args.filter(isSuiteFile)
  return {
    files: command.args.filter(file => !isSuiteFile(file)),
    reference: options.reference,
    sample: options.sample,
    ksAlpha: options.ksAlpha,
    tAlpha: options.tAlpha,
    chiAlpha: options.chiAlpha,
    alpha: options.alpha,
    correction: options.correction,
    tests: testParamsOf(options),
    series: options.series,
    horizon: options.horizon,
    confirm: options.confirm,
    usesHistory: options.history,
    suites: [...(options.suite ?? []), ...suites],
    derives: options.derive ?? false,
    params: paramsOf(options.param ?? []),
    only: options.only ?? [],
    tags: options.tag ?? [],
    testNamePattern: options.testNamePattern,
    bail: options.bail ?? false,
    watch: options.watch ?? false,
    reporters: (options.reporter ?? []).map(reporterOf),
    report: options.report === false ? '' : options.report,
    writesReport: options.report !== false,
    reportAssets: options.reportAssets,
    json: options.json ?? false,
    failures: options.failures,
    quarantine: options.quarantine,
    rawExport: options.rawExport ?? false,
    states: options.states,
    partition: options.partition,
    failOn: options.failOn,
    explain: options.explain ?? false,
    display: options.values,
    read: readOptionsOf(options),
    memoryLimit: options.memoryLimit,
    threads: options.threads,
    engine: options.engine,
    remote: remoteOf({ engine: options.engine, remote: options.remote }),
    color: options.color,
    verbose: options.verbose ?? false,
    quiet: options.quiet ?? false,
  }
}

/** @throws UserError when a mode lacks the effect that it is about */
function testParamsOf(options: Readonly<Record<string, unknown>>): TestParams {
  const { minEffect, mode, allowUnderpowered, cluster, weight }: TestParams = options
  if (mode !== undefined && mode !== 'difference' && !minEffect)
    throw new UserError(`--mode ${mode} needs the effect that matters.`, {
      hint: 'Name it with --min-effect, such as --min-effect 0.1.',
    })
  if (cluster !== undefined && weight !== undefined)
    throw new UserError('--cluster and --weight cannot be used together.', {
      hint: 'Tests of weighted rows take them for independent.',
    })
  const given = Object.entries({ minEffect, mode, allowUnderpowered, cluster, weight })
  return Object.fromEntries(given.filter(([, value]) => value !== undefined))
}

type EngineChoice = Pick<CheckArgs, 'engine' | 'remote'>

/** @throws UserError when there is an address, and an engine that runs here */
function remoteOf({ engine, remote }: EngineChoice): string | undefined {
  if (remote === undefined || serverEngines.includes(engine)) return remote
  throw new UserError(`--remote is the address of a server, and the engine ${engine} has none.`, {
    hint: `Add --engine ${serverEngines.join(' or ')}.`,
  })
}

function isSuiteFile(file: string): boolean {
  return /\.(ya?ml|json)$/i.test(file)
}

/**
 * Parameters by name, from `name=value`.
 *
 * @throws UserError when one is no assignment
 */
export function paramsOf(assignments: readonly string[]): Readonly<Record<string, string>> {
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
