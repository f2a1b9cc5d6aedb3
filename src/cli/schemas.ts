import * as expectations from '../../expectations/index.ts'
import { resultJsonSchema } from '../../reports/schema.ts'
import { suiteJsonSchema } from '../suites/json-schema.ts'

/** The JSON Schemas that the package publishes, by the name of their file. */
export const publishedSchemas: Readonly<Record<string, object>> = {
  'result.schema.json': resultJsonSchema(),
  'suite.schema.json': suiteJsonSchema(expectations),
}
