import type { ExportFormat } from './exported.ts'
import { jsonSchema } from './json-schema.ts'
import { odcs } from './odcs.ts'

/** All formats in which suites can be written. */
export const exportFormats: readonly ExportFormat[] = [odcs, jsonSchema]
