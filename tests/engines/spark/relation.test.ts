import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { DatasetSource, Relation } from '../../../src/core/engine.ts'
import { messageOf } from '../../../src/core/errors.ts'
import { moreThan, value } from '../../../src/core/expr.ts'
import type { Aggregate, AggregateName } from '../../../src/core/metric.ts'
import type { ColumnType } from '../../../src/core/schema.ts'
import type { Value } from '../../../src/core/value.ts'
import { openSpark } from '../../../src/engines/spark/index.ts'
import { SparkSession } from '../../../src/engines/spark/session.ts'
import { noSpark } from '../../support/spark.ts'
import { hostile, keyOf, valueTypes } from '../hostile.ts'
import { typesOf } from '../support.ts'
import { bothEngines, expectSameAggregates } from './support.ts'

const { path: pathOf, openBoth, openSpark: open, openDuckDb, remote } = bothEngines()
const title = noSpark ? `datasets on Spark (skipped: ${noSpark})` : 'datasets on Spark'

const types: Readonly<Record<string, ColumnType>> = Object.fromEntries(
  valueTypes.map(type => [`a ${type}\``, type]),
)

/** Columns of easily confused values. */
const tables: fc.Arbitrary<Readonly<Record<string, readonly Value[]>>> = fc.record(
  Object.fromEntries(
    valueTypes.map(type => [`a ${type}\``, fc.array(hostile[type], { minLength: 20, maxLength: 20 })]),
  ),
)

const source = (columns: Readonly<Record<string, readonly Value[]>>): DatasetSource => ({
  kind: 'memory',
  label: 'data',
  columns: Object.fromEntries(Object.entries(columns).map(([name, cells]) => [name, comparable(cells)])),
  types,
})

const answered: readonly AggregateName[] = ['count', 'distinctCount', 'min', 'max', 'entropy']
const numeric: readonly AggregateName[] = ['sum', 'mean', 'variance', 'skewness', 'quantiles']

const aggregates: readonly Aggregate[] = [
  { name: 'rowCount' },
  { name: 'rowCount', where: moreThan(value('a integer`'), 0) },
  { name: 'countIf', of: moreThan(value('a number`'), 0), where: moreThan(value('a integer`'), 0) },
  ...Object.keys(types).flatMap(name => answered.map(of => ({ name: of, of: value(name) }))),
  ...['a number`', 'a integer`', 'a boolean`'].flatMap(name =>
    numeric.flatMap(of => [
      { name: of, of: value(name), probabilities: [0, 0.3, 0.5, 1] },
      { name: of, of: value(name), probabilities: [0.5], where: moreThan(value('a integer`'), 0) },
    ]),
  ),
]

describe.skipIf(noSpark !== undefined)(title, () => {
  test('have the aggregates that they have on DuckDB', async () => {
    for (const columns of fc.sample(tables, { numRuns: 2, seed: 20_261_130 })) {
      await expectSameAggregates(await openBoth(source(columns)), aggregates)
    }
  })

  test('have the frequencies and duplicates that they have on DuckDB', async () => {
    for (const columns of fc.sample(tables, { numRuns: 1, seed: 20_261_130 })) {
      const { onSpark, onDuckDb } = await openBoth(source(columns))
      for (const names of [['a string`'], ['a number`'], ['a boolean`', 'a date`']]) {
        const request = { columns: names, limit: 4, where: moreThan(value('a integer`'), -5) }
        expect(keysOf(await onSpark.frequencies(request))).toEqual(
          keysOf(await onDuckDb.frequencies(request)),
        )
        const differing = { columns: names, differingIn: 'a timestamp`' }
        for (const asked of [{ columns: names }, differing])
          expect(await onSpark.duplicates(asked)).toEqual(await onDuckDb.duplicates(asked))
      }
    }
  })

  test('have no variance or sum beyond the largest number', async () => {
    const relation = await open({
      kind: 'memory',
      label: 'data',
      columns: { n: [1e308, 1e308, -1e308] },
    })
    const asked = (['variance', 'sum', 'max'] as const).map(name => ({ name, of: value('n') }))
    const answers = await relation.aggregate(asked)
    const [sum] = await relation.aggregate([{ name: 'sum', of: value('n'), where: moreThan(value('n'), 0) }])
    const texts = [...answers, sum].map(answer =>
      answer?.status === 'rejected' ? messageOf(answer.reason) : answer?.value,
    )
    expect(texts).toMatchInlineSnapshot(`
      [
        "The variance is beyond the largest number.",
        "The sum is beyond the largest number.",
        1e+308,
        "The sum is beyond the largest number.",
      ]
    `)
  })

  test('are read from Parquet files', async () => {
    const [columns = {}] = fc.sample(tables, { numRuns: 1, seed: 7 })
    const path = pathOf('a [b]*.parquet')
    const memory = await openDuckDb(source(columns))
    await memory.writeTable({ steps: [], files: [{ path, format: 'parquet' }] })
    const file: DatasetSource = { kind: 'files', label: 'data', paths: [path] }
    const { onSpark, onDuckDb } = await openBoth(file)
    expect(onSpark.info).toMatchObject({ rows: 20, columns: 6, format: 'parquet', files: [path] })
    expect(typesOf(onSpark)).toEqual(typesOf(onDuckDb))
    const counts: readonly Aggregate[] = Object.keys(types).map(name => ({
      name: 'distinctCount',
      of: value(name),
    }))
    expect(await onSpark.aggregate(counts)).toEqual(await onDuckDb.aggregate(counts))
  })

  test('are read from tables, whatever the types of their columns', async () => {
    const session = await SparkSession.connect(remote())
    await session.rows(`CREATE TABLE default.kinds USING parquet AS SELECT 1Y AS tiny, 2.5BD AS decimal, float(0.5) AS
      single, timestamp_ntz '2024-02-29 12:00:00' AS local, X'00ff' AS bytes, parse_json('{"a": 1}') AS variant,
      array(1, null) AS list, named_struct('x', 1) AS struct, map('k', 1) AS map, INTERVAL '1' DAY AS days`)
    await session.close()
    const relation = await open({ kind: 'files', label: 'kinds', paths: ['table:default.kinds'] })
    const columns = relation.schema.columns.map(({ name }) => name)
    const cells = await relation.rows({ columns, limit: 1, seed: 1 })
    const described = relation.schema.columns.map(({ name, type, nativeType }, index) =>
      [name, type, nativeType, keyOf(cells[index]?.[0] ?? null)].join(' '),
    )
    expect(described.join('\n')).toMatchInlineSnapshot(`
      "tiny integer TINYINT 1
      decimal number DECIMAL(2, 1) 2.5
      single number FLOAT 0.5
      local timestamp TIMESTAMP_NTZ 2024-02-29 12:00:00
      bytes string BINARY "00FF"
      variant string VARIANT "{\\"a\\":1}"
      list list ARRAY "[1, null]"
      struct struct STRUCT "{1}"
      map struct MAP "{k -> 1}"
      days string DAYTIMEINTERVAL "INTERVAL '1' DAY""
    `)
  })

  test('give the same rows each time that some are asked for', async () => {
    const columns = {
      n: Array.from({ length: 50 }, (_, row) => row),
      s: Array.from({ length: 50 }, (_, row) => `${row}`),
    }
    const relation = await open({ kind: 'memory', label: 'data', columns })
    const request = { columns: ['s', 'n'], limit: 5, seed: 1 }
    const [texts = [], numbers = []] = await relation.rows(request)
    expect(texts).toEqual(numbers.map(String))
    expect(new Set(numbers).size).toBe(5)
    expect(await relation.rows(request)).toEqual([texts, numbers])
    expect(await relation.rows({ ...request, seed: 2 })).not.toEqual([texts, numbers])
  })

  test('answer most aggregates in one query', async () => {
    const relation = await open({ kind: 'memory', label: 'data', columns: { n: [1, 2] } })
    const light: readonly Aggregate[] = [
      { name: 'rowCount' },
      { name: 'mean', of: value('n') },
      { name: 'min', of: value('n') },
    ]
    await relation.aggregate([...light, { name: 'mean', of: value('m') }])
    expect(relation.queries.map(({ sql }) => sql)).toEqual(relation.explain(light))
    expect(relation.explain(light).map(sql => sql.replace(/mlcheck_\d+/, 'VIEW'))).toMatchInlineSnapshot(`
      [
        "SELECT count(*), sum(CAST(\`n\` AS DECIMAL(38, 0))), count(\`n\`), CAST(min(\`n\`) AS DECIMAL(38, 0)) FROM VIEW",
      ]
    `)
  })

  test('that cannot be opened are refused in a sentence', async () => {
    const elsewhere = await openSpark({ remote: remote() })
    const files = (...paths: readonly string[]): DatasetSource => ({ kind: 'files', label: 'data', paths })
    const memory = (...cells: readonly Value[]): DatasetSource => ({
      kind: 'memory',
      label: 'data',
      columns: { n: cells },
    })
    const texts: string[] = []
    for (const from of [
      files('data.arrow'),
      files('/nowhere.csv'),
      files('/nowhere.parquet'),
      files('table:a.b'),
      files('table:a b'),
      memory(2n ** 63n),
    ])
      texts.push(await refusal(elsewhere.open(from)))
    await elsewhere.close()
    expect(texts.join('\n')).toMatchInlineSnapshot(`
      "Spark does not read Arrow files, such as data.arrow.
      Spark could not answer: Path does not exist: file:/nowhere.csv.
      Spark could not answer: Path does not exist: file:/nowhere.parquet.
      Spark could not answer: The table or view \`a\`.\`b\` cannot be found. Verify the spelling and correctness of the schema and catalog.
      Spark could not answer: Syntax error at or near 'b': extra input 'b'.
      9223372036854775808 is beyond the whole numbers of 64 bits, which are those that Spark has."
    `)
  })
})

/** To DuckDB's entropy, every NaN is another value. The cubes of 1e300 are beyond all numbers. */
function comparable(cells: readonly Value[]): readonly Value[] {
  const first = cells.findIndex(Number.isNaN)
  return cells.map((cell, row) => {
    if (Number.isNaN(cell) && row !== first) return null
    return cell === 1e300 ? 1e90 : cell
  })
}

function keysOf({ entries, ...counts }: Awaited<ReturnType<Relation['frequencies']>>) {
  return { ...counts, entries: entries.map(({ values, count }) => [...values.map(keyOf), count]) }
}

async function refusal(attempt: Promise<unknown>): Promise<string> {
  return attempt.then(() => 'It was accepted.', messageOf)
}
