import { afterAll, beforeAll } from 'vitest'
import * as expectations from '../../expectations/index.ts'
import type { Engine, Relation } from '../../src/core/engine.ts'
import type { Expectation } from '../../src/core/expectation.ts'
import type { ColumnType } from '../../src/core/schema.ts'
import type { Value } from '../../src/core/value.ts'
import { engines } from '../../src/engines/index.ts'
import { type CheckedSuite, type CheckOptions, checkAll } from '../../src/run/check.ts'
import type { SuiteCheck } from '../../src/run/outcome.ts'
import { type Datasets, openSession } from '../../src/run/session.ts'
import { decideFamily } from '../../src/stats/index.ts'

const vocabulary: Readonly<Record<string, Expectation>> = expectations

export type Columns = Readonly<Record<string, readonly Value[]>>
export type Types = Readonly<Record<string, ColumnType>>

/** The default engine, open for all tests of a file; tables are given by their columns. */
export function memoryEngine(): (columns: Columns, label?: string, types?: Types) => Promise<Relation> {
  let engine: Engine
  beforeAll(async () => {
    const open = await engines.duckdb?.()
    if (!open) throw new Error('There is no engine duckdb.')
    engine = await open({})
  })
  afterAll(() => engine.close())
  return (columns, label = 'sample', types) =>
    engine.open({ kind: 'memory', label, columns, ...(types && { types }) })
}

/** A check of an expectation by its name; of one column, unless `columns` says otherwise. */
export function aCheck(
  name: keyof typeof expectations,
  { column, params = {}, ...rest }: Partial<SuiteCheck> & { readonly column?: string } = {},
): SuiteCheck {
  const expectation = vocabulary[name]
  if (!expectation) throw new Error(`There is no expectation ${name}.`)
  const columns = column === undefined ? [] : [column]
  return {
    id: `${column ?? 'table'}.${expectation.id}`,
    suite: 'suite',
    columns,
    severity: 'error',
    ...rest,
    expectation,
    params: expectation.params.parse(params),
  }
}

/** Judges checks as the command line does when no option is given. */
export function judged(
  checks: readonly SuiteCheck[],
  data: Datasets,
  options: Partial<CheckOptions> = {},
): Promise<CheckedSuite> {
  return checkAll(checks, openSession(data), {
    alpha: {},
    correction: 'sidak',
    decide: decideFamily,
    display: 'masked',
    ...options,
  })
}
