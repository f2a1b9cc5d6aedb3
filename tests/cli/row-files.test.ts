import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openEngine } from '../engines/support.ts'
import { runCli } from '../support/cli.ts'
import { hostileTexts } from '../support/hostile.ts'
import { csv, workspace } from '../support/workspace.ts'

const songs = `id,=name,price,note
1,Ann,10,"=HYPERLINK(""x"")"
2,"Bob
junior",-5,ok
3,Cid,700,+1
3,,20,
5,Eve,30,fine
`
const suite = `
columns:
  id:
    - toHaveUniqueValues
  price:
    - toHaveValuesBetween: { min: 0, max: 100 }
    - toHaveMeanBetween: { max: 1 }
`
const check = ['--sample', 'songs.csv', '--suite', 's.yaml', '--no-report'] as const

test('--failures writes every row that breaks a check, with its line and all reasons', async () => {
  const given = workspace({ 'songs.csv': songs, 's.yaml': suite })
  const { code, stdout, stderr } = await given.run(...check, '--failures', 'out/bad.csv')
  expect(code).toBe(1)
  expect(readFileSync(join(given.folder, 'out/bad.csv'), 'utf8')).toMatchInlineSnapshot(`
    "mlcheck_line,mlcheck_checks,mlcheck_reason,id,'=name,price,note
    3,price.range,price between 0 and 100,2,"Bob
    junior",-5,ok
    5,id.unique; price.range,values of id unique; price between 0 and 100,3,Cid,700,'+1
    6,id.unique,values of id unique,3,,20,
    "
  `)
  expect(/Failures.*/.exec(stdout)?.[0]).toMatchInlineSnapshot(`"Failures      3 rows in out/bad.csv"`)
  expect(stderr).toMatchInlineSnapshot(`
    "note: 1 failed check is about the data as a whole and marks no rows.
    "
  `)
  expect(readdirSync(join(given.folder, 'out'))).toEqual(['bad.csv'])
})

test('--raw-export leaves formulas as they are', async () => {
  const given = workspace({ 'songs.csv': songs, 's.yaml': suite })
  await given.run(...check, '--failures', 'bad.csv', '--raw-export')
  const [header, , , third] = readFileSync(join(given.folder, 'bad.csv'), 'utf8').split('\n')
  expect([header, third]).toMatchInlineSnapshot(`
    [
      "mlcheck_line,mlcheck_checks,mlcheck_reason,id,=name,price,note",
      "5,id.unique; price.range,values of id unique; price between 0 and 100,3,Cid,700,+1",
    ]
  `)
})

test('--quarantine splits the sample, and the good rows are what they were', async () => {
  const given = workspace({ 'songs.csv': songs, 's.yaml': suite })
  const { stdout } = await given.run(...check, '--quarantine', 'split')
  expect(readFileSync(join(given.folder, 'split/songs.good.csv'), 'utf8')).toMatchInlineSnapshot(`
    "id,=name,price,note
    1,Ann,10,"=HYPERLINK(""x"")"
    5,Eve,30,fine
    "
  `)
  expect(stdout.match(/(Good|Bad) rows.*/g)).toMatchInlineSnapshot(`
    [
      "Good rows     2 rows in split/songs.good.csv",
      "Bad rows      3 rows in split/songs.bad.csv",
    ]
  `)
  const again = await given.run(
    '--sample',
    'split/songs.good.csv',
    '--suite',
    's.yaml',
    '--only',
    'price.range',
    '--no-report',
  )
  expect(again.code).toBe(0)
})

test('the files are written, without rows, where nothing offends', async () => {
  const given = workspace({ 'a.csv': csv({ n: [1, 2] }), 's.yaml': 'columns:\n  n: [toHaveUniqueValues]\n' })
  const { code } = await given.run(
    '--sample',
    'a.csv',
    '--suite',
    's.yaml',
    '--no-report',
    '--failures',
    'bad.csv',
  )
  expect(code).toBe(0)
  expect(readFileSync(join(given.folder, 'bad.csv'), 'utf8')).toBe(
    'mlcheck_line,mlcheck_checks,mlcheck_reason,n\n',
  )
})

test('a Parquet file of failures names the file and the row of each', async () => {
  const given = workspace({
    'b1.csv': csv({ n: [1, 200] }),
    'b2.csv': csv({ n: [300, 4] }),
    's.yaml': 'columns:\n  n:\n    - toHaveValuesBetween: { max: 100 }\n',
  })
  await given.run('--sample', 'b*.csv', '--suite', 's.yaml', '--no-report', '--failures', 'bad.parquet')
  const engine = await openEngine()
  onTestFinished(() => engine.close())
  const path = join(given.folder, 'bad.parquet')
  const relation = await engine.open({ kind: 'files', label: 'bad', paths: [path] })
  const columns = relation.schema.columns.map(({ name }) => name)
  expect(columns).toEqual(['mlcheck_file', 'mlcheck_line', 'mlcheck_checks', 'mlcheck_reason', 'n'])
  expect(await relation.rowsAt({ rows: [0, 1], columns: ['mlcheck_file', 'mlcheck_line', 'n'] })).toEqual([
    ['b1.csv', 3, 200],
    ['b2.csv', 2, 300],
  ])
})

test('rows without a counterpart in the reference are written too', async () => {
  const given = workspace({
    'a.csv': csv({ n: [1, 2, 3] }),
    'b.csv': csv({ n: [1, 2] }),
    's.yaml': 'columns:\n  n:\n    - toHaveValuesInReference\n',
  })
  await given.run(
    '--sample',
    'a.csv',
    '--reference',
    'b.csv',
    's.yaml',
    '--no-report',
    '--failures',
    'bad.csv',
  )
  expect(readFileSync(join(given.folder, 'bad.csv'), 'utf8')).toMatchInlineSnapshot(`
    "mlcheck_line,mlcheck_checks,mlcheck_reason,n
    4,n.in-reference,values of n to occur in the reference,3
    "
  `)
})

test('what cannot be written is refused before anything is read', async () => {
  const given = workspace({ 'songs.csv': songs, 's.yaml': suite })
  const said = async (...args: readonly string[]) => (await given.run(...args)).stderr
  expect(await said(...check, '--failures', 'bad.xlsx')).toMatchInlineSnapshot(`
    "error: --failures bad.xlsx names no kind of file that rows are written to.
    hint:  Its name ends in .csv, .tsv or .parquet.
    "
  `)
  expect(await said('--explain', ...check, '--quarantine', 'q')).toMatchInlineSnapshot(`
    "error: --quarantine and --explain cannot be used together: nothing is judged.
    "
  `)
})

test('the sample is never replaced, nor is a half-written file left', async () => {
  const given = workspace({ 'songs.csv': songs, 's.yaml': suite })
  const own = await given.run(...check, '--failures', 'songs.csv')
  expect([own.code, own.stderr]).toMatchInlineSnapshot(`
    [
      1,
      "error: songs.csv is the sample itself, and is not replaced.
    hint:  Choose another name.
    ",
    ]
  `)
  writeFileSync(join(given.folder, 'blocked'), '')
  const blocked = await given.run(...check, '--failures', 'blocked/bad.csv')
  expect([blocked.code, blocked.stderr]).toMatchInlineSnapshot(`
    [
      1,
      "error: blocked/bad.csv could not be written: not a directory. The verdict stands.
    ",
    ]
  `)
  expect(given.files()).toEqual(['blocked', 's.yaml', 'songs.csv'])
})

test('no cell of a text file begins as a formula does, and each can be read back', async () => {
  const cells = hostileTexts.filter(
    text => !/[\0\ud800-\udfff\r]/.test(text) && text.trim() !== '' && text.length < 4000,
  )
  const quoted = cells.map(cell => `"${cell.replaceAll('"', '""')}",1`)
  const given = workspace({
    'a.csv': `"=note",n\n${quoted.join('\n')}\n`,
    's.yaml': 'columns:\n  n:\n    - toHaveValuesBetween: { max: 0 }\n',
  })
  await given.run('--sample', 'a.csv', '--suite', 's.yaml', '--no-report', '--failures', 'bad.csv')
  const engine = await openEngine()
  onTestFinished(() => engine.close())
  const paths = [join(given.folder, 'bad.csv')]
  const relation = await engine.open({ kind: 'files', label: 'bad', paths })
  const rows = await relation.rowsAt({ rows: cells.map((_, row) => row), columns: ["'=note"] })
  expect(rows.map(([cell] = []) => cell)).toEqual(
    cells.map(cell => (/^[=+\-@\t\n]/.test(cell) ? `'${cell}` : cell)),
  )
})

test('rows that a test file finds are written, those of a negated expectation are not', async () => {
  const { folder } = workspace({
    'a.csv': csv({ n: [1, 2, 3] }),
    'a.test.ts': `import { expect, test } from 'mlcheck'
test('n', async ({ sample }) => {
  await expect.soft(sample).not.toHaveValuesBetween('n', { min: 1 })
  await expect.soft(sample).toHaveValuesBetween('n', { min: 2 })
})
`,
  })
  const { code } = await runCli(['--sample', 'a.csv', 'a.test.ts', '--no-report', '--failures', 'bad.csv'], {
    cwd: folder,
  })
  expect(code).toBe(1)
  expect(readFileSync(join(folder, 'bad.csv'), 'utf8')).toMatchInlineSnapshot(`
    "mlcheck_line,mlcheck_checks,mlcheck_reason,n
    2,n.range,n at least 2,1
    "
  `)
})
