import { z } from 'zod'

/** How a stage writes tables. Parquet keeps the types of columns and empty texts, which text files do not. */
export const tableFormat = z
  .enum(['parquet', 'csv', 'tsv', 'ndjson'])
  .default('parquet')
  .describe('Of the files that are written.')
