import type { RowFile, RowFilesRequest } from '../../core/engine.ts'
import type { Expr } from '../../core/expr.ts'
import { compile } from './compile.ts'
import { copySql } from './copy.ts'
import type { Dataset, StoredColumn } from './dataset.ts'
import { derive } from './derived.ts'
import { derivedSelection, type SelectionData, selectionSql } from './failing.ts'
import type { Source } from './source.ts'
import { condition, quoted } from './sql.ts'
import { appendRows, createTable } from './tables.ts'

type Rules = RowFilesRequest['rules']

/** Writes rows of a dataset into files, and returns how many into each. */
export async function rowFiles(
  { rules, files }: RowFilesRequest,
  source: Source,
  reference?: Source,
): Promise<readonly number[]> {
  const { database, dataset, options } = source
  const broken = database.newName()
  await database.query(`CREATE TABLE ${broken} AS ${brokenSql(rules, { dataset, reference })}`, options)
  const located = await withPositions(broken, source)
  for (const file of files) await database.query(fileSql(file, rules, { dataset, located }), options)
  const [[count] = []] = await database.rows(`SELECT count(*) FROM ${located}`)
  for (const table of [broken, located]) await database.query(`DROP TABLE ${table}`)
  const offending = Number(count)
  return files.map(({ which }) => (which === 'offending' ? offending : dataset.info.rows - offending))
}

/** Row numbers `r` with the places of the rules that each row breaks. All conditions are looked at in one scan. */
function brokenSql(rules: Rules, data: SelectionData): string {
  const conditions: { readonly place: number; readonly where: Expr }[] = []
  const parts: string[] = []
  for (const [place, { selection }] of rules.entries()) {
    if ('where' in selection && !('duplicatesOf' in selection)) {
      conditions.push({ place, where: selection.where })
      continue
    }
    const derived = derivedSelection(selection, data.dataset)
    const rows = selectionSql(derived.selection, { ...data, dataset: derived.dataset })
    parts.push(`SELECT ${derived.dataset.rowNumber} AS r, ${place} AS place FROM ${rows}`)
  }
  if (conditions.length > 0) parts.push(conditionsSql(conditions, data.dataset))
  const all = parts.length > 0 ? parts.join(' UNION ALL ') : 'SELECT 0 AS r, 0 AS place WHERE false'
  return `SELECT r, list(place ORDER BY place) AS places FROM (${all}) GROUP BY r`
}

function conditionsSql(
  conditions: readonly { readonly place: number; readonly where: Expr }[],
  of: Dataset,
): string {
  const { dataset, exprs } = derive(
    conditions.map(each => each.where),
    of,
  )
  const broken = exprs.map(
    (where, index) => `CASE WHEN ${condition(compile(where, dataset))} THEN ${conditions[index]?.place} END`,
  )
  return `SELECT r, unnest(places) AS place FROM (SELECT ${dataset.rowNumber} AS r, list_filter([${broken.join(', ')}], lambda place: place IS NOT NULL) AS places FROM ${dataset.table} AS t)`
}

/** The same rows with the place of each in its file: columns `r`, `position` and `file`. */
async function withPositions(broken: string, { database, dataset }: Source): Promise<string> {
  const rows = (await database.rows(`SELECT r FROM ${broken} ORDER BY r`)).map(([row]) => Number(row))
  const positions = await dataset.positions.of(rows)
  const { fileOf } = dataset.positions
  const places = database.newName()
  await createTable(database, places, ['r BIGINT', 'position BIGINT', 'file VARCHAR'])
  await appendRows(database, places, {
    natives: ['BIGINT', 'BIGINT', 'VARCHAR'],
    values: [at => rows[at] ?? null, at => positions[at] ?? null, at => fileOf?.(rows[at] ?? 0) ?? null],
    rows: rows.length,
  })
  const located = database.newName()
  await database.query(`CREATE TABLE ${located} AS SELECT * FROM ${broken} JOIN ${places} USING (r)`)
  await database.query(`DROP TABLE ${places}`)
  return located
}

interface Located {
  readonly dataset: Dataset
  readonly located: string
}

function fileSql(file: RowFile, rules: Rules, { dataset, located }: Located): string {
  const { which, isAnnotated, isFormulaSafe } = file
  const guard = (text: string) => (isFormulaSafe ? formulaSafe(text) : text)
  const own = dataset.columns.map(column => ({ name: column.name, sql: cellSql(column, guard) }))
  const columns = [...(isAnnotated ? annotations(rules, dataset, guard) : []), ...own]
  const join = which === 'offending' ? 'JOIN' : 'ANTI JOIN'
  const rows = `FROM ${dataset.table} AS t ${join} ${located} AS x ON x.r = ${dataset.rowNumber} ORDER BY ${dataset.rowNumber}`
  const named = columns.map(({ name, sql }) => ({ name: isFormulaSafe ? formulaSafeName(name) : name, sql }))
  return copySql(named, rows, file)
}

function cellSql({ identifier: name, type }: StoredColumn, guard: (text: string) => string): string {
  return type === 'string' ? guard(`t.${name}`) : `t.${name}`
}

/** Where a row stands, and what it breaks. */
function annotations(
  rules: Rules,
  { positions: { kind, fileOf } }: Dataset,
  guard: (text: string) => string,
) {
  const texts = (of: (rule: Rules[number]) => string) =>
    guard(
      `array_to_string(list_transform(x.places, lambda place: ([${rules.map(rule => quoted(of(rule))).join(', ')}])[place + 1]), '; ')`,
    )
  return [
    ...(fileOf ? [{ name: 'mlcheck_file', sql: guard('x.file') }] : []),
    { name: `mlcheck_${kind}`, sql: 'x.position' },
    { name: 'mlcheck_checks', sql: texts(({ id }) => id) },
    { name: 'mlcheck_reason', sql: texts(({ reason }) => reason) },
  ]
}

/** @see https://owasp.org/www-community/attacks/CSV_Injection */
function formulaSafe(text: string): string {
  const starts = "['=', '+', '-', '@', chr(9), chr(10), chr(13), chr(0)]"
  return `CASE WHEN list_contains(${starts}, left(${text}, 1)) THEN '''' || ${text} ELSE ${text} END`
}

function formulaSafeName(name: string): string {
  return /^[=+\-@\t\n\r\0]/.test(name) ? `'${name}` : name
}
