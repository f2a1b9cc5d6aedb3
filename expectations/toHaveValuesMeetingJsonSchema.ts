import { z } from 'zod'
import { call, literal, not, value } from '../src/core/expr.ts'
import { defineRowExpectation, mostly } from '../src/core/rows.ts'

/**
 * Every text in a column is a JSON document that meets a JSON Schema (2020-12, and what older drafts write otherwise;
 * `format` is not checked). What is not JSON offends. Nulls are left out.
 */
export const toHaveValuesMeetingJsonSchema = defineRowExpectation({
  name: 'toHaveValuesMeetingJsonSchema',
  id: 'json-schema',
  category: 'values',
  accepts: ['string'],
  summary: 'Every text in a column is JSON that meets a JSON Schema.',
  gx: [{ name: 'expect_column_values_to_match_json_schema', params: { json_schema: 'schema' } }],
  params: z.strictObject({
    schema: z
      .union([z.record(z.string(), z.unknown()), z.boolean()])
      .meta({ title: 'JSON Schema', description: 'The schema, written out.' }),
    mostly,
  }),
  expected: ({ column }) => `${column} JSON that meets the schema`,
  failing: ({ column }, { schema }) =>
    not(call('meetsJsonSchema', value(column), literal(JSON.stringify(schema)))),
  offence: 'not meeting the schema',
  examples: [
    {
      data: { size: ['{"w": 1, "h": 2}', '{"w": 1.5, "h": 2}', '{"w": 1}', 'w=1', null] },
      column: 'size',
      params: { schema: { properties: { w: { type: 'integer' } }, required: ['h'] } },
      status: 'failed',
      found: '3 of 4 values not meeting the schema',
    },
    {
      data: { tags: ['["a", "b"]', '[]'] },
      column: 'tags',
      params: { schema: { type: 'array', items: { type: 'string', minLength: 1 }, uniqueItems: true } },
      status: 'passed',
      found: 'none of 2 values not meeting the schema',
    },
    {
      data: { tags: ['["a"]', '["a", 1, "a"]'] },
      column: 'tags',
      params: { schema: { items: { enum: ['a', 'b'] } }, mostly: 0.5 },
      status: 'passed',
      found: '1 of 2 values not meeting the schema (50.0 %), up to 50.0 % allowed',
    },
    {
      data: { tags: [null] },
      types: { tags: 'string' },
      column: 'tags',
      params: { schema: true },
      status: 'vacuous',
      found: 'no values, every row is missing',
    },
  ],
})
