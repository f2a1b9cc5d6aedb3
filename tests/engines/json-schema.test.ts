import { expect, test } from 'vitest'
import { call, literal, value } from '../../src/core/expr.ts'
import type { Value } from '../../src/core/value.ts'
import { workbench } from './support.ts'

const { memory } = workbench()

async function meets(schema: unknown, documents: readonly unknown[]): Promise<readonly Value[]> {
  const texts = documents.map(document => JSON.stringify(document))
  const relation = await memory({ id: documents.map((_, index) => index), json: texts })
  const where = call('meetsJsonSchema', value('json'), literal(JSON.stringify(schema)))
  const { values } = await relation.failing({
    selection: { where },
    columns: ['id'],
    valueLimit: 100,
    lineLimit: 0,
  })
  return values.flatMap(each => each.values).sort((a, b) => Number(a) - Number(b))
}

// Which documents meet the schema, by their places, as jsonschema.Draft202012Validator(schema).is_valid(document) has it
// (jsonschema.Draft7Validator where `items` is a list).
test.each<[schema: unknown, documents: readonly unknown[], valid: readonly number[]]>([
  [true, [1, null], [0, 1]],
  [false, [1, null], []],
  [{ type: 'integer' }, [1, 1.0, 1.5, '1', true, null, -2], [0, 1, 6]],
  [{ type: ['string', 'null'] }, ['', null, 0, [], {}], [0, 1]],
  [{ type: 'number', minimum: 1, exclusiveMaximum: 3 }, [1, 2.5, 3, 0, '2'], [0, 1]],
  [{ minimum: 1 }, [0, 'text', null], [1, 2]],
  [{ multipleOf: 0.5 }, [1, 1.5, 1.2, 'x'], [0, 1, 3]],
  [{ enum: ['a', 1, null, { b: [1] }] }, ['a', 'b', 1, null, { b: [1] }, { b: [1], c: 1 }], [0, 2, 3, 4]],
  [{ const: [1, { a: 2 }] }, [[1, { a: 2 }], [1], [1, { a: 3 }]], [0]],
  [{ minLength: 2, maxLength: 3, pattern: '^a' }, ['ab', 'a', 'abcd', 'bb', 7], [0, 4]],
  [{ required: ['a'], properties: { a: { type: 'integer' } } }, [{ a: 1 }, { a: 'x' }, {}, []], [0, 3]],
  [{ properties: { a: true }, additionalProperties: false }, [{ a: 1 }, { b: 1 }, {}], [0, 2]],
  [
    { patternProperties: { '^x': { type: 'string' } }, additionalProperties: { type: 'integer' } },
    [{ x1: 'a' }, { x1: 1 }, { y: 1 }, { y: 'a' }],
    [0, 2],
  ],
  [{ propertyNames: { maxLength: 1 }, minProperties: 1 }, [{ a: 1 }, { ab: 1 }, {}], [0]],
  [{ dependentRequired: { a: ['b'] } }, [{ a: 1, b: 2 }, { a: 1 }, { b: 2 }], [0, 2]],
  [{ items: { type: 'string' }, minItems: 1 }, [['a'], [], ['a', 1], 'a'], [0, 3]],
  [{ items: [{ type: 'string' }, { type: 'integer' }] }, [['a', 1], ['a', 'b'], ['a'], []], [0, 2, 3]],
  [{ prefixItems: [{ type: 'string' }], items: { type: 'integer' } }, [['a', 1], ['a', 'b'], [1]], [0]],
  [{ contains: { const: 1 }, maxContains: 1 }, [[1, 2], [1, 1], [2], 1], [0, 3]],
  [{ uniqueItems: true }, [[1, 2], [1, 1], ['a', 'a'], []], [0, 3]],
  [{ allOf: [{ minimum: 1 }, { maximum: 2 }] }, [0, 1, 3], [1]],
  [{ anyOf: [{ type: 'string' }, { minimum: 5 }] }, ['a', 5, 4], [0, 1]],
  [{ oneOf: [{ type: 'integer' }, { minimum: 2 }] }, [1, 1.5, 2.5, 3], [0, 2]],
  [{ not: { type: 'null' } }, [1, null], [0]],
  [
    { if: { type: 'string' }, ['then' as string]: { minLength: 2 }, else: { minimum: 2 } },
    ['ab', 'a', 2, 1],
    [0, 2],
  ],
  [
    { $defs: { size: { type: 'integer' } }, properties: { w: { $ref: '#/$defs/size' } } },
    [{ w: 1 }, { w: 'x' }, {}],
    [0, 2],
  ],
  [{ properties: { 'a/b~c "d"': { const: 1 } } }, [{ 'a/b~c "d"': 1 }, { 'a/b~c "d"': 2 }], [0]],
  [
    { items: { properties: { tags: { items: { enum: ['x'] } } } } },
    [[{ tags: ['x'] }], [{ tags: ['x', 'y'] }], [{}]],
    [0, 2],
  ],
  [{ format: 'date', title: 'a remark', unheardOf: 1 }, ['no date'], [0]],
])('%j is met by the right ones of %j', async (schema, documents, valid) => {
  expect(await meets(schema, documents)).toEqual(valid)
})

test('what is not JSON does not meet any schema', async () => {
  const relation = await memory({ json: ['{', 'null', null] })
  const [answer] = await relation.aggregate([
    { name: 'countIf', of: call('meetsJsonSchema', value('json'), literal('true')) },
  ])
  expect(answer).toEqual({ status: 'fulfilled', value: 1 })
})

test.each([
  [{ $ref: '#' }, 'The JSON Schema refers to itself, or is nested too deeply. That is not supported.'],
  [
    { $ref: 'https://example.org/x.json' },
    'The JSON Schema refers to https://example.org/x.json, which is another document.',
  ],
  [{ $ref: '#/$defs/none' }, 'The JSON Schema refers to #/$defs/none, which is not there.'],
  [{ unevaluatedItems: false }, 'The JSON Schema uses unevaluatedItems, which is not supported.'],
  [{ properties: 1 }, 'In a JSON Schema, 1 stands where an object belongs.'],
])('%j is refused', async (schema, message) => {
  await expect(meets(schema, [1])).rejects.toThrow(message)
})
