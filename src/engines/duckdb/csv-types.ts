import type { CsvFile, Guess } from './csv-sql.ts'
import type { Database } from './database.ts'
import { holds, type TextType, textTypes } from './text-types.ts'

/** What a column turned out to be; `unknown` without a single value. */
export type ColumnKind = TextType | 'string' | 'unknown'

/** What the columns look like in the first rows of the files. */
export function guessTypes(files: readonly CsvFile[]): readonly Guess[] {
  const [first] = files
  if (first === undefined) return []
  const missing = new Set(['', ...(first.read.missing ?? [])])
  return first.layout.names.map(name => {
    const cells = files.flatMap(({ layout }) => {
      const index = layout.names.indexOf(name)
      return layout.sample.map(row => row[index] ?? '')
    })
    return guessOf(cells.filter(cell => !missing.has(cell)))
  })
}

function guessOf(cells: readonly string[]): Guess {
  if (cells.length === 0) return 'open'
  return textTypes.find(type => cells.every(type.matches)) ?? 'string'
}

/** Decides the open columns by all rows of the table, and turns their text into values. */
export async function settleTypes(
  guesses: readonly Guess[],
  identifiers: readonly string[],
  table: string,
  database: Database,
  candidates: readonly TextType[] = textTypes,
): Promise<readonly ColumnKind[]> {
  const kinds: ColumnKind[] = []
  for (const [index, guess] of guesses.entries()) {
    const column = identifiers[index] ?? ''
    const kind = guess === 'open' ? await settledType(column, table, database, candidates) : guess
    kinds.push(kind)
    if (guess === 'open' && typeof kind !== 'string')
      await database.query(
        `ALTER TABLE ${table} ALTER COLUMN ${column} TYPE ${kind.native} USING ${kind.parse(column)}`,
      )
  }
  return kinds
}

async function settledType(
  column: string,
  table: string,
  database: Database,
  candidates: readonly TextType[],
): Promise<ColumnKind> {
  const isPresent = `${column} IS NOT NULL`
  if (!(await anyRow(isPresent, table, database))) return 'unknown'
  for (const type of candidates) {
    if (!(await anyRow(`${isPresent} AND NOT ${holds(type, column)}`, table, database))) return type
  }
  return 'string'
}

/** Ends at the first row found. */
async function anyRow(condition: string, table: string, database: Database): Promise<boolean> {
  const rows = await database.rows(`SELECT 1 FROM ${table} WHERE ${condition} LIMIT 1`)
  return rows.length > 0
}
