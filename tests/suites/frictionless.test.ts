import { expect, test } from 'vitest'
import { imported } from './imported.ts'

test('a table schema becomes a suite', () => {
  const schema = `{
  "fields": [
    { "name": "id", "type": "integer", "title": "Identifier", "constraints": { "required": true, "unique": true } },
    { "name": "code", "type": "string", "constraints": { "pattern": "[A-Z]{2}", "minLength": 2, "maxLength": 2 } },
    { "name": "age", "type": "number", "constraints": { "minimum": 18, "exclusiveMaximum": 120 } },
    { "name": "mail", "type": "string", "format": "email", "rdfType": "http://schema.org/email" },
    { "name": "born", "type": "date", "format": "%d/%m/%Y", "constraints": { "minimum": "01/01/1900" } },
    { "name": "seen", "type": "datetime", "format": "default", "constraints": { "minimum": "2020-01-01T00:00:00" } },
    { "name": "year", "type": "year", "constraints": { "enum": ["2019", "2020"] } },
    { "name": "month", "type": "yearmonth" },
    { "name": "size", "type": "string", "categories": [{ "value": "s", "label": "small" }, { "value": "l" }] },
    { "name": "ok", "type": "boolean", "trueValues": ["yes"], "falseValues": ["no"] },
    { "name": "json", "type": "object", "constraints": { "jsonSchema": { "required": ["a"] } } },
    { "name": "any" }
  ],
  "missingValues": ["", "NA", "-99"],
  "primaryKey": ["id", "code"],
  "uniqueKeys": [["mail"], ["born", "size"]],
  "foreignKeys": [{ "fields": "code", "reference": { "resource": "codes", "fields": "code" } }]
}`
  expect(imported(schema)).toMatchInlineSnapshot(`
    "# ! 19: foreignKeys: it is about two tables, and a suite is about one.
    # ! 7: born › constraints › minimum: dates in a format of their own have no order here.
    # Missing values are written in codes: check with --missing NA --missing -99.

    gxCompat: true
    table:
      - toHaveColumnsInOrder:
          columns: [id, code, age, mail, born, seen, year, month, size, ok, json, any]
    columns:
      id:
        - toHaveType:
            type: integer
        - toHaveNoNulls
        - toHaveUniqueValues
      code:
        - toHaveType:
            type: string
        - toHaveValuesMatching:
            pattern: ^(?:[A-Z]{2})$
        - toHaveLengthsBetween:
            min: 2
            max: 2
        - toHaveNoNulls
      age:
        - toHaveType:
            type: number
        - toHaveValuesBetween:
            min: 18
            max: 120
            strictMax: true
      mail:
        - toHaveType:
            type: string
        - toHaveValuesMatching:
            pattern: ^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$
        - toHaveUniqueValues
      born:
        - toHaveValuesInDateFormat:
            format: "%d/%m/%Y"
      seen:
        - toHaveType:
            type: timestamp
        - toHaveValuesBetween:
            min: 2020-01-01T00:00:00
      year:
        - toHaveType:
            type: integer
        - toHaveValuesInSet:
            values: [2019, 2020]
      month:
        - toHaveValuesMatching:
            pattern: ^-?\\d{4}-(0[1-9]|1[0-2])$
      size:
        - toHaveType:
            type: string
        - toHaveValuesInSet:
            values: [s, l]
      ok:
        - toHaveValuesInSet:
            values: [yes, no]
      json:
        - toHaveJsonValues
        - toHaveValuesMeetingJsonSchema:
            schema:
              required: [a]
    combinations:
      - toHaveUniqueCombinations:
          columns: [id, code]
      - toHaveUniqueCombinations:
          columns: [born, size]
    "
  `)
})

test('each resource of a package is a table, and fieldsMatch says how its columns have to match', () => {
  const document = `
name: package
resources:
  - { name: equal, path: a.csv, schema: { fields: [{ name: a, type: any }], fieldsMatch: equal, primaryKey: a } }
  - { name: subset, path: b.csv, schema: { fields: [{ name: a }], fieldsMatch: [subset] } }
  - { name: partial, path: c.csv, schema: { fields: [{ name: a, type: time }], fieldsMatch: partial } }
  - { name: remote, path: d.csv, schema: d.json }
`
  expect(imported(document)).toMatchInlineSnapshot(`
    "name: equal
    gxCompat: true
    table:
      - toHaveColumns:
          columns: [a]
          exactly: true
    columns:
      a:
        - toHaveNoNulls
        - toHaveUniqueValues
    ---
    name: subset
    gxCompat: true
    table:
      - toHaveColumns:
          columns: [a]
    ---
    # ! 6: partial › fieldsMatch: that columns may be absent (partial) has no counterpart.

    name: partial
    gxCompat: true
    columns:
      a:
        - toHaveValuesMatching:
            pattern: ^([01]\\d|2[0-3]):[0-5]\\d:([0-5]\\d|60)(\\.\\d+)?([Zz]|[+-]\\d\\d:\\d\\d)?$
    ---
    # ! 7: remote › schema: it is no map of names to values.

    name: remote
    gxCompat: true
    "
  `)
})

test('what a field has no counterpart for is left out with its line', () => {
  const schema = `
fields:
  - { name: a, type: decimal, constraints: { minimun: 1 } }
  - { name: b, type: number, decimalChar: ",", groupChar: ".", bareNumber: false }
  - { name: c, type: list, format: wkt }
  - { name: d, type: string, format: binary, constraints: 5 }
  - { type: string }
  - 7
  - { name: e, type: boolean, falseValues: [no] }
primaryKey: []
uniqueKeys: 3
`
  expect(imported(schema)).toMatchInlineSnapshot(`
    "# ! 7: fields: it has no name.
    # ! 8: fields: it has no name.
    # ! 3: a › type: there is no type decimal here.
    # ! 3: a › constraints › minimun: it is not known. Did you mean minimum?
    # ! 4: b › decimalChar: numbers are written with a point here.
    # ! 4: b › groupChar: numbers are written without separators of groups here.
    # ! 4: b › bareNumber: numbers are written bare here.
    # ! 5: c › type: the items of lists in texts are not checked.
    # ! 5: c › format: the format wkt has no check.
    # - 6: d › format: how values are stored is not checked.
    # ! 6: d › constraints: it is no map of names to values.
    # ! 9: e › falseValues: it needs trueValues beside it.
    # ! 10: primaryKey: it names no field.
    # ! 11: uniqueKeys: it is no list.

    gxCompat: true
    table:
      - toHaveColumnsInOrder:
          columns: [a, b, c, d, e]
    columns:
      b:
        - toHaveType:
            type: number
      d:
        - toHaveType:
            type: string
      e:
        - toHaveType:
            type: boolean
    "
  `)
})
