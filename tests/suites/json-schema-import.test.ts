import { expect, test } from 'vitest'
import { imported } from './imported.ts'

test('a schema of a row becomes checks of columns', () => {
  const schema = `{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "https://example.com/product.schema.json",
  "title": "Product",
  "description": "A product from the catalog",
  "type": "object",
  "properties": {
    "productId": { "description": "The unique identifier", "type": "integer" },
    "productName": { "type": "string", "minLength": 1, "maxLength": 80 },
    "price": { "type": "number", "exclusiveMinimum": 0, "maximum": 1e6 },
    "currency": { "enum": ["EUR", "USD", null] },
    "kind": { "const": "book" },
    "made": { "type": "string", "format": "date" },
    "seen": { "type": ["string", "null"], "format": "date-time" },
    "contact": { "type": "string", "format": "email" },
    "sku": { "type": "string", "pattern": "^[A-Z]{3}-\\\\d+$", "not": { "pattern": "^TST" } },
    "parent": { "anyOf": [{ "$ref": "#/$defs/id" }, { "type": "null" }] },
    "size": { "type": ["integer", "string"] },
    "stock": { "allOf": [{ "$ref": "#/$defs/id" }, { "multipleOf": 10 }] },
    "tags": { "type": "array", "items": { "type": "string" }, "minItems": 1, "uniqueItems": true },
    "meta": { "type": "string", "contentMediaType": "application/json", "contentSchema": { "type": "object" } }
  },
  "required": ["productId", "productName", "price", "currency", "parent", "seen"],
  "dependentRequired": { "made": ["kind"] },
  "$defs": { "id": { "type": "integer", "minimum": 1 } }
}`
  expect(imported(schema)).toMatchInlineSnapshot(`
    "# ! 20: tags › items: what is inside of lists is not checked.
    # Not required, yet taken to be there: kind, made, contact, sku, size, stock, tags and meta.

    name: Product
    gxCompat: true
    table:
      - toHaveColumns:
          columns: [productId, productName, price, currency, parent, seen]
      - toHaveRowCount:
          equal: 0
          where:
            sql: '"stock" % 10 <> 0'
      - toHaveRowCount:
          equal: 0
          where:
            sql: len("tags") < 1
      - toHaveRowCount:
          equal: 0
          where:
            sql: len("tags") > len(list_distinct("tags"))
    columns:
      productId:
        - toHaveNoNulls
        - toHaveType:
            type: integer
      productName:
        - toHaveNoNulls
        - toHaveType:
            type: string
        - toHaveLengthsBetween:
            min: 1
            max: 80
      price:
        - toHaveNoNulls
        - toHaveType:
            type: number
        - toHaveValuesBetween:
            min: 0
            strictMin: true
            max: 1000000
      currency:
        - toHaveValuesInSet:
            values: [EUR, USD]
      kind:
        - toHaveValuesInSet:
            values: [book]
        - toHaveNoNulls:
            where: made is not null
      made:
        - toHaveType:
            type: date
      seen:
        - toHaveType:
            type: timestamp
      contact:
        - toHaveType:
            type: string
        - toHaveValuesMatching:
            pattern: ^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$
      sku:
        - toHaveType:
            type: string
        - toHaveValuesMatching:
            pattern: ^[A-Z]{3}-\\d+$
        - toHaveValuesNotMatching:
            pattern: ^TST
      parent:
        - toHaveType:
            type: integer
        - toHaveValuesBetween:
            min: 1
      size:
        - toHaveTypeIn:
            types: [integer, string]
      stock:
        - toHaveType:
            type: integer
        - toHaveValuesBetween:
            min: 1
      tags:
        - toHaveType:
            type: list
      meta:
        - toHaveType:
            type: string
        - toHaveValuesMeetingJsonSchema:
            schema:
              type: object
    "
  `)
})

test('a schema of a list is one of its rows, and counts them', () => {
  const schema = `{
  "$schema": "http://json-schema.org/draft-07/schema#",
  "type": "array",
  "minItems": 1,
  "maxItems": 1000,
  "uniqueItems": true,
  "items": { "$ref": "#/definitions/row" },
  "definitions": {
    "row": {
      "type": "object",
      "properties": { "a": { "type": "boolean" }, "b/c": { "type": "null" } },
      "required": ["a"],
      "additionalProperties": false,
      "dependencies": { "a": ["b/c"] }
    }
  }
}`
  expect(imported(schema)).toMatchInlineSnapshot(`
    "# Not required, yet taken to be there: b/c.

    gxCompat: true
    table:
      - toHaveRowCount:
          min: 1
          max: 1000
      - toHaveColumns:
          columns: [a, b/c]
          exactly: true
    columns:
      a:
        - toHaveNoNulls
        - toHaveType:
            type: boolean
      b/c:
        - toHaveOnlyNulls
        - toHaveNoNulls:
            where: a is not null
    combinations:
      - toHaveUniqueCombinations:
          columns: [a, b/c]
    "
  `)
})

test('keywords without a counterpart are left out with their lines', () => {
  const schema = `{
  "type": "object",
  "properties": {
    "a": { "type": "integer", "minimun": 1, "multipleOf": 0.1, "x-unit": "km" },
    "b": { "oneOf": [{ "type": "string" }, { "minimum": 3 }] },
    "c": { "$ref": "other.json#/c" },
    "d": { "type": "object", "properties": {}, "required": ["x"] },
    "e": { "type": "string", "format": "idn-email", "pattern": "(?!x)" },
    "f": { "type": "array", "items": { "minimum": 1 }, "contains": {} },
    "g": false,
    "h": { "$ref": "#/properties/h" },
    "i": { "enum": [], "if": {}, "then": {} },
    "j": { "enum": [{ "x": 1 }], "type": "decimal" },
    "k": { "not": { "type": "string" }, "const": "$k" }
  },
  "patternProperties": { "^x": {} },
  "additionalProperties": { "type": "string" },
  "if": {}, "then": {},
  "required": "a"
}`
  expect(imported(schema)).toMatchInlineSnapshot(`
    "# ! 16: schema › patternProperties: columns by a pattern of their names have no counterpart.
    # ! 18: schema › if: conditions have no counterpart.
    # ! 19: required: it is no list.
    # ! 17: additionalProperties: rules for unnamed columns have no counterpart.
    # ! 4: a › minimun: it is not known. Did you mean minimum?
    # ! 4: a › multipleOf: only multiples of whole numbers can be told exactly.
    # ! 5: b › oneOf: alternatives have no counterpart.
    # ! 6: c › $ref: it leads out of the document, or nowhere.
    # ! 7: d › properties: what is inside of structs is not checked.
    # ! 7: d › required: what is inside of structs is not checked.
    # ! 8: e › format: the format idn-email has no check.
    # ! 8: e › pattern: toHaveValuesMatching does not take it: pattern: (?!x) has lookahead at character 1, which is not supported: matching uses RE2 syntax.
    # ! 9: f › items: what is inside of lists is not checked.
    # ! 9: f › contains: what is inside of lists is not checked.
    # ! 10: g: it is no schema.
    # ! 12: i › if: conditions have no counterpart.
    # ! 13: j › enum: toHaveValuesInSet does not take it: values[0]: expected text, number, true, false or date.
    # ! 13: j › type: there is no type decimal here.
    # ! 14: k › not: only values and patterns can be ruled out.
    # Not required, yet taken to be there: a, b, c, d, e, f, g, h, i, j and k.

    gxCompat: true
    columns:
      a:
        - toHaveType:
            type: integer
      d:
        - toHaveType:
            type: struct
      e:
        - toHaveType:
            type: string
      f:
        - toHaveType:
            type: list
      i:
        - toHaveValuesInSet:
            values: []
      k:
        - toHaveValuesInSet:
            values: [$$k]
    "
  `)
})
