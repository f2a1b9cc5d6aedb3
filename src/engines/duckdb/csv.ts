import type { ReadOptions } from '../../core/engine.ts'
import { messageOf } from '../../core/errors.ts'
import { storedColumns } from './columns.ts'
import { rewritten } from './csv-copy.ts'
import { diagnosed, mixedLineEnds } from './csv-diagnosis.ts'
import { headOf } from './csv-head.ts'
import { blankLinesRemark, layoutOf, layoutRemarks } from '../../core/csv-layout.ts'
import { csvLines } from './csv-lines.ts'
import { type CsvFile, type Guess, misfitColumn, readCsvSql, strictCell } from './csv-sql.ts'
import { type ColumnKind, guessTypes, settleTypes } from './csv-types.ts'
import type { Database } from './database.ts'
import type { Dataset } from './dataset.ts'
import { linePositions } from './file-positions.ts'
import { checkSameColumns, type SourceFile } from './files.ts'
import { type FileSource, fileInfo } from './info.ts'
import { type Inspection, inspectBytes } from './inspection.ts'

/**
 * CSV files as one typed table.
 *
 * A column gets the narrowest type that holds for every one of its cells. The first rows only make a guess, so
 * that reading and typing is one pass; a cell that disproves it has the file read again. Empty cells, quoted or
 * not, are null. Superfluous empty cells at the end of a line are left out.
 */
export async function openCsv(
  source: FileSource,
  sourceFiles: readonly SourceFile[],
  database: Database,
): Promise<Dataset> {
  const read = source.read ?? {}
  const files: CsvFile[] = []
  for (const file of sourceFiles) files.push(await csvFile(file, read, database))
  const [first] = files
  if (first === undefined) throw new RangeError('A dataset has at least one file.')
  checkSameColumns(files.map(({ file, layout }) => ({ file, names: layout.names })))
  const inspections = Promise.all(files.map(inspectBytes))
  inspections.catch(() => {})
  const table = database.newName()
  const inOrder = await withBlankLinesInOrder(files, inspections, database)
  const { types, rows, remarks } = await load(inOrder, table, database)
  const inspected = await inspections
  const columns = storedColumns(first.layout.names.map((name, index) => ({ name, ...typeOf(types[index]) })))
  return {
    table,
    rowNumber: 't.rowid',
    columns,
    info: fileInfo(source, sourceFiles, {
      format: read.format === 'tsv' ? 'tsv' : 'csv',
      rows: rows.reduce((sum, count) => sum + count, 0),
      columns: columns.length,
      remarks: [...remarksOn(first, inspected), ...remarks],
      digest: inspected.length === 1 ? inspected[0]?.digest : undefined,
    }),
    positions: linePositions(
      files.map(of => ({ file: of.file, of })),
      rows,
      csvLines,
    ),
  }
}

/** The files with blank lines where DuckDB treats those as it is meant. */
async function withBlankLinesInOrder(
  files: readonly CsvFile[],
  inspections: Promise<readonly Inspection[]>,
  database: Database,
): Promise<readonly CsvFile[]> {
  if (files.every(({ layout }) => layout.blankLinesAbove === 0 && layout.names.length > 1)) return files
  const inspected = await inspections
  return Promise.all(
    files.map(async (file, index) => {
      const hasBlankRows = file.layout.names.length === 1 && (inspected[index]?.blankLines ?? 0) > 0
      return hasBlankRows || file.layout.blankLinesAbove > 0
        ? rewritten(file, await database.newPath())
        : file
    }),
  )
}

async function csvFile(file: SourceFile, read: ReadOptions, database: Database): Promise<CsvFile> {
  return { file, read, layout: layoutOf(await headOf(file, read, database), read, file) }
}

interface Loaded {
  readonly types: readonly ColumnKind[]
  /** Of each file. */
  readonly rows: readonly number[]
  readonly remarks: ReadonlySet<string>
}

/** How often a disproved guess is corrected by itself before all guesses are given up. */
const corrections = 2

async function load(files: readonly CsvFile[], table: string, database: Database): Promise<Loaded> {
  const guesses = [...guessTypes(files)]
  const remarks = new Set<string>()
  for (let attempt = 0; ; attempt++) {
    try {
      const rows = await loadAs(guesses, { files, table, database, remarks })
      return { types: await settleTypes(guesses, namesOf(files), table, database), rows, remarks }
    } catch (error) {
      const column = misfitColumn(messageOf(error))
      if (column === undefined) throw error
      guesses[column] = 'open'
      if (attempt >= corrections)
        guesses.forEach((guess, index) => {
          if (guess !== 'string') guesses[index] = 'open'
        })
    }
  }
}

async function loadAs(guesses: readonly Guess[], target: Target): Promise<readonly number[]> {
  const { files, table, database } = target
  await database.query(`DROP TABLE IF EXISTS ${table}`)
  const definitions = namesOf(files).map((name, index) => `${name} ${nativeOf(guesses[index])}`)
  await database.query(`CREATE TABLE ${table} (${definitions.join(', ')})`)
  const rows: number[] = []
  for (const file of files) rows.push(await loadFile(file, guesses, target))
  return rows
}

interface Target {
  readonly files: readonly CsvFile[]
  readonly table: string
  readonly database: Database
  /** What turns out while reading. */
  readonly remarks: Set<string>
}

async function loadFile(csv: CsvFile, guesses: readonly Guess[], target: Target): Promise<number> {
  try {
    return await insert(csv, guesses, target)
  } catch (error) {
    if (misfitColumn(messageOf(error)) !== undefined) throw error
    if (isLongLine(error)) return insert(csv, guesses, target, csv.file.bytes + 1)
    const reason = await diagnosed(csv, error)
    if (reason !== mixedLineEnds) throw reason
    target.remarks.add('some lines end with LF, others with CRLF')
    return insert(await rewritten(csv, await target.database.newPath()), guesses, target)
  }
}

async function insert(
  csv: CsvFile,
  guesses: readonly Guess[],
  { files, table, database }: Target,
  maximumLine?: number,
) {
  const names = files[0]?.layout.names ?? []
  const cells = names.map((name, index) =>
    strictCell(`c${csv.layout.names.indexOf(name)}`, guesses[index] ?? 'string', index),
  )
  const rows = await database.rows(
    `INSERT INTO ${table} SELECT ${cells.join(', ')} FROM ${readCsvSql(csv, maximumLine)}`,
    { phase: `reading ${csv.file.path}` },
  )
  return Number(rows[0]?.[0] ?? 0)
}

function isLongLine(error: unknown): boolean {
  return /maximum line size/i.test(messageOf(error))
}

function namesOf(files: readonly CsvFile[]): readonly string[] {
  const names = files[0]?.layout.names ?? []
  return storedColumns(names.map(name => ({ name, type: 'string' }))).map(column => column.identifier)
}

function nativeOf(guess: Guess | undefined): string {
  return guess === undefined || typeof guess === 'string' ? 'VARCHAR' : guess.native
}

function typeOf(kind: ColumnKind | undefined) {
  if (kind === undefined || typeof kind === 'string')
    return { type: kind ?? 'string', nativeType: 'VARCHAR' } as const
  return { type: kind.type, nativeType: kind.native }
}

function remarksOn({ layout, read, file }: CsvFile, inspections: readonly Inspection[]): readonly string[] {
  const blank = inspections.reduce((sum, inspection) => sum + inspection.blankLines, 0)
  return [
    ...layoutRemarks(layout, read, file.compression === 'none' ? undefined : file.compression),
    ...blankLinesRemark(layout.names.length === 1 ? 0 : blank),
  ]
}
