import { expect, test } from 'vitest'
import { workspace } from '../support/workspace.ts'

const suite = `
columns:
  price:
    - toHaveType: number
    - toHaveValuesBetween: { min: $least }
`

test('a suite is exported with values for its parameters', async () => {
  const given = workspace({ 'suite.yaml': suite })
  expect(
    await given.run('export', 'suite.yaml', '--as', 'odcs', '--param', 'least=3'),
  ).toMatchInlineSnapshot(`
    {
      "code": 0,
      "stderr": "",
      "stdout": "apiVersion: v3.1.0
    kind: DataContract
    id: suite
    name: suite
    version: 1.0.0
    status: draft
    schema:
      - name: suite
        logicalType: object
        properties:
          - name: price
            logicalType: number
            logicalTypeOptions:
              minimum: 3
    ",
    }
  `)
  const written = await given.run(
    'export',
    'suite.yaml',
    '--as',
    'json-schema',
    '--param',
    'least=3',
    '--out',
    'a.json',
  )
  expect(written).toEqual({ code: 0, stdout: '', stderr: '' })
  expect((await given.run('import', 'a.json')).stdout).toMatchInlineSnapshot(`
    "# Not required, yet taken to be there: price.

    name: suite
    gxCompat: true
    columns:
      price:
        - toHaveType:
            type: number
        - toHaveValuesBetween:
            min: 3
    "
  `)
})

test('exit code 2 when a format cannot say something, and when the command is wrong', async () => {
  const given = workspace({ 'suite.yaml': `${suite}    - toHaveMedianBetween: { max: 4 }\n` })
  const said = async (...args: readonly string[]) => {
    const { code, stderr } = await given.run('export', ...args)
    return `${code}: ${stderr}`
  }
  expect(await said('suite.yaml', '--as', 'json-schema', '--param', 'least=3')).toMatchInlineSnapshot(`
    "2: error: 1 check left out, which a JSON Schema cannot say.
    hint:  The reasons stand at the head of what was written.
    "
  `)
  expect(await said('suite.yaml', '--as', 'odcs')).toMatchInlineSnapshot(`
    "2: error: suite.yaml:5:35 › price › toHaveValuesBetween › There is no parameter $least. Give it with --param least=….
    "
  `)
  expect(await said('suite.yaml')).toMatchInlineSnapshot(`
    "2: error: Required option '--as <name>' not specified.
    hint:  mlcheck export --help shows what is possible.
    "
  `)
  expect(await said('suite.yaml', '--as', 'avro')).toMatchInlineSnapshot(`
    "2: error: --as avro is not possible.
    hint:  Possible are odcs, json-schema.
    "
  `)
  expect(await said('none.yaml', '--as', 'odcs')).toMatchInlineSnapshot(`
    "2: error: There is no suite none.yaml.
    hint:  Suites in DIR are suite.yaml.
    "
  `)
})
