import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { csv, workspace } from '../support/workspace.ts'

const numbers = Array.from({ length: 400 }, (_, index) => index)

/** Four hundred orders; `shift` moves the prices. */
function orders({ shift = 0, rooms = ['double', 'single', 'suite'], from = 0 } = {}): string {
  return csv({
    id: numbers.map(n => 100_000 + from + n * 7),
    code: numbers.map(n => `AB-${1000 + ((n * 37) % 9000)}`),
    price: numbers.map(n => (n % 40 === 0 ? null : shift + 10.5 + ((n * 61) % 300))),
    room: numbers.map(n => rooms[n % rooms.length] ?? ''),
    mail: numbers.map(n => `guest${(n * 13) % 350}@example.org`),
    day: numbers.map(n => `2024-0${1 + (n % 6)}-1${n % 9}`),
  })
}

/** A suite file without what depends on the day. */
function read(folder: string, name = 'orders.yaml'): string {
  return readFileSync(join(folder, name), 'utf8').replace(/on \d{4}-\d\d-\d\d\./, 'on DAY.')
}

const judged = ['--reference', 'orders.csv', '--suite', 'orders.yaml', '--no-report', '--no-history']

test('init writes a suite with types, bounds, categories, keys, formats and drift, each with its reason', async () => {
  const { run, folder } = workspace({ 'orders.csv': orders() })
  const { code, stdout, stderr } = await run('init', 'orders.csv')
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toMatchInlineSnapshot(`
    "Wrote orders.yaml: 24 checks for 6 columns from 400 rows; 5 of them only warn.
    Expected false alarms per run: 0.2, as long as batches are like this data. Months may not be: --holdout tells.

    Read it, then judge new data by it:
      mlcheck --reference orders.csv --sample NEW --suite orders.yaml
    "
  `)
  expect(read(folder)).toMatchInlineSnapshot(`
    "# yaml-language-server: $schema=./node_modules/mlcheck/dist/suite.schema.json
    # Written by mlcheck init from orders.csv: 400 rows, 6 columns, on DAY.
    # A batch is taken to have 400 rows.
    # Expected false alarms per run: 0.2, as long as batches are like this data. Months may not be: --holdout tells.
    # Range and distribution are not compared for id: a different whole number in every row is a key.
    # The range is not compared for day: dates and timestamps move on from batch to batch.
    # Edit what you like: running init again keeps what you changed, added or removed. This comment and the last one are its own.

    table:
      - toHaveColumns: {columns: [id, code, price, room, mail, day], note: All columns of the data; others may come.}
      - toHaveRowCount: {min: 200, max: 800, severity: warning, note: "A guess: half to twice the rows of a batch."}
    columns:
      id:
        - toHaveType: {type: integer, note: As in the data.}
        - toHaveNullShare: {max: 0.025, note: None of 400 missing; sampling explains up to 10 of 400.}
        - toHaveUniqueValues: {note: "All 400 values differ: a key."}
      code:
        - toHaveType: {type: string, note: As in the data.}
        - toHaveNullShare: {max: 0.025, note: None of 400 missing; sampling explains up to 10 of 400.}
        - toHaveUniqueValues: {note: "All 400 values differ: a key."}
        - toHaveValuesMatching:
            pattern: ^AB-\\d{4}$
            mostly: 0.977
            severity: warning
            note: "A guess: all of 400 values look like ids of one form."
      price:
        - toHaveType: {type: number, note: As in the data.}
        - toHaveNullShare: {max: 0.075, note: 10 of 400 missing; sampling explains up to 30 of 400.}
        - toHaveValuesBetween:
            min: 0
            max: 350
            mostly: 0.971
            note: 10.5 to 309.5 in 390 values, rounded outwards; sampling explains up to 11 of 390 outside.
        - toHaveSameNullShareAs:
            minEffect: 0.02
            allowUnderpowered: true
            note: Drift of missing values; below the floor it is no news.
        - toHaveSameDistributionAs:
            minEffect: 0.1
            allowUnderpowered: true
            note: Drift of the distribution; below the floor it is no news.
      room:
        - toHaveType: {type: string, note: As in the data.}
        - toHaveNullShare: {max: 0.025, note: None of 400 missing; sampling explains up to 10 of 400.}
        - toHaveValuesInSet:
            values: [double, single, suite]
            mostly: 0.977
            note: All of 400 values; sampling explains up to 9 others of 400.
        - toHaveSameCategorySharesAs:
            minEffect: 0.1
            allowUnderpowered: true
            severity: warning
            note: Drift of the shares of categories; below the floor it is no news.
      mail:
        - toHaveType: {type: string, note: As in the data.}
        - toHaveNullShare: {max: 0.025, note: None of 400 missing; sampling explains up to 10 of 400.}
        - toHaveValuesOfFormat:
            format: email
            mostly: 0.977
            severity: warning
            note: "A guess: all of 400 values look like e-mail addresses."
      day:
        - toHaveType: {type: date, note: As in the data.}
        - toHaveNullShare: {max: 0.025, note: None of 400 missing; sampling explains up to 10 of 400.}
        - toHaveSameTimeProfileAs:
            minEffect: 0.1
            allowUnderpowered: true
            severity: warning
            note: Drift of hours and weekdays; below the floor it is no news.

    # What mlcheck init wrote, so that it knows your edits when it runs again:
    # table: toHaveColumns 33be75a9, toHaveRowCount 44372c40
    # "id": toHaveType 70f4a790, toHaveNullShare 45118ae7, toHaveUniqueValues 76924753
    # "code": toHaveType 577defae, toHaveNullShare 45118ae7, toHaveUniqueValues 76924753, toHaveValuesMatching 552dafeb
    # "price": toHaveType 06c25299, toHaveNullShare 09c67546, toHaveValuesBetween fd31e00a, toHaveSameNullShareAs b1645cf7, toHaveSameDistributionAs 80b011da
    # "room": toHaveType 577defae, toHaveNullShare 45118ae7, toHaveValuesInSet 333d4bf3, toHaveSameCategorySharesAs ac5f66d3
    # "mail": toHaveType 577defae, toHaveNullShare 45118ae7, toHaveValuesOfFormat 97e27516
    # "day": toHaveType 1071518c, toHaveNullShare 45118ae7, toHaveSameTimeProfileAs 72ade4b9
    "
  `)
})

test('the data pass the suite that init wrote for them, and so do others of the same kind', async () => {
  const { run } = workspace({ 'orders.csv': orders(), 'next.csv': orders({ shift: 0.25, from: 5000 }) })
  await run('init', 'orders.csv')
  for (const sample of ['orders.csv', 'next.csv']) {
    const { code, stdout } = await run(...judged, '--sample', sample, '--fail-on', 'warning')
    expect(stdout).toMatch(/Expectations +24 passed/)
    expect(code).toBe(0)
  }
})

test('a suite of init finds what changed', async () => {
  const { run } = workspace({
    'orders.csv': orders(),
    'next.csv': orders({ shift: 150, rooms: ['double', 'single', 'tent'] }),
  })
  await run('init', 'orders.csv')
  const { code, stdout } = await run(...judged, '--sample', 'next.csv', '--json')
  const { outcomes } = JSON.parse(stdout)
  const failed = outcomes.filter((outcome: { status: string }) => outcome.status === 'failed')
  expect(code).toBe(1)
  expect(failed.map((outcome: { id: string }) => outcome.id)).toEqual([
    'price.range',
    'price.ks',
    'room.in-set',
    'room.chi2',
  ])
})

test('older batches loosen what they break, or have it dropped, and the head counts the alarms', async () => {
  const { run, folder } = workspace({
    'orders.csv': orders(),
    'older/1.csv': orders({ shift: 30 }),
    'older/2.csv': orders({ rooms: ['double', 'single', 'suite', 'tent'] }),
    'older/3.csv': orders().replaceAll('AB-', 'no code '),
  })
  const { code, stdout } = await run('init', 'orders.csv', '--holdout', 'older/*.csv')
  expect(code).toBe(0)
  expect(stdout).toMatchInlineSnapshot(`
    "Wrote orders.yaml: 23 checks for 6 columns from 400 rows; 4 of them only warn.
    Expected false alarms per run: 0.71, to which 3 loosened checks add 1/5 each.
    Replayed on 3 batches: 4 alarms at first, 0 with the checks as they are.
    3 checks were loosened, as their notes say; 1 check was dropped:
      code toHaveValuesMatching: 1 of 3 batches

    Read it, then judge new data by it:
      mlcheck --reference orders.csv --sample NEW --suite orders.yaml
    "
  `)
  const loosened = read(folder).match(/^ +(?:note: )?.*broke that.*\n.*/gm)
  expect(loosened).toMatchInlineSnapshot(`
    [
      "        note: "Drift of the distribution; below the floor it is no news. 1 of 3 batches broke that: the floor is above
              their 0.11."",
      "        note: "All of 400 values; sampling explains up to 9 others of 400. 1 of 3 batches broke that: 1 value of
              theirs added."",
      "        note: "Drift of the shares of categories; below the floor it is no news. 1 of 3 batches broke that: the floor
              is above their 0.25."",
    ]
  `)
  for (const sample of ['older/1.csv', 'older/2.csv', 'older/3.csv']) {
    const { code } = await run(...judged, '--sample', sample, '--fail-on', 'warning')
    expect(code).toBe(0)
  }
})

test('several files are one dataset, and each is replayed as a batch of it', async () => {
  const { run, folder } = workspace({ 'a.csv': orders(), 'b.csv': orders({ from: 5000 }) })
  const { stdout, stderr } = await run('init', 'a.csv', 'b.csv', '--out', 'orders.yaml')
  expect(stderr).toBe('')
  expect(stdout).toContain('for 6 columns from 800 rows')
  expect(stdout).toContain('Replayed on 2 batches: 0 alarms at first, 0 with the checks as they are.')
  expect(read(folder)).toContain('A batch is taken to have 400 rows.')
})

test('init again changes nothing where nothing changed', async () => {
  const { run, folder } = workspace({ 'orders.csv': orders() })
  await run('init', 'orders.csv')
  const first = read(folder)
  const { code, stdout } = await run('init', 'orders.csv')
  expect(code).toBe(0)
  expect(stdout).toContain('Nothing had changed.')
  expect(read(folder)).toBe(first)
})

test('init again keeps what was edited, removed, added and commented, and writes the rest anew', async () => {
  const { run, folder } = workspace({ 'orders.csv': orders() })
  await run('init', 'orders.csv')
  edit(folder, text =>
    text
      .replace('table:\n', '# Ask the hotel before you change this.\n\ntable:\n')
      .replace(/ +- toHaveUniqueValues.*\n/, '')
      .replace('  price:\n', '  price: # in euro\n    - toHaveMeanBetween: { min: 100, max: 200 }\n')
      .replace('max: 350', 'max: 400 # by contract'),
  )
  const before = read(folder)
  const more = orders()
    .replace(/,room,/, ',room2,')
    .replaceAll(',suite,', ',castle,')
  writeFileSync(join(folder, 'orders.csv'), more)
  const { code, stdout } = await run('init', 'orders.csv')
  expect(code).toBe(0)
  expect(stdout.split('\n')[1]).toMatchInlineSnapshot(
    `"2 checks edited or added by hand kept, 1 removed by hand left out, 1 written anew, 4 added and 4 dropped."`,
  )
  const after = read(folder)
  expect(after).toContain('# Ask the hotel before you change this.\n\ntable:\n')
  expect(section(after, 'id')).not.toContain('toHaveUniqueValues')
  expect(section(after, 'price')).toBe(section(before, 'price'))
  expect(section(after, 'room')).toBe('')
  expect(section(after, 'room2')).toContain('castle')
  await run('init', 'orders.csv')
  expect(read(folder)).toBe(after)
})

test('checks in brackets are left as they are', async () => {
  const { run, folder } = workspace({ 'orders.csv': csv({ id: numbers }) })
  await run('init', 'orders.csv')
  edit(folder, text =>
    text.replace(/^ {2}id:\n(?: {4}.*\n)*/m, '  id: [toHaveNoNulls, toHaveUniqueValues]\n'),
  )
  expect((await run('init', 'orders.csv')).code).toBe(0)
  expect(read(folder)).toContain('  id: [toHaveNoNulls, toHaveUniqueValues]\n\n#')
})

test('a layout without a place for new checks is refused, and the file stays as it is', async () => {
  const { run, folder } = workspace({ 'orders.csv': csv({ id: numbers }) })
  await run('init', 'orders.csv')
  edit(folder, text => text.replace(/^columns:\n(?: {2,}.*\n)*/m, 'columns: {id: [toHaveNoNulls]}\n'))
  const before = read(folder)
  writeFileSync(join(folder, 'orders.csv'), csv({ id: numbers, price: numbers.map(n => n / 4) }))
  expect(await run('init', 'orders.csv')).toMatchInlineSnapshot(`
    {
      "code": 2,
      "stderr": "error: orders.yaml is laid out so that new checks found no place; it stays as it is.
    hint:  Put each check on a line of its own, choose another name with --out, or replace it with --force.
    ",
      "stdout": "",
    }
  `)
  expect(read(folder)).toBe(before)
})

test('init leaves a suite alone that it did not write, unless it is forced', async () => {
  const mine = 'columns:\n  id: [toHaveNoNulls]\n'
  const { run, folder } = workspace({ 'orders.csv': orders(), 'orders.yaml': mine })
  expect(await run('init', 'orders.csv')).toMatchInlineSnapshot(`
    {
      "code": 2,
      "stderr": "error: orders.yaml is there, and mlcheck init did not write it, or its last comment is gone.
    hint:  Choose another name with --out, or replace it with --force.
    ",
      "stdout": "",
    }
  `)
  expect(read(folder)).toBe(mine)
  expect((await run('init', 'orders.csv', '--force')).code).toBe(0)
  expect(read(folder)).toContain('# Written by mlcheck init from orders.csv')
})

test('init leaves a file alone that is no YAML', async () => {
  const { run, folder } = workspace({ 'orders.csv': orders(), 'orders.yaml': 'columns: [\n' })
  const { code, stderr } = await run('init', 'orders.csv')
  expect(code).toBe(2)
  expect(stderr).toMatch(/^error: orders.yaml:2:1 › /)
  expect(read(folder)).toBe('columns: [\n')
})

test('a dry run prints the suite and writes nothing', async () => {
  const { run, files } = workspace({ 'orders.csv': orders() })
  const { code, stdout } = await run('init', 'orders.csv', '--dry-run')
  expect(code).toBe(0)
  expect(stdout).toMatch(/^# yaml-language-server/)
  expect(files()).toEqual(['orders.csv'])
})

test('an interrupted init leaves no file', async () => {
  const { run, files } = workspace({ 'orders.csv': orders() }, { signal: AbortSignal.abort() })
  expect((await run('init', 'orders.csv')).code).toBe(130)
  expect(files()).toEqual(['orders.csv'])
})

test.each([
  ['no rows', 2, 'id\n', 'error: data.csv has no rows to learn from.\n'],
  ['one row', 0, 'id\n1\n', ''],
  ['only missing values', 0, 'id,name\n,\n,\n', ''],
])('data of %s end with exit code %i', async (_, code, text, stderr) => {
  const { run } = workspace({ 'data.csv': text })
  expect(await run('init', 'data.csv')).toMatchObject({ code, stderr })
})

test('columns and values of any name come through the file', async () => {
  const names = [
    '',
    'null',
    '2019',
    'a: b',
    '#x',
    '"q"',
    "it's",
    '$price',
    '- x',
    'two\nlines',
    '{a}',
    '名前',
  ]
  const hostile = ['$min', 'true', '007', '- a', ': b', '#c', "d'e", '"f"', '1e5', '~']
  const columns = Object.fromEntries(
    names.map(name => [name, numbers.map(n => hostile[n % hostile.length] ?? null)]),
  )
  const { run, folder } = workspace({ 'orders.csv': csv(columns) })
  expect(await run('init', 'orders.csv')).toMatchObject({ code: 0, stderr: '' })
  const first = read(folder)
  const { code, stdout, stderr } = await run(...judged, '--sample', 'orders.csv', '--fail-on', 'warning')
  expect(stderr).toBe('')
  expect(stdout).toMatch(/Expectations +50 passed/)
  expect(code).toBe(0)
  await run('init', 'orders.csv')
  expect(read(folder)).toBe(first)
})

test('words among numbers are told, and how to read them as missing', async () => {
  const age = numbers.map(n => (n % 7 === 0 ? 'NA' : 1 + (n % 80)))
  const { run, folder } = workspace({ 'orders.csv': csv({ age }) })
  await run('init', 'orders.csv')
  expect(read(folder)).toContain(
    '# age is text for "NA" among its numbers; with --missing NA it holds numbers.\n',
  )
  const { stdout } = await run('init', 'orders.csv', '--missing', 'NA')
  expect(stdout).toContain('--suite orders.yaml --missing NA\n')
  expect(read(folder)).toContain('# Read with --missing NA, which a run with this suite needs too.\n')
  expect(section(read(folder), 'age')).toContain('toHaveType: {type: integer,')
})

test('two columns are a key together where none is one alone', async () => {
  const { run, folder } = workspace({
    'orders.csv': csv({
      shop: numbers.map(n => `shop ${n % 20}`),
      number: numbers.map(n => Math.floor(n / 20)),
      amount: numbers.map(n => ((n * 61) % 300) / 4),
    }),
  })
  await run('init', 'orders.csv')
  expect(read(folder)).toMatch(
    /combinations:\n {2}- toHaveUniqueCombinations:\n {6}columns: \[shop, number\]/,
  )
})

function edit(folder: string, change: (text: string) => string): void {
  const path = join(folder, 'orders.yaml')
  writeFileSync(path, change(readFileSync(path, 'utf8')))
}

/** The lines of one column. */
function section(text: string, column: string): string {
  return new RegExp(`^  ${column}:.*\\n(?: {4}.*\\n)*`, 'm').exec(text)?.[0] ?? ''
}
