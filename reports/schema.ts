import { resultSchema } from '../src/core/result.ts'

/**
 * The JSON Schema (draft 2020-12) of the result document, published as `mlcheck/result.schema.json`. It allows keys that
 * it does not know, since a later version of the tool may add some.
 */
export function resultJsonSchema(): Readonly<Record<string, unknown>> {
  return resultSchema.toJSONSchema({ io: 'input' })
}
