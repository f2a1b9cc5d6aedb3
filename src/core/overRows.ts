import { type Expr, type FunctionName, overRows } from './expr.ts'

/** What a function over other rows is called with. */
export type RowsCall = Extract<Expr, { readonly call: FunctionName }>

/** Expressions that look at their own row only, and the columns that they need beside those of the dataset. */
interface Separated<T> {
  readonly exprs: T
  /** Each with what it holds, by its name. */
  readonly columns: ReadonlyMap<string, RowsCall>
}

/** Whether an expression looks at other rows than its own. */
export function looksAtRows(expr: Expr | undefined): boolean {
  if (expr === undefined || !('call' in expr)) return false
  return overRows.includes(expr.call) || expr.args.some(looksAtRows)
}

/** Puts a column in the place of each call that looks at other rows; calls that are the same share one. */
export function separateRowsCalls<T extends readonly (Expr | undefined)[]>(exprs: T): Separated<T> {
  const names = new Map<string, string>()
  const columns = new Map<string, RowsCall>()
  const rewrite = (expr: Expr): Expr => {
    if (!('call' in expr)) return expr
    if (!overRows.includes(expr.call)) return { ...expr, args: expr.args.map(rewrite) }
    const key = JSON.stringify(expr, (_, part) => (typeof part === 'bigint' ? `${part}n` : part))
    const name = names.get(key) ?? `\u0001${names.size}`
    names.set(key, name)
    columns.set(name, expr)
    return { column: name }
  }
  return { exprs: exprs.map(expr => expr && rewrite(expr)) as unknown as T, columns }
}
