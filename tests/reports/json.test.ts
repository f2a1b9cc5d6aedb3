import { expect, test } from 'vitest'
import { renderJson } from '../../reports/json.ts'
import { resultJsonSchema } from '../../reports/schema.ts'
import { resultSchema } from '../../src/core/result.ts'
import { aResult } from '../support/result.ts'
import { everyKind } from './outcomes.ts'

const result = aResult({ outcomes: [...everyKind] })

test('the JSON report is the document, with a final newline', () => {
  const text = renderJson(result)
  expect(text.endsWith('}\n')).toBe(true)
  expect(resultSchema.parse(JSON.parse(text))).toEqual(result)
})

test('the order of keys does not depend on how the document was built', () => {
  const { schema, version, ...rest } = result
  expect(renderJson({ ...rest, version, schema })).toBe(renderJson(result))
})

test('a document that does not fit its schema is not written', () => {
  expect(() => renderJson({ ...result, exitCode: Number.NaN })).toThrow(/exitCode/)
})

test('the published JSON Schema requires what the document always has, and allows more', () => {
  const { $schema, $ref, $defs } = resultJsonSchema()
  expect($schema).toBe('https://json-schema.org/draft/2020-12/schema')
  expect($ref).toBe('#/$defs/mlcheck.result~11')
  expect($defs).toMatchObject({
    'mlcheck.result/1': {
      required: [
        'schema',
        'version',
        'verdict',
        'exitCode',
        'counts',
        'run',
        'suites',
        'families',
        'columns',
        'outcomes',
      ],
    },
  })
  expect(JSON.stringify($defs)).not.toContain('"additionalProperties":false')
})
