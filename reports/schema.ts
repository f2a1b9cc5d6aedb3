import { resultSchema } from '../src/core/result.ts'

/** The JSON Schema (draft 2020-12) of the result document, published as `mlcheck/result.schema.json`. */
export function resultJsonSchema(): Readonly<Record<string, unknown>> {
  return resultSchema.toJSONSchema()
}
