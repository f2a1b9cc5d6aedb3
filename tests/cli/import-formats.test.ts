import { expect, test } from 'vitest'
import { csv, workspace } from '../support/workspace.ts'

const contract = `
apiVersion: v3.1.0
kind: DataContract
schema:
  - name: orders
    properties:
      - { name: id, logicalType: integer, primaryKey: true, logicalTypeOptions: { multipleOf: 2 } }
      - name: code
        logicalType: string
        quality:
          - { metric: missingValues, mustBeLessThan: 2, arguments: { missingValues: [null, N/A] } }
          - { type: sql, query: "SELECT count(*) FROM orders WHERE orders.{property} = 'x'", mustBe: 0 }
      - { name: note, logicalType: string }
`
const lines = `${contract}  - { name: lines, properties: [{ name: order, logicalType: integer }] }\n`

test('an imported contract judges data as it was meant', async () => {
  const given = workspace({
    'contract.yaml': contract,
    'good.csv': csv({ id: [2, 4, 6], code: ['a', 'N/A', 'b'], note: [null, null, null] }),
    'bad.csv': csv({ id: [2, 2, 5], code: ['x', 'N/A', null], note: [null, null, null] }),
  })
  expect(await given.run('import', 'contract.yaml', '--out', 'suite.yaml')).toEqual({
    code: 0,
    stdout: '',
    stderr: '',
  })
  const good = await given.run('check', '--sample', 'good.csv', '--suite', 'suite.yaml', '--no-report')
  expect(good.code).toBe(0)
  const bad = await given.run(
    'check',
    '--sample',
    'bad.csv',
    '--suite',
    'suite.yaml',
    '--no-report',
    '--reporter',
    'github',
  )
  expect(bad.code).toBe(1)
  expect(bad.stdout.match(/title=[^:]*/g)).toMatchInlineSnapshot(`
    [
      "title=table.row-count",
      "title=table.row-count.2",
      "title=id.unique",
      "title=table.no-rows",
      "title=mlcheck",
    ]
  `)
})

test('a contract of several tables asks for one of them', async () => {
  const given = workspace({ 'contract.yaml': lines })
  const both = await given.run('import', 'contract.yaml', '--out', 'suite.yaml')
  expect(both).toMatchInlineSnapshot(`
    {
      "code": 2,
      "stderr": "error: A file holds one suite.
    hint:  Choose a table with --table: orders and lines.
    ",
      "stdout": "",
    }
  `)
  const mistyped = await given.run('import', 'contract.yaml', '--table', 'line')
  expect(mistyped).toMatchInlineSnapshot(`
    {
      "code": 2,
      "stderr": "error: contract.yaml is not about a table line.
    hint:  Did you mean lines?
    ",
      "stdout": "",
    }
  `)
  const one = await given.run('import', 'contract.yaml', '--table', 'lines')
  expect(one).toMatchInlineSnapshot(`
    {
      "code": 0,
      "stderr": "",
      "stdout": "name: lines
    gxCompat: true
    table:
      - toHaveColumns:
          columns: [order]
    columns:
      order:
        - toHaveType:
            type: integer
    ",
    }
  `)
})

test('exit code 2 when something is left out, and the suite is there all the same', async () => {
  const given = workspace({
    'contract.yaml': contract.replace('multipleOf: 2', 'multipleOf: 0.5'),
    'gx.json': '{"expectations": [{"type": "expect_moon"}]}',
  })
  const { code, stderr } = await given.run('import', 'contract.yaml', '--out', 'suite.yaml')
  expect(code).toBe(2)
  expect(stderr).toMatchInlineSnapshot(`
    "error: 1 rule left out, which the suite says at its head.
    hint:  Write checks for them, or accept that they are not made.
    "
  `)
  expect(given.files()).toContain('suite.yaml')
  expect(await given.run('import', 'gx.json')).toMatchInlineSnapshot(`
    {
      "code": 2,
      "stderr": "error: 1 rule left out, which the suite says at its head.
    hint:  Write checks for them, or accept that they are not made.
    ",
      "stdout": "# Left out (line 1): expect_moon: there is no such expectation here.

    gxCompat: true
    ",
    }
  `)
})

test('a document is known by what it says, or by --format', async () => {
  const given = workspace({
    'both.yaml': 'kind: DataContract\nschema: [{ name: t }]\nexpectations: []\n',
    'none.yaml': 'a: 1\n',
    'deep.yaml': `kind: DataContract\nschema: ${'['.repeat(3000)}${']'.repeat(3000)}\n`,
    'aliases.yaml': `a: &a [1,1,1,1,1,1,1,1,1,1]
b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]
c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]
d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]
e: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d,*d]
schema: [*e,*e,*e,*e,*e,*e,*e,*e,*e,*e]
kind: DataContract
`,
  })
  const said = async (...args: readonly string[]) => (await given.run('import', ...args)).stderr
  expect(await said('both.yaml')).toMatchInlineSnapshot(`
    "error: both.yaml may be a suite of Great Expectations or an ODCS data contract.
    hint:  Choose with --format gx or odcs.
    "
  `)
  expect(await said('none.yaml')).toMatchInlineSnapshot(`
    "error: none.yaml is of no known format.
    hint:  Formats are told by what they have: a list of expectations (gx); kind: DataContract (odcs); a $schema of json-schema.org, or properties of an object (json-schema); a list of fields, or resources with one (frictionless); a list of models, sources, seeds or snapshots (dbt); schema_type: dataframe (pandera).
    "
  `)
  expect(await said('both.yaml', '--format', 'odcs')).toBe('')
  expect(await said('none.yaml', '--format', 'odcs')).toMatchInlineSnapshot(`
    "error: none.yaml is not an ODCS data contract.
    hint:  Such a document has kind: DataContract.
    "
  `)
  expect(await said('deep.yaml')).toMatchInlineSnapshot(`
    "error: 1 rule left out, which the suite says at its head.
    hint:  Write checks for them, or accept that they are not made.
    "
  `)
  expect(await said('aliases.yaml')).toMatchInlineSnapshot(`
    "error: aliases.yaml:1:12 › The aliases expand to too many parts.
    "
  `)
})

/** What an imported document says of data: each check with its verdict. */
async function verdicts(files: Readonly<Record<string, string>>, ...options: readonly string[]) {
  const given = workspace(files)
  const [document = '', data = ''] = Object.keys(files)
  const { stderr } = await given.run('import', document, '--out', 'suite.yaml')
  const { stdout } = await given.run(
    ...['--sample', data, '--suite', 'suite.yaml', '--json', '--no-report', ...options],
  )
  const { outcomes } = JSON.parse(stdout) as { outcomes: { id: string; status: string; found?: string }[] }
  return { stderr, outcomes: outcomes.map(({ id, status, found }) => `${id} ${status}: ${found}`) }
}

test('a JSON Schema judges lines of JSON, lists and times among them', async () => {
  const schema = {
    type: 'object',
    properties: {
      id: { type: 'integer', multipleOf: 5 },
      tags: { type: 'array', minItems: 1, uniqueItems: true },
      at: { type: 'string', format: 'date-time' },
      day: { type: 'string', format: 'date' },
      ip: { type: 'string', format: 'ipv6' },
      kind: { enum: ['a', 'b', null] },
    },
    required: ['id', 'kind'],
  }
  const lines = [
    { id: 5, tags: ['x'], at: '2020-01-01T10:00:00Z', day: '2020-01-31', ip: '::1', kind: 'a' },
    { id: 7, tags: [], at: '2020-01-02T10:00:00Z', day: '2020-02-01', ip: 'fe80::1:2', kind: null },
    { id: 10, tags: ['y', 'y'], at: null, day: null, ip: '1::2::3', kind: 'c' },
  ]
  const files = {
    'schema.json': JSON.stringify(schema),
    'rows.jsonl': lines.map(line => `${JSON.stringify(line)}\n`).join(''),
  }
  expect(await verdicts(files)).toMatchInlineSnapshot(`
    {
      "outcomes": [
        "table.columns passed: 2 of 2 columns there",
        "table.row-count failed: 1 row",
        "table.row-count.2 failed: 1 row",
        "table.row-count.3 failed: 1 row",
        "id.not-null passed: none of 3 values missing",
        "id.type passed: a whole number",
        "tags.type passed: a list",
        "at.type passed: a timestamp",
        "day.type passed: a date",
        "ip.type passed: text",
        "ip.match failed: 1 of 3 values without a match",
        "kind.in-set failed: 1 of 2 values outside the set",
      ],
      "stderr": "",
    }
  `)
})

test('a table schema judges cells, with its codes for missing values', async () => {
  const schema = {
    fields: [
      { name: 'born', type: 'date', format: '%d.%m.%Y' },
      { name: 'size', type: 'integer', constraints: { minimum: '1', enum: ['1', '2'] } },
      { name: 'code', type: 'string', constraints: { pattern: '[A-Z]{2}' } },
      { name: 'month', type: 'yearmonth' },
    ],
    missingValues: ['', '-99'],
    primaryKey: ['born', 'code'],
  }
  const data = 'born,size,code,month\n31.01.2020,1,AB,2020-01\n30.02.2020,-99,AB,2020-13\n31.01.2020,3,ABC,\n'
  const files = { 'schema.json': JSON.stringify(schema), 'rows.csv': data }
  expect(await verdicts(files, '--missing', '-99')).toMatchInlineSnapshot(`
    {
      "outcomes": [
        "table.column-order passed: 4 of 4 columns there",
        "born.date-format failed: 1 of 3 values in another format",
        "born.not-null passed: none of 3 values missing",
        "size.type passed: a whole number",
        "size.range passed: none of 2 values outside",
        "size.in-set failed: 1 of 2 values outside the set",
        "code.type passed: text",
        "code.match failed: 1 of 3 values without a match",
        "code.not-null passed: none of 3 values missing",
        "month.match failed: 1 of 2 values without a match",
        "born+code.compound-unique passed: none of 3 rows not unique",
      ],
      "stderr": "",
    }
  `)
})

test('tests of dbt judge rows by conditions in SQL', async () => {
  const properties = `
models:
  - name: orders
    tests:
      - dbt_utils.expression_is_true: { expression: price >= fee, config: { where: kind = 'a' } }
    columns:
      - name: price
        tests:
          - dbt_utils.accepted_range: { min_value: 0, inclusive: false }
          - dbt_utils.expression_is_true: { expression: '< 100' }
          - unique: { config: { where: kind = 'a', severity: warn } }
      - name: kind
        tests: [dbt_utils.not_empty_string, { accepted_values: { values: [a] } }]
`
  const files = {
    'schema.yml': properties,
    'orders.csv': csv({ price: [0, 5, 5, 200], fee: [1, 1, 9, null], kind: ['b', 'a', 'a', ' '] }),
  }
  expect(await verdicts(files)).toMatchInlineSnapshot(`
    {
      "outcomes": [
        "table.row-count failed: 1 row",
        "table.row-count.2 failed: 1 row",
        "price.range failed: 1 of 4 values outside",
        "price.unique failed: 2 of 2 values not unique",
        "kind.match failed: 1 of 4 values without a match",
        "kind.in-set failed: 2 of 4 values outside the set",
      ],
      "stderr": "",
    }
  `)
})

test('a schema of pandera judges columns and the index', async () => {
  const schema = `
schema_type: dataframe
columns:
  price:
    dtype: float64
    checks: { in_range: { min_value: 0, max_value: 9, include_max: false } }
  name:
    dtype: str
    nullable: true
    checks: { str_startswith: 'a.', str_length: { exact_value: 3 } }
index: [{ name: id, dtype: int64, unique: true }]
unique: [price, name]
`
  const files = {
    'schema.yaml': schema,
    'rows.csv': csv({ id: [1, 1, 3], price: [1, 9, null], name: ['a.b', 'abc', null] }),
  }
  expect(await verdicts(files)).toMatchInlineSnapshot(`
    {
      "outcomes": [
        "table.columns passed: 2 of 2 columns there",
        "price.type passed: a whole number",
        "price.not-null failed: 1 of 3 values missing",
        "price.range failed: 1 of 2 values outside",
        "name.type passed: text",
        "name.match failed: 1 of 2 values without a match",
        "name.length-equal passed: none of 2 values of another length",
        "id.type passed: a whole number",
        "id.unique failed: 2 of 3 values not unique",
        "id.not-null passed: none of 3 values missing",
        "price+name.compound-unique passed: none of 2 rows not unique",
      ],
      "stderr": "",
    }
  `)
})

test('codes for missing values are counted in columns of other types too', async () => {
  const document = contract.replace(
    'logicalTypeOptions: { multipleOf: 2 }',
    'quality: [{ metric: missingValues, mustBe: 0, arguments: { missingValues: [N/A, -1] } }, { metric: missingValues, mustBeLessThan: 2, arguments: { missingValues: [null, N/A, 4] } }]',
  )
  const files = {
    'contract.yaml': document,
    'rows.csv': csv({ id: [-1, 4], code: ['a', 'b'], note: ['c', 'd'] }),
  }
  expect(await verdicts(files)).toMatchInlineSnapshot(`
    {
      "outcomes": [
        "table.columns passed: 3 of 3 columns there",
        "table.row-count passed: 1 row",
        "table.row-count.2 passed: 0 rows",
        "table.no-rows passed: 0 rows",
        "id.not-null passed: none of 2 values missing",
        "id.unique passed: none of 2 values not unique",
        "id.type passed: a whole number",
        "id.not-in-set failed: 1 of 2 values in the forbidden set",
        "code.type passed: text",
        "note.type passed: text",
      ],
      "stderr": "",
    }
  `)
})
