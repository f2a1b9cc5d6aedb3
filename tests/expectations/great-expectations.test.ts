import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as vocabulary from '../../expectations/index.ts'
import type { Engine } from '../../src/core/engine.ts'
import type { Expectation, Verdict } from '../../src/core/expectation.ts'
import type { Value } from '../../src/core/value.ts'
import { engines } from '../../src/engines/index.ts'
import { openSession } from '../../src/run/session.ts'
import { oracleFile } from '../support/oracle.ts'

/** One of Great Expectations' own test cases. */
interface Case {
  readonly id: string
  readonly expectation_type: string
  readonly data: Readonly<Record<string, readonly unknown[]>>
  readonly schemas: { readonly pandas?: Readonly<Record<string, string>> }
  readonly kwargs: Readonly<Record<string, unknown>>
  readonly expected: {
    readonly success?: boolean
    readonly unexpected_list?: readonly unknown[]
    readonly observed_value?: unknown
    readonly traceback_substring?: string
  }
  readonly backends: { readonly gx1_pandas: boolean }
}

/** What the expectations do not do as Great Expectations does, and how to tell. */
const differences: readonly (readonly [string, (each: Case) => boolean])[] = [
  ['rows are not filtered', ({ kwargs }) => 'row_condition' in kwargs],
  ['parameters are not computed', ({ kwargs }) => JSON.stringify(kwargs).includes('$PARAMETER')],
  ['types have names of their own', ({ kwargs }) => 'type_' in kwargs],
  ['a set has a value', ({ kwargs }) => [kwargs.value_set, kwargs.column_set].some(isNothing)],
  [
    'a range has a bound',
    ({ kwargs }) => 'min_value' in kwargs && kwargs.min_value === null && kwargs.max_value === null,
  ],
  ['true is not 1', ({ id }) => /^expect_column_mean_to_be_between\/3\/[23]$/.test(id)],
]

/** What says nothing about the verdict, or names what the expectation is about. */
const ignored = ['column', 'result_format', 'catch_exceptions']

const file = oracleFile('conformance', 'great_expectations_cases.jsonl')
const expectations = new Map(
  Object.values<Expectation>(vocabulary).flatMap(each => (each.gx ? [[each.gx.name, each] as const] : [])),
)
const cases = file
  ? readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map(line => JSON.parse(line) as Case)
      .filter(each => expectations.has(each.expectation_type) && each.backends.gx1_pandas)
      .filter(each => !differences.some(([, isDifferent]) => isDifferent(each)))
  : []

describe.skipIf(cases.length === 0)('the cases of Great Expectations have its verdicts', () => {
  let engine: Engine
  beforeAll(async () => {
    const open = await engines.duckdb?.()
    if (!open) throw new Error('There is no engine duckdb.')
    engine = await open({})
  })
  afterAll(() => engine.close())

  test.each(cases.map(each => [each.id, each] as const))('%s', async (_, each) => {
    if (each.expected.traceback_substring !== undefined) return expect(judged(each, engine)).rejects.toThrow()
    const verdict = await judged(each, engine)
    const { success, unexpected_list, observed_value } = each.expected
    // Great Expectations passes rules about rows when there is nothing to check, and fails aggregates.
    const passed = verdict.status === 'vacuous' ? success : verdict.status === 'passed'
    expect({ passed, found: verdict.found }).toMatchObject({ passed: success })
    if (unexpected_list) expect(verdict.unexpected?.count ?? 0).toBe(unexpected_list.length)
    if (typeof observed_value === 'number' && verdict.observed && 'value' in verdict.observed)
      expect(verdict.observed.value).toBeCloseTo(observed_value, 9)
  })
})

async function judged(each: Case, engine: Engine): Promise<Verdict> {
  const expectation = expectations.get(each.expectation_type)
  if (expectation?.kind !== 'rule') throw new Error(`${each.expectation_type} is no rule.`)
  const columns = expectation.subject === 'column' ? [String(each.kwargs.column)] : []
  const wanted = expectation.subject === 'columns' ? (each.kwargs.column_list as string[]) : columns
  const used = wanted.length > 0 ? wanted : Object.keys(each.data)
  const sample = await engine.open({
    kind: 'memory',
    label: each.id,
    columns: Object.fromEntries(used.map(name => [name, (each.data[name] ?? []).map(cell)])),
  })
  const params = expectation.params.parse(paramsOf(each, expectation))
  const target = { column: wanted[0] ?? '', columns: wanted }
  const session = openSession({ sample })
  return expectation.judge(await session.answer(expectation.metrics(target, params)), params, target)
}

function paramsOf({ kwargs }: Case, { gx, subject }: Expectation): Readonly<Record<string, unknown>> {
  const left = subject === 'columns' ? [...ignored, 'column_list'] : ignored
  const given = Object.entries(kwargs).filter(([key, value]) => !left.includes(key) && value !== null)
  return Object.fromEntries(given.map(([key, value]) => [gx?.params[key] ?? key, value]))
}

function isNothing(value: unknown): boolean {
  return value === null || (Array.isArray(value) && value.length === 0)
}

function cell(value: unknown): Value {
  if (typeof value === 'object' && value !== null && '$float' in value)
    return Number(String(value.$float).replace('inf', 'Infinity'))
  return value as Value
}
