import { expect, test } from 'vitest'
import { csv, workspace } from '../support/workspace.ts'

const numbers = (n: number, from = 0) => Array.from({ length: n }, (_, index) => from + index)
const good = csv({
  price: numbers(200, 10),
  room: numbers(200).map(index => (index % 2 ? 'private' : 'shared')),
})
const files = { 'train.csv': good, 'new.csv': good }
const against = ['--reference', 'train.csv', '--no-report'] as const

/** Exit code and everything that was said. */
async function outcome(given: Parameters<typeof workspace>[0], ...args: readonly string[]) {
  const { code, stdout, stderr } = await workspace(given).run(...args)
  return `exit code ${code}\n${stderr}${stdout}`
}

test('a missing file', async () => {
  expect(await outcome(files, ...against, '--sample', 'nwe.csv')).toMatchInlineSnapshot(`
    "exit code 3
    error: There is no file nwe.csv, and no artifact of that name.
    hint:  Did you mean new.csv?
    "
  `)
})

test('a directory', async () => {
  expect(
    await outcome({ ...files, 'data/a.csv': good }, ...against, '--sample', 'data'),
  ).toMatchInlineSnapshot(`
    "exit code 3
    error: data is a directory.
    hint:  Name a file, or a glob such as 'data/*.parquet'.
    "
  `)
})

test('an empty file', async () => {
  expect(
    await outcome({ ...files, 'new.csv': '' }, ...against, '--sample', 'new.csv'),
  ).toMatchInlineSnapshot(`
    "exit code 3
    error: new.csv is empty (0 bytes).
    hint:  A table needs at least a header line.
    "
  `)
})

test('a header and nothing else', async () => {
  expect(
    await outcome({ ...files, 'new.csv': 'price,room\n' }, ...against, '--sample', 'new.csv'),
  ).toMatchInlineSnapshot(`
    "exit code 1

     mlcheck 0.1.0   new.csv (0 rows, 2 columns)  vs  train.csv (200 rows, 2 columns)

     ∅ price.type   nothing to check: no rows
         Expected price to be a whole number
     ∅ room.type    nothing to check: no rows
         Expected room to be text
     ∅ room.in-set  nothing to check: no rows
         Expected room among "private" and "shared"
         The 2 distinct values of 200 reference values; the sample has no value to compare.

     Expectations  3 with nothing to check | 2 passed | 5 in all
     Suites        derived from the reference (5)
     Duration      N ms

     Range and distribution are not compared for price: a different whole number in every row is a key.

     hint: check the first again with
       mlcheck --reference train.csv --no-report --sample new.csv --only price.type

    "
  `)
})

test('a ragged line', async () => {
  const ragged = 'price,room\n1,a\n2,b,c\n'
  expect(
    await outcome({ ...files, 'new.csv': ragged }, ...against, '--sample', 'new.csv'),
  ).toMatchInlineSnapshot(`
    "exit code 3
    error: Line 3 of new.csv has 3 fields instead of 2.
    hint:  Correct the line, or name the delimiter if it is not a comma.
    "
  `)
})

test('bytes that are not UTF-8', async () => {
  const latin1 = Buffer.from('price,room\n1,café\n2,b\n', 'latin1')
  expect(
    await outcome({ ...files, 'new.csv': latin1 }, ...against, '--sample', 'new.csv'),
  ).toMatchInlineSnapshot(`
    "exit code 3
    error: Line 2 of new.csv is not valid UTF-8.
    hint:  If the file is in another encoding, say so with the encoding latin-1 or utf-16.
    "
  `)
})

test('an unknown artifact', async () => {
  const given = workspace(files)
  await given.run('artifact', 'put', 'train.csv', '--alias', 'prod')
  const { code, stderr } = await given.run('--reference', 'trian.csv:prod', '--sample', 'new.csv')
  expect({ code, stderr }).toMatchInlineSnapshot(`
    {
      "code": 3,
      "stderr": "error: There is no artifact trian.csv in the project default of the store .mlcheck.
    hint:  Did you mean train.csv?
    ",
    }
  `)
})

test('an unknown alias', async () => {
  const given = workspace(files)
  await given.run('artifact', 'put', 'train.csv', '--alias', 'prod')
  const { code, stderr } = await given.run('--reference', 'train.csv:pord', '--sample', 'new.csv')
  expect({ code, stderr }).toMatchInlineSnapshot(`
    {
      "code": 3,
      "stderr": "error: The artifact train.csv has no alias pord.
    hint:  Did you mean prod?
    ",
    }
  `)
})

test('no column in common', async () => {
  const other = csv({ age: [1, 2, 3] })
  expect(
    await outcome({ ...files, 'new.csv': other }, ...against, '--sample', 'new.csv'),
  ).toMatchInlineSnapshot(`
    "exit code 2
    error: new.csv and train.csv have no column in common.
    hint:  The sample has age; the reference has price and room.
    "
  `)
})

test('a column that changed its type is pointed at cell by cell', async () => {
  const changed = csv({
    price: [...numbers(198, 10), 'free', '12 €'],
    room: numbers(200).map(() => 'private'),
  })
  expect(
    await outcome({ ...files, 'new.csv': changed }, ...against, '--sample', 'new.csv'),
  ).toMatchInlineSnapshot(`
    "exit code 1

     mlcheck 0.1.0   new.csv (200 rows, 2 columns)  vs  train.csv (200 rows, 2 columns)

     ✕ price.type  2 of 200 values not written as a whole number
         Expected price to be a whole number
         free 1 · 12 € 1 · lines 200, 201
     ! room.chi2   "shared" is gone; it was 50.0 % of the reference (warning)
         total variation 0.5; p 8.1e-38 < 0.05 · total variation 0.5 (0.441 to 0.558)
         distinct values 2 → 1

     Expectations  1 failed | 1 warning | 6 passed | 8 in all
     Drift         chi-square: 1 of 1 test failed, α 0.05 (Šidák)
     Suites        derived from the reference (8)
     Duration      N ms

     The values are not compared for price: the sample has another type.

     hint: check the first again with
       mlcheck --reference train.csv --no-report --sample new.csv --only price.type

    "
  `)
})

test('a column without a value', async () => {
  const empty = csv({ price: numbers(200).map(() => null), room: numbers(200).map(() => 'private') })
  expect(
    await outcome({ ...files, 'new.csv': empty }, ...against, '--sample', 'new.csv'),
  ).toMatchInlineSnapshot(`
    "exit code 1

     mlcheck 0.1.0   new.csv (200 rows, 2 columns)  vs  train.csv (200 rows, 2 columns)

     ✕ price.null-share  200 of 200 values missing (100 %)
         Expected share of missing values in price at most 4.7 %
         lines 2, 3, 4, 5, 6 …
         0 of 200 reference values missing; up to 9 of 200 are explained by sampling.
     ∅ price.type        nothing to check: no values, every row is missing
         Expected price to be a whole number
     ! room.chi2         "shared" is gone; it was 50.0 % of the reference (warning)
         total variation 0.5; p 8.1e-38 < 0.05 · total variation 0.5 (0.441 to 0.558)
         distinct values 2 → 1

     Expectations  1 failed | 1 with nothing to check | 1 warning | 5 passed | 8 in all
     Drift         chi-square: 1 of 1 test failed, α 0.05 (Šidák)
     Suites        derived from the reference (8)
     Duration      N ms

     Range and distribution are not compared for price: a different whole number in every row is a key.

     hint: check the first again with
       mlcheck --reference train.csv --no-report --sample new.csv --only price.null-share

    "
  `)
})

test.each(['0', '1', '-0.1', '5', 'abc', ''])('an alpha of %j', async level => {
  expect(await outcome(files, ...against, '--sample', 'new.csv', '--ks-alpha', level)).toMatchSnapshot()
})

test('an unknown option', async () => {
  expect(await outcome(files, '--refrence', 'train.csv', '--sample', 'new.csv')).toMatchInlineSnapshot(`
    "exit code 2
    error: There is no option --refrence.
    hint:  Did you mean --reference?
    "
  `)
})

test('an option without its value', async () => {
  expect(await outcome(files, '--sample', 'new.csv', '--reference')).toMatchInlineSnapshot(`
    "exit code 2
    error: --reference lacks its value.
    hint:  mlcheck --help shows what is possible.
    "
  `)
})

test('an unknown correction', async () => {
  expect(
    await outcome(files, ...against, '--sample', 'new.csv', '--correction', 'sidac'),
  ).toMatchInlineSnapshot(`
    "exit code 2
    error: --correction sidac is not possible.
    hint:  Did you mean sidak?
    "
  `)
})

test('an unknown reporter', async () => {
  expect(
    await outcome(files, ...against, '--sample', 'new.csv', '--reporter', 'junitt=x.xml'),
  ).toMatchInlineSnapshot(`
    "exit code 2
    error: There is no reporter junitt.
    hint:  Did you mean junit?
    "
  `)
})

test('a missing suite', async () => {
  const given = { ...files, 'rentals.yaml': 'table:\n  - toHaveRowCount: { min: 1 }\n' }
  expect(await outcome(given, '--sample', 'new.csv', '--suite', 'rental.yaml')).toMatchInlineSnapshot(`
    "exit code 2
    error: There is no suite rental.yaml.
    hint:  Did you mean rentals.yaml?
    "
  `)
})

test('an unknown expectation', async () => {
  const given = { ...files, 's.yaml': 'columns:\n  price:\n    - toHaveValuesBetwen: { min: 1 }\n' }
  expect(await outcome(given, '--sample', 'new.csv', '--suite', 's.yaml')).toMatchInlineSnapshot(`
    "exit code 2
    error: s.yaml:3:7 › price › toHaveValuesBetwen is no expectation. Did you mean toHaveValuesBetween?
    "
  `)
})

test('a parameter of the wrong type', async () => {
  const given = { ...files, 's.yaml': 'columns:\n  price:\n    - toHaveValuesBetween: { min: low }\n' }
  expect(await outcome(given, '--sample', 'new.csv', '--suite', 's.yaml')).toMatchInlineSnapshot(`
    "exit code 2
    error: s.yaml:3:35 › price › toHaveValuesBetween is not valid.
      min: expected number or date such as 2019-01-31, received "low"
    "
  `)
})

test('an unknown parameter', async () => {
  const given = { ...files, 's.yaml': 'columns:\n  price:\n    - toHaveValuesBetween: { minimum: 1 }\n' }
  expect(await outcome(given, '--sample', 'new.csv', '--suite', 's.yaml')).toMatchInlineSnapshot(`
    "exit code 2
    error: s.yaml:3:30 › price › toHaveValuesBetween is not valid.
      minimum is no parameter. Did you mean min?
      expected min, max or both
    "
  `)
})

test('a parameter that the command line does not give', async () => {
  const given = { ...files, 's.yaml': 'columns:\n  price:\n    - toHaveValuesBetween: { min: $min_prize }\n' }
  const args = ['--sample', 'new.csv', '--suite', 's.yaml', '--param', 'min_price=10']
  expect(await outcome(given, ...args)).toMatchInlineSnapshot(`
    "exit code 2
    error: s.yaml:3:35 › price › toHaveValuesBetween › There is no parameter $min_prize. Did you mean $min_price?
    "
  `)
})

test('YAML that cannot be read', async () => {
  const given = { ...files, 's.yaml': 'columns:\n  price:\n  - toHaveNoNulls\n - oops: [\n' }
  expect(await outcome(given, '--sample', 'new.csv', '--suite', 's.yaml')).toMatchInlineSnapshot(`
    "exit code 2
    error: s.yaml has 2 problems.
    s.yaml:4:1 › The indentation is not that of the lines above.
      3 |   - toHaveNoNulls
      4 |  - oops: [
        | ^
    s.yaml:5:1 › The indentation is wrong, or a bracket further up is not closed.
      4 |  - oops: [
      5 |
        | ^
    "
  `)
})

test('a suite with nothing in it', async () => {
  const given = { ...files, 's.yaml': 'name: empty\n' }
  expect(await outcome(given, '--sample', 'new.csv', '--suite', 's.yaml')).toMatchInlineSnapshot(`
    "exit code 2
    error: s.yaml has no checks.
    hint:  List some under table, columns or combinations.
    "
  `)
})

test('a column that the suite misspells', async () => {
  const given = {
    ...files,
    's.yaml': 'columns:\n  prize:\n    - toHaveNoNulls\n  room:\n    - toHaveNoNulls\n',
  }
  expect(
    await outcome(given, '--sample', 'new.csv', '--suite', 's.yaml', '--no-report'),
  ).toMatchInlineSnapshot(`
    "exit code 1

     mlcheck 0.1.0   new.csv (200 rows, 2 columns)

     ⊗ prize.not-null  could not be evaluated: There is no column prize in new.csv. Did you mean price?
         Expected values of prize present
         at s.yaml:3:7

     Expectations  1 errored | 1 passed | 2 in all
     Suites        s.yaml (2)
     Duration      N ms

     hint: check it again with
       mlcheck --sample new.csv --suite s.yaml --no-report --only prize.not-null

    "
  `)
})

test('two columns of the same name', async () => {
  const twice = 'price,room,price\n1,a,2\n'
  expect(
    await outcome({ ...files, 'new.csv': twice }, ...against, '--sample', 'new.csv'),
  ).toMatchInlineSnapshot(`
    "exit code 3
    error: new.csv has two columns named "price": column 1 and column 3 of line 1.
    hint:  Give every column its own name.
    "
  `)
})

test('nothing to check against', async () => {
  expect(await outcome(files, '--sample', 'new.csv')).toMatchInlineSnapshot(`
    "exit code 2
    error: There is nothing to check new.csv against.
    hint:  Name a dataset with --reference REF, a suite with --suite FILE, or a test file.
    "
  `)
})

test('no sample', async () => {
  expect(await outcome(files, '--reference', 'train.csv')).toMatchInlineSnapshot(`
    "exit code 2
    error: There is no sample to check.
    hint:  Name it with --sample REF. mlcheck --help has examples.
    "
  `)
})

test('an id that selects nothing', async () => {
  expect(
    await outcome(files, ...against, '--sample', 'new.csv', '--only', 'prise.range'),
  ).toMatchInlineSnapshot(`
    "exit code 2
    error: There is no check prise.range.
    hint:  Checks are table.columns, table.new-columns, price.type, price.null-share, room.type, room.null-share, room.in-set, room.chi2.
    "
  `)
})

test('a value that is empty, as of a variable that is not set', async () => {
  expect(await outcome(files, ...against, '--sample', '')).toMatchInlineSnapshot(`
    "exit code 2
    error: --sample lacks its value.
    hint:  Its text is empty.
    "
  `)
  expect(await outcome(files, ...against, '--sample', 'new.csv', '--report', '')).toMatchInlineSnapshot(`
    "exit code 2
    error: --report lacks its value.
    hint:  Its text is empty.
    "
  `)
})

test('a second sample, which would replace the first', async () => {
  expect(
    await outcome(files, ...against, '--sample', 'new.csv', '--sample', 'train.csv'),
  ).toMatchInlineSnapshot(`
    "exit code 2
    error: --sample train.csv is not possible. It is new.csv already. Several files are one dataset as a glob in quotes, such as 'new/*.csv'.
    "
  `)
})

test('a command that is misspelled', async () => {
  expect(await outcome(files, 'chekc', ...against, '--sample', 'new.csv')).toMatchInlineSnapshot(`
    "exit code 2
    error: There is no command chekc.
    hint:  Did you mean check?
    "
  `)
  expect(await outcome(files, 'artefact', 'ls')).toMatchInlineSnapshot(`
    "exit code 2
    error: There is no command artefact.
    hint:  Did you mean artifact?
    "
  `)
})

test('a missing test file', async () => {
  const given = { ...files, 'drift.test.ts': '' }
  expect(await outcome(given, '--sample', 'new.csv', 'drfit.test.ts')).toMatchInlineSnapshot(`
    "exit code 2
    error: There is no test file drfit.test.ts.
    hint:  Did you mean drift.test.ts?
    "
  `)
})

test.each(['(', '[a'])('a name pattern that is no regular expression: %s', async text => {
  expect(await outcome(files, ...against, '--sample', 'new.csv', '-t', text)).toMatchSnapshot()
})

test('a name pattern that matches nothing', async () => {
  expect(await outcome(files, ...against, '--sample', 'new.csv', '-t', 'rent')).toMatchInlineSnapshot(`
    "exit code 2
    error: No check and no test matches -t rent.
    "
  `)
})

test.each([
  ['--param', 'price'],
  ['--min-effect', '-1'],
  ['--threads', '0'],
  ['--memory-limit', 'much'],
  ['--fail-on', 'warn'],
  ['--values', 'all'],
  ['--format', 'xlsx'],
])('%s %s', async (flag, given) => {
  expect(await outcome(files, ...against, '--sample', 'new.csv', flag, given)).toMatchSnapshot()
})

test('help is shown, and no data is read', async () => {
  const { code, stdout, stderr } = await workspace().run('--help', '--sample', 'none.csv')
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toContain('$ mlcheck --reference data_train.csv:latest --sample new.csv --ks-alpha 0.05')
  expect(stdout).not.toContain('default: []')
  const lines = stdout.split('\nExamples')[0]?.split('\n') ?? []
  expect(lines.filter(line => line.length > 100)).toEqual([])
})
