import { expect, test } from 'vitest'
import * as expectations from '../../expectations/index.ts'
import { UserError } from '../../src/core/errors.ts'
import type { Expectation } from '../../src/core/expectation.ts'
import type { Outcome } from '../../src/core/result.ts'
import { suiteFromYaml } from '../../src/suites/suite.ts'
import { csv, workspace } from '../support/workspace.ts'

const options = { file: 'a.yaml', expectations, params: { max: '350' } }

function errorOf(text: string): string {
  try {
    suiteFromYaml(text, options)
  } catch (error) {
    if (error instanceof UserError) return error.message
    throw error
  }
  return 'no error'
}

/** A check of a column with parameters in braces. */
const check = (text: string) => errorOf(`columns:\n  price:\n    - ${text}`)

test('every mistake in a check is told with its place and the closest word', () => {
  const mistakes = [
    'toHaveValueBetween: { max: 3 }',
    'to_have_values_between: { max: 3 }',
    'toHaveValuesBetween',
    'toHaveValuesBetween: 3',
    'toHaveValuesBetween: [1, 3]',
    'toHaveValuesBetween: { maximum: 3 }',
    'toHaveValuesBetween: { max: "3" }',
    'toHaveValuesBetween: { max: three }',
    'toHaveValuesBetween: { max: { value: 3 } }',
    'toHaveValuesBetween: { max: .inf }',
    'toHaveValuesBetween: { max: $maxx }',
    'toHaveValuesBetween: { max: 3, mostly: 95 }',
    'toHaveValuesBetween: { max: 3, mostly: 95% }',
    'toHaveValuesBetween: { max: 3, severity: warn }',
    'toHaveValuesBetween: { max: 3, severity: [error] }',
    'toHaveValuesBetween: { max: 3, id: }',
    'toHaveValuesBetween: { max: 3, tags: nightly }',
    'toHaveValuesBetween: { max: 3, tags: [1] }',
    'toHaveValuesBetween: { max: 3, note: [a] }',
    'toHaveValuesBetween: { max: 3, allowVacuous: yes }',
    'toHaveValuesBetween: { max: 3, where: price >> 3 }',
    'toHaveValuesBetween: { max: 3, where: { SQL: x } }',
    'toHaveValuesBetween: { max: 3, columns: [size] }',
    'toHaveValuesBetween: { max: 3, expectation: x, minn: 3, strictmin: true }',
    'toHaveValuesBetween max: 3',
    'toHaveType: int',
    'toHaveValuesInSet: a, b',
    'toHaveValuesInSet: { values: [a, [b]] }',
    'toHaveValuesMatching: "("',
    'toHaveRowCount: { min: 3 }',
    'toHaveUniqueCombinations: { columns: [a, b] }',
    '[toHaveNoNulls]',
    'null',
    '*checks',
    '!check toHaveNoNulls',
    '@toHaveNoNulls',
    '- toHaveNoNulls',
    '<<: { toHaveNoNulls: {} }',
  ]
  // Which expectations there are is no part of this.
  const shown = (text: string) =>
    check(text)
      .replace(/(Expectations are) .*/, '$1 …')
      .replace(/^/gm, '  ')
  const table = mistakes.map(text => `${text}\n${shown(text)}`)
  expect(`\n${table.join('\n')}\n`).toMatchInlineSnapshot(`
    "
    toHaveValueBetween: { max: 3 }
      a.yaml:3:7 › price › toHaveValueBetween is no expectation. Did you mean toHaveValuesBetween?
    to_have_values_between: { max: 3 }
      a.yaml:3:7 › price › to_have_values_between is no expectation. Did you mean toHaveValuesBetween?
    toHaveValuesBetween
      a.yaml:3:7 › price › toHaveValuesBetween is not valid.
        expected min, max or both
    toHaveValuesBetween: 3
      a.yaml:3:28 › price › toHaveValuesBetween is not valid.
        expected parameters by name: \`toHaveValuesBetween: { … }\`
    toHaveValuesBetween: [1, 3]
      a.yaml:3:28 › price › toHaveValuesBetween is not valid.
        expected parameters by name: \`toHaveValuesBetween: { … }\`
    toHaveValuesBetween: { maximum: 3 }
      a.yaml:3:30 › price › toHaveValuesBetween is not valid.
        maximum is no parameter. Did you mean max?
        expected min, max or both
    toHaveValuesBetween: { max: "3" }
      a.yaml:3:35 › price › toHaveValuesBetween is not valid.
        max: expected number or date such as 2019-01-31, received "3"
    toHaveValuesBetween: { max: three }
      a.yaml:3:35 › price › toHaveValuesBetween is not valid.
        max: expected number or date such as 2019-01-31, received "three"
    toHaveValuesBetween: { max: { value: 3 } }
      a.yaml:3:35 › price › toHaveValuesBetween is not valid.
        max: expected number or date, received object
    toHaveValuesBetween: { max: .inf }
      a.yaml:3:35 › price › toHaveValuesBetween is not valid.
        max: expected number or date, received Infinity
    toHaveValuesBetween: { max: $maxx }
      a.yaml:3:35 › price › toHaveValuesBetween › There is no parameter $maxx. Did you mean $max?
    toHaveValuesBetween: { max: 3, mostly: 95 }
      a.yaml:3:46 › price › toHaveValuesBetween is not valid.
        mostly: expected number to be <=1
    toHaveValuesBetween: { max: 3, mostly: 95% }
      a.yaml:3:46 › price › toHaveValuesBetween is not valid.
        mostly: expected number, received string
    toHaveValuesBetween: { max: 3, severity: warn }
      a.yaml:3:48 › price › toHaveValuesBetween is not valid.
        severity: expected error or warning, received warn; did you mean warning?
    toHaveValuesBetween: { max: 3, severity: [error] }
      a.yaml:3:48 › price › toHaveValuesBetween is not valid.
        severity: expected error or warning, received array
    toHaveValuesBetween: { max: 3, id: }
      a.yaml:3:42 › price › toHaveValuesBetween is not valid.
        id: expected string, received null
    toHaveValuesBetween: { max: 3, tags: nightly }
      a.yaml:3:44 › price › toHaveValuesBetween is not valid.
        tags: expected a list of words
    toHaveValuesBetween: { max: 3, tags: [1] }
      a.yaml:3:45 › price › toHaveValuesBetween is not valid.
        tags[0]: expected string, received number
    toHaveValuesBetween: { max: 3, note: [a] }
      a.yaml:3:44 › price › toHaveValuesBetween is not valid.
        note: expected string, received array
    toHaveValuesBetween: { max: 3, allowVacuous: yes }
      a.yaml:3:52 › price › toHaveValuesBetween is not valid.
        allowVacuous: expected boolean, received string
    toHaveValuesBetween: { max: 3, where: price >> 3 }
      a.yaml:3:45 › price › toHaveValuesBetween is not valid.
        where: expected a column or a value at character 8, received >
    toHaveValuesBetween: { max: 3, where: { SQL: x } }
      a.yaml:3:45 › price › toHaveValuesBetween is not valid.
        where: expected a condition such as price > 10, or { sql: … }
    toHaveValuesBetween: { max: 3, columns: [size] }
      a.yaml:3:38 › price › toHaveValuesBetween is not valid.
        columns is no parameter. Parameters are min, max, strictMin, strictMax, mostly, severity, id, where, tags, note, allowVacuous.
    toHaveValuesBetween: { max: 3, expectation: x, minn: 3, strictmin: true }
      a.yaml:3:38 › price › toHaveValuesBetween is not valid.
        expectation is no parameter. Parameters are min, max, strictMin, strictMax, mostly, severity, id, where, tags, note, allowVacuous.
        minn is no parameter. Did you mean min?
        strictmin is no parameter. Did you mean strictMin?
    toHaveValuesBetween max: 3
      a.yaml:3:7 › price › toHaveValuesBetween max is no expectation. Did you mean toHaveValuesBetween?
    toHaveType: int
      a.yaml:3:19 › price › toHaveType is not valid.
        type: expected integer, number, boolean, string, date, timestamp, list or struct, received int; did you mean integer?
    toHaveValuesInSet: a, b
      a.yaml:3:26 › price › toHaveValuesInSet is not valid.
        values: expected array, received string
    toHaveValuesInSet: { values: [a, [b]] }
      a.yaml:3:40 › price › toHaveValuesInSet is not valid.
        values[1]: expected text, number, true, false or date
    toHaveValuesMatching: "("
      a.yaml:3:29 › price › toHaveValuesMatching is not valid.
        pattern: ( has a ( that is never closed
    toHaveRowCount: { min: 3 }
      a.yaml:3:7 › price › toHaveRowCount checks the whole table; it belongs under table.
    toHaveUniqueCombinations: { columns: [a, b] }
      a.yaml:3:7 › price › toHaveUniqueCombinations checks several columns together; it belongs under combinations.
    [toHaveNoNulls]
      a.yaml:3:7 › price › A check is the name of an expectation, or its name with parameters: \`toHaveType: integer\`.
    null
      a.yaml:3:7 › price › A check is the name of an expectation, or its name with parameters: \`toHaveType: integer\`.
    *checks
      a.yaml:3:7 › There is no anchor &checks above.
    !check toHaveNoNulls
      a.yaml:3:7 › Tags have no meaning in a suite. Quote a text that starts with an exclamation mark.
        2 |   price:
        3 |     - !check toHaveNoNulls
          |       ^
    @toHaveNoNulls
      a.yaml:3:7 › A text that starts so has to be quoted.
        2 |   price:
        3 |     - @toHaveNoNulls
          |       ^
    - toHaveNoNulls
      a.yaml:3:7 › price › A check is the name of an expectation, or its name with parameters: \`toHaveType: integer\`.
    <<: { toHaveNoNulls: {} }
      a.yaml:3:7 › price › << is no expectation. Expectations are toHaveAssociationBelow, toHaveBinnedDistribution, toHaveCategoryShares, toHaveClassSharesBetween, toHaveColumn, toHaveColumnCount, toHaveColumns, toHaveColumnsInOrder, toHaveCombinationsInReference, toHaveConsistentLabels, toHaveCorrelationBetween, toHaveCorrelationNear and 80 more.
    "
  `)
})

test('every mistake around checks is told with its place and the closest word', () => {
  const mistakes = [
    'colums:\n  price: [toHaveNoNulls]',
    'column:\n  price: [toHaveNoNulls]',
    'checks:\n  - toHaveNoNulls',
    'Columns:\n  price: [toHaveNoNulls]',
    'columns:\n  price: toHaveNoNulls',
    'columns:\n  price:\n    toHaveNoNulls: {}',
    'columns:\n  - price: [toHaveNoNulls]',
    'columns:\n  price:\n  - toHaveNoNulls\n  price:\n  - toHaveNoNulls',
    'columns:\n\tprice: [toHaveNoNulls]',
    'columns:\n  price: [toHaveNoNulls\n  size: [toHaveNoNulls]',
    'columns: { a: [toHaveNoNulls] }}',
    "columns: { 'it's': [toHaveNoNulls] }",
    'columns:\n  price:\n   - toHaveNoNulls\n  - toHaveNoNulls',
    'columns:\n  a: &keys [toHaveNoNulls]\n  b: *key',
    'name: 3\ntable: [toHaveNoNulls]',
    'gxCompat: yes\ntable: [toHaveNoNulls]',
    'extends: 3\nremove: {}\ntable: [toHaveNoNulls]',
    'extends: base.yaml\ntable: [toHaveNoNulls]',
    'price,size\n1,2\n',
    '{ "table": ["toHaveNoNulls"], }}',
    '%YAML 1.3\n---\ntable: [toHaveNoNulls]',
    '\u0000',
  ]
  const table = mistakes.map(text => `${text}\n${errorOf(text)}`.replace(/^/gm, '  '))
  expect(`\n${table.join('\n\n')}\n`.replaceAll('\t', '→').replaceAll('\u0000', '␀')).toMatchInlineSnapshot(`
    "
      colums:
        price: [toHaveNoNulls]
      a.yaml:1:1 › colums is no key of a suite. Did you mean columns?

      column:
        price: [toHaveNoNulls]
      a.yaml:1:1 › column is no key of a suite. Did you mean columns?

      checks:
        - toHaveNoNulls
      a.yaml:1:1 › checks is no key of a suite. Keys are name, extends, remove, gxCompat, table, columns, combinations.

      Columns:
        price: [toHaveNoNulls]
      a.yaml:1:1 › Columns is no key of a suite. Did you mean columns?

      columns:
        price: toHaveNoNulls
      a.yaml:2:10 › price › A list of checks belongs here, each starting with a dash.

      columns:
        price:
          toHaveNoNulls: {}
      a.yaml:3:5 › price › A list of checks belongs here, each starting with a dash.

      columns:
        - price: [toHaveNoNulls]
      a.yaml:2:3 › columns › Columns stand here by name, each with a list of checks.

      columns:
        price:
        - toHaveNoNulls
        price:
        - toHaveNoNulls
      a.yaml:4:3 › price is already given in line 2.

      columns:
      →price: [toHaveNoNulls]
      a.yaml:2:1 › Tabs are not allowed as indentation.
        1 | columns:
        2 | →price: [toHaveNoNulls]
          | ^

      columns:
        price: [toHaveNoNulls
        size: [toHaveNoNulls]
      a.yaml:3:3 › The indentation is wrong, or a bracket further up is not closed.
        2 |   price: [toHaveNoNulls
        3 |   size: [toHaveNoNulls]
          |   ^

      columns: { a: [toHaveNoNulls] }}
      a.yaml:1:32 › A bracket is closed here that is not open.
        1 | columns: { a: [toHaveNoNulls] }}
          |                                ^

      columns: { 'it's': [toHaveNoNulls] }
      a.yaml:1:16 › Missing , or : between flow map items.
        1 | columns: { 'it's': [toHaveNoNulls] }
          |                ^

      columns:
        price:
         - toHaveNoNulls
        - toHaveNoNulls
      a.yaml:4:1 › The indentation is not that of the lines above.
        3 |    - toHaveNoNulls
        4 |   - toHaveNoNulls
          | ^

      columns:
        a: &keys [toHaveNoNulls]
        b: *key
      a.yaml:3:6 › There is no anchor &key above. Did you mean &keys?

      name: 3
      table: [toHaveNoNulls]
      a.yaml:1:7 › name › A name is text.

      gxCompat: yes
      table: [toHaveNoNulls]
      a.yaml:1:11 › gxCompat › It is true or false.

      extends: 3
      remove: {}
      table: [toHaveNoNulls]
      a.yaml has 2 problems.
      a.yaml:1:10 › extends › Only the suite of a file can extend others.
      a.yaml:2:9 › remove › A list of the ids of checks belongs here.

      extends: base.yaml
      table: [toHaveNoNulls]
      a.yaml:1:10 › extends › Only the suite of a file can extend others.

      price,size
      1,2
      
      a.yaml:1:1 › A suite starts with one of the keys name, extends, remove, gxCompat, table, columns, combinations.

      { "table": ["toHaveNoNulls"], }}
      a.yaml:1:32 › A bracket is closed here that is not open.
        1 | { "table": ["toHaveNoNulls"], }}
          |                                ^

      %YAML 1.3
      ---
      table: [toHaveNoNulls]
      a.yaml:1:7 › Unsupported YAML version 1.3.
        1 | %YAML 1.3
          |       ^

      ␀
      a.yaml:1:1 › A suite starts with one of the keys name, extends, remove, gxCompat, table, columns, combinations.
    "
  `)
})

test('a column that the data do not have is told with its place and the closest one', async () => {
  const { run } = workspace({
    'new.csv': csv({ price: [1, 2], size: [1, 2] }),
    's.yaml': `
columns:
  prize:
    - toHaveNoNulls
  price:
    - toHaveValuesBetween: { max: 3, where: sise > 3 }
table:
  - toHaveNoNulls: { columns: [sizes] }
combinations:
  - toHaveUniqueCombinations: { columns: [price, Size] }
`,
  })
  const { code, stdout } = await run('--sample', 'new.csv', '--suite', 's.yaml', '--json', '--no-report')
  expect(code).toBe(1)
  const places = JSON.parse(stdout).outcomes.map(({ status, found, hint = '', origin }: Outcome) =>
    `${status} ${origin?.file}:${origin?.line}:${origin?.column} ${found} ${hint}`.trim(),
  )
  expect(places).toMatchInlineSnapshot(`
    [
      "errored s.yaml:8:5 There is no column sizes in new.csv. Did you mean size?",
      "errored s.yaml:4:7 There is no column prize in new.csv. Did you mean price?",
      "errored s.yaml:6:7 There is no column sise in new.csv. Did you mean size?",
      "errored s.yaml:10:5 There is no column Size in new.csv. Did you mean size?",
    ]
  `)
})

test('a file that is too large for a suite is not read', async () => {
  const { run } = workspace({ 'data.json': `[${'1,'.repeat(9_000_000)}1]` })
  expect((await run('--sample', 'x.csv', '--suite', 'data.json')).stderr).toMatchInlineSnapshot(`
    "error: data.json has 17 MB, and a suite at most 16 MB.
    hint:  Name data with --sample or --reference.
    "
  `)
})

/** 3,000 checks on 300 columns. */
const large = [
  'columns:',
  ...Array.from({ length: 300 }, (_, column) => [
    `  column ${column}:`,
    ...Array.from(
      { length: 10 },
      (_, n) => `    - toHaveValuesBetween: { min: ${n}, max: ${1000 + n}, mostly: 0.9 }`,
    ),
  ]).flat(),
].join('\n')

test('the parameters of 3,000 checks are read once each', () => {
  let count = 0
  const { toHaveValuesBetween } = expectations
  const params = toHaveValuesBetween.params.transform(value => {
    count++
    return value
  })
  const counted = { ...toHaveValuesBetween, params } as Expectation
  const { checks } = suiteFromYaml(large, { ...options, expectations: { counted } })
  expect(checks.length).toBe(3000)
  expect(count).toBe(3000)
  expect(checks[9]?.id).toBe('column 0.range.10')
})

test('3,000 checks on 300 columns are judged in few scans', async () => {
  const columns = Array.from({ length: 300 }, (_, column) => [`column ${column}`, [10, 20, 30]])
  const { run } = workspace({ 'new.csv': csv(Object.fromEntries(columns)), 's.yaml': large })
  const { code, stdout } = await run('--sample', 'new.csv', '--suite', 's.yaml', '--json', '--no-report')
  expect(code).toBe(0)
  const result = JSON.parse(stdout)
  expect(result.counts.passed).toBe(3000)
  // 3,300 counts, and an engine takes only so many in one statement.
  expect(result.run.queries.sample).toBeLessThan(10)
})
