import { messageOf, unreadable } from '../../core/errors.ts'
import { logicalType, normalised, storedColumns } from './columns.ts'
import type { Database } from './database.ts'
import { type Dataset, rowPositions } from './dataset.ts'
import { fileNames } from './file-positions.ts'
import { checkSameColumns, type SourceFile, withoutPatterns } from './files.ts'
import { digestOf, type FileSource, fileInfo } from './info.ts'
import { identifier, quoted } from './sql.ts'

interface Footer {
  readonly file: SourceFile
  readonly rows: number
  readonly columns: readonly { readonly name: string; readonly native: string }[]
}

/** Parquet files as a view: each query reads just the columns it needs. */
export async function openParquet(
  source: FileSource,
  files: readonly SourceFile[],
  database: Database,
): Promise<Dataset> {
  const footers: Footer[] = []
  for (const file of files) footers.push(await footerOf(file, database))
  const [first] = footers
  if (first === undefined) throw new RangeError('A dataset has at least one file.')
  checkSameColumns(footers.map(({ file, columns }) => ({ file, names: columns.map(({ name }) => name) })))
  const columns = storedColumns(
    first.columns.map(({ name, native }) => ({ name, type: logicalType(native), nativeType: native })),
  )
  const table = database.newName()
  const parts = footers.map((footer, index) => partSql(footer, first, columns, rowsBefore(footers, index)))
  await database.query(`CREATE VIEW ${table} AS ${parts.join(' UNION ALL ')}`)
  const rows = rowsBefore(footers, footers.length)
  return {
    table,
    rowNumber: `t.${rowColumn}`,
    columns,
    info: fileInfo(source, files, {
      format: 'parquet',
      rows,
      columns: columns.length,
      digest: await digestOf(files),
    }),
    positions: {
      ...rowPositions,
      of: async wanted => wanted.map(row => rowInFile(row, footers)),
      ...fileNames(
        footers.map(footer => footer.file),
        footers.map(footer => footer.rows),
      ),
    },
  }
}

const rowColumn = identifier('row number\u0001')

function partSql(footer: Footer, first: Footer, columns: Dataset['columns'], before: number): string {
  const selected = columns.map(({ name, identifier: alias }, index) => {
    const own = footer.columns.findIndex(column => column.name === name)
    const native = first.columns[index]?.native ?? 'VARCHAR'
    return `${normalised(`CAST(c${own} AS ${native})`, native)} AS ${alias}`
  })
  const names = footer.columns.map((_, index) => `c${index}`)
  return `SELECT ${selected.join(', ')}, r + ${before} AS ${rowColumn} FROM ${readSql(footer.file)} AS f(${[...names, 'r'].join(', ')})`
}

function readSql({ absolute }: SourceFile): string {
  return `read_parquet([${quoted(withoutPatterns(absolute))}], file_row_number = true, hive_partitioning = false)`
}

async function footerOf(file: SourceFile, database: Database): Promise<Footer> {
  try {
    const described = await database.rows(`DESCRIBE SELECT * FROM ${readSql(file)}`)
    const names = await topLevelNames(file, database)
    const [[rows] = []] = await database.rows(`SELECT count(*) FROM ${readSql(file)}`)
    return {
      file,
      rows: Number(rows),
      columns: names.map((name, index) => ({ name, native: String(described[index]?.[1]) })),
    }
  } catch (error) {
    throw unreadable(`${file.path} could not be read as Parquet.`, {
      hint: `DuckDB says: ${firstLine(messageOf(error))}`,
      cause: error,
    })
  }
}

/** The names as written: DuckDB itself renames what differs by case only. */
async function topLevelNames(file: SourceFile, database: Database): Promise<readonly string[]> {
  const nodes = await database.rows(
    `SELECT name, coalesce(num_children, 0) FROM parquet_schema([${quoted(withoutPatterns(file.absolute))}])`,
  )
  const names: string[] = []
  for (let index = 1; index < nodes.length; index = afterSubtree(nodes, index))
    names.push(String(nodes[index]?.[0]))
  return names
}

function afterSubtree(nodes: readonly (readonly unknown[])[], index: number): number {
  let next = index + 1
  for (let child = 0; child < Number(nodes[index]?.[1] ?? 0); child++) next = afterSubtree(nodes, next)
  return next
}

function rowsBefore(footers: readonly Footer[], index: number): number {
  return footers.slice(0, index).reduce((sum, footer) => sum + footer.rows, 0)
}

function rowInFile(row: number, footers: readonly Footer[]): number {
  let rest = row
  for (const { rows } of footers) {
    if (rest < rows) break
    rest -= rows
  }
  return rest + 1
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? text
}
