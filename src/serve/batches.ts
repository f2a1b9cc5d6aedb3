import { type Column, columnOf, type Table, tableOf } from '../ml/index.ts'

/** Predicts rows, those of requests that come at the same time together. */
export interface Batches<T> {
  predict(table: Table): Promise<readonly T[]>
}

interface Waiting<T> {
  readonly table: Table
  readonly resolve: (predicted: readonly T[]) => void
  readonly reject: (error: unknown) => void
}

/**
 * Gathers the tables of one turn of the event loop, has them predicted at once, and gives each its own rows. Where that
 * fails, each is predicted alone, so that one request does not spoil the others.
 */
export function batches<T>(predict: (table: Table) => readonly T[]): Batches<T> {
  let waiting: Waiting<T>[] = []

  function flush(): void {
    const batch = waiting
    waiting = []
    if (batch.length > 1)
      try {
        const predicted = predict(together(batch.map(({ table }) => table)))
        let from = 0
        for (const { table, resolve } of batch) {
          resolve(predicted.slice(from, from + table.rowCount))
          from += table.rowCount
        }
        return
      } catch {
        // Whoever is to blame finds out below.
      }
    for (const { table, resolve, reject } of batch)
      try {
        resolve(predict(table))
      } catch (error) {
        reject(error)
      }
  }

  return {
    predict: table =>
      new Promise((resolve, reject) => {
        if (waiting.length === 0) setImmediate(flush)
        waiting.push({ table, resolve, reject })
      }),
  }
}

/** The rows of tables with the same columns, one table after another. */
function together(tables: readonly Table[]): Table {
  const [first] = tables
  const names = [...(first?.columns.keys() ?? [])]
  return tableOf(names.map(name => [name, joined(tables.map(table => columnOf(table, name)))] as const))
}

function joined(columns: readonly Column[]): Column {
  if (!(columns[0] instanceof Float64Array)) return (columns as readonly (string | null)[][]).flat()
  const length = columns.reduce((sum, column) => sum + column.length, 0)
  const all = new Float64Array(length)
  let from = 0
  for (const column of columns as readonly Float64Array[]) {
    all.set(column, from)
    from += column.length
  }
  return all
}
