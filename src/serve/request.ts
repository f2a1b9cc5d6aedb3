import type { SignatureColumn } from '../stages/model/folder.ts'
import { type Column, type Table, tableOf } from '../ml/index.ts'
import { closest } from '../core/suggest.ts'

/** A request that cannot be answered, one sentence: the status is 400. */
export class BadRequest extends Error {
  override readonly name = 'BadRequest'
}

/** Rows as they came, by column. */
interface Rows {
  readonly columns: readonly string[]
  readonly cells: readonly (readonly unknown[])[]
  /** Whether the answer is a bare list, as servers of MLflow 1 give it. */
  readonly isBare: boolean
}

const forms = ['dataframe_split', 'dataframe_records', 'instances', 'inputs'] as const

/**
 * The rows of a body of MLflow's scoring protocol: one of `dataframe_split`, `dataframe_records`, `instances`, `inputs`;
 * or, as MLflow 1 has it, the split form itself.
 *
 * @throws BadRequest when it is none of them
 * @see https://mlflow.org/docs/latest/ml/deployment/deploy-model-locally/
 */
export function rowsOfBody(body: unknown, inputs: readonly SignatureColumn[]): Rows {
  if (!isRecord(body)) throw new BadRequest('The body has to be a JSON object.')
  if (!forms.some(form => form in body) && 'columns' in body && 'data' in body)
    return { ...split(body, 'The body'), isBare: true }
  const given = forms.filter(form => form in body)
  const [form, other] = given
  if (form === undefined)
    throw new BadRequest(`The body has none of ${forms.join(', ')}.${suggestion(Object.keys(body), forms)}`)
  if (other !== undefined)
    throw new BadRequest(`The body has both ${form} and ${other}; one of them is needed.`)
  const value = body[form]
  if (form === 'dataframe_split') return { ...split(value, form), isBare: false }
  if (form === 'inputs' && isRecord(value)) return { ...columnar(value), isBare: false }
  return { ...records(value, form, inputs), isBare: false }
}

/** Rows of text, of CSV whose first row has the names of columns. Empty cells are missing. */
export function rowsOfCsv(lines: readonly (readonly string[])[]): Rows {
  const [columns, ...rows] = lines
  if (columns === undefined) throw new BadRequest('The body has no header line.')
  const cells = rows.map(row => row.map(cell => (cell === '' ? null : cell)))
  return { columns, cells, isBare: false }
}

/**
 * A table of the columns that a model takes. Columns that it does not take are left out; those that may be missing, and
 * are, have no values.
 *
 * @param isText whether numbers are written as text, as in CSV
 * @throws BadRequest with the column and the row (from 0) when a value is missing or of another kind
 */
export function tableOfRows(
  { columns, cells }: Rows,
  inputs: readonly SignatureColumn[],
  { isText = false }: { readonly isText?: boolean } = {},
): Table {
  const wrong = cells.findIndex(row => row.length !== columns.length)
  if (wrong >= 0)
    throw new BadRequest(
      `Row ${wrong} has ${cells[wrong]?.length} values, and there are ${columns.length} columns.`,
    )
  return tableOf(
    inputs.map(input => {
      const at = columns.indexOf(input.name)
      if (at < 0 && input.required)
        throw new BadRequest(
          `The column ${JSON.stringify(input.name)} is missing.${suggestion([input.name], columns)}`,
        )
      return [
        input.name,
        columnOfCells(input, at < 0 ? cells.map(() => null) : cells.map(row => row[at]), isText),
      ]
    }),
  )
}

function columnOfCells(input: SignatureColumn, cells: readonly unknown[], isText: boolean): Column {
  const values = cells.map((cell, row) => valueOf(input, cell, row, isText))
  if (input.type === 'string') return values as readonly (string | null)[]
  return Float64Array.from(values as readonly (number | null)[], value => value ?? Number.NaN)
}

function valueOf(
  { name, type, required }: SignatureColumn,
  cell: unknown,
  row: number,
  isText: boolean,
): string | number | null {
  if (cell === null || cell === undefined) {
    if (!required) return null
    throw new BadRequest(`${JSON.stringify(name)} has no value in row ${row}, and the model needs one.`)
  }
  if (type === 'string') {
    if (typeof cell === 'string') return cell
    throw new BadRequest(`${JSON.stringify(name)} is ${shown(cell)} in row ${row}, and has to be text.`)
  }
  const number =
    typeof cell === 'boolean' ? Number(cell) : isText && typeof cell === 'string' ? numberIn(cell) : cell
  if (typeof number === 'number' && Number.isFinite(number)) return number
  throw new BadRequest(`${JSON.stringify(name)} is ${shown(cell)} in row ${row}, and has to be a number.`)
}

function numberIn(text: string): number {
  return /^\s*$/.test(text) ? Number.NaN : Number(text)
}

function split(value: unknown, form: string): Omit<Rows, 'isBare'> {
  if (!isRecord(value) || !isListOf(value.columns, 'string') || !isListOfLists(value.data))
    throw new BadRequest(
      `${form} has to be an object with columns, a list of names, and data, a list of rows.`,
    )
  return { columns: value.columns, cells: value.data }
}

/** Rows as objects, or as lists in the order of the signature. */
function records(value: unknown, form: string, inputs: readonly SignatureColumn[]): Omit<Rows, 'isBare'> {
  if (isListOfLists(value) && form !== 'dataframe_records')
    return { columns: inputs.map(({ name }) => name), cells: value }
  if (!Array.isArray(value) || !value.every(isRecord))
    throw new BadRequest(`${form} has to be a list of objects, one for each row.`)
  const columns = [...new Set(value.flatMap(row => Object.keys(row)))]
  return { columns, cells: value.map(row => columns.map(name => row[name])) }
}

function columnar(value: Readonly<Record<string, unknown>>): Omit<Rows, 'isBare'> {
  const columns = Object.keys(value)
  const lists = Object.values(value).map(each => (Array.isArray(each) ? each : [each]))
  const lengths = new Set(lists.map(({ length }) => length))
  if (lengths.size > 1) throw new BadRequest('The columns of inputs have different lengths.')
  const [length = 0] = lengths
  return { columns, cells: Array.from({ length }, (_, row) => lists.map(list => list[row])) }
}

function suggestion(given: readonly string[], known: readonly string[]): string {
  for (const name of given) {
    const best = closest(name, known)
    if (best !== undefined) return ` Did you mean ${JSON.stringify(best)}?`
  }
  return ''
}

function shown(cell: unknown): string {
  const text = JSON.stringify(cell) ?? String(cell)
  return text.length > 40 ? `${text.slice(0, 39)}…` : text
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isListOf(value: unknown, type: 'string'): value is readonly string[] {
  return Array.isArray(value) && value.every(each => typeof each === type)
}

function isListOfLists(value: unknown): value is readonly (readonly unknown[])[] {
  return Array.isArray(value) && value.every(each => Array.isArray(each))
}
