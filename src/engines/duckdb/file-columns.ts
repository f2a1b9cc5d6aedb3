import type { CopiedColumn } from './copy.ts'
import { writtenNames } from './copy.ts'
import type { Dataset } from './dataset.ts'
import type { Source } from './source.ts'

interface FileColumns {
  readonly columns: readonly CopiedColumn[]
  /** What a file cannot hold as it is. */
  readonly remarks: readonly string[]
}

/** The columns of a table `t` as files hold them. Parquet would turn integers of 128 bits into floating point. */
export async function fileColumns(dataset: Dataset, { database }: Source): Promise<FileColumns> {
  const described = await database.rows(
    `DESCRIBE SELECT ${dataset.columns.map(column => `t.${column.identifier}`).join(', ')} FROM ${dataset.table} AS t`,
  )
  const wide = dataset.columns.filter((_, index) => /^U?HUGEINT$/.test(String(described[index]?.[1])))
  const tooWide = new Set<string>()
  for (const column of wide) {
    const beyond = `TRY_CAST(t.${column.identifier} AS BIGINT) IS NULL AND t.${column.identifier} IS NOT NULL`
    const rows = await database.rows(`SELECT 1 FROM ${dataset.table} AS t WHERE ${beyond} LIMIT 1`)
    if (rows.length > 0) tooWide.add(column.name)
  }
  const names = writtenNames(dataset.columns.map(({ name }) => name))
  return {
    columns: dataset.columns.map(column => ({
      name: column.name,
      sql: wide.includes(column)
        ? `CAST(t.${column.identifier} AS ${tooWide.has(column.name) ? 'VARCHAR' : 'BIGINT'})`
        : `t.${column.identifier}`,
    })),
    remarks: [
      ...[...tooWide].map(name => `${name} has whole numbers beyond 64 bits, which are written as text`),
      ...dataset.columns.flatMap(({ name }, index) =>
        names[index] === name ? [] : [`${name} is called ${names[index]} in the file`],
      ),
    ],
  }
}
