import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { workspace } from '../support/workspace.ts'

const suite = `
# What we know of rentals.
name: rentals
columns:
  price:
    - toHaveValuesBetween: { min: $least, max: 350, mostly: 1 }
`

test('a suite is printed as TypeScript and back', async () => {
  const { run } = workspace({ 'rentals.yaml': suite })
  const printed = await run(
    'print',
    'rentals.yaml',
    '--as',
    'ts',
    '--param',
    'least=10',
    '--out',
    'rentals.ts',
  )
  expect(printed).toEqual({ code: 0, stdout: '', stderr: '' })
  const { stdout, code } = await run('print', 'rentals.ts')
  expect(code).toBe(0)
  expect(stdout).toMatchInlineSnapshot(`
    "name: rentals
    columns:
      price:
        - toHaveValuesBetween:
            min: 10
            max: 350
    "
  `)
})

test('the form follows from the name of the file that is written', async () => {
  const { run, folder } = workspace({ 'rentals.yaml': suite })
  for (const form of ['json', 'ts', 'yaml'])
    await run('print', 'rentals.yaml', '--param', 'least=10', '--out', `out.${form}`)
  const text = (file: string) => readFileSync(join(folder, file), 'utf8')
  expect(JSON.parse(text('out.json'))).toEqual({
    name: 'rentals',
    columns: { price: [{ toHaveValuesBetween: { min: 10, max: 350 } }] },
  })
  expect(text('out.ts')).toMatchInlineSnapshot(`
    "import { defineSuite } from 'mlcheck'

    export default defineSuite({ name: 'rentals', columns: { price: [{ toHaveValuesBetween: { min: 10, max: 350 } }] } })
    "
  `)
  expect((await run('print', 'out.yaml', '--as', 'json')).stdout).toBe(text('out.json'))
})

test('what a suite extends is printed with it, and emptiness as it is judged', async () => {
  const gx = {
    name: 'base',
    expectations: [
      { type: 'expect_column_values_to_not_be_null', kwargs: { column: 'id' } },
      { type: 'expect_column_mean_to_be_between', kwargs: { column: 'price', max_value: 9 } },
    ],
  }
  const { run } = workspace({
    'gx/base.json': JSON.stringify(gx),
    'rentals.yaml': 'extends: gx/base.json\nremove: [price.mean]\ncolumns: { price: [toHaveNoNulls] }',
  })
  const { code, stdout } = await run('print', 'rentals.yaml')
  expect(code).toBe(0)
  expect(stdout).toMatchInlineSnapshot(`
    "name: rentals
    gxCompat: true
    columns:
      id:
        - toHaveNoNulls
      price:
        - toHaveNoNulls
    "
  `)
})

test('what cannot be printed is said', async () => {
  const two =
    "import { defineSuite } from 'mlcheck'\nexport const [a, b] = [1, 2].map(() => defineSuite({ table: ['toHaveNoNulls'] }))"
  const { run } = workspace({ 'rentals.yaml': suite, 'two.ts': two })
  const errorOf = async (...args: readonly string[]) => {
    const { code, stderr } = await run('print', ...args)
    expect(code).toBe(2)
    return stderr
  }
  expect(await errorOf('rentals.yaml')).toMatchInlineSnapshot(`
    "error: rentals.yaml:6:35 › price › toHaveValuesBetween › There is no parameter $least. Give it with --param least=….
    "
  `)
  expect(await errorOf('rental.yaml')).toMatchInlineSnapshot(`
    "error: There is no suite rental.yaml.
    hint:  Did you mean rentals.yaml?
    "
  `)
  expect(await errorOf('two.ts')).toMatchInlineSnapshot(`
    "error: two.ts has 2 suites.
    hint:  A file is printed as one suite.
    "
  `)
  expect(await errorOf('rentals.yaml', '--as', 'yml')).toMatchInlineSnapshot(`
    "error: --as yml is not possible.
    hint:  Did you mean yaml?
    "
  `)
})
