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
  const good = await given.run('check', '--sample', 'good.csv', '--suite', 'suite.yaml')
  expect(good.code).toBe(0)
  const bad = await given.run('check', '--sample', 'bad.csv', '--suite', 'suite.yaml', '--reporter', 'github')
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
