import { z } from 'zod'

/** The kinds of files that stages write tables into. */
export const tableFormats = ['parquet', 'csv', 'tsv', 'ndjson'] as const
export type TableFormat = (typeof tableFormats)[number]

/** How a stage writes tables: Parquet keeps the types of columns and empty text, which text files do not. */
export const tableFormat = z.enum(tableFormats)
