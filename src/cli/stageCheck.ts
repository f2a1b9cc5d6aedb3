import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { exitCodes, UserError } from '../core/errors.ts'
import { isFinding, type Result } from '../core/result.ts'
import { defineStage, type StageInput } from '../core/stage.ts'
import { didYouMean } from '../core/suggest.ts'
import { bundleModule } from '../vitest/bundle.ts'
import { type CheckArgs, readArgs } from './args.ts'
import { checkCommand } from './checkOptions.ts'
import { main } from './main.ts'
import { writtenSuites } from './suites.ts'
import { version } from './version.ts'

const scalar = z.union([z.string(), z.number(), z.boolean()])
const param = z.union([scalar, z.array(scalar), z.record(z.string(), scalar)])

/** What the pipeline sets itself. */
const reserved = [
  'sample',
  'reference',
  'report',
  'json',
  'watch',
  'explain',
  'states',
  'partition',
  'version',
  'color',
  'quiet',
  'verbose',
]

const options = checkCommand().options.filter(option => !reserved.includes(option.attributeName()))

const params = z.record(z.string(), param).superRefine((given, context) => {
  for (const name of Object.keys(given)) {
    if (name === 'files' || optionOf(name) !== undefined) continue
    const hint = didYouMean(name, optionNames(), 'Possible are')
    context.addIssue({ code: 'custom', path: [name], message: `there is no option of that name. ${hint}` })
  }
})

type Params = z.output<typeof params>

/** The core: judges the sample, keeps the report, and stops the line when it fails. */
export const check = defineStage({
  name: 'check',
  version,
  summary: 'Judges data by suites, test files or a reference, and stops what follows when it fails.',
  params,
  inputs: {
    sample: { type: 'dataset', judged: true, description: 'The data to judge.' },
    reference: { type: 'dataset', optional: true, description: 'The data to compare with.' },
  },
  outputs: {
    report: { type: 'report', optional: true, description: 'The report as HTML, and result.json.' },
  },
  gate: true,
  // The test runner is one in a process.
  needsProcess: ({ files = [] }) => [files].flat().length > 0,
  fingerprint: ({ params, cwd }) => fingerprintOf(params, cwd),
  async run({ params, inputs: { sample, reference }, outputs, cwd, signal, log, check, metrics }) {
    const { folder } = outputs.report
    const argv = [
      ...argumentsOf(params),
      ...['--sample', referenceTo(sample), ...(reference ? ['--reference', referenceTo(reference)] : [])],
      ...['--report', folder, '--quiet', '--no-color'],
    ]
    let said = ''
    const code = await main(['check', ...argv], {
      cwd,
      env: process.env,
      stdout: log,
      stderr: text => {
        said += text
      },
      isTTY: false,
      columns: 100,
      signal,
    })
    signal.throwIfAborted()
    const path = join(folder, 'result.json')
    if (code > exitCodes.failed || !existsSync(path)) throw failureOf(code, said)
    if (said !== '') log(said)
    const { outcomes }: Result = JSON.parse(readFileSync(path, 'utf8'))
    const findings = outcomes.filter(isFinding)
    const errors = findings.filter(({ severity }) => severity === 'error' || code === exitCodes.failed)
    for (const { id, found } of errors) check({ name: id, passed: code === exitCodes.passed, found })
    metrics({
      checks: outcomes.length,
      failed: findings.filter(({ severity }) => severity === 'error').length,
      warnings: findings.filter(({ severity }) => severity === 'warning').length,
    })
  },
})

function referenceTo({ project, name, version }: StageInput): string {
  return `${project}/${name}:${version}`
}

/** The parameters as the command line has them. Without a series the history is left alone. */
function argumentsOf(params: Params): readonly string[] {
  const { files = [], ...given } = params
  const history = 'series' in given || 'history' in given ? [] : ['--no-history']
  return [
    ...Object.entries(given).flatMap(([name, value]) => optionArguments(name, value)),
    ...history,
  ].concat([files].flat().map(String))
}

function optionArguments(name: string, value: Params[string]): readonly string[] {
  const long = optionOf(name)?.long ?? ''
  if (value === true) return long.startsWith('--no-') ? [] : [long]
  if (value === false) return long.startsWith('--no-') ? [long] : []
  if (Array.isArray(value)) return value.flatMap(item => [long, String(item)])
  if (typeof value === 'object')
    return Object.entries(value).flatMap(([key, item]) => [long, `${key}=${item}`])
  return [long, String(value)]
}

function optionOf(name: string) {
  return options.find(option => option.attributeName() === name)
}

function optionNames(): readonly string[] {
  return ['files', ...new Set(options.map(option => option.attributeName()))]
}

/** The code of suites and test files; nothing is known in advance where the verdict depends on earlier runs. */
async function fingerprintOf(params: Params, cwd: string): Promise<string | undefined> {
  const args: CheckArgs = readArgs([...argumentsOf(params), '--sample', 'x'], () => {})
  if (args.usesHistory) return undefined
  const isCode = (path: string) => /\.[cm]?[jt]s$/.test(path)
  const declared = args.suites.filter(path => !isCode(path))
  const suites = await writtenSuites({ ...args, suites: declared }, { ...quietIo, cwd })
  const hash = createHash('sha256').update(JSON.stringify(suites))
  for (const path of [...args.suites, ...args.files].filter(isCode))
    hash.update((await bundleModule(resolve(cwd, path))).code)
  return hash.digest('hex')
}

const quietIo = { env: {}, stdout: () => {}, stderr: () => {}, isTTY: false, columns: 80 }

/** What the check wrote to standard error, as the error of the stage. */
function failureOf(code: number, said: string): Error {
  const [first = '', ...more] = said.trim().split('\n')
  if (code === exitCodes.internal) return new Error(said)
  const hint = more
    .find(line => line.startsWith('hint:'))
    ?.slice('hint:'.length)
    .trim()
  return new UserError(first.replace(/^error: /, ''), {
    ...(hint !== undefined && { hint }),
    fault: code === exitCodes.unreadable ? 'unreadable' : 'usage',
  })
}
