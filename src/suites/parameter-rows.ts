import { z } from 'zod'
import type { Expectation } from '../core/expectation.ts'

interface JsonSchema {
  readonly title?: string
  readonly description?: string
  readonly type?: string | readonly string[]
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

/** What is to be known about a parameter. */
export interface ParameterRow {
  readonly name: string
  /** In words: `number from 0`; or, where there is a choice, what to choose from. */
  readonly type: string | readonly string[]
  /** `undefined` where it has to be given. */
  readonly byDefault?: string
  readonly meaning: string
  /** Whether a bare value sets it. */
  readonly isShort: boolean
}

/** What has parameters: an expectation, a stage. */
type Parameterised = Pick<Expectation, 'params'> & Partial<Pick<Expectation, 'shorthand'>>

/**
 * The parameters of an expectation or a stage.
 */
export function parametersOf({ params, shorthand }: Parameterised): readonly ParameterRow[] {
  const schema: JsonSchema = z.toJSONSchema(params, { io: 'input', unrepresentable: 'any' }) as JsonSchema
  const required = new Set(schema.required)
  return Object.entries(schema.properties ?? {}).map(([parameter, described]) => {
    const { default: value } = described
    return {
      name: parameter,
      type: typeOf(described),
      byDefault: required.has(parameter) ? undefined : value === undefined ? 'none' : textOf(value),
      meaning: described.description ?? '',
      isShort: parameter === shorthand,
    }
  })
}

function textOf(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

function typeOf(schema: JsonSchema): string | readonly string[] {
  if (schema.title !== undefined) return schema.title
  if (schema.const !== undefined) return [String(schema.const)]
  if (schema.enum) return schema.enum.map(String)
  if (schema.type === 'boolean') return ['true', 'false']
  return `${schema.type === 'integer' ? 'whole number' : [schema.type].flat().join(' or ')}${limitsText(schema)}`
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
