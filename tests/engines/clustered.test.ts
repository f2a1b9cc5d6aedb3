import fc from 'fast-check'
import { expect, test } from 'vitest'
import { call, countMatches, isNull, lengthOf, literal, value } from '../../src/core/expr.ts'
import { type Clustered, type ClusteredSide, clustered } from '../../src/core/metric.ts'
import type { Value } from '../../src/core/value.ts'
import { distinctOf, hostile, keyOf, valueTypes } from './hostile.ts'
import { openEngine, workbench } from './support.ts'

const { memory, file, refusal } = workbench()

const rounds = { numRuns: 8, seed: 20_240_503 }
const names = { of: 'the "value"', cluster: "driver's\nk" }

interface Table {
  readonly of: readonly Value[]
  readonly cluster: readonly Value[]
}

/** Each cluster as its values with their counts, in no order; what a naive loop and the engine have in common. */
function naive({ of, cluster }: Table): readonly string[] {
  const clusters = new Map<string, readonly Value[]>()
  for (const [row, cell] of of.entries()) {
    if (distinctOf([cell]).length === 0) continue
    const key = cluster[row] === null ? `row ${row}` : keyOf(cluster[row] ?? null)
    clusters.set(key, [...(clusters.get(key) ?? []), cell])
  }
  return [...clusters.values()].map(cells => cells.map(keyOf).sort().join(' ')).sort()
}

function found(side: ClusteredSide, values: readonly Value[]): readonly string[] {
  const clusters = Array.from({ length: side.clusters }, (): string[] => [])
  for (const [entry, cluster] of side.cluster.entries()) {
    const key = keyOf(values[side.value[entry] ?? 0] ?? null)
    clusters[cluster]?.push(...new Array<string>(side.count[entry] ?? 0).fill(key))
  }
  return clusters.map(keys => keys.sort().join(' ')).sort()
}

const pairsOf = ({ cluster, value }: ClusteredSide) => [...cluster].map((of, entry) => [of, value[entry]])

test('values by cluster equal those of a naive loop', async () => {
  for (const type of valueTypes)
    for (const clusterType of valueTypes) {
      const table = fc
        .array(fc.tuple(hostile[type], hostile[clusterType]), { maxLength: 20 })
        .map(rows => ({ of: rows.map(([of]) => of), cluster: rows.map(([, cluster]) => cluster) }))
      await fc.assert(
        fc.asyncProperty(table, table, async (sample, reference) => {
          const open = ({ of, cluster }: Table) =>
            memory(
              { [names.of]: of, [names.cluster]: cluster },
              { [names.of]: type, [names.cluster]: clusterType },
            )
          const metric = clustered(value(names.of), names.cluster)
          const answer = await (await open(sample)).compare(metric, await open(reference))
          expect(answer.values).toEqual(distinctOf([...sample.of, ...reference.of]))
          for (const [side, table] of [
            [answer.sample, sample],
            [answer.reference, reference],
          ] as const) {
            expect(found(side, answer.values)).toEqual(naive(table))
            const pairs = pairsOf(side)
            expect(new Set(pairs.map(String)).size).toBe(pairs.length)
          }
        }),
        rounds,
      )
    }
})

test('rows without a cluster are each a cluster of their own, after the others', async () => {
  const sample = await memory({ x: [2, 1, 2, 1, null, 2], id: ['b', null, null, 'a', 'c', 'b'] })
  const answer = await sample.compare(clustered(value('x'), 'id'), await memory({ x: [3], id: [1] }))
  expect(answer).toEqual<Clustered>({
    values: [1, 2, 3],
    sample: {
      clusters: 4,
      cluster: Uint32Array.of(0, 1, 2, 3),
      value: Uint32Array.of(0, 1, 0, 1),
      count: Uint32Array.of(1, 2, 1, 1),
    },
    reference: {
      clusters: 1,
      cluster: Uint32Array.of(0),
      value: Uint32Array.of(2),
      count: Uint32Array.of(1),
    },
  })
})

test('the values of two datasets are pooled in one order, whatever their types', async () => {
  const together = async (sample: readonly Value[], reference: readonly Value[]) => {
    const [own, other] = [sample, reference].map(cells => ({ x: cells, id: cells.map((_, row) => row) }))
    const metric = clustered(value('x'), 'id')
    return (await (await memory(own ?? {})).compare(metric, await memory(other ?? {}))).values
  }
  const [large, day] = [2n ** 53n + 1n, new Date('2020-01-01')]
  expect(await together([0.5, 2 ** 53, 2], [2, large])).toEqual([0.5, 2, 2 ** 53, large])
  expect(await together([day], [new Date('2020-01-01T00:00:01Z'), day])).toHaveLength(2)
  expect(await together([null], ['a'])).toEqual(['a'])
  // By code points, not by their UTF-16 halves.
  expect(await together(['🎵', 'b'], ['\uffee', 'ba'])).toEqual(['b', 'ba', '\uffee', '🎵'])
  expect(await together([], [null])).toEqual([])
})

test('timestamps are told apart to the millisecond', async () => {
  const text =
    't,id\n1969-12-31 23:59:59.999001,1\n1969-12-31 23:59:59.999999,1\n1970-01-01 00:00:00.000001,1\n'
  const relation = await file(text)
  const { values, sample } = await relation.compare(clustered(value('t'), 'id'), relation)
  expect(values).toEqual([new Date(-1), new Date(0)])
  expect([...sample.count]).toEqual([2, 1])
})

test('expressions are grouped by cluster', async () => {
  const relation = await memory({
    k: ['a', 'bb', null, 'c'],
    v: [1, 1, 1, 2],
    c: ['', '', '', ''],
    n: [1, 2, 3, 4],
  })
  const { values, sample } = await relation.compare(clustered(lengthOf(value('k')), 'v'), relation)
  expect([values, [...sample.value], [...sample.cluster]]).toEqual([
    [1, 2],
    [0, 1, 0],
    [0, 0, 1],
  ])
  const nulls = await relation.compare(clustered(isNull(value('k')), 'c'), relation)
  expect([nulls.values, [...nulls.sample.count]]).toEqual([
    [false, true],
    [3, 1],
  ])
})

test('clusters have the same numbers, whatever the number of threads', async () => {
  const x = Array.from({ length: 150_000 }, (_, row) => (row * 7919) % 101)
  const id = x.map((_, row) => (row % 50 === 0 ? null : `cluster ${(row * 104_729) % 9973}`))
  const answer = async (threads: number) => {
    const engine = await openEngine({ threads })
    const relation = await engine.open({ kind: 'memory', label: 'data', columns: { x, id } })
    const { sample } = await relation.compare(clustered(value('x'), 'id'), relation)
    await engine.close()
    return sample
  }
  const sample = await answer(1)
  expect(await answer(4)).toEqual(sample)
  expect(sample.clusters).toBe(9973 + 3000)
  expect(sample.count.reduce((sum, count) => sum + count, 0)).toBe(150_000)
})

test('values by cluster are one scan of each dataset', async () => {
  const [sample, reference] = [await memory({ x: [1], id: [1] }), await memory({ x: [2n ** 60n], id: [1] })]
  await sample.compare(clustered(value('x'), 'id'), reference)
  for (const { queries } of [sample, reference]) expect(queries.map(({ scan }) => scan)).toEqual([true])
})

test('what has no clusters is refused in a sentence', async () => {
  const texts = await memory({ x: ['a'], id: [1] })
  const numbers = await memory({ x: [1], id: [1] })
  const attempts = [
    clustered(value('x'), 'id'),
    clustered(isNull(value('x')), 'idd'),
    clustered(value('y'), 'id'),
    clustered(countMatches(value('x'), '['), 'id'),
    clustered(call('add', value('x'), literal(1)), 'id'),
  ]
  const refusals: string[] = []
  for (const metric of attempts) refusals.push(await refusal(texts.compare(metric, numbers)))
  expect(refusals.join('\n\n')).toMatchInlineSnapshot(`
    "The values of x are each text in data and a whole number in data, so they do not compare. (exit 2)
    Compare values of the same type.

    There is no column idd in data. (exit 2)
    Did you mean id?

    There is no column y in data. (exit 2)
    Did you mean x?

    The pattern [ is not a regular expression: missing ]: [. (exit 2)
    Patterns are in RE2 syntax, which has neither lookaround nor backreferences.

    Arithmetic needs numbers, and this is text. (exit 2)
    undefined"
  `)
})
