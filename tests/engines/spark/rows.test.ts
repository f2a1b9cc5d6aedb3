import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { FailingRequest, Relation, RowSelection } from '../../../src/core/engine.ts'
import { messageOf } from '../../../src/core/errors.ts'
import { call, equal, isNull, literal, matches, moreThan, value, when } from '../../../src/core/expr.ts'
import { type Aggregate, quantileMethods } from '../../../src/core/metric.ts'
import type { Value } from '../../../src/core/value.ts'
import { doubleText } from '../../../src/engines/spark/literals.ts'
import { placedSql } from '../../../src/engines/spark/quantiles.ts'
import { SparkSession } from '../../../src/engines/spark/session.ts'
import { noSpark } from '../../support/spark.ts'
import { hostile, keyOf } from '../hostile.ts'
import { bothEngines, expectSameAggregates } from './support.ts'

const { openBoth, openSpark, remote } = bothEngines()
const title = noSpark ? `rows on Spark (skipped: ${noSpark})` : 'rows on Spark'

type Columns = Readonly<Record<string, readonly Value[]>>

const memory = (columns: Columns) => ({ kind: 'memory', label: 'data', columns }) as const

/** Columns of easily confused values; `group` has few. */
const tables: fc.Arbitrary<Columns> = fc.record({
  n: fc.array(hostile.number, { minLength: 30, maxLength: 30 }),
  i: fc.array(hostile.integer, { minLength: 30, maxLength: 30 }),
  s: fc.array(hostile.string, { minLength: 30, maxLength: 30 }),
  t: fc.array(hostile.timestamp, { minLength: 30, maxLength: 30 }),
  group: fc.array(fc.constantFrom('a', 'b', null), { minLength: 30, maxLength: 30 }),
})

const types = { n: 'number', i: 'integer', s: 'string', t: 'timestamp', group: 'string' } as const

/** Values enough for every range of values to have some, with ties, in no order. */
const many: readonly number[] = Array.from({ length: 4000 }, (_, row) => ((row * 7919) % 3000) / 4 - 300)

describe.skipIf(noSpark !== undefined)(title, () => {
  test('that offend are counted and listed as on DuckDB', async () => {
    for (const columns of fc.sample(tables, { numRuns: 1, seed: 20_261_130 })) {
      const { onSpark, onDuckDb } = await openBoth({ ...memory(columns), types })
      const selections: readonly RowSelection[] = [
        { where: literal(true) },
        { where: literal(false) },
        { where: moreThan(value('n'), 0) },
        { duplicatesOf: ['s'] },
        { duplicatesOf: ['n', 'group'] },
        { duplicatesOf: ['group'], differingIn: 'i', where: moreThan(value('n'), -1) },
      ]
      for (const selection of selections)
        for (const names of [[], ['s'], ['n', 'group'], ['i', 't']]) {
          const request = { selection, columns: names, valueLimit: 1000, lineLimit: 3 }
          expect(offending(await onSpark.failing(request))).toEqual(
            offending(await onDuckDb.failing(request)),
          )
        }
    }
  })

  test('have counterparts in a reference as on DuckDB', async () => {
    const [sample = {}, reference = {}] = fc.sample(tables, { numRuns: 2, seed: 3 })
    const own = await openBoth({ ...memory(sample), types })
    const other = await openBoth({ ...memory(reference), types })
    for (const isShared of [true, false])
      for (const overlap of [
        { columns: ['n'] },
        { columns: ['s', 'group'] },
        { columns: ['i'], referenceColumns: ['n'] },
        { columns: ['t'], where: moreThan(value('n'), 0), referenceWhere: isNull(value('s')) },
      ]) {
        const request = { selection: { overlap, isShared }, columns: ['s'], valueLimit: 1000, lineLimit: 0 }
        expect(offending(await own.onSpark.failing(request, other.onSpark))).toEqual(
          offending(await own.onDuckDb.failing(request, other.onDuckDb)),
        )
      }
  })

  test('are listed by their number, then by their values, and stand nowhere', async () => {
    const relation = await openSpark(memory({ s: ['b', 'a', 'c', 'c', null, 'x'.repeat(5000)] }))
    const request: FailingRequest = {
      selection: { where: literal(true) },
      columns: ['s'],
      valueLimit: 3,
      lineLimit: 10,
    }
    expect(await relation.failing(request)).toEqual({
      count: 6,
      distinct: 5,
      values: [
        { values: ['c'], count: 2, positions: [] },
        { values: ['a'], count: 1, positions: [] },
        { values: ['b'], count: 1, positions: [] },
      ],
      positions: [],
      positionKind: 'row',
      firstRows: [],
    })
    expect(relation.queries).toHaveLength(1)
    const { values } = await relation.failing({ ...request, valueLimit: 4 })
    expect(String(values[3]?.values[0])).toHaveLength(4000)
    expect(await relation.rowsAt({ rows: [], columns: ['s'] })).toEqual([])
  })

  test('are cut into the slices that they have on DuckDB, in one query', async () => {
    for (const columns of fc.sample(tables, { numRuns: 2, seed: 11 })) {
      const { onSpark, onDuckDb } = await openBoth({ ...memory(columns), types })
      const request = {
        by: [['s'], ['group', 'n'], [], ['t', 'group', 'i'], ['s']],
        conditions: [moreThan(value('n'), 0), isNull(value('i'))],
      }
      expect(shownSlices(await onSpark.slices(request))).toEqual(shownSlices(await onDuckDb.slices(request)))
      expect(onSpark.queries).toHaveLength(1)
    }
    const empty = await openSpark({ ...memory({ s: [] }), types: { s: 'string' } })
    expect(await empty.slices({ by: [[], ['s']], conditions: [] })).toEqual([])
  })

  test('are seen by expressions over all rows as on DuckDB', async () => {
    for (const columns of fc.sample(tables, { numRuns: 2, seed: 5 })) {
      const { n = [], ...others } = columns
      // Sums over 1e300 depend on their order, and half of 5e-324 is either that or nothing.
      const tame = { ...others, n: n.map(cell => (cell === 1e300 || cell === 5e-324 ? 7 : cell)) }
      await expectSameAggregates(await openBoth({ ...memory(tame), types }), [
        ...aroundOf('n'),
        ...lowerOf('n'),
        ...lowerOf('i'),
        ...lowerOf('n', 'group'),
        { name: 'countIf', of: call('equal', call('nextLower', value('s')), value('s')) },
        { name: 'sum', of: call('secondsBetween', call('nextLower', value('t')), value('t')) },
        { name: 'max', of: call('overallMean', equal(value('group'), 'a')) },
      ])
    }
    const { onSpark, onDuckDb } = await openBoth(memory({ n: many }))
    await expectSameAggregates({ onSpark, onDuckDb }, [...aroundOf('n'), ...lowerOf('n')])
    const empty = await openBoth({ ...memory({ n: [null, null] }), types: { n: 'number' } })
    await expectSameAggregates(empty, [...aroundOf('n'), ...lowerOf('n')])
  }, 180_000)

  test('have quantiles by every method as on DuckDB', async () => {
    const [{ n = [], i = [] } = {}] = fc.sample(tables, { numRuns: 1, seed: 5 })
    const [few, lot] = [
      await openBoth({ ...memory({ x: n, i }), types: { x: 'number', i: 'integer' } }),
      await openBoth(memory({ x: many })),
    ]
    const quantiles = (column: string) =>
      quantileMethods.map(between => ({
        name: 'quantiles' as const,
        of: value(column),
        probabilities: [0, 0.1, 0.25, 0.5, 0.9999, 1],
        between,
      }))
    await expectSameAggregates(few, [
      ...[...quantiles('x'), ...quantiles('i')],
      ...quantiles('x').map(each => ({ ...each, where: moreThan(value('i'), 0) })),
      ...quantiles('x').map(each => ({ ...each, where: literal(false) })),
    ])
    await expectSameAggregates(lot, quantiles('x'))
  }, 180_000)

  test('have the same quantiles where they are too many for one place', async () => {
    const session = await SparkSession.connect(remote())
    const shares = [0, 0.1, 0.25, 0.5, 0.9999, 1]
    const table = `(SELECT explode(array(${many.map(doubleText).join(', ')})) AS x)`
    const placed = placedSql('x', table, { probabilities: shares, between: 'linear' })
    const [[found, wanted] = []] = await session.rows(
      `SELECT ${placed}, (SELECT percentile(x, array(${shares.map(doubleText).join(', ')})) FROM ${table})`,
    )
    await session.close()
    expect(found).toEqual(wanted)
  })

  test('of nearly 64 bits have the variance that they have on DuckDB', async () => {
    const columns = { i: [2n ** 62n, 2n ** 62n + 1n, 2n ** 62n + 3n], j: [2n ** 63n - 1n, -(2n ** 63n), 0] }
    await expectSameAggregates(await openBoth(memory(columns)), [
      { name: 'variance', of: value('i') },
      { name: 'variance', of: value('j') },
    ])
  })

  test('are what a query in the SQL of Spark sees', async () => {
    const relation = await openSpark(memory({ n: [1, 2, null], s: ['a', 'b', 'c'] }))
    const query = (sql: string, where?: Parameters<Relation['query']>[0]['where']) =>
      relation.query({ sql, limit: 2, ...(where && { where }) }).catch(messageOf)
    expect([
      await query('SELECT n, n, s, true AS b FROM {batch} ORDER BY s;'),
      await query('SELECT count(*) FROM {batch} -- all', moreThan(value('n'), 1)),
      await query('WITH a AS (SELECT n FROM {batch}) SELECT * FROM a WHERE n > 5'),
    ]).toEqual([
      {
        count: 3,
        rows: [
          ['1', '1', 'a', 'true'],
          ['2', '2', 'b', 'true'],
        ],
      },
      { count: 1, rows: [['1']] },
      { count: 0, rows: [] },
    ])
    const refused = [
      'DROP TABLE x',
      'SELECT 1) INSERT INTO x (a',
      'INSERT INTO x SELECT 1',
      'SELECT nothing FROM {batch}',
    ]
    const texts: string[] = []
    for (const sql of refused) texts.push(String(await query(sql)))
    expect(texts.join('\n')).toMatchInlineSnapshot(`
      "The query could not be run: Syntax error at or near 'x': extra input 'x'.
      The query could not be run: Syntax error at or near 'INSERT': missing ')'.
      The query could not be run: Syntax error at or near 'x': missing ')'.
      The query could not be run: A column, variable, or function parameter with name \`nothing\` cannot be resolved. Did you mean one of the following? [\`n\`, \`s\`]."
    `)
  })

  test('have no order and no numbers, and stay where they are', async () => {
    const relation = await openSpark(memory({ n: [1] }))
    const above = await relation.aggregate([
      { name: 'max', of: call('previous', value('n')) },
      { name: 'max', of: value('n') },
    ])
    const attempts = [
      relation.failing({
        selection: { where: equal(call('movingMean', value('n'), literal(2)), 1) },
        columns: [],
        valueLimit: 1,
        lineLimit: 1,
      }),
      relation.rowsAt({ rows: [0], columns: ['n'] }),
      relation.rowFiles({ rules: [], files: [] }),
      relation.writeTable({ steps: [], files: [] }),
      relation.writeRows([]),
      relation.codes('n'),
    ]
    const texts = await Promise.all(attempts.map(attempt => attempt.then(String, messageOf)))
    const settled = above.map(each => (each.status === 'fulfilled' ? each.value : messageOf(each.reason)))
    expect([...settled, ...texts].join('\n')).toMatchInlineSnapshot(`
      "The rows on Spark have no order, so that none is above another.
      1
      The rows on Spark have no order, so that none is above another.
      The rows on Spark have no numbers, so that none can be shown by its number.
      The rows of a dataset on Spark stay on the cluster: there are no files of offending rows on this machine.
      The rows of a dataset on Spark stay on the cluster: there are no changed tables on this machine.
      The rows of a dataset on Spark stay on the cluster: there are no files of some rows on this machine.
      The rows of a dataset on Spark stay on the cluster: there are no codes of all values on this machine."
    `)
  })

  test('are read as often for many expectations as for a few', async () => {
    const columns = Object.fromEntries(Array.from({ length: 3 }, (_, index) => [`c${index}`, [1, 2, index]]))
    const asked = async (thresholds: number) => {
      const relation = await openSpark(memory(columns))
      const names = Object.keys(columns)
      await relation.aggregate(
        names.flatMap(name => [
          ...Array.from({ length: thresholds }, (_, than) => ({
            name: 'countIf' as const,
            of: moreThan(value(name), than % 20),
          })),
          { name: 'distinctCount', of: value(name) },
          { name: 'quantiles', of: value(name), probabilities: [0.5] },
          { name: 'max', of: call('overallMean', value(name)) },
        ]),
      )
      return relation.queries.length
    }
    expect(await asked(200)).toBe(await asked(20))
    expect(await asked(1)).toBe(4)
  })

  test('that a pattern cannot be looked for in are a mistake in the suite', async () => {
    const relation = await openSpark(memory({ s: ['a'] }))
    const [answer] = await relation.aggregate([{ name: 'countIf', of: matches(value('s'), '(') }])
    expect(answer?.status === 'rejected' && answer.reason.exitCode).toBe(2)
  })
})

function aroundOf(name: string): readonly Aggregate[] {
  const of = value(name)
  const rank = call('centredRank', of)
  return [
    { name: 'max', of: call('overallMean', of) },
    { name: 'max', of: call('overallStdev', of) },
    { name: 'max', of: call('overallQuantile', of, literal(0.3)) },
    { name: 'max', of: call('overallMad', of) },
    { name: 'max', of: call('subtract', of, call('overallMean', of)) },
    { name: 'count', of: rank },
    { name: 'max', of: rank },
    { name: 'quantiles', of: rank, probabilities: [0.1, 0.5, 0.8] },
    { name: 'sum', of: when(moreThan(of, 0), rank) },
  ]
}

function lowerOf(name: string, ...by: readonly string[]): readonly Aggregate[] {
  const lower = call('nextLower', value(name), ...by.map(value))
  return [
    { name: 'count', of: lower },
    { name: 'max', of: lower },
    { name: 'quantiles', of: call('subtract', value(name), lower), probabilities: [0.1, 0.5, 1] },
  ]
}

/** What does not depend on the order of rows. */
function offending({ count, distinct, values }: Awaited<ReturnType<Relation['failing']>>) {
  return {
    count,
    distinct,
    values: values.map(entry => [entry.count, ...entry.values.map(keyOf)].join()).sort(),
  }
}

function shownSlices(slices: Awaited<ReturnType<Relation['slices']>>) {
  return slices.map(({ values, ...slice }) => ({ ...slice, values: values.map(keyOf) }))
}
