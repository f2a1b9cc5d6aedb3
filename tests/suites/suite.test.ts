import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { UserError } from '../../src/core/errors.ts'
import { suiteFromObject, suiteFromYaml } from '../../src/suites/suite.ts'
import * as expectations from './vocabulary.ts'

const options = { file: 'rentals.yaml', expectations, params: { ksAlpha: '0.05', city: '007', open: 'true' } }

const read = (text: string) => suiteFromYaml(text, options)

/** What a reader of the error sees. */
function errorOf(text: string): string {
  try {
    read(text)
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return [error.message, error.hint].filter(part => part !== undefined).join('\n')
  }
  return 'no error'
}

/** The only check of a suite. */
function checkOf(text: string) {
  const [check, ...others] = read(text).checks
  if (!check || others.length > 0) throw new Error(`The suite has ${others.length + 1} checks.`)
  return check
}

describe('a suite file', () => {
  test('holds checks of the table, of columns and of combinations', () => {
    const suite = read(`
name: rentals
table:
  - toHaveRowCount: { min: 15000, max: 1000000 }
  - toHaveSameDistributionAs: { alpha: $ksAlpha, minEffect: 0.05 }
columns:
  price:
    - toHaveType: integer
    - toHaveNoNulls
    - toHaveValuesBetween: { min: 10, max: 350, mostly: 0.99, severity: warning, id: price.plausible, note: agreed with sales }
combinations:
  - toHaveUniqueCombinations: { columns: [host_id, name], allowVacuous: true }
`)
    expect(suite.name).toBe('rentals')
    expect(suite.origin).toEqual({ file: 'rentals.yaml' })
    expect(suite.checks.map(({ expectation, ...check }) => ({ ...check, name: expectation.name }))).toEqual([
      {
        id: 'table.row-count',
        name: 'toHaveRowCount',
        columns: [],
        params: { min: 15000, max: 1000000 },
        severity: 'error',
        origin: { file: 'rentals.yaml', line: 4, column: 5 },
      },
      {
        id: 'table.ks',
        name: 'toHaveSameDistributionAs',
        columns: [],
        params: { alpha: 0.05, minEffect: 0.05 },
        severity: 'error',
        origin: { file: 'rentals.yaml', line: 5, column: 5 },
      },
      {
        id: 'price.type',
        name: 'toHaveType',
        columns: ['price'],
        params: { type: 'integer' },
        severity: 'error',
        origin: { file: 'rentals.yaml', line: 8, column: 7 },
      },
      {
        id: 'price.no-nulls',
        name: 'toHaveNoNulls',
        columns: ['price'],
        params: {},
        severity: 'error',
        origin: { file: 'rentals.yaml', line: 9, column: 7 },
      },
      {
        id: 'price.plausible',
        name: 'toHaveValuesBetween',
        columns: ['price'],
        params: { min: 10, max: 350, mostly: 0.99 },
        severity: 'warning',
        note: 'agreed with sales',
        origin: { file: 'rentals.yaml', line: 10, column: 7 },
      },
      {
        id: 'host_id+name.compound-unique',
        name: 'toHaveUniqueCombinations',
        columns: ['host_id', 'name'],
        params: {},
        severity: 'error',
        allowVacuous: true,
        origin: { file: 'rentals.yaml', line: 12, column: 5 },
      },
    ])
  })

  test('is called like its file when it has no name', () => {
    const suite = suiteFromYaml('table: [toHaveRowCount]', { ...options, file: 'suites/rentals.v2.yaml' })
    expect(suite.name).toBe('rentals.v2')
  })

  test('may be JSON, indented by tabs, with the schema that editors complete by', () => {
    const check = checkOf('{\n\t"$schema": "suite.schema.json",\n\t"table": [\n\t\t"toHaveRowCount"\n\t]\n}')
    expect(check.origin).toEqual({ file: 'rentals.yaml', line: 4, column: 3 })
  })

  test('gives a check of several columns one id for each', () => {
    const { checks } = read(`
table:
  - toHaveNoNulls: { columns: [a, b] }
  - toHaveNoNulls: { columns: [a, b], id: complete }
`)
    expect(checks.map(check => [check.id, check.columns])).toEqual([
      ['a.no-nulls', ['a']],
      ['b.no-nulls', ['b']],
      ['a.complete', ['a']],
      ['b.complete', ['b']],
    ])
  })

  test('numbers the ids of checks that are alike, around the ids that were given', () => {
    const { checks } = read(
      'columns: { a: [toHaveNoNulls, { toHaveNoNulls: { id: a.no-nulls } }, toHaveNoNulls] }',
    )
    expect(checks.map(check => check.id)).toEqual(['a.no-nulls.2', 'a.no-nulls', 'a.no-nulls.3'])
  })

  test('keeps column names as they are written', () => {
    const { checks } = read(`
columns:
  2019: [toHaveNoNulls]
  007: [toHaveNoNulls]
  null: [toHaveNoNulls]
  "": [toHaveNoNulls]
  __proto__: [toHaveNoNulls]
  'it''s "a" \`b\`; DROP TABLE x --': [toHaveNoNulls]
  "a.b\\nc \\u00e9": [toHaveNoNulls]
  $ksAlpha: [toHaveNoNulls]
  größe in m²: [toHaveNoNulls]
`)
    expect(checks.flatMap(check => check.columns)).toEqual([
      '2019',
      '007',
      'null',
      '',
      '__proto__',
      'it\'s "a" `b`; DROP TABLE x --',
      'a.b\nc é',
      '$ksAlpha',
      'größe in m²',
    ])
  })

  test('reads values so that nothing of them is lost', () => {
    const check = checkOf(
      'columns: { a: [{ toHaveValuesInSet: [1, 9007199254740993, 007, 0.5, yes, true, 2019-01-31] }] }',
    )
    expect(check.params).toEqual({ values: [1, 9007199254740993n, '007', 0.5, 'yes', true, '2019-01-31'] })
  })

  test('repeats what an alias stands for', () => {
    const { checks } = read(`
columns:
  a: &complete
    - toHaveNoNulls
  b: *complete
`)
    expect(checks.map(check => [check.id, check.origin?.line])).toEqual([
      ['a.no-nulls', 4],
      ['b.no-nulls', 4],
    ])
  })

  test('may list a column without checks', () => {
    expect(read('table: [toHaveRowCount]\ncolumns:\n  a:\n').checks).toHaveLength(1)
  })

  test('either is read or has an error for its reader, whatever it contains', () => {
    const words = [
      'table',
      'columns',
      'toHaveType',
      ': ',
      '- ',
      '\n',
      '  ',
      '{',
      '}',
      '[',
      ']',
      '&a ',
      '*a',
      '"',
      '|',
    ]
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constantFrom(...words), fc.string())), parts => {
        expect(errorOf(parts.join(''))).toBeTypeOf('string')
      }),
      { seed: 1, numRuns: 500 },
    )
  })
})

describe('names of Great Expectations', () => {
  test('stand for the same expectations with their own parameter names', () => {
    const check = checkOf(
      'columns: { price: [{ expect_column_values_to_be_between: { min_value: 1, max_value: 9, mostly: 0.9 } }] }',
    )
    expect(check.expectation.name).toBe('toHaveValuesBetween')
    expect(check.id).toBe('price.range')
    expect(check.params).toEqual({ min: 1, max: 9, mostly: 0.9 })
  })

  test('may name the columns of a combination as there', () => {
    const check = checkOf('combinations: [{ expect_compound_columns_to_be_unique: { column_list: [a, b] } }]')
    expect(check.columns).toEqual(['a', 'b'])
  })

  test('appear in errors as they were written', () => {
    expect(
      errorOf(`
columns:
  price:
    - expect_column_values_to_be_between: { min_value: [], max: 3 }
    - expect_column_values_to_be_between: { min_value: 1, min: 3 }
    - expect_column_values_to_be_betwen: { min_value: 1 }
`),
    ).toMatchInlineSnapshot(`
      "rentals.yaml has 3 problems.
      rentals.yaml:4:56 › price › expect_column_values_to_be_between is not valid.
        min_value: expected number or string, received array
      rentals.yaml:5:59 › price › expect_column_values_to_be_between is not valid.
        min means the same as min_value.
      rentals.yaml:6:7 › price › expect_column_values_to_be_betwen is no expectation. Did you mean expect_column_values_to_be_between?"
    `)
  })
})

describe('parameters', () => {
  test('are read as YAML scalars', () => {
    const check = checkOf('columns: { a: [{ toHaveValuesInSet: [$ksAlpha, $city, $open] }] }')
    expect(check.params).toEqual({ values: [0.05, '007', true] })
  })

  test('are only texts that consist of a name; a second dollar sign keeps the text', () => {
    const check = checkOf('columns: { a: [{ toHaveValuesInSet: [$, $5, $$open, "in $open", "$open "] }] }')
    expect(check.params).toEqual({ values: ['$', '$5', '$open', 'in $open', '$open '] })
  })

  test('that are not given are an error', () => {
    expect(
      errorOf(
        'columns: { a: [{ toHaveMeanBetween: { min: $ksAlfa, max: $upper, severity: $constructor } }] }',
      ),
    ).toMatchInlineSnapshot(`
      "rentals.yaml has 3 problems.
      rentals.yaml:1:44 › a › toHaveMeanBetween › There is no parameter $ksAlfa. Did you mean $ksAlpha?
      rentals.yaml:1:58 › a › toHaveMeanBetween › There is no parameter $upper. Give it with --param upper=….
      rentals.yaml:1:76 › a › toHaveMeanBetween › There is no parameter $constructor. Give it with --param constructor=…."
    `)
  })
})

describe('errors', () => {
  test('of one check name its place and the closest word', () => {
    expect(errorOf('columns:\n  price:\n    - toHaveMeanBetwen: { min: 1 }')).toMatchInlineSnapshot(
      `"rentals.yaml:3:7 › price › toHaveMeanBetwen is no expectation. Did you mean toHaveMeanBetween?"`,
    )
    expect(errorOf('columns:\n  price:\n    - constructor')).toMatchInlineSnapshot(
      `"rentals.yaml:3:7 › price › constructor is no expectation. Expectations are toHaveRowCount, toHaveColumns, toHaveNullShare, toHaveType, toHaveNoNulls, toHaveValuesBetween, toHaveValuesInSet, toHaveMeanBetween, toHaveSameDistributionAs, toHaveUniqueCombinations."`,
    )
    expect(errorOf('columns:\n  price:\n    - toHaveMeanBetween: { min: 1 }')).toMatchInlineSnapshot(`
      "rentals.yaml:3:7 › price › toHaveMeanBetween is not valid.
        max: expected number, received undefined"
    `)
    expect(
      errorOf('columns:\n  price:\n    - toHaveMeanBetween:\n        min: 1\n        max: abc'),
    ).toMatchInlineSnapshot(`
      "rentals.yaml:5:14 › price › toHaveMeanBetween is not valid.
        max: expected number, received string"
    `)
  })

  test('of one file are told together, in the order of its lines', () => {
    expect(
      errorOf(`
colums: 3
name: [a]
table:
  - toHaveRowCount: 3
  - toHaveNoNulls: { colums: [a] }
  - toHaveNoNulls: { columns: [] }
  - toHaveUniqueCombinations: { columns: [a] }
columns:
  price:
    - toHaveMeanBetween: { min: 1, maxx: 3, severity: eror }
    - toHaveMeanBetween:
      min: 3
    - toHaveValuesBetween: { min: [] , mostly: 3 }
    - toHaveValuesBetween
    - toHaveType: integr
    - toHaveValuesInSet: { values: [a, [b]] }
    - {}
    - 3
    - toHaveRowCount
  size: toHaveNoNulls
combinations:
  - toHaveUniqueCombinations
  - toHaveNoNulls
`),
    ).toMatchInlineSnapshot(`
      "rentals.yaml has 18 problems.
      rentals.yaml:2:1 › colums is no key of a suite. Did you mean columns?
      rentals.yaml:3:7 › name › A name is text.
      rentals.yaml:5:21 › table › toHaveRowCount is not valid.
        expected parameters by name: \`toHaveRowCount: { … }\`
      rentals.yaml:6:22 › table › toHaveNoNulls is not valid.
        colums is no parameter. Did you mean columns?
      rentals.yaml:7:31 › table › toHaveNoNulls is not valid.
        columns: expected at least one column
      rentals.yaml:8:5 › table › toHaveUniqueCombinations checks several columns together; it belongs under combinations.
      rentals.yaml:11:36 › price › toHaveMeanBetween is not valid.
        maxx is no parameter. Did you mean max?
        severity: expected error or warning, received eror; did you mean error?
        max: expected number, received undefined
      rentals.yaml:12:7 › price › toHaveMeanBetween stands beside min, but an item holds one check. Put its parameters in braces or indent them further: \`toHaveMeanBetween: { … }\`.
      rentals.yaml:14:35 › price › toHaveValuesBetween is not valid.
        min: expected number or string, received array
        mostly: expected number to be <=1
      rentals.yaml:15:7 › price › toHaveValuesBetween is not valid.
        min or max is needed
      rentals.yaml:16:19 › price › toHaveType is not valid.
        type: expected integer, number, boolean, string, date, timestamp, list or struct, received integr; did you mean integer?
      rentals.yaml:17:40 › price › toHaveValuesInSet is not valid.
        values[1]: expected string, number, bigint, boolean or date, received array
      rentals.yaml:18:7 › price › A check is the name of an expectation, or its name with parameters: \`toHaveType: integer\`.
      rentals.yaml:19:7 › price › A check is the name of an expectation, or its name with parameters: \`toHaveType: integer\`.
      rentals.yaml:20:7 › price › toHaveRowCount checks the whole table; it belongs under table.
      rentals.yaml:21:9 › size › A list of checks belongs here, each starting with a dash.
      rentals.yaml:23:5 › combinations › toHaveUniqueCombinations is not valid.
        columns: expected a list of columns
      rentals.yaml:24:5 › combinations › toHaveNoNulls checks one column; it belongs under columns."
    `)
  })

  test('beyond twenty are counted', () => {
    const checks = Array.from({ length: 23 }, () => '    - toHaveNoNuls')
    expect(
      errorOf(`columns:\n  a:\n${checks.join('\n')}`)
        .split('\n')
        .slice(-2),
    ).toMatchInlineSnapshot(`
      [
        "rentals.yaml:22:7 › a › toHaveNoNuls is no expectation. Did you mean toHaveNoNulls?",
        "… and 3 more.",
      ]
    `)
  })

  test('name both lines of an id that is given twice', () => {
    expect(
      errorOf(`
columns:
  a:
    - toHaveNoNulls: { id: complete }
  b:
    - toHaveNoNulls: { id: complete }
`),
    ).toMatchInlineSnapshot(`"rentals.yaml:6:24 › b › toHaveNoNulls › The id complete is taken by line 4."`)
  })

  test('name both lines of a key that is given twice', () => {
    expect(
      errorOf('columns:\n  price: [toHaveNoNulls]\n  size: [toHaveNoNulls]\n  price: []\ncolumns: {}'),
    ).toMatchInlineSnapshot(`
      "rentals.yaml has 2 problems.
      rentals.yaml:4:3 › price is already given in line 2.
      rentals.yaml:5:1 › columns is already given in line 1."
    `)
  })

  test('of a suite without checks are their own', () => {
    expect(errorOf('')).toMatchInlineSnapshot(`
      "rentals.yaml has no checks.
      List some under table, columns or combinations."
    `)
    expect(errorOf('# nothing\n')).toBe(errorOf(''))
    expect(errorOf('name: rentals\ntable:\ncolumns: {}\ncombinations: []')).toBe(errorOf(''))
  })

  test('of a text that is no suite say what a suite is', () => {
    expect(errorOf('- toHaveNoNulls')).toMatchInlineSnapshot(
      `"rentals.yaml:1:1 › A suite starts with one of the keys name, extends, remove, gxCompat, table, columns, combinations."`,
    )
    expect(errorOf('columns: [toHaveNoNulls]')).toMatchInlineSnapshot(
      `"rentals.yaml:1:10 › columns › Columns stand here by name, each with a list of checks."`,
    )
  })

  test('of syntax show the line', () => {
    expect(errorOf('table:\n  - toHaveRowCount: { min: 1\n')).toMatchInlineSnapshot(`
      "rentals.yaml:3:1 › The indentation is wrong, or a bracket further up is not closed.
        2 |   - toHaveRowCount: { min: 1
        3 |
          | ^"
    `)
    expect(errorOf('table:\n\t- toHaveRowCount\n')).toMatchInlineSnapshot(`
      "rentals.yaml:2:1 › Tabs are not allowed as indentation.
        1 | table:
        2 | 	- toHaveRowCount
          | ^"
    `)
    expect(errorOf('columns:\n  a: [toHaveNoNulls]\n  b: c: d\n  e: "f')).toMatchInlineSnapshot(`
      "rentals.yaml has 2 problems.
      rentals.yaml:3:6 › A second key in the same line. Start a new line, or quote a text with a colon.
        2 |   a: [toHaveNoNulls]
        3 |   b: c: d
          |      ^
      rentals.yaml:4:8 › Missing closing quotation mark.
        3 |   b: c: d
        4 |   e: "f
          |        ^"
    `)
    expect(errorOf('table: []\n---\ntable: []')).toMatchInlineSnapshot(`
      "rentals.yaml:2:1 › A suite is one document; here a second one starts.
        1 | table: []
        2 | ---
          | ^"
    `)
  })

  test('tell that tags mean nothing, so that no suite runs code', () => {
    expect(errorOf('table:\n  - toHaveRowCount: !!js/function "() => 1"')).toMatchInlineSnapshot(`
      "rentals.yaml:2:21 › Tags have no meaning in a suite. Quote a text that starts with an exclamation mark.
        1 | table:
        2 |   - toHaveRowCount: !!js/function "() => 1"
          |                     ^"
    `)
  })

  test('tell of aliases that lead nowhere, into themselves or too far', () => {
    const tenfold = (name: string, of: string) => `${name}: &${name} [${`*${of}, `.repeat(10)}]`
    expect(errorOf('table: *checks')).toMatchInlineSnapshot(
      `"rentals.yaml:1:8 › There is no anchor &checks above."`,
    )
    expect(errorOf('table: &checks [*checks]')).toMatchInlineSnapshot(
      `"rentals.yaml:1:17 › The alias *checks contains itself."`,
    )
    const bomb = [
      'a: &a [1]',
      ...['ab', 'bc', 'cd', 'de', 'ef', 'fg', 'gh'].map(([of, name]) => tenfold(name ?? '', of ?? '')),
    ]
    expect(errorOf(bomb.join('\n'))).toMatchInlineSnapshot(
      `"rentals.yaml:3:24 › The aliases expand to too many parts."`,
    )
    // How deep is too deep depends on the machine.
    expect(errorOf('['.repeat(5000)).split('\n')[0]).toMatch(
      /^rentals.yaml:1:\d+ › The nesting is too deep.$/,
    )
  })
})

describe('a suite from an object', () => {
  const fromObject = (object: unknown) => suiteFromObject(object, { ...options, file: 'rentals.ts' })

  test('is read like a file, with the file alone as origin', () => {
    const since = new Date('2019-01-31')
    const { checks } = fromObject({
      columns: { day: [{ toHaveValuesInSet: { values: [since, 1n], id: undefined } }] },
    })
    expect(checks.map(({ id, params, origin }) => ({ id, params, origin }))).toEqual([
      { id: 'day.in-set', params: { values: [since, 1n] }, origin: { file: 'rentals.ts' } },
    ])
  })

  test('has errors without lines', () => {
    expect(() =>
      fromObject({
        columns: {
          a: [
            { toHaveNoNulls: { id: 'x' } },
            { toHaveNoNulls: { id: 'x' } },
            { toHaveTyp: 'integer' },
            () => 1,
          ],
        },
      }),
    ).toThrowErrorMatchingInlineSnapshot(`
      [UserError: rentals.ts has 3 problems.
      rentals.ts › a › toHaveTyp is no expectation. Did you mean toHaveType?
      rentals.ts › a › A check is the name of an expectation, or its name with parameters: \`toHaveType: integer\`.
      rentals.ts › a › toHaveNoNulls › The id x is taken already.]
    `)
    expect(() => fromObject({})).toThrowErrorMatchingInlineSnapshot(`[UserError: rentals.ts has no checks.]`)
    expect(() => fromObject(3)).toThrowErrorMatchingInlineSnapshot(
      `[UserError: rentals.ts › A suite starts with one of the keys name, extends, remove, gxCompat, table, columns, combinations.]`,
    )
  })
})
