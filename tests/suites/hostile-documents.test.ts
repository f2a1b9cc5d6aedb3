import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as expectations from '../../expectations/index.ts'
import { UserError } from '../../src/core/errors.ts'
import { exportFormats } from '../../src/suites/exports/index.ts'
import { translateDocument } from '../../src/suites/formats/index.ts'
import { suiteFromObject, treeFromYaml } from '../../src/suites/suite.ts'

/** The words of all formats, and what looks like a property of every object. */
const words = [
  ...[
    'kind',
    'schema',
    'properties',
    'name',
    'logicalType',
    'logicalTypeOptions',
    'quality',
    'metric',
    'mustBe',
  ],
  ...['unit', 'arguments', 'type', 'query', 'implementation', 'engine', 'enum', 'items', 'required', 'allOf'],
  ...[
    '$ref',
    'anyOf',
    'not',
    'const',
    'format',
    'pattern',
    'minimum',
    'fields',
    'constraints',
    'missingValues',
  ],
  ...[
    'primaryKey',
    'resources',
    'models',
    'columns',
    'tests',
    'config',
    'where',
    'severity',
    'accepted_values',
  ],
  ...[
    'values',
    'dbt_utils.accepted_range',
    'dbt_expectations.expect_column_mean_to_be_between',
    'checks',
    'index',
  ],
  ...['dtype', 'options', 'check_name', 'in_range', 'nullable', 'unique', 'expectations', 'kwargs'],
  ...['__proto__', 'constructor', 'toString'],
]
const word = fc.constantFrom(...words)
const scalar = fc.oneof(
  word,
  fc.constantFrom(
    null,
    true,
    false,
    0,
    -1,
    1.5,
    '',
    '$x',
    'DataContract',
    'dataframe',
    'sql',
    'custom',
    '#',
    '{{ x }}',
  ),
)
const part = fc.letrec<{ any: unknown }>(tie => ({
  any: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    scalar,
    fc.array(tie('any'), { maxLength: 4 }),
    fc.dictionary(word, tie('any'), { maxKeys: 6 }),
  ),
})).any

/** Documents that have the mark of a format, so that it looks deeper. */
const marked: Readonly<Record<string, (inner: unknown) => unknown>> = {
  odcs: inner => ({
    schema: [{ properties: [{ name: 'a', quality: [inner], logicalTypeOptions: inner }, inner] }, inner],
  }),
  'json-schema': inner => ({ properties: { a: inner }, items: inner, allOf: [inner] }),
  frictionless: inner => ({
    fields: [{ name: 'a', constraints: inner, type: inner }, inner],
    primaryKey: inner,
  }),
  dbt: inner => ({ models: [{ columns: [{ name: 'a', tests: [inner] }, inner], tests: inner }, inner] }),
  pandera: inner => ({ columns: { a: { checks: inner }, b: inner }, index: [inner], unique: inner }),
}

test.each(Object.keys(marked))('%s makes a valid suite of whatever a document says', name => {
  fc.assert(
    fc.property(part, inner => {
      const text = JSON.stringify(marked[name]?.(inner))
      const suites = translateDocument(treeFromYaml(text, 'document'), {
        file: 'document',
        format: name,
        expectations,
      })
      for (const { definition } of suites) {
        const hasChecks = ['table', 'columns', 'combinations'].some(section => section in definition)
        if (!hasChecks) continue
        const suite = suiteFromObject(definition, { file: 'suite.yaml', expectations, params: {} })
        for (const format of exportFormats) expect(format.write(suite).text).not.toBe('')
      }
    }),
    { numRuns: 100 },
  )
})

test('a document of no format is refused with a sentence', () => {
  fc.assert(
    fc.property(scalar, inner => {
      const tree = treeFromYaml(JSON.stringify(inner), 'document')
      expect(() => translateDocument(tree, { file: 'document', expectations })).toThrow(UserError)
    }),
  )
})
