import { z } from 'zod'
import type { Expectation } from '../../src/core/expectation.ts'
import { code } from './markdown.ts'

interface JsonSchema {
  readonly title?: string
  readonly description?: string
  readonly type?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly default?: unknown
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
  readonly exclusiveMaximum?: number
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
}

/**
 * Rows of name, type, default and meaning of an expectation's parameters.
 *
 * @throws Error when a parameter has no description
 */
export function parametersOf({ name, params, shorthand }: Expectation): readonly (readonly string[])[] {
  const schema: JsonSchema = z.toJSONSchema(params, { io: 'input', unrepresentable: 'any' }) as JsonSchema
  const required = new Set(schema.required)
  return Object.entries(schema.properties ?? {}).map(([parameter, described]) => {
    if (described.description === undefined) throw new Error(`${name}: ${parameter} has no description.`)
    const short = parameter === shorthand ? ' In YAML, a bare value sets it.' : ''
    return [
      code(parameter),
      typeText(described),
      required.has(parameter) ? 'required' : defaultText(described),
      `${described.description}${short}`,
    ]
  })
}

function defaultText({ default: value }: JsonSchema): string {
  return value === undefined ? 'none' : code(String(value))
}

function typeText(schema: JsonSchema): string {
  if (schema.title !== undefined) return schema.title
  if (schema.const !== undefined) return code(String(schema.const))
  if (schema.enum) return schema.enum.map(each => code(String(each))).join(', ')
  if (schema.type === 'boolean') return '`true`, `false`'
  return `${schema.type === 'integer' ? 'whole number' : schema.type}${limitsText(schema)}`
}

function limitsText({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: JsonSchema): string {
  const upper = maximum === Number.MAX_SAFE_INTEGER ? undefined : maximum
  const limits = [
    minimum !== undefined && `from ${minimum}`,
    exclusiveMinimum !== undefined && `above ${exclusiveMinimum}`,
    upper !== undefined && `to ${upper}`,
    exclusiveMaximum !== undefined && `below ${exclusiveMaximum}`,
  ]
  return limits.map(limit => (limit ? ` ${limit}` : '')).join('')
}
