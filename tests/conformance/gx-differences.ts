import type { EngineName } from '../../src/engines/index.ts'
import type { GxCase } from './gx-case.ts'

/** Where mlcheck differs from Great Expectations on purpose, and how to tell. */
export const knownDifferences: readonly (readonly [reason: string, isAbout: (one: GxCase) => boolean])[] = [
  [
    'a column has one type here, so where numbers stand beside texts they are texts, and equal no numbers',
    ({ expectation_type, kwargs, data }) =>
      expectation_type.startsWith('expect_column_pair_') &&
      [kwargs.column_A, kwargs.column_B].some(name => isMixed(valuesOf(data, String(name)))),
  ],
  [
    'a timestamp is a moment here, whether or not it was written with a time zone',
    ({ expectation_type, kwargs, schemas }) =>
      /_of_type|_type_list/.test(expectation_type) &&
      /^timestamp$|tz/i.test(schemas?.pandas?.[String(kwargs.column)] ?? ''),
  ],
  [
    'what is not JSON meets no schema here, and is an error there',
    ({ kwargs, expected }) => 'json_schema' in kwargs && 'traceback_substring' in expected,
  ],
  [
    'the case names another table and does not hold it',
    ({ kwargs, data }) => 'other_table_name' in kwargs && !Array.isArray(data),
  ],
  [
    'a uniform distribution lies between its min and its max here, and there from its min on as wide as its max',
    ({ kwargs }) =>
      kwargs.distribution === 'uniform' && typeof kwargs.params === 'object' && !Array.isArray(kwargs.params),
  ],
]

/** What an engine cannot do, and says so. */
export const unsupported: Readonly<
  Partial<Record<EngineName, readonly (readonly [reason: string, isAbout: (one: GxCase) => boolean])[]>>
> = {
  spark: [
    [
      'the rows of a cluster have no order',
      ({ expectation_type }) => /_(?:in|de)creasing$/.test(expectation_type),
    ],
    ['Spark cannot check text against a JSON Schema', ({ kwargs }) => 'json_schema' in kwargs],
  ],
}

function valuesOf(data: GxCase['data'], name: string): readonly unknown[] {
  return Array.isArray(data) ? [] : ((data as Readonly<Record<string, readonly unknown[]>>)[name] ?? [])
}

function isMixed(values: readonly unknown[]): boolean {
  return new Set(values.filter(value => value !== null).map(value => typeof value)).size > 1
}
