import { z } from 'zod'
import type { Expectation } from '../core/expectation.ts'
import { commonKeysOf } from './arguments.ts'
import { misplacement, type Place, type Registry } from './vocabulary.ts'

/** A JSON Schema, as far as it is looked at here. */
export interface JsonSchema {
  readonly [keyword: string]: unknown
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly $defs?: Readonly<Record<string, JsonSchema>>
}

const definitions = '#/$defs/'

const texts = { type: 'array', items: { type: 'string', minLength: 1 } }
const sections = ['table', 'columns', 'combinations'] as const

/** The JSON Schema of suite files, with which editors complete and check them. */
export function suiteJsonSchema(expectations: Registry): JsonSchema {
  const checks = (section: Place['section']) => ({ type: 'array', items: { $ref: `#/$defs/${section}` } })
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'mlcheck suite',
    type: 'object',
    additionalProperties: false,
    properties: {
      $schema: { type: 'string' },
      name: {
        type: 'string',
        minLength: 1,
        description: 'The name in reports; that of the file when absent.',
      },
      extends: {
        description: 'Suites whose checks it has too; a check with the id of one of theirs replaces it.',
        anyOf: [texts.items, texts],
      },
      remove: { ...texts, description: 'The ids of checks that it does not take over.' },
      gxCompat: { type: 'boolean' },
      table: checks('table'),
      columns: { type: 'object', additionalProperties: checks('columns') },
      combinations: checks('combinations'),
    },
    $defs: Object.fromEntries([
      ...sections.map(section => [section, checkSchema({ section }, Object.values(expectations))] as const),
      ...Object.values(expectations).flatMap(definitionsOf),
    ]),
  }
}

/** A check of a section: a name alone, or one with parameters. */
function checkSchema(place: Place, expectations: readonly Expectation[]): JsonSchema {
  const placed = expectations.filter(expectation => misplacement(expectation, place) === undefined)
  const described = placed.map(
    expectation => [expectation.name, argumentsSchema(expectation, place)] as const,
  )
  return {
    anyOf: [
      { enum: placed.map(({ name }) => name) },
      {
        type: 'object',
        minProperties: 1,
        maxProperties: 1,
        properties: Object.fromEntries(described),
        patternProperties: { '^expect_': {} },
        additionalProperties: false,
      },
    ],
  }
}

/** What may follow an expectation's name: its parameters and the common keys, or the shorthand's value. */
function argumentsSchema(expectation: Expectation, place: Place): JsonSchema {
  const { shorthand, summary: description } = expectation
  const { properties: own = {}, required = [], $defs: _, ...rest } = paramsSchema(expectation)
  const common = schemaOf(commonKeysOf(expectation, place))
  const properties = Object.entries({ ...own, ...common.properties })
  const byName = {
    ...rest,
    properties: Object.fromEntries(properties.map(([key, schema]) => [key, orParameter(schema)])),
    required: [...required, ...(common.required ?? [])],
  }
  const short = shorthand === undefined ? undefined : own[shorthand]
  return short ? { description, anyOf: [byName, orParameter(short)] } : { description, ...byName }
}

/** The schema of the parameters. What it refers to stands among the definitions of the whole, by other names. */
function paramsSchema({ name, params }: Expectation): JsonSchema {
  return JSON.parse(JSON.stringify(schemaOf(params)), (key, value: unknown) =>
    key === '$ref' && typeof value === 'string'
      ? value.replace(definitions, `${definitions}${name}.`)
      : value,
  )
}

/** Schemas of parameters that contain themselves. */
function definitionsOf(expectation: Expectation): readonly (readonly [string, JsonSchema])[] {
  const { $defs = {} } = paramsSchema(expectation)
  return Object.entries($defs).map(([name, schema]) => [`${expectation.name}.${name}`, schema])
}

/** A value, or the name of a parameter such as `$ksAlpha`. */
function orParameter(schema: JsonSchema): JsonSchema {
  return { anyOf: [schema, { type: 'string', pattern: '^\\$' }] }
}

function schemaOf(schema: z.ZodType): JsonSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => void Object.assign(jsonSchema, inFiles[zodSchema._zod.def.type]),
  })
  return rest as JsonSchema
}

/** What JSON Schema has no word for: files write big integers as integers, and dates as text. */
const inFiles: Readonly<Record<string, JsonSchema>> = { bigint: { type: 'integer' }, date: { not: {} } }
