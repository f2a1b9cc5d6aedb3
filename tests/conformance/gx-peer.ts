// Judges CSV files by a suite in Great Expectations and by its import here:
// npm run conformance:gx -- --python PATH FOLDER
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { main } from '../../src/cli/main.ts'
import type { Outcome } from '../../src/core/result.ts'

interface Verdict {
  readonly success: boolean
  readonly unexpected: number | null
}

interface Judged {
  readonly version: string
  readonly suite: { readonly expectations: readonly { readonly type: string; readonly kwargs: object }[] }
  /** By file, in the order of the expectations. */
  readonly verdicts: Readonly<Record<string, readonly Verdict[]>>
}

const { values, positionals } = parseArgs({
  options: { python: { type: 'string', default: process.env.PYTHON ?? 'python3' } },
  allowPositionals: true,
})
const [folder] = positionals
if (folder === undefined) throw new Error('Give the folder of the CSV files.')
const theirs = judgedThere(values.python, resolve(folder))
const work = mkdtempSync(join(tmpdir(), 'mlcheck-gx-'))
let [passed, failed] = [0, 0]
try {
  await importEach(theirs)
  for (const file of readdirSync(folder).filter(name => name in theirs.verdicts))
    compare(file, theirs.verdicts[file] ?? [], await judgedHere(join(resolve(folder), file)))
} finally {
  rmSync(work, { recursive: true, force: true })
}
console.log(`Great Expectations ${theirs.version}, ${Object.keys(theirs.verdicts).length} files`)
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0

function judgedThere(python: string, data: string): Judged {
  // Run from the project's folder, as npm does; the bundle lies elsewhere.
  const script = resolve('tests/conformance/gx_suite.py')
  const { status, stdout, stderr } = spawnSync(python, [script, data], {
    encoding: 'utf8',
    maxBuffer: 1e9,
    env: { ...process.env, GX_ANALYTICS_ENABLED: 'false' },
  })
  if (status !== 0) throw new Error(`Great Expectations did not run: ${stderr}`)
  return JSON.parse(stdout)
}

/** A suite of its own for each expectation, so that outcomes say which they are of. */
async function importEach({ suite }: Judged): Promise<void> {
  for (const [index, expectation] of suite.expectations.entries()) {
    const name = `e${index}`
    writeFileSync(join(work, `${name}.json`), JSON.stringify({ ...suite, name, expectations: [expectation] }))
    await run(['import', `${name}.json`, '--out', `${name}.yaml`])
  }
}

/** The outcome of each expectation, in their order. */
async function judgedHere(file: string): Promise<readonly (Outcome | undefined)[]> {
  const suites = theirs.suite.expectations.flatMap((_, index) => ['--suite', `e${index}.yaml`])
  const printed = await run([
    '--sample',
    file,
    ...suites,
    '--json',
    '--no-report',
    '--quiet',
    '--values',
    'full',
  ])
  const outcomes: readonly Outcome[] = JSON.parse(printed).outcomes
  return theirs.suite.expectations.map((_, index) => outcomes.find(({ suite }) => suite === `e${index}`))
}

function compare(
  file: string,
  verdicts: readonly Verdict[],
  outcomes: readonly (Outcome | undefined)[],
): void {
  for (const [index, { success, unexpected }] of verdicts.entries()) {
    const outcome = outcomes[index]
    const { type, kwargs } = theirs.suite.expectations[index] ?? { type: '', kwargs: {} }
    const count = outcome?.unexpected?.count ?? countOf(outcome)
    const agrees =
      (outcome?.status === 'passed') === success &&
      (unexpected === null || count === undefined || countsOtherwise(type) || count === unexpected)
    if (agrees) passed++
    else {
      failed++
      console.log(`${file}: ${type} ${JSON.stringify(kwargs)}`)
      console.log(`  theirs: ${success ? 'passed' : 'failed'}, ${unexpected} unexpected`)
      console.log(`  ours:   ${outcome?.status}: ${outcome?.found}`)
    }
  }
}

/** They count distinct values where we count rows. */
function countsOtherwise(type: string): boolean {
  return type.startsWith('expect_column_distinct_values')
}

/** How many values offend where the check passes all the same. */
function countOf(outcome: Outcome | undefined): number | undefined {
  const failing = outcome?.observed?.failing
  return typeof failing === 'number' ? failing : undefined
}

async function run(args: readonly string[]): Promise<string> {
  let printed = ''
  await main(args, {
    cwd: work,
    env: {},
    stdout: text => {
      printed += text
    },
    stderr: text => {
      process.stderr.write(text)
    },
    columns: 100,
    isTTY: false,
  })
  return printed
}
