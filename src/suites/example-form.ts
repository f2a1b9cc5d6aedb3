import { Document } from 'yaml'
import type { Example, Expectation } from '../core/expectation.ts'

/** An example as a suite of one check. */
export function yamlForm({ name, subject, shorthand }: Expectation, example: Example): string {
  const { params = {}, column = '', columns = [] } = example
  const [only, ...others] = Object.keys(params)
  const isShort =
    shorthand !== undefined && only === shorthand && others.length === 0 && subject !== 'columns'
  const written = subject === 'columns' ? { columns, ...params } : params
  const value = isShort ? flow(params[shorthand]) : flow(written)
  const check = `- ${name}${Object.keys(written).length === 0 ? '' : `: ${value}`}`
  if (subject === 'table') return `table:\n  ${check}`
  if (subject === 'columns') return `combinations:\n  ${check}`
  return `columns:\n  ${column}:\n    ${check}`
}

/** A value as YAML on one line. */
export function flow(value: unknown): string {
  return new Document(value).toString({ collectionStyle: 'flow', lineWidth: 0 }).trimEnd()
}
