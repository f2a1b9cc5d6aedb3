import type { DatasetInfo } from '../../src/core/engine.ts'
import type { Expr } from '../../src/core/expr.ts'
import type { Aggregate, Answers, Metric, Metrics } from '../../src/core/metric.ts'
import type { Column } from '../../src/core/schema.ts'
import { compareValues, type Value } from '../../src/core/value.ts'
import type { Answer, DerivationData } from '../../src/suites/facts.ts'

/** A table in memory: columns of equal length with their types. */
export type Table = Readonly<Record<string, { type: Column['type']; values: readonly Value[] }>>

/** Two tables, and a function that answers what a derivation asks of them, straight from the definitions. */
export function tables(
  reference: Table,
  sample: Table,
): { data: DerivationData; answer: Answer; asked: Metric[] } {
  const asked: Metric[] = []
  async function answer<M extends Metrics>(metrics: M): Promise<Answers<M>> {
    asked.push(...Object.values(metrics))
    const answers = Object.entries(metrics).map(([name, metric]) => [
      name,
      answerTo(metric, { reference, sample }),
    ])
    return Object.fromEntries(answers) as Answers<M>
  }
  return {
    data: { reference: relation('train.csv', reference), sample: relation('new.csv', sample) },
    answer,
    asked,
  }
}

function relation(label: string, table: Table) {
  const columns = Object.entries(table).map(([name, { type }]) => ({ name, type }))
  const rows = Object.values(table)[0]?.values.length ?? 0
  const info: DatasetInfo = {
    label,
    files: [],
    format: 'memory',
    rows,
    columns: columns.length,
    bytes: 0,
    remarks: [],
  }
  return { info, schema: { columns } }
}

function answerTo(metric: Metric, data: Readonly<Record<'reference' | 'sample', Table>>): unknown {
  if (metric.kind === 'aggregate') return aggregate(metric.aggregate, data[metric.role])
  if (metric.kind === 'frequencies')
    return frequencies(present(data[metric.role], metric.columns[0]), metric.limit)
  throw new Error(`A derivation asks no ${metric.kind}.`)
}

function aggregate({ name, of }: Aggregate, table: Table): Value {
  const values = present(table, columnOf(of))
  const finite = values.filter(value => typeof value !== 'number' || Number.isFinite(value))
  if (name === 'count') return values.length
  if (name === 'countIf')
    return isSpaceSought(of)
      ? values.filter(value => /\s/.test(String(value))).length
      : values.length - finite.length
  if (name === 'distinctCount') return new Set(values).size
  const ascending = finite.sort((a, b) => compareValues(a, b) ?? 0)
  if (name === 'min') return ascending[0] ?? null
  if (name === 'max') return ascending.at(-1) ?? null
  throw new Error(`A derivation asks no ${name}.`)
}

function frequencies(values: readonly Value[], limit: number) {
  const counts = new Map<Value, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  const entries = [...counts].map(([value, count]) => ({ values: [value], count }))
  entries.sort((a, b) => b.count - a.count || (compareValues(a.values[0] ?? null, b.values[0] ?? null) ?? 0))
  return { entries: entries.slice(0, limit), distinct: counts.size, total: values.length }
}

function present(table: Table, column = ''): Value[] {
  return (table[column]?.values ?? []).filter(value => value !== null)
}

/** Of the conditions that a derivation counts, one is a pattern: the other is "no finite number". */
function isSpaceSought(expr: Expr | undefined): boolean {
  return expr !== undefined && 'call' in expr && expr.call === 'matches'
}

function columnOf(expr: Expr | undefined): string | undefined {
  if (expr && 'call' in expr) return columnOf(expr.args[0])
  return expr && 'column' in expr ? expr.column : undefined
}
