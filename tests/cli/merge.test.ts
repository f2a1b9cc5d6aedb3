import { readFileSync, writeFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import type { Result } from '../../src/core/result.ts'
import { runCli } from '../support/cli.ts'
import { judged } from '../support/judged.ts'
import { csv, type Workspace, workspace } from '../support/workspace.ts'

const suite = `
table: [toHaveUniqueRows, { toHaveRowCount: { min: 1 } }]
columns:
  price:
    - toHaveValuesBetween: { min: 0, max: 100 }
    - toHaveMeanBetween: { min: 0, max: 100 }
    - toHaveStdevBetween: { min: 0, max: 100 }
    - toHaveMedianBetween: { min: 0, max: 100 }
    - toHaveSameDistributionAs
    - toHaveSameMeanAs
  genre:
    - toHaveDistinctCountBetween: { max: 2 }
    - toHaveEntropyBetween: { max: 3 }
    - toHaveSameCategorySharesAs
    - toHaveMostCommonValueIn: { values: [rock] }
    - toHaveValuesInReference
  id: [toHaveUniqueValues]
`

/** A table of some rows; a change of `step` makes other ones of it. */
function rentals(rows: number, step: number): string {
  const numbers = Array.from({ length: rows }, (_, index) => index)
  return csv({
    id: numbers.map(n => n * step),
    price: numbers.map(n => (n % 9 === 0 ? null : ((n * 7 * step) % 83) + n / 8)),
    genre: numbers.map(n => ['rock', 'pop', 'jazz', "r'n'b"][(n * step) % 4] ?? null),
  })
}

const weeks = { 'week1.csv': rentals(40, 3), 'week2.csv': rentals(25, 5), 'week3.csv': rentals(1, 7) }
const given = () => workspace({ ...weeks, 'train.csv': rentals(200, 1), 'suite.yaml': suite })
const against = ['--reference', 'train.csv', '--suite', 'suite.yaml'] as const

async function saveWeeks(of: Workspace, ...options: readonly string[]): Promise<readonly number[]> {
  const codes: number[] = []
  for (const week of Object.keys(weeks))
    codes.push((await of.run('--sample', week, ...options, '--states', 'states', '--no-report')).code)
  return codes
}

/** Runs a command line of words without blanks, and more words. */
const typed = (of: Workspace, line: string, ...more: readonly string[]) => of.run(...line.split(' '), ...more)

/** What a run found, but for what only rows tell. */
const foundIn = ({ outcomes }: Result) =>
  outcomes.map(({ id, status, found, test }) => ({ id, status, found, test }))

/** The names of files of states; what tells two of a name apart is left out. */
const statesIn = (of: Workspace) =>
  of.files().flatMap(file => /^states\/(.*)\.\w{12}\.states\.gz$/.exec(file)?.[1] ?? [])

test('states of weeks are judged as the weeks together are', async () => {
  const of = given()
  expect(await saveWeeks(of, ...against)).toEqual([1, 1, 1])
  const whole = await judged(of, '--sample', 'week*.csv', ...against)
  const merged = await judged(of, 'merge', 'states', '--suite', 'suite.yaml')
  expect(foundIn(merged.result)).toEqual(foundIn(whole.result))
  expect(merged.code).toBe(whole.code)
  expect(merged.result.run).toMatchObject({ engine: 'states', queries: { sample: 0, reference: 0 } })
  expect(merged.result.sample).toMatchObject({ label: 'states', rows: 66, columns: 3 })
})

test('the data are not opened again: they may be gone', async () => {
  const of = given()
  await saveWeeks(of, ...against)
  for (const name of [...Object.keys(weeks), 'train.csv'])
    renameSync(join(of.folder, name), join(of.folder, `${name}.gone`))
  expect((await judged(of, 'merge', 'states', '--suite', 'suite.yaml')).result.counts.total).toBe(14)
})

test('a check that saves states finds what it finds without', async () => {
  const of = given()
  const without = await judged(of, '--sample', 'week1.csv', ...against)
  const saving = await judged(of, '--sample', 'week1.csv', ...against, '--states', 'states')
  expect(saving.result.outcomes).toEqual(without.result.outcomes)
  expect(saving.code).toBe(without.code)
})

test('checks that follow from the reference are merged, too, also where a week has no value', async () => {
  const of = workspace({
    'train.csv': rentals(200, 1),
    'week1.csv': rentals(40, 3),
    'week2.csv': csv({ id: [1, 2], price: [null, null], genre: ['pop', 'rock'] }),
  })
  for (const week of ['week1.csv', 'week2.csv'])
    await of.run('--reference', 'train.csv', '--sample', week, '--states', 'states', '--no-report')
  const whole = await judged(of, '--reference', 'train.csv', '--sample', 'week*.csv')
  expect(foundIn((await judged(of, 'merge', 'states')).result)).toEqual(foundIn(whole.result))
})

test('test files judge merged states', async () => {
  const file = `
import { expect, test } from 'mlcheck'
test('prices', async ({ sample }) => {
  await expect(sample).toHaveValuesBetween('price', { min: 0, max: 10_000 })
})
test('no drift', async ({ sample, reference }) => {
  await expect(sample).toHaveSameDistributionAs(reference, { columns: ['price'] })
})
`
  const { folder: cwd } = workspace({ ...weeks, 'train.csv': rentals(200, 1), 'prices.test.ts': file })
  const run = (...args: readonly string[]) =>
    runCli([...args, 'prices.test.ts', '--no-report', '--json'], { cwd })
  const reference = ['--reference', 'train.csv'] as const
  for (const week of Object.keys(weeks)) await run(...reference, '--sample', week, '--states', 'states')
  const whole: Result = JSON.parse((await run(...reference, '--sample', 'week*.csv')).stdout)
  const merged: Result = JSON.parse((await run('merge', 'states')).stdout)
  expect(foundIn(merged)).toEqual(foundIn(whole))
})

test('the report says what was merged, and that rows cannot be shown', async () => {
  const of = given()
  await saveWeeks(of, ...against)
  const { stdout, code } = await of.run('merge', 'states', '--suite', 'suite.yaml', '--only', 'id.unique')
  expect(stdout.replace(/\d+ ms/, 'N ms')).toMatchInlineSnapshot(`
    "
     mlcheck 0.1.0   states (66 rows, 3 columns)  vs  train.csv (200 rows, 3 columns)
     sample        merged from 3 partitions: week1.csv, week2.csv and week3.csv
     reference     states of train.csv

     ✕ id.unique  17 of 66 values not unique
         Expected values of id unique
         at suite.yaml:17:8

     Expectations  1 failed
     Drift         ks: 0 of 1 test failed, α 0.05 (Šidák)
                   t: 0 of 1 test failed, α 0.05 (Šidák)
                   chi-square: 0 of 1 test failed, α 0.05 (Šidák)
     Suites        suite.yaml (1)
     Duration      N ms
     Report        mlcheck-report/index.html

     Which rows break a check is not shown: states have no rows. The report of each partition shows its
     own.

     hint: check it again with
       mlcheck merge states --suite suite.yaml --only id.unique

    "
  `)
  expect(code).toBe(1)
  expect(of.files()).toContain('mlcheck-report/index.html')
})

test('the same week saved again replaces its states, and so does other data of its name', async () => {
  const of = given()
  const save = async (...options: readonly string[]) =>
    (await typed(of, '--sample week1.csv --suite suite.yaml --states states --no-report', ...options)).stderr
  const said = [await save(), await save(), await save('--partition', 'first'), '']
  writeFileSync(join(of.folder, 'week1.csv'), rentals(12, 11))
  said.push(await save('--partition', 'first'))
  expect(said.join('').replace(/\w{12}(?=\.states)/g, 'DIGEST')).toMatchInlineSnapshot(`
    "note: the states of week1.csv are in states/week1.csv.sample.DIGEST.states.gz.
    note: the states of week1.csv are in states/week1.csv.sample.DIGEST.states.gz, in place of those from before.
    note: the states of first are in states/first.sample.DIGEST.states.gz, in place of those of week1.csv, which has the same bytes.
    note: the states of first are in states/first.sample.DIGEST.states.gz, in place of those of other data that were called first; --partition tells them apart.
    "
  `)
  expect(statesIn(of)).toEqual(['first.sample'])
})

test('what a test asks further is saved also where no week by itself is asked it', async () => {
  const flat = (rows: number) => csv({ price: Array.from({ length: rows }, (_, n) => n % 7) })
  const of = workspace({
    'train.csv': flat(600),
    'week1.csv': flat(100),
    // Two values far away are no skewed column, but make one of both weeks together.
    'week2.csv': csv({ price: [5000, 5001] }),
    'suite.yaml': 'columns: { price: [toHaveSameMeanAs] }',
  })
  for (const week of ['week1', 'week2'])
    await typed(
      of,
      `--reference train.csv --sample ${week}.csv --suite suite.yaml --states states --no-report`,
    )
  const whole = await judged(of, ...'--reference train.csv --sample week*.csv --suite suite.yaml'.split(' '))
  const merged = await judged(of, 'merge', 'states', '--suite', 'suite.yaml')
  expect(whole.result.outcomes[0]?.test?.choice).toMatch(/dealing the rows anew/)
  expect(merged.result.outcomes[0]?.test).toMatchObject({
    pValue: whole.result.outcomes[0]?.test?.pValue,
    choice: whole.result.outcomes[0]?.test?.choice,
  })
})

test('a glob chooses weeks', async () => {
  const of = given()
  await saveWeeks(of, '--suite', 'suite.yaml')
  const { result } = await judged(of, 'merge', 'states/week[12]*', '--suite', 'suite.yaml')
  expect(result.sample).toMatchObject({
    rows: 65,
    remarks: ['merged from 2 partitions: week1.csv and week2.csv'],
  })
})

test('a check that was not asked before is errored by itself', async () => {
  const of = given()
  await saveWeeks(of, '--suite', 'suite.yaml')
  writeFileSync(
    join(of.folder, 'more.yaml'),
    'columns: { price: [toHaveNoNulls, { toHaveSumBetween: { min: 0 } }] }',
  )
  const { result, code } = await judged(of, 'merge', 'states', '--suite', 'more.yaml')
  expect(
    result.outcomes.map(({ status, found }) => `${status}: ${found.replace(/\w{12}(?=\.states)/, 'DIGEST')}`),
  ).toMatchInlineSnapshot(`
    [
      "failed: 9 of 66 values missing",
      "errored: states/week1.csv.sample.DIGEST.states.gz does not have what this check asks for: it was not saved.",
    ]
  `)
  expect(code).toBe(1)
})

test('a reference keeps what several suites asked of it', async () => {
  const of = workspace({
    ...weeks,
    'train.csv': rentals(200, 1),
    'a.yaml': 'columns: { price: [toHaveSameDistributionAs] }',
    'b.yaml': 'columns: { genre: [toHaveSameCategorySharesAs] }',
  })
  const save = '--reference train.csv --sample week1.csv --states states --no-report --suite'
  await typed(of, save, 'a.yaml')
  await typed(of, save, 'b.yaml', '--suite', 'a.yaml')
  expect(statesIn(of)).toEqual(['train.csv.reference', 'week1.csv.sample'])
  const { outcomes } = await judged(of, 'merge', 'states', '--suite', 'a.yaml', '--suite', 'b.yaml')
  expect(outcomes).toEqual(['inconclusive price.ks', 'inconclusive genre.chi2'])
})

test('of several references one has to be chosen', async () => {
  const of = workspace({
    ...weeks,
    'old.csv': rentals(150, 1),
    'new.csv': rentals(200, 1),
    'suite.yaml': suite,
  })
  await typed(of, '--reference old.csv --sample week1.csv --suite suite.yaml --states states --no-report')
  await typed(of, '--reference new.csv --sample week2.csv --suite suite.yaml --states states --no-report')
  const { stderr, code } = await of.run('merge', 'states', '--suite', 'suite.yaml')
  expect(stderr.replace(/\w{12}(?=\.states)/g, 'DIGEST')).toMatchInlineSnapshot(`
    "error: There are states of several references: new.csv in states/new.csv.reference.DIGEST.states.gz and old.csv in states/old.csv.reference.DIGEST.states.gz.
    hint:  Choose one with --reference-states FILE.
    "
  `)
  expect(code).toBe(2)
  const [file = ''] = of.files().filter(name => name.startsWith('states/old'))
  const chosen = await judged(of, 'merge', 'states', '--suite', 'suite.yaml', '--reference-states', file)
  expect(chosen.result.reference).toMatchObject({ label: 'old.csv', rows: 150 })
})

test('times finer than milliseconds are not counted as fewer', async () => {
  const of = workspace({
    'week1.csv': 'at\n2024-01-01 00:00:00.000001\n2024-01-01 00:00:00.000002\n',
    'suite.yaml': 'columns: { at: [toHaveUniqueValues] }',
  })
  await of.run('--sample', 'week1.csv', '--suite', 'suite.yaml', '--states', 'states', '--no-report')
  const { result } = await judged(of, 'merge', 'states', '--suite', 'suite.yaml')
  expect(result.outcomes[0]?.found.replace(/\w{12}(?=\.states)/, 'DIGEST')).toMatchInlineSnapshot(
    `"This cannot be judged from the states in states/week1.csv.sample.DIGEST.states.gz. at has times finer than milliseconds."`,
  )
})

test('files that are damaged, foreign, of another version or counted twice are named', async () => {
  const of = given()
  await saveWeeks(of, '--suite', 'suite.yaml')
  const [name = ''] = of.files().filter(file => file.startsWith('states/week1'))
  const path = join(of.folder, name)
  const bytes = readFileSync(path)
  const text = gunzipSync(bytes).toString()
  const kinds: Readonly<Record<string, string | Uint8Array>> = {
    cut: bytes.subarray(0, bytes.length - 20),
    'without its last line': gzipSync(text.slice(0, text.lastIndexOf('\n{') + 1)),
    'with a broken header': gzipSync(text.replace('"rows":40', '"rows":"many"')),
    'no archive': 'id,price\n1,2\n',
    empty: '',
    'an archive of something else': gzipSync('id,price\n1,2\n'),
    'of a later version': gzipSync(text.replace('mlcheck.states/1', 'mlcheck.states/7')),
  }
  const said: string[] = []
  for (const [kind, content] of Object.entries(kinds)) {
    writeFileSync(path, content)
    const { stderr, code } = await of.run('merge', 'states', '--suite', 'suite.yaml')
    said.push(`${kind} (${code}): ${stderr}`)
  }
  writeFileSync(path, bytes)
  writeFileSync(join(of.folder, 'states', 'copy.states.gz'), bytes)
  const twice = await of.run('merge', 'states', '--suite', 'suite.yaml')
  said.push(`twice (${twice.code}): ${twice.stderr}`)
  expect(said.join('').replace(/\w{12}(?=\.states)/g, 'DIGEST')).toMatchInlineSnapshot(`
    "cut (3): error: states/week1.csv.sample.DIGEST.states.gz cannot be read: unexpected end of file.
    hint:  It is damaged, or no file of states. mlcheck check --states DIR writes it anew.
    without its last line (3): error: states/week1.csv.sample.DIGEST.states.gz cannot be read: lines are missing.
    hint:  It is damaged, or no file of states. mlcheck check --states DIR writes it anew.
    with a broken header (3): error: states/week1.csv.sample.DIGEST.states.gz cannot be read: the first line is not as it should be.
    hint:  It is damaged, or no file of states. mlcheck check --states DIR writes it anew.
    no archive (3): error: states/week1.csv.sample.DIGEST.states.gz cannot be read: incorrect header check.
    hint:  It is damaged, or no file of states. mlcheck check --states DIR writes it anew.
    empty (3): error: states/week1.csv.sample.DIGEST.states.gz cannot be read: unexpected end of file.
    hint:  It is damaged, or no file of states. mlcheck check --states DIR writes it anew.
    an archive of something else (3): error: states/week1.csv.sample.DIGEST.states.gz is no file of states.
    hint:  mlcheck check --states DIR writes them.
    of a later version (3): error: states/week1.csv.sample.DIGEST.states.gz has the form mlcheck.states/7, and this version reads mlcheck.states/1.
    hint:  Save the states again with this version of mlcheck.
    twice (2): error: states/copy.states.gz and states/week1.csv.sample.DIGEST.states.gz are both about week1.csv, which would count twice.
    hint:  Leave one of them out.
    "
  `)
})

test('names that would leave the folder, and names of nothing but signs, become file names', async () => {
  const of = given()
  for (const [index, partition] of [
    '../../etc/passwd',
    '日本 2024',
    '..',
    'a'.repeat(128),
    '<b>"&|',
  ].entries()) {
    writeFileSync(join(of.folder, 'week.csv'), rentals(10 + index, 3))
    await typed(of, '--sample week.csv --suite suite.yaml --states states --no-report --partition', partition)
  }
  expect(statesIn(of).sort()).toMatchInlineSnapshot(`
    [
      "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.sample",
      "b.sample",
      "passwd.sample",
      "sample",
      "日本-2024.sample",
    ]
  `)
  const { result } = await judged(of, 'merge', 'states', '--suite', 'suite.yaml')
  expect(result.sample?.rows).toBe(60)
})

test('what cannot be done is refused before data are read', async () => {
  const of = given()
  const commands = [
    '--sample week1.csv --suite suite.yaml --states states --only id.unique',
    '--sample week1.csv --suite suite.yaml --states states --explain',
    '--sample week1.csv --suite suite.yaml --partition one',
    'merge',
    'merge --suite suite.yaml suite.yaml',
    'merge nowhere --suite suite.yaml',
    'merge none-* --suite suite.yaml',
    'merge . --suite suite.yaml',
    'merge states --sample week1.csv',
  ]
  const said: string[] = []
  for (const command of commands) {
    const { stderr, code } = await typed(of, command)
    said.push(`${command} (${code})\n${stderr}`)
  }
  expect(said.join('')).toMatchInlineSnapshot(`
    "--sample week1.csv --suite suite.yaml --states states --only id.unique (2)
    error: --states and --only cannot be used together.
    hint:  States are saved of what all checks ask.
    --sample week1.csv --suite suite.yaml --states states --explain (2)
    error: --states and --explain cannot be used together.
    hint:  States are saved of what all checks ask.
    --sample week1.csv --suite suite.yaml --partition one (2)
    error: --partition names what --states saves, and there is no --states.
    hint:  Name the folder with --states DIR.
    merge (2)
    error: Missing required argument 'states'.
    hint:  mlcheck merge --help shows what is possible.
    merge --suite suite.yaml suite.yaml (2)
    error: There are no states to merge.
    hint:  Name a folder that mlcheck check --states DIR has written to.
    merge nowhere --suite suite.yaml (3)
    error: There is no file or folder nowhere.
    hint:  mlcheck check --states DIR writes states into a folder.
    merge none-* --suite suite.yaml (3)
    error: No file matches none-*.
    hint:  Looked in DIR. Quote the pattern so that the shell leaves it alone.
    merge . --suite suite.yaml (3)
    error: There are no states of a sample in ..
    hint:  mlcheck check --sample REF --states DIR saves them.
    merge states --sample week1.csv (2)
    error: There is no option --sample.
    hint:  Options are --reference-states, --suite, --derive, --param, --only, --tag, --test-name-pattern, --bail, --fail-on, --ks-alpha, --t-alpha, --chi-alpha and 21 more.
    "
  `)
  await saveWeeks(of, '--suite', 'suite.yaml')
  expect((await of.run('merge', 'states')).stderr).toMatchInlineSnapshot(`
    "error: There is nothing to check states against.
    hint:  Name a suite with --suite FILE. There are no states of a reference from which checks could be derived.
    "
  `)
})

test('states that cannot be saved leave the verdict, and a passed check fails as unreadable', async () => {
  const of = workspace({
    'week1.csv': rentals(20, 3),
    states: 'a file',
    'suite.yaml': 'columns: { id: [toHaveNoNulls] }',
  })
  const { stderr, stdout, code } = await typed(
    of,
    '--sample week1.csv --suite suite.yaml --states states --no-report',
  )
  expect(stderr).toMatchInlineSnapshot(`
    "error: states is no folder that states can be saved in.
    "
  `)
  expect(stdout).toMatch(/1 passed/)
  expect(code).toBe(3)
})

test('a merge is a batch of a series only when it is asked to be', async () => {
  const of = given()
  await of.run('artifact', 'put', 'train.csv')
  await saveWeeks(of, '--suite', 'suite.yaml')
  const without = await judged(of, 'merge', 'states', '--suite', 'suite.yaml')
  const within = await judged(of, 'merge', 'states', '--suite', 'suite.yaml', '--series', 'to date')
  expect([without.result.series, within.result.series]).toEqual([undefined, { name: 'to date', batch: 1 }])
})
