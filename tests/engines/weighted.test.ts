import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countMatches, value } from '../../src/core/expr.ts'
import { type Weighted, type WeightedSide, weighted } from '../../src/core/metric.ts'
import type { Value } from '../../src/core/value.ts'
import { distinctOf, hostile, keyOf, valueTypes } from './hostile.ts'
import { workbench } from './support.ts'

const { memory, refusal } = workbench()

const rounds = { numRuns: 20, seed: 20_240_504 }
const names = { of: `the 'value'`, weight: 'the "weight"' }

interface Table {
  readonly of: readonly Value[]
  readonly weight: readonly Value[]
}

/** Weights that sum without rounding, and unusable ones. */
const weights = {
  number: fc.constantFrom(0, -0, 0.5, 1, 2.25, 1024, -1, -0.5, Number.NaN, Infinity, -Infinity, null),
  integer: fc.constantFrom(0, 1, 2, 1000, -1, null),
}

function naive({ of, weight }: Table, values: readonly Value[]): WeightedSide {
  const isUsable = (cell: Value) => typeof cell === 'number' && Number.isFinite(cell) && cell >= 0
  const rows = of.map((cell, row) => ({ cell, weight: weight[row] ?? null }))
  const usable = rows.flatMap(({ cell, weight: own }) =>
    isUsable(own) && distinctOf([cell]).length > 0 ? [{ key: keyOf(cell), weight: Number(own) }] : [],
  )
  const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)
  return {
    weights: Float64Array.from(values, of =>
      sum(usable.filter(row => row.key === keyOf(of)).map(row => row.weight)),
    ),
    squares: sum(usable.map(row => row.weight ** 2)),
    n: usable.length,
    unusable: rows.filter(row => !isUsable(row.weight)).length,
  }
}

test('weights of values equal those of a naive loop', async () => {
  for (const type of valueTypes)
    for (const weightType of ['number', 'integer'] as const) {
      const table = fc
        .array(fc.tuple(hostile[type], weights[weightType]), { maxLength: 20 })
        .map(rows => ({ of: rows.map(([of]) => of), weight: rows.map(([, weight]) => weight) }))
      await fc.assert(
        fc.asyncProperty(table, table, async (sample, reference) => {
          const open = ({ of, weight }: Table) =>
            memory(
              { [names.of]: of, [names.weight]: weight },
              { [names.of]: type, [names.weight]: weightType },
            )
          const metric = weighted(value(names.of), names.weight)
          const answer = await (await open(sample)).compare(metric, await open(reference))
          const weighing = [sample, reference].flatMap(({ of, weight }) =>
            of.filter((_, row) => naive({ of: ['a'], weight: [weight[row] ?? null] }, []).n === 1),
          )
          expect(answer.values).toEqual(distinctOf(weighing))
          expect(answer.sample).toEqual(naive(sample, answer.values))
          expect(answer.reference).toEqual(naive(reference, answer.values))
        }),
        rounds,
      )
    }
})

test('a weight of zero is usable, and one without a value counts only where it is unusable', async () => {
  const sample = await memory({ x: ['b', 'a', 'b', null, null, 'c'], w: [0, 2, 3, 5, -1, null] })
  const reference = await memory({ x: ['d'], w: [0.5] })
  expect(await sample.compare(weighted(value('x'), 'w'), reference)).toEqual<Weighted>({
    values: ['a', 'b', 'd'],
    sample: { weights: Float64Array.of(2, 3, 0), squares: 13, n: 3, unusable: 2 },
    reference: { weights: Float64Array.of(0, 0, 0.5), squares: 0.25, n: 1, unusable: 0 },
  })
})

test('a column without any weight leaves no values', async () => {
  const relation = await memory({ x: [1, 2], w: [null, null] })
  const { values, sample } = await relation.compare(weighted(value('x'), 'w'), relation)
  expect([values, sample.n, sample.unusable]).toEqual([[], 0, 2])
})

test('weights are one scan of each dataset', async () => {
  const [sample, reference] = [await memory({ x: [1], w: [1] }), await memory({ x: [2n ** 60n], w: [1] })]
  await sample.compare(weighted(value('x'), 'w'), reference)
  for (const { queries } of [sample, reference]) expect(queries.map(({ scan }) => scan)).toEqual([true])
})

test('what has no weights is refused in a sentence', async () => {
  const relation = await memory(
    { x: [1, 1], w: ['1', '2'], large: [1e200, 1.5], larger: [1.7e308, 1.7e308] },
    { larger: 'number' },
  )
  const other = await memory({ x: ['a'], large: [1], larger: [1], w: [1] }, { large: 'number' })
  const attempts = [
    () => relation.compare(weighted(value('x'), 'w'), relation),
    () => relation.compare(weighted(value('x'), 'v'), relation),
    () => relation.compare(weighted(value('x'), 'large'), relation),
    () => relation.compare(weighted(value('x'), 'larger'), relation),
    () => relation.compare(weighted(value('x'), 'large'), other),
    () => relation.compare(weighted(countMatches(value('w'), '('), 'x'), relation),
  ]
  const refusals: string[] = []
  for (const attempt of attempts) refusals.push(await refusal(attempt()))
  expect(refusals.join('\n\n')).toMatchInlineSnapshot(`
    "The values of w in data are each text, so they are no weights. (exit 2)
    undefined

    There is no column v in data. (exit 2)
    Did you mean x?

    The weights in data are too large to be added up. (exit 2)
    Divide all weights by the same number.

    The weights in data are too large to be added up. (exit 2)
    Divide all weights by the same number.

    The values of x are each a whole number in data and text in data, so they do not compare. (exit 2)
    Compare values of the same type.

    The pattern ( is not a regular expression: missing ): (. (exit 2)
    Patterns are in RE2 syntax, which has neither lookaround nor backreferences."
  `)
})
