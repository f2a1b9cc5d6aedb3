import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { distributionsOf, quantile } from '../../../expectations/evidence/distribution.ts'
import type { DatasetSource, Engine, Relation } from '../../../src/core/engine.ts'
import { messageOf } from '../../../src/core/errors.ts'
import { call, type Expr, literal, value } from '../../../src/core/expr.ts'
import { clustered, overlap, type Tally, ranks, weighted } from '../../../src/core/metric.ts'
import type { ColumnType } from '../../../src/core/schema.ts'
import type { Value } from '../../../src/core/value.ts'
import { openSpark } from '../../../src/engines/spark/index.ts'
import { ksStatistic, ksTwoSample, tallySizes } from '../../../src/stats/index.ts'
import { noSpark, sparkServer } from '../../support/spark.ts'
import { hostile } from '../hostile.ts'
import { openEngine } from '../support.ts'

const server = sparkServer()
const title = noSpark ? `comparisons on Spark (skipped: ${noSpark})` : 'comparisons on Spark'

let spark: Engine
let duckDb: Engine

type Columns = Readonly<Record<string, readonly Value[]>>
type Types = Readonly<Record<string, ColumnType>>

const memory = (columns: Columns, types: Types = {}): DatasetSource => ({
  kind: 'memory',
  label: 'data',
  columns: Object.fromEntries(Object.entries(columns).map(([name, cells]) => [name, cells])),
  types,
})

interface Both {
  readonly sample: Relation
  readonly reference: Relation
}

async function openPair(engine: Engine, sample: DatasetSource, reference: DatasetSource): Promise<Both> {
  return { sample: await engine.open(sample), reference: await engine.open(reference) }
}

/** Reproducible numbers in [0, 1). */
function numbersFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/** Distributions that are hard to cut into buckets. */
function columnsFrom(seed: number, rows: number, shift: number): Columns {
  const next = numbersFrom(seed)
  const normal = () => Math.sqrt(-2 * Math.log(next() + 1e-12)) * Math.cos(2 * Math.PI * next())
  const column = (of: (row: number) => Value) => Array.from({ length: rows }, (_, row) => of(row))
  return {
    uniform: column(() => next()),
    normal: column(() => normal() + shift),
    'log normal': column(() => Math.exp(3 * normal() + shift)),
    tails: column(row => (row === 0 ? 1e300 : row === 1 ? -1e300 : normal())),
    atoms: column(() => (next() < 0.3 + shift ? 5 : normal())),
    'far away': column(() => 1.7e9 + normal() / 1000),
    'few values': column(() => Math.floor(next() * 50)),
    'large integers': column(() => 2n ** 60n + BigInt(Math.floor(next() * 1e6))),
    missing: column(row => (row % 3 === 0 ? null : row % 3 === 1 ? Number.NaN : next())),
  }
}

beforeAll(async () => {
  duckDb = await openEngine()
  if (noSpark === undefined) spark = await openSpark({ remote: `sc://localhost:${server.port}` })
}, 300_000)
afterAll(async () => {
  await spark?.close()
  await duckDb.close()
})

const names = Object.keys(columnsFrom(1, 1, 0))

describe.skipIf(noSpark !== undefined)(title, () => {
  test.each([
    ['alike', 0],
    ['different', 0.05],
  ])(
    'D, where it is, and the quantiles are those of all values: %s',
    async (_, shift) => {
      const rows = 20_000
      const [sample, reference] = [memory(columnsFrom(1, rows, shift)), memory(columnsFrom(2, 2 * rows, 0))]
      const [onSpark, onDuckDb] = [
        await openPair(spark, sample, reference),
        await openPair(duckDb, sample, reference),
      ]
      const metrics = names.map(name => ranks(value(name)))
      onSpark.sample.announce?.(metrics, onSpark.reference)
      for (const [place, metric] of metrics.entries()) {
        const found = await onSpark.sample.compare(metric, onSpark.reference)
        const wanted = await onDuckDb.sample.compare(metric, onDuckDb.reference)
        const name = names[place] ?? ''
        expect([name, factsOf(found)]).toEqual([name, factsOf(wanted)])
        expect(quantilesOf(found)).toEqual(quantilesOf(wanted))
        expect(found.values.length).toBeLessThan(36_000)
        expect(ksTwoSample(found).log10P).toBeCloseTo(ksTwoSample(wanted).log10P, 2)
      }
      // Facts, distinct values, buckets and what is inside of them for numbers; facts and distinct values for integers.
      expect(onSpark.sample.queries.length).toBe(7)
    },
    240_000,
  )

  test('a column with itself is nowhere different', async () => {
    const data = memory({ x: columnsFrom(3, 30_000, 0).normal ?? [] })
    const { sample, reference } = await openPair(spark, data, data)
    const tally = await sample.compare(ranks(value('x')), reference)
    expect(ksStatistic(tally)).toMatchObject({ hPlus: 0, hMinus: 0 })
  }, 120_000)

  test('the tally of few values is that of DuckDB', async () => {
    const numbers = (of: fc.Arbitrary<Value>) => fc.array(of, { minLength: 1, maxLength: 40 })
    const types: Types = { number: 'number', integer: 'integer' }
    await fc.assert(
      fc.asyncProperty(
        numbers(hostile.number),
        numbers(hostile.integer),
        numbers(hostile.number),
        async (first, integers, second) => {
          const [sample, reference] = [memory({ number: first }, types), memory({ number: second }, types)]
          const whole = memory({ integer: integers }, types)
          for (const [own, other, of] of [
            [sample, reference, value('number')],
            [whole, whole, value('integer')],
          ] as const) {
            const [onSpark, onDuckDb] = [
              await openPair(spark, own, other),
              await openPair(duckDb, own, other),
            ]
            expect(plain(await onSpark.sample.compare(ranks(of), onSpark.reference))).toEqual(
              plain(await onDuckDb.sample.compare(ranks(of), onDuckDb.reference)),
            )
          }
        },
      ),
      { numRuns: 8 },
    )
  }, 240_000)

  test('a question that has no answer is rejected alone', async () => {
    const data = memory({ x: [1, 2], text: ['a', 'b'] })
    const { sample, reference } = await openPair(spark, data, data)
    const asked = (['x', 'text', 'y'] as const).map(name => ranks(value(name)))
    sample.announce?.(asked, reference)
    const answers = await Promise.allSettled(asked.map(metric => sample.compare(metric, reference)))
    expect(
      answers.map(answer => (answer.status === 'rejected' ? messageOf(answer.reason) : 'a tally')),
    ).toMatchInlineSnapshot(`
      [
        "a tally",
        "The values of text in data are each text, so they have no ranks.",
        "There is no column y in data.",
      ]
    `)
  }, 120_000)

  test('what needs every value of a long column is refused', async () => {
    const data = memory({ x: Array.from({ length: 20_000 }, (_, row) => row / 7) })
    const { sample, reference } = await openPair(spark, data, data)
    await expect(
      sample.compare(weighted(value('x'), 'x'), reference),
    ).rejects.toThrowErrorMatchingInlineSnapshot(
      `[UserError: The values of x in data make more than 10,000 groups with their clusters or weights, and Spark hands out no more.]`,
    )
  }, 120_000)

  test('clusters, weights and counterparts are those of DuckDB', async () => {
    const cells = fc.tuple(
      fc.array(
        fc.tuple(hostile.number, hostile.integer, hostile.string, fc.double({ min: 0, max: 9, noNaN: true })),
      ),
      fc.array(
        fc.tuple(hostile.number, hostile.integer, hostile.string, fc.double({ min: 0, max: 9, noNaN: true })),
      ),
    )
    const types: Types = { number: 'number', integer: 'integer', text: 'string', weight: 'number' }
    await fc.assert(
      fc.asyncProperty(cells, async ([first, second]) => {
        const [own, other] = [first, second].map(rows =>
          memory(
            {
              number: rows.map(([cell]) => cell),
              integer: rows.map(([, cell]) => cell),
              text: rows.map(([, , cell]) => cell),
              weight: rows.map(([, , , cell]) => cell),
            },
            types,
          ),
        ) as [DatasetSource, DatasetSource]
        const [onSpark, onDuckDb] = [await openPair(spark, own, other), await openPair(duckDb, own, other)]
        for (const metric of [
          clustered(value('text'), 'integer'),
          clustered(value('number'), 'text'),
          overlap({ columns: ['text', 'number'] }),
          overlap({ columns: [] }),
        ])
          expect(plain(await onSpark.sample.compare(metric, onSpark.reference))).toEqual(
            plain(await onDuckDb.sample.compare(metric, onDuckDb.reference)),
          )
        const [found, wanted] = [
          await onSpark.sample.compare(weighted(value('text'), 'weight'), onSpark.reference),
          await onDuckDb.sample.compare(weighted(value('text'), 'weight'), onDuckDb.reference),
        ]
        expect(found.values).toEqual(wanted.values)
        for (const role of ['sample', 'reference'] as const) {
          expect(found[role].n).toBe(wanted[role].n)
          expect(found[role].unusable).toBe(wanted[role].unusable)
          expect(found[role].squares).toBeCloseTo(wanted[role].squares, 9)
          for (const [k, weight] of wanted[role].weights.entries())
            expect(found[role].weights[k]).toBeCloseTo(weight, 9)
        }
      }),
      { numRuns: 6 },
    )
  }, 240_000)

  test('an expression has ranks as a column has', async () => {
    const data = memory({ x: [1, 2, null, 4], y: [3, 3, 3, 1] })
    const { sample, reference } = await openPair(spark, data, data)
    const of: Expr = call('add', value('x'), call('multiply', value('y'), literal(2)))
    expect(plain(await sample.compare(ranks(of), reference))).toEqual({
      values: [6, 7, 8],
      sample: [1, 1, 1],
      reference: [1, 1, 1],
    })
  }, 120_000)
})

function factsOf(tally: Tally) {
  const { hPlus, hMinus, locationPlus, locationMinus } = ksStatistic(tally)
  return { ...tallySizes(tally), hPlus, hMinus, locationPlus, locationMinus }
}

function quantilesOf(tally: Tally): readonly number[] {
  const { reference, sample } = distributionsOf(tally)
  return [reference, sample].flatMap(of => [0, 0.05, 0.25, 0.5, 0.75, 0.95, 1].map(p => quantile(of, p)))
}

/** Typed arrays as plain ones. */
function plain(answer: unknown): unknown {
  return JSON.parse(
    JSON.stringify(answer, (_, part: unknown) => {
      if (typeof part === 'bigint') return `${part}n`
      return ArrayBuffer.isView(part) ? Array.from(part as Float64Array) : part
    }),
  )
}
