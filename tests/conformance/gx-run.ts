import * as expectations from '../../expectations/index.ts'
import type { Engine, FailingRows, Relation } from '../../src/core/engine.ts'
import { messageOf } from '../../src/core/errors.ts'
import { value } from '../../src/core/expr.ts'
import { of } from '../../src/core/metric.ts'
import { restrictedSelection, restrictedTo } from '../../src/core/restrict.ts'
import type { Check } from '../../src/core/suite.ts'
import type { Json, Value } from '../../src/core/value.ts'
import { targetOf } from '../../src/run/expand.ts'
import { openSession, type Session } from '../../src/run/session.ts'
import { suiteFromObject } from '../../src/suites/suite.ts'
import { translateSuite } from '../../src/suites/gx-suite.ts'
import { treeFromObject } from '../../src/suites/tree.ts'
import { judgeAlone } from '../support/example.ts'
import { type GxCase, tablesOf, withNumbers } from './gx-case.ts'

/** What came of a case: an error, or a verdict and what it rests on. */
export type GxRun =
  | { readonly error: string }
  | {
      readonly success: boolean
      readonly observed: Readonly<Record<string, Json>>
      /** The offending rows, by place; `undefined` where the expectation counts none. */
      readonly failing?: readonly FailingRow[]
      readonly columns: readonly string[]
      readonly rows: number
      /** Rows with a value, of expectations about one column. */
      readonly present?: number
      /** The distinct values with their counts, ascending, of expectations about one column. */
      readonly distinct: readonly { readonly value: Value; readonly count: number }[]
      readonly columnNames: readonly string[]
    }

export interface FailingRow {
  /** Counts from 0; absent where the rows of an engine have no order. */
  readonly row?: number
  readonly values: readonly Value[]
}

// More than any case has; DuckDB keeps so many positions at most.
const everyRow = 100_000

/** Imports the expectation of a case as a suite of its own, and judges it. */
export async function runCase(one: GxCase, engine: Engine): Promise<GxRun> {
  const { sample, reference } = tablesOf(one)
  const document = { expectations: [{ type: one.expectation_type, kwargs: withNumbers(one.kwargs) }] }
  try {
    const { definition, omitted } = translateSuite(treeFromObject(document), { expectations, params: {} })
    const session = openSession({
      sample: await engine.open(sample),
      ...(reference && { reference: await engine.open(reference) }),
    })
    const [omission] = omitted
    if (omission && !omission.allowsAll) return { error: omission.reason }
    const column = one.kwargs.column
    if (omission)
      return { success: true, observed: {}, failing: [], columns: [], ...(await facts(session, column)) }
    const { checks } = suiteFromObject(definition, { file: one.id, expectations, params: {} })
    const [check] = checks
    if (!check) return { error: 'There is no check.' }
    return await judged(check, session)
  } catch (error) {
    return { error: messageOf(error) }
  }
}

async function judged(check: Check, session: Session): Promise<GxRun> {
  const outcome = await judgeAlone({ ...check, suite: 'conformance' }, session)
  if (outcome.status === 'errored') return { error: outcome.found }
  const [column] = check.columns
  return {
    success: outcome.status === 'passed',
    observed: (outcome.observed ?? {}) as Readonly<Record<string, Json>>,
    failing: await failingRows(check, session),
    columns: check.columns,
    ...(await facts(session, check.columns.length === 1 ? column : undefined, check)),
  }
}

async function failingRows({ expectation, params, where, ...check }: Check, session: Session) {
  if (expectation.kind !== 'rule' || !expectation.failing) return undefined
  const target = targetOf({ expectation, params, ...check })
  const answers = await session.answer(restrictedTo(where, expectation.metrics(target, params)))
  const request = {
    selection: restrictedSelection(where, expectation.failing(target, params, answers)),
    columns: check.columns,
    valueLimit: everyRow,
    lineLimit: everyRow,
  }
  return rowsOf(await sampleOf(session).failing(request))
}

function rowsOf({ values, count, positions }: FailingRows): readonly FailingRow[] {
  if (count > 0 && positions.length === 0)
    return values.flatMap(group => Array.from({ length: group.count }, () => ({ values: group.values })))
  return values
    .flatMap(group => group.positions.map(position => ({ row: position - 1, values: group.values })))
    .sort((a, b) => a.row - b.row)
}

/** What Great Expectations reports beside the verdict. */
async function facts(session: Session, column: unknown, check?: Check) {
  const metrics = {
    rows: of('sample').rowCount(),
    ...(typeof column === 'string' && {
      present: of('sample').count(value(column)),
      frequencies: of('sample').frequencies([column], everyRow),
    }),
  }
  const { rows, present, frequencies } = await session.answer(restrictedTo(check?.where, metrics))
  const entries = (frequencies?.entries ?? []).map(({ values, count }) => ({
    value: values[0] ?? null,
    count,
  }))
  const columnNames = sampleOf(session).schema.columns.map(each => each.name)
  return { rows, present, columnNames, distinct: entries.sort((a, b) => order(a.value, b.value)) }
}

function order(a: Value, b: Value): number {
  if (a === null || b === null) return 0
  return a < b ? -1 : a > b ? 1 : 0
}

function sampleOf(session: Session): Relation {
  const { sample } = session.data
  if (!sample) throw new Error('There is no sample.')
  return sample
}
