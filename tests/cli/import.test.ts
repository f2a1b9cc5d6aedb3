import { expect, test } from 'vitest'
import { workspace } from '../support/workspace.ts'

const complete = JSON.stringify({
  name: 'rentals',
  expectations: [
    { type: 'expect_column_values_to_not_be_null', kwargs: { column: 'price', mostly: 0.5 } },
    { type: 'expect_column_values_to_be_unique', kwargs: { column: 'price', row_condition: 'price > 5' } },
    { type: 'expect_column_max_to_be_between', kwargs: { column: 'empty', min_value: 0 } },
  ],
})
const incomplete = JSON.stringify({ expectations: [{ type: 'expect_moon_phase', kwargs: {} }] })
const data = 'price,empty\n10,\n,\n10,\n7,\n'

test('a suite of Great Expectations is printed as a suite file', async () => {
  const { run } = workspace({ 'gx.json': complete })
  expect(await run('import', 'gx.json')).toMatchInlineSnapshot(`
    {
      "code": 0,
      "stderr": "",
      "stdout": "name: rentals
    gxCompat: true
    columns:
      price:
        - toHaveNoNulls:
            mostly: 0.5
        - toHaveUniqueValues:
            where: price > 5
      empty:
        - toHaveMaxBetween:
            min: 0
    ",
    }
  `)
})

test('what is left out is told by the exit code, and by a comment in the file', async () => {
  const { run, files } = workspace({ 'gx.json': incomplete })
  expect(await run('import', 'gx.json', '--out', 'suite.yaml')).toMatchInlineSnapshot(`
    {
      "code": 2,
      "stderr": "error: 1 rule left out, which the suite says at its head.
    hint:  Write checks for them, or accept that they are not made.
    ",
      "stdout": "",
    }
  `)
  expect(files()).toEqual(['gx.json', 'suite.yaml'])
})

test('an imported suite has the verdicts of the suite that it was made of', async () => {
  const { run } = workspace({ 'gx.json': complete, 'new.csv': data })
  await run('import', 'gx.json', '--out', 'suite.yaml')
  const judge = async (suite: string) => {
    const { stdout, code } = await run('--sample', 'new.csv', '--suite', suite, '--json', '--no-report')
    const { outcomes } = JSON.parse(stdout) as { outcomes: { id: string; status: string; found: string }[] }
    return { code, outcomes: outcomes.map(({ id, status, found }) => `${id} ${status}: ${found}`).sort() }
  }
  const direct = await judge('gx.json')
  expect(direct).toMatchInlineSnapshot(`
    {
      "code": 1,
      "outcomes": [
        "empty.max failed: no values, every row is missing",
        "price.not-null passed: 1 of 4 values missing (25.0 %), up to 50.0 % allowed",
        "price.unique failed: 2 of 3 values not unique",
      ],
    }
  `)
  expect(await judge('suite.yaml')).toEqual(direct)
})

test.each([
  ['missing.json', 3],
  ['data.json', 2],
])('%s ends with exit code %i', async (name, code) => {
  const { run } = workspace({ 'data.json': '{"a": 1}' })
  expect((await run('import', name)).code).toBe(code)
})

test('one file holds one suite', async () => {
  const { run } = workspace({ 'a.json': complete, 'b.json': complete })
  expect(await run('import', 'a.json', 'b.json', '--out', 'c.yaml')).toMatchObject({
    code: 2,
    stderr: 'error: A file holds one suite.\nhint:  Import the files one by one.\n',
  })
})
