import { expect, test } from 'vitest'
import * as vocabulary from '../../expectations/index.ts'
import { type JsonSchema, suiteJsonSchema } from '../../src/suites/json-schema.ts'
import * as expectations from './vocabulary.ts'

const schema = suiteJsonSchema(expectations)

test('every reference in the schema of all suites leads somewhere', () => {
  const whole = suiteJsonSchema(vocabulary)
  const references = [...JSON.stringify(whole).matchAll(/"\$ref":"#\/\$defs\/([^"]+)"/g)].map(
    ([, name]) => name,
  )
  expect(references.length).toBeGreaterThan(2)
  expect(Object.keys(whole.$defs ?? {})).toEqual(expect.arrayContaining(references))
})

/** The schema of a check with parameters, in a section. */
function section(name: 'table' | 'columns' | 'combinations') {
  const defined = schema.$defs as Readonly<Record<string, { readonly anyOf: readonly JsonSchema[] }>>
  return defined[name]?.anyOf[1]?.properties ?? {}
}

test('the schema of suite files lists each expectation where it may stand', () => {
  expect(Object.keys(section('combinations'))).toEqual(['toHaveUniqueCombinations'])
  expect(Object.keys(section('columns'))).not.toContain('toHaveRowCount')
  expect(Object.keys(section('table'))).toContain('toHaveRowCount')
  expect(Object.keys(section('table'))).not.toContain('toHaveUniqueCombinations')
})

test('the schema of a check has its parameters, the common keys and the shorthand', () => {
  expect(section('columns').toHaveType).toMatchInlineSnapshot(`
    {
      "anyOf": [
        {
          "additionalProperties": false,
          "properties": {
            "allowVacuous": {
              "anyOf": [
                {
                  "description": "Whether having nothing to check is a pass.",
                  "type": "boolean",
                },
                {
                  "pattern": "^\\$",
                  "type": "string",
                },
              ],
            },
            "id": {
              "anyOf": [
                {
                  "description": "The name of the check in reports and for \`--only\`.",
                  "minLength": 1,
                  "type": "string",
                },
                {
                  "pattern": "^\\$",
                  "type": "string",
                },
              ],
            },
            "note": {
              "anyOf": [
                {
                  "description": "Why the check exists; shown in reports.",
                  "type": "string",
                },
                {
                  "pattern": "^\\$",
                  "type": "string",
                },
              ],
            },
            "severity": {
              "anyOf": [
                {
                  "default": "error",
                  "description": "Whether a finding fails the run, or only warns.",
                  "enum": [
                    "error",
                    "warning",
                  ],
                  "type": "string",
                },
                {
                  "pattern": "^\\$",
                  "type": "string",
                },
              ],
            },
            "tags": {
              "anyOf": [
                {
                  "description": "Words by which \`--tag\` selects checks.",
                  "items": {
                    "minLength": 1,
                    "type": "string",
                  },
                  "type": "array",
                },
                {
                  "pattern": "^\\$",
                  "type": "string",
                },
              ],
            },
            "type": {
              "anyOf": [
                {
                  "enum": [
                    "integer",
                    "number",
                    "boolean",
                    "string",
                    "date",
                    "timestamp",
                    "list",
                    "struct",
                  ],
                  "type": "string",
                },
                {
                  "pattern": "^\\$",
                  "type": "string",
                },
              ],
            },
            "where": {
              "anyOf": [
                {
                  "anyOf": [
                    {
                      "type": "string",
                    },
                    {
                      "additionalProperties": false,
                      "properties": {
                        "sql": {
                          "type": "string",
                        },
                      },
                      "required": [
                        "sql",
                      ],
                      "type": "object",
                    },
                  ],
                  "description": "Only rows where this is true, such as \`price > 10 and genre in ["a", "b"]\`; a null makes it null, as in SQL.",
                  "title": "condition",
                },
                {
                  "pattern": "^\\$",
                  "type": "string",
                },
              ],
            },
          },
          "required": [
            "type",
          ],
          "type": "object",
        },
        {
          "anyOf": [
            {
              "enum": [
                "integer",
                "number",
                "boolean",
                "string",
                "date",
                "timestamp",
                "list",
                "struct",
              ],
              "type": "string",
            },
            {
              "pattern": "^\\$",
              "type": "string",
            },
          ],
        },
      ],
      "description": "toHaveType.",
    }
  `)
})

test('only combinations require columns', () => {
  expect(section('combinations').toHaveUniqueCombinations?.required).toEqual(['columns'])
  expect(section('table').toHaveNoNulls?.required).toEqual([])
  expect(section('table').toHaveNoNulls?.properties).toHaveProperty('columns')
  expect(section('columns').toHaveNoNulls?.properties).not.toHaveProperty('columns')
})
