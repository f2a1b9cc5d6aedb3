import { describe, expect, test } from 'vitest'
import * as vocabulary from '../../expectations/index.ts'
import type { Expectation } from '../../src/core/expectation.ts'
import { suiteFromObject } from '../../src/suites/suite.ts'

const expectations: readonly Expectation[] = Object.values(vocabulary)

describe.each(expectations)('$name', ({ name, subject, examples, params: schema, shorthand }) => {
  /** The parameters of a check, as a suite reads them. */
  function read(written: Readonly<Record<string, unknown>>) {
    const check = { [name]: subject === 'columns' ? { ...written, columns: ['a', 'b'] } : written }
    const suite = {
      table: { table: [check] },
      column: { columns: { a: [check] } },
      columns: { combinations: [check] },
    }
    return suiteFromObject(suite[subject], { file: 'suite.ts', expectations: vocabulary, params: {} })
      .checks[0]
  }

  test('can be written in a suite as its examples are', () => {
    for (const { params = {} } of examples) expect(read(params)?.params).toEqual(schema.parse(params))
  })

  test('has a shorthand for a parameter that it has, if any', () => {
    const names = Object.keys((schema as unknown as { readonly shape: object }).shape)
    expect([undefined, ...names]).toContain(shorthand)
  })
})

test('no two expectations share a name of Great Expectations', () => {
  const names = expectations.flatMap(({ gx }) => (gx ?? []).map(each => each.name))
  expect(new Set(names).size).toBe(names.length)
})
