import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Relation } from '../../../src/core/engine.ts'
import { isNull, type Expr, lessThan, lengthOf, moreThan, value, when } from '../../../src/core/expr.ts'
import {
  type Aggregate,
  clustered,
  type FrequenciesRequest,
  type DuplicatesRequest,
  overlap,
  type PairMetric,
  quantileMethods,
  ranks,
  weighted,
} from '../../../src/core/metric.ts'
import type { Value } from '../../../src/core/value.ts'
import { RecordingRelation } from '../../../src/run/states/recording.ts'
import type { Columns, Types } from '../support.ts'
import { engineForTables, mergedFrom, partsOf } from './support.ts'

const table = engineForTables()
const rounds = { numRuns: 40 }

const types: Types = {
  n: 'number',
  i: 'integer',
  h: 'integer',
  s: 'string',
  b: 'boolean',
  d: 'date',
  t: 'timestamp',
}
const text = fc.oneof(
  fc.constantFrom('a', 'b', '', 'é', '😀', "o'k", '\uffff'),
  fc.string({ unit: 'binary', maxLength: 3 }).filter(each => !each.includes('\0')),
)
const finite = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.constantFrom(0.1, -0, 0.25, 1e-7, 123.456),
  fc.double({ noNaN: true, min: -1e6, max: 1e6 }),
)
const cells = {
  n: fc.oneof({ weight: 6, arbitrary: finite }, fc.constantFrom(Number.NaN, Infinity, -Infinity)),
  i: fc.integer({ min: -4, max: 4 }),
  h: fc.oneof(fc.constantFrom(2n ** 53n + 1n, 2n ** 53n, -(2n ** 60n) - 1n), fc.integer({ min: 0, max: 3 })),
  s: text,
  b: fc.boolean(),
  d: fc.integer({ min: 0, max: 4 }).map(day => new Date(Date.UTC(2024, 0, 1 + day))),
  t: fc.integer({ min: 0, max: 5 }).map(step => new Date(Date.UTC(2024, 0, 1) + step * 1001)),
}
const row = fc.record(
  Object.fromEntries(
    Object.entries(cells).map(([name, arbitrary]) => [
      name,
      fc.option(arbitrary as fc.Arbitrary<Value>, { freq: 6 }),
    ]),
  ) as Record<keyof typeof cells, fc.Arbitrary<Value>>,
)
const rows = fc.array(row, { maxLength: 40 })
const cuts = fc.array(fc.nat(40), { maxLength: 4 })

const columnsOf = (of: readonly Readonly<Record<string, Value>>[]): Columns =>
  Object.fromEntries(Object.keys(types).map(name => [name, of.map(each => each[name] ?? null)]))

/** The whole, and what is merged of its parts after they were asked the same. */
async function wholeAndMerged(
  columns: Columns,
  places: readonly number[],
  ask: (of: Relation) => Promise<unknown>,
) {
  const whole = await table(columns, types)
  const parts = []
  for (const part of partsOf(columns, places)) parts.push(new RecordingRelation(await table(part, types)))
  for (const part of parts) await ask(part)
  return { whole: await ask(whole), merged: await ask(mergedFrom(parts)) }
}

const conditions: readonly (Expr | undefined)[] = [undefined, moreThan(value('i'), 0), isNull(value('s'))]

test('counts, extremes and numbers of distinct values are those of the whole', async () => {
  const of = (where?: Expr): readonly Aggregate[] =>
    Object.keys(types).flatMap(name =>
      (['rowCount', 'count', 'countIf', 'distinctCount', 'min', 'max'] as const).map(aggregate => ({
        name: aggregate,
        of: aggregate === 'countIf' ? isNull(value(name)) : value(name),
        ...(where && { where }),
      })),
    )
  await fc.assert(
    fc.asyncProperty(rows, cuts, fc.constantFrom(...conditions), async (data, places, where) => {
      const { whole, merged } = await wholeAndMerged(columnsOf(data), places, async relation =>
        (await relation.aggregate(of(where))).map(plain),
      )
      expect(merged).toEqual(whole)
    }),
    rounds,
  )
})

test('moments are those of the whole within 1e-12 of their size', async () => {
  const far = fc.integer({ min: -1000, max: 1000 }).map(step => 1e9 + step / 1024)
  // The engine has no skewness of numbers whose sixth powers underflow.
  const near = finite.filter(number => number === 0 || Math.abs(number) > 1e-40)
  const numbers = fc
    .constantFrom(near, far, fc.constantFrom(0.1, 0.3), fc.constant(1e200))
    .chain(each => fc.array(fc.option(each, { freq: 8 }), { maxLength: 60 }))
  const of = (x: Expr): readonly Aggregate[] =>
    (['sum', 'mean', 'variance', 'skewness'] as const).map(name => ({ name, of: x }))
  await fc.assert(
    fc.asyncProperty(numbers, cuts, async (n, places) => {
      const whole = (await (await table({ n }, types)).aggregate(of(value('n')))).map(plain)
      const parts = []
      for (const part of partsOf({ n }, places)) parts.push(new RecordingRelation(await table(part, types)))
      for (const part of parts) await part.aggregate(of(value('n')))
      const merged = (await mergedFrom(parts).aggregate(of(value('n')))).map(plain)
      const size = scalesOf(n.filter(each => each !== null))
      for (const [index, answer] of whole.entries())
        expectWithin(
          merged[index],
          answer,
          1e-12 * (size[index] ?? 0),
          `answer ${index} of ${n.join()} cut at ${places.join()}`,
        )
    }),
    { numRuns: 200 },
  )
})

test('sums and means of whole numbers are exact beyond 2^53', async () => {
  const of: readonly Aggregate[] = ['h', 'i', 'b'].flatMap(name =>
    (['sum', 'mean'] as const).map(aggregate => ({ name: aggregate, of: value(name) })),
  )
  await fc.assert(
    fc.asyncProperty(rows, cuts, async (data, places) => {
      const { whole, merged } = await wholeAndMerged(columnsOf(data), places, async relation =>
        (await relation.aggregate(of)).map(plain),
      )
      const [own, other] = [merged, whole] as unknown as [readonly Value[], readonly Value[]]
      for (const [index, answer] of other.entries())
        if (index % 2 === 0) expect(own[index]).toEqual(answer)
        else expectWithin(own[index], answer, 1e-15 * Math.abs(Number(answer)), 'mean')
    }),
    rounds,
  )
})

test('quantiles of every kind, and entropy, are those of the whole', async () => {
  const of: readonly Aggregate[] = ['n', 'i', 'h', 'b'].flatMap(name => [
    { name: 'entropy' as const, of: value(name) },
    ...quantileMethods.map(between => ({
      name: 'quantiles' as const,
      of: value(name),
      probabilities: [0, 0.1, 0.25, 0.5, 0.9, 1],
      between,
    })),
  ])
  await fc.assert(
    fc.asyncProperty(rows, cuts, async (data, places) => {
      const { whole, merged } = await wholeAndMerged(columnsOf(data), places, async relation =>
        (await relation.aggregate(of)).flatMap(plain),
      )
      const [own, other] = [merged, whole] as unknown as [readonly Value[], readonly Value[]]
      for (const [index, answer] of other.entries())
        expectWithin(own[index], answer, 1e-12 * Math.abs(Number(answer)), `answer ${index}`)
    }),
    rounds,
  )
})

test('frequencies and duplicates are those of the whole', async () => {
  const frequencies: readonly FrequenciesRequest[] = [
    ...Object.keys(types).map(name => ({ columns: [name], limit: 5 })),
    { columns: ['i', 's'], limit: 100 },
    { columns: ['n'], limit: 3, where: moreThan(value('i'), 0) },
  ]
  const duplicates: readonly DuplicatesRequest[] = [
    { columns: ['i'] },
    { columns: ['i', 's'] },
    { columns: ['n'], where: lessThan(value('i'), 2) },
    { columns: [] },
    { columns: ['i'], differingIn: 's' },
    { columns: ['i'], differingIn: 's', where: isNull(value('b')) },
    { columns: [], differingIn: 's' },
  ]
  await fc.assert(
    fc.asyncProperty(rows, cuts, async (data, places) => {
      const { whole, merged } = await wholeAndMerged(columnsOf(data), places, async relation => [
        ...(await inTurn(frequencies, request => relation.frequencies(request))),
        ...(await inTurn(duplicates, request => relation.duplicates(request))),
      ])
      expect(merged).toEqual(whole)
    }),
    rounds,
  )
})

test('with more distinct values than asked for, only that is known', async () => {
  const i = Array.from({ length: 30 }, (_, index) => index)
  const request = { columns: ['i'], limit: 5, ceiling: 7 }
  const { whole, merged } = await wholeAndMerged({ i }, [10], relation => relation.frequencies(request))
  expect(whole).toMatchObject({ distinct: 30 })
  expect(merged).toEqual({ entries: [], distinct: 8, total: 0 })
})

test('ranks, clusters, weights and overlaps are those of the whole', async () => {
  const metrics: readonly PairMetric[] = [
    ranks(value('n')),
    ranks(value('h')),
    ranks(when(moreThan(value('i'), 0), value('n'))),
    ranks(lengthOf(value('s'))),
    clustered(value('n'), 'i'),
    clustered(value('s'), 'b'),
    clustered(when(moreThan(value('i'), 0), value('d')), 's'),
    weighted(value('s'), 'i'),
    weighted(value('n'), 'n'),
    overlap({ columns: ['s'] }),
    overlap({ columns: [] }),
    overlap({
      columns: ['i'],
      referenceColumns: ['h'],
      where: isNull(value('b')),
      referenceWhere: isNull(value('d')),
    }),
  ]
  await fc.assert(
    fc.asyncProperty(rows, cuts, rows, cuts, async (sample, ownCuts, reference, otherCuts) => {
      const both = { sample: columnsOf(sample), reference: columnsOf(reference) }
      const [own, other] = [await table(both.sample, types), await table(both.reference, types)]
      const recorded = async (columns: Columns, places: readonly number[]) => {
        const parts = []
        for (const part of partsOf(columns, places))
          parts.push(new RecordingRelation(await table(part, types)))
        return parts
      }
      const ownParts = await recorded(both.sample, ownCuts)
      const otherParts = await recorded(both.reference, otherCuts)
      for (const metric of metrics) {
        for (const part of ownParts)
          for (const counterpart of otherParts) await part.compare(metric, counterpart)
        const merged = await mergedFrom(ownParts).compare(metric, mergedFrom(otherParts))
        const whole = await own.compare(metric, other)
        if (metric.kind === 'weighted') expectSameWeights(merged, whole)
        else expect(merged).toEqual(whole)
      }
    }),
    { numRuns: 15 },
  )
})

async function inTurn<T, R>(requests: readonly T[], work: (request: T) => Promise<R>): Promise<readonly R[]> {
  const answers: R[] = []
  for (const request of requests) answers.push(await work(request))
  return answers
}

/** An answer, or what was said instead of one. */
function plain(settled: PromiseSettledResult<unknown>): unknown {
  return settled.status === 'fulfilled' ? settled.value : 'rejected'
}

/** How large the terms are that sum, mean, variance and skewness are made of. */
function scalesOf(numbers: readonly number[]): readonly number[] {
  const count = Math.max(1, numbers.length)
  const sum = numbers.reduce((total, each) => total + Math.abs(each), 0)
  const mean = numbers.reduce((total, each) => total + each / count, 0)
  const variance = numbers.reduce((total, each) => total + (each - mean) ** 2 / count, 0)
  const deviation = Math.sqrt(variance)
  const cubes = numbers.reduce((total, each) => total + Math.abs((each - mean) / deviation) ** 3 / count, 0)
  return [sum, sum / count, 2 * variance, cubes * count]
}

function expectWithin(found: unknown, expected: unknown, tolerance: number, about: string): void {
  if (typeof expected !== 'number' || typeof found !== 'number') expect(found, about).toEqual(expected)
  else expect(Math.abs(found - expected), `${about}: ${found} for ${expected}`).toBeLessThanOrEqual(tolerance)
}

function expectSameWeights(found: unknown, expected: unknown): void {
  const numbers: number[][] = [[], []]
  const [own, other] = [found, expected].map((each, side) =>
    JSON.stringify(each, (_, part: unknown) => {
      if (part instanceof Float64Array) return [...part]
      if (typeof part === 'bigint') return String(part)
      if (typeof part !== 'number' || Number.isInteger(part)) return part
      numbers[side]?.push(part)
      return 'number'
    }),
  )
  expect(own).toBe(other)
  for (const [index, number] of (numbers[1] ?? []).entries())
    expectWithin(numbers[0]?.[index], number, 1e-12 * Math.abs(number), 'weight')
}
