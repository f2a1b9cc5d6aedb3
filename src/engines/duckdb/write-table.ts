import type { WrittenTable, WriteTableRequest } from '../../core/engine.ts'
import type { StepEffect } from '../../core/table.ts'
import { copySql } from './copy.ts'
import { fileColumns } from './file-columns.ts'
import type { Source } from './source.ts'
import { numbered } from './table-state.ts'
import { applyStep } from './table-steps.ts'

/** Changes a table step by step and writes what comes out into files, rows in their order. */
export async function writeTable({ steps, files }: WriteTableRequest, source: Source): Promise<WrittenTable> {
  const { database, options } = source
  const helpers: string[] = []
  try {
    let dataset = numbered(source.dataset)
    const effects: StepEffect[] = []
    for (const [index, step] of steps.entries()) {
      const applied = await applyStep(step, index, { database, dataset, options, helpers })
      dataset = applied.dataset
      effects.push(applied.effect)
    }
    const { columns, remarks } = await fileColumns(dataset, { database, dataset, options })
    const from = `FROM ${dataset.table} AS t ORDER BY ${dataset.rowNumber}`
    for (const file of files) await database.query(copySql(columns, from, file), options)
    return {
      rows: dataset.info.rows,
      columns: dataset.columns.map(({ name, type }) => ({ name, type })),
      effects,
      remarks,
    }
  } finally {
    for (const helper of helpers) await database.query(`DROP TABLE IF EXISTS ${helper}`)
  }
}
