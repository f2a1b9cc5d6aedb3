import { blankLinesRemark, type CsvLayout, layoutOf, layoutRemarks } from '../../core/csv-layout.ts'
import type { Format } from '../../core/engine.ts'
import { messageOf, type UserError, unreadable } from '../../core/errors.ts'
import { type SourceColumn, sourceColumn } from './columns.ts'
import { encodingOf, factsOf, linesOf } from './csv-lines.ts'
import { filesRelation, type Opened, type Place } from './opened.ts'
import type { FileSource } from './sources.ts'
import { identifier, quoted } from './sql.ts'
import { kindOf, writtenSql } from './text-values.ts'

interface CsvFiles {
  readonly paths: readonly string[]
  readonly format: Format
}

/**
 * CSV files as a view of typed columns. Spark splits them into cells and guesses nothing: how they are written is found
 * from their first lines, and what the cells are from all of them, by one query on the cluster. Empty cells, quoted or
 * not, are null.
 *
 * @throws UserError when a record has too few or too many cells, or quotes are wrong
 */
export async function openCsv(
  { label, read = {} }: FileSource,
  { paths, format }: CsvFiles,
  place: Place,
): Promise<Opened> {
  const { session, view } = place
  const encoding = encodingOf(read.encoding)
  const lines = await linesOf(paths, encoding, place)
  const layout = layoutOf(lines.head, { ...read, ...(format === 'tsv' && { format }) }, { path: label })
  const facts = await factsOf(lines.view, { layout, isUtf8: encoding === 'UTF-8', label }, place)
  const raw = `${view}_cells`
  await session.createView(
    raw,
    filesRelation(
      'csv',
      paths,
      { ...optionsOf(layout, facts.hasOddQuotes), encoding },
      [...layout.names, bad].map(name => `${identifier(name)} STRING`).join(', '),
    ),
  )
  const described = await session.schema({ sql: { query: `SELECT * FROM ${raw}` } })
  // What Spark finds in the names of folders, such as day=2026-11-30.
  const folders = described.filter(({ name }) => name !== bad && !layout.names.includes(name))
  const cells = withEmptyRows(raw, facts.emptyRows, described.length)
  const { rows, columns } = await typedColumns(
    cells,
    { layout, missing: read.missing ?? [], label },
    place,
  ).catch(reason => {
    throw explained(reason, label)
  })
  return {
    table: cells,
    columns: [...columns, ...folders.map(sourceColumn)],
    format: format === 'tsv' ? 'tsv' : 'csv',
    rows,
    remarks: [...layoutRemarks(layout, read), ...blankLinesRemark(facts.blankLines)],
  }
}

function withEmptyRows(table: string, rows: number, columns: number): string {
  if (rows === 0) return table
  const nulls = Array.from({ length: columns }, () => 'NULL')
  return `(SELECT * FROM ${table} UNION ALL SELECT ${nulls.join(', ')} FROM range(${rows}))`
}

/** Holds a record that is not split as it should be, and is null otherwise. */
const bad = '\u0001bad'

/** Only files with line ends in quotes are read as a whole, as no two tasks can share such a file. */
function optionsOf(layout: CsvLayout, hasOddQuotes: boolean): Readonly<Record<string, string>> {
  const { delimiter, quote, hasHeader, names, remarks } = layout
  return {
    header: String(hasHeader),
    delimiter,
    quote,
    escape: quote === '' ? '\0' : quote,
    multiLine: String(hasOddQuotes),
    mode: 'PERMISSIVE',
    columnNameOfCorruptRecord: bad,
    // Names that are not in the header cannot be compared with it.
    enforceSchema: String(remarks.length > 0),
    unescapedQuoteHandling: 'RAISE_ERROR',
    maxColumns: String(names.length + 16),
  }
}

interface Cells {
  readonly layout: CsvLayout
  readonly missing: readonly string[]
  readonly label: string
}

/** How many columns are looked at in one query. */
const together = 100

async function typedColumns(raw: string, { layout: { names }, missing, label }: Cells, { session }: Place) {
  const tokens = ['', ...missing].map(quoted).join(', ')
  const cells = names.map(
    name => `CASE WHEN ${identifier(name)} NOT IN (${tokens}) THEN ${identifier(name)} END`,
  )
  const columns: SourceColumn[] = []
  let rows = 0
  for (let start = 0; start < names.length; start += together) {
    const own = cells.slice(start, start + together)
    // All cells are asked for, or else Spark does not look at whole records.
    const all = names.map(identifier).join(', ')
    const from = `(SELECT ${all}, ${identifier(bad)} FROM ${raw})`
    const [[count, badCount, example, ...bits] = []] = await session.rows(
      `SELECT count(*), count(${identifier(bad)}), min(left(${identifier(bad)}, 200)), ${own.map(writtenSql).join(', ')} FROM ${from}`,
    )
    rows = Number(count)
    if (Number(badCount) > 0)
      throw misfit({ count: Number(badCount), example: String(example), names, label })
    own.forEach((cell, index) => {
      const name = names[start + index] ?? ''
      const { type, nativeType, read } = kindOf(Number(bits[index] ?? 0))
      const source = `${type === 'string' || type === 'unknown' ? cell : read(cell)} AS ${identifier(name)}`
      columns.push({ name, type, nativeType, identifier: identifier(name), source })
    })
  }
  return { rows, columns }
}

interface Misfits {
  readonly count: number
  readonly example: string
  readonly names: readonly string[]
  readonly label: string
}

function misfit({ count, example, names, label }: Misfits): UserError {
  const which = count === 1 ? '1 record does' : `${count} records do`
  return unreadable(
    `${which} not have the ${names.length} cells of the header of ${label}, such as ${JSON.stringify(example)}.`,
    {
      hint: 'A quote or a delimiter may be missing, or be one too many.',
    },
  )
}

/** What Spark's reader says of files, in words about them. */
function explained(cause: unknown, label: string): unknown {
  if (/header does not conform/i.test(messageOf(cause)))
    return unreadable(`The files of ${label} do not all have the same header.`, {
      hint: 'Spark reads cells by their place: give all files the same columns in the same order.',
      cause,
    })
  if (/unescaped quote/i.test(messageOf(cause)))
    return unreadable(`A cell of ${label} has text after a closing quote.`, {
      hint: 'Double a quote that belongs to the text: "".',
      cause,
    })
  return cause
}
