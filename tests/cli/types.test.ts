import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { columnTypes } from '../../src/core/schema.ts'
import { columnsDeclaration, declaredColumns, partings } from '../../src/suites/column-types.ts'
import { hostileTexts } from '../support/hostile.ts'
import { csv, workspace } from '../support/workspace.ts'

const rentals = {
  'train.csv': csv({
    id: [1, 2],
    price: [1.5, 2],
    'room type': ['a', 'b'],
    seen: ['2019-01-31', '2019-02-01'],
    none: [null, null],
  }),
}

test('the columns of a dataset are declared by their types', async () => {
  const { run } = workspace(rentals)
  const { code, stdout } = await run('types', 'train.csv')
  expect(code).toBe(0)
  expect(stdout).toMatchInlineSnapshot(`
    "// Written by mlcheck types train.csv.
    import 'mlcheck'

    declare module 'mlcheck' {
      interface Columns {
        id: 'integer'
        price: 'number'
        "room type": 'string'
        seen: 'date'
        none: 'unknown'
      }
    }
    "
  `)
})

test('a declaration is written, and holds for data that are alike', async () => {
  const { run, folder } = workspace({
    ...rentals,
    // Whole numbers are numbers too, and a column may happen to be empty.
    'new.csv': csv({ id: [3], price: [4], 'room type': ['c'], seen: [null], none: ['now filled'] }),
  })
  const printed = (await run('types', 'train.csv')).stdout
  expect(await run('types', 'train.csv', '--out', 'columns.d.ts')).toEqual({
    code: 0,
    stdout: '',
    stderr: '',
  })
  expect(readFileSync(join(folder, 'columns.d.ts'), 'utf8')).toBe(printed)
  expect(await run('types', 'new.csv', '--out', 'columns.d.ts', '--check')).toEqual({
    code: 0,
    stdout: '',
    stderr: '',
  })
})

test('--check tells how data and declaration have parted, and changes nothing', async () => {
  const { run, folder } = workspace({
    ...rentals,
    'new.csv': csv({
      ID: [3],
      price: ['cheap'],
      'room type': ['c'],
      seen: ['2019-03-01'],
      none: [null],
      extra: [1],
    }),
  })
  await run('types', 'train.csv', '--out', 'columns.d.ts')
  const before = readFileSync(join(folder, 'columns.d.ts'), 'utf8')
  const { code, stderr } = await run('types', 'new.csv', '--out', 'columns.d.ts', '--check')
  expect(code).toBe(1)
  expect(stderr).toMatchInlineSnapshot(`
    "error: new.csv and columns.d.ts have parted.
      id is declared, and there is no such column in new.csv. It may be called ID there.
      price is declared as a number, and is text in new.csv.
      ID is in new.csv, and is not declared.
      extra is in new.csv, and is not declared.
    hint:  Without --check the declaration is written anew.
    "
  `)
  expect(readFileSync(join(folder, 'columns.d.ts'), 'utf8')).toBe(before)
  expect((await run('types', 'new.csv', '--out', 'columns.d.ts')).code).toBe(0)
  expect((await run('types', 'new.csv', '--out', 'columns.d.ts', '--check')).code).toBe(0)
})

test('files are read as the options say', async () => {
  const { run } = workspace({ 'a.csv': 'x;1\n-99;2\n' })
  const { stdout } = await run('types', 'a.csv', '--delimiter', ';', '--missing', '-99', '--missing', 'x')
  expect(stdout).toContain(`    "x": 'unknown'`.replaceAll('"', ''))
})

test('what cannot be done is said, and no other file is written over', async () => {
  const { run, folder } = workspace({ ...rentals, 'notes.ts': 'export const a = 1\n' })
  const errorOf = async (...args: readonly string[]) => {
    const { code, stderr } = await run('types', ...args)
    return `exit code ${code}\n${stderr}`
  }
  expect(await errorOf('train.csv', '--check')).toMatchInlineSnapshot(`
    "exit code 2
    error: There is no declaration to check.
    hint:  Name it with --out FILE.
    "
  `)
  expect(await errorOf('train.csv', '--check', '--out', 'columns.d.ts')).toMatchInlineSnapshot(`
    "exit code 3
    error: There is no file columns.d.ts.
    hint:  Leave --check out, and it is written.
    "
  `)
  expect(await errorOf('train.csv', '--out', 'notes.ts')).toMatchInlineSnapshot(`
    "exit code 2
    error: notes.ts is there, and it is no declaration that mlcheck types wrote.
    hint:  Choose another name with --out.
    "
  `)
  expect(await errorOf('trian.csv')).toMatchInlineSnapshot(`
    "exit code 3
    error: There is no file trian.csv, and no artifact of that name.
    hint:  Did you mean train.csv?
    "
  `)
  expect(readFileSync(join(folder, 'notes.ts'), 'utf8')).toBe('export const a = 1\n')
})

test('any column can be declared, and is read again, also after a formatter', () => {
  const names = fc.uniqueArray(
    fc.oneof(fc.constantFrom(...hostileTexts, '__proto__', 'a b', "it's", '\\', "\\'"), fc.string()),
  )
  fc.assert(
    fc.property(names, fc.constantFrom(...columnTypes), (all, type) => {
      const columns = all.map(name => ({ name, type }))
      const text = columnsDeclaration({ columns }, ['Two\nlines'])
      expect(declaredColumns(text)).toEqual(columns)
      const singleQuoted = text.replace(/^ {4}(".*"): '(\w+)'$/gm, (_, key: string, word: string) => {
        const inner = key.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")
        return `\t\t'${inner}': "${word}";`
      })
      expect(declaredColumns(singleQuoted)).toEqual(columns)
    }),
    { seed: 7, numRuns: 200 },
  )
})

test('a column without a value says nothing about its type', () => {
  const declared = [
    { name: 'a', type: 'integer' as const },
    { name: 'b', type: 'unknown' as const },
  ]
  const columns = [
    { name: 'a', type: 'unknown' as const },
    { name: 'b', type: 'list' as const },
  ]
  expect(partings(declared, { columns }, 'new.csv')).toEqual([])
  expect(declaredColumns('')).toBeUndefined()
  expect(declaredColumns('interface Columns {\n  a: any\n}')).toBeUndefined()
})
