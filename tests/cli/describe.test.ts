import { expect, test } from 'vitest'
import * as expectations from '../../expectations/index.ts'
import { workspace } from '../support/workspace.ts'

test('an expectation is described from its definition', async () => {
  const { run } = workspace()
  expect(await run('explain', 'toHaveValuesIncreasing')).toMatchInlineSnapshot(`
    {
      "code": 0,
      "stderr": "",
      "stdout": "toHaveValuesIncreasing
      The values of a column increase from row to row, or stay the same.
      For columns that hold a whole number or a number or a date or a timestamp.
      In Great Expectations: expect_column_values_to_be_increasing.

    Parameters:
      strictly (true, false; default false)
          Whether a value that stays the same offends too.
      mostly (number from 0 to 1; default 1)
          The least share of the checked values that has to meet the rule; 0.99 is 99 %. Exactly this share is enough.

    failed: 1 of 4 values not increasing
      columns:
        id:
          - toHaveValuesIncreasing

    passed: none of 2 values not increasing
      columns:
        day:
          - toHaveValuesIncreasing: { strictly: true }

    passed: 2 of 4 values not increasing (50.0 %), up to 50.0 % allowed
      columns:
        id:
          - toHaveValuesIncreasing: { strictly: true, mostly: 0.5 }

    vacuous: no values, every row is missing
      columns:
        id:
          - toHaveValuesIncreasing
    ",
    }
  `)
})

test('a name of Great Expectations will do', async () => {
  const { run } = workspace()
  const { stdout } = await run('explain', 'expect_column_values_to_be_increasing')
  expect(stdout).toBe((await run('explain', 'toHaveValuesIncreasing')).stdout)
})

test.each(Object.keys(expectations))('%s can be described', async name => {
  const { run } = workspace()
  expect(await run('explain', name)).toMatchObject({ code: 0, stderr: '' })
})

test('without a name all expectations are listed, one a line', async () => {
  const { run } = workspace()
  const { stdout } = await run('explain')
  expect(
    stdout
      .trim()
      .split('\n')
      .map(line => line.split(' ')[0]),
  ).toEqual(Object.keys(expectations))
})

test('a mistyped name is told from the closest', async () => {
  const { run } = workspace()
  expect(await run('explain', 'toHaveNoNull')).toEqual({
    code: 2,
    stdout: '',
    stderr: 'error: There is no expectation toHaveNoNull.\nhint:  Did you mean toHaveNoNulls?\n',
  })
})

test('the whole vocabulary is described at once', async () => {
  const { code, stdout } = await workspace().run('docs')
  expect(code).toBe(0)
  const described = stdout.split('\n').filter(line => /^to[A-Z]\w+$/.test(line))
  expect(described).toEqual(Object.keys(expectations))
})
