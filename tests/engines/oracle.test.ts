import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isIn, isNonFinite, isNull, lessThan, value } from '../../src/core/expr.ts'
import { type Aggregate, ranks } from '../../src/core/metric.ts'
import { compareValues, type Value } from '../../src/core/value.ts'
import { aggregate, workbench } from './support.ts'

const { memory } = workbench()

type Rows = readonly (readonly Value[])[]

const number = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(0, -0, 1, -1, 0.1, 2.5, 1e9 + 0.1, 1e9 + 0.2, 1e-300, 1e15) },
  { weight: 1, arbitrary: fc.constantFrom(Number.NaN, Infinity, -Infinity) },
  { weight: 2, arbitrary: fc.double({ noNaN: true, min: -1e6, max: 1e6 }) },
  { weight: 2, arbitrary: fc.constant(null) },
)
const integer = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.constantFrom(2n ** 53n, 2n ** 53n + 1n, -(2n ** 63n), 2n ** 63n - 1n),
  fc.constant(null),
)
const text = fc.oneof(
  fc.constantFrom('', 'a', 'A', 'é', '🎵', "'", '"', 'x\0y', '\n', 'NULL'),
  fc.constant(null),
)
const table = fc.record({
  n: fc.array(number, { maxLength: 25 }),
  i: fc.array(integer, { maxLength: 25 }),
  s: fc.array(text, { maxLength: 25 }),
})
const rounds = { numRuns: 150, seed: 20_240_501 }

/** The three columns cut to the same length. */
function square({ n, i, s }: { n: readonly Value[]; i: readonly Value[]; s: readonly Value[] }) {
  const length = Math.min(n.length, i.length, s.length)
  return { n: n.slice(0, length), i: i.slice(0, length), s: s.slice(0, length) }
}

test('aggregates equal those of a naive loop', async () => {
  await fc.assert(
    fc.asyncProperty(table, async columns => {
      const data = square(columns)
      const relation = await memory(data, { n: 'number', i: 'integer', s: 'string' })
      for (const name of ['n', 'i'] as const) {
        const of = value(name)
        const asked: readonly Aggregate[] = [
          { name: 'rowCount' },
          { name: 'count', of },
          { name: 'distinctCount', of },
          { name: 'countIf', of: isNull(of) },
          { name: 'countIf', of: isNonFinite(of) },
          { name: 'countIf', of: lessThan(of, 1) },
          { name: 'countIf', of: isIn(of, [1, 0.1, 2n ** 53n + 1n]) },
          { name: 'min', of },
          { name: 'max', of },
          { name: 'sum', of },
          { name: 'mean', of },
          { name: 'variance', of },
          { name: 'quantiles', of, probabilities: [0, 0.3, 1] },
        ]
        expectClose(await aggregate(relation, asked), naive(data[name]), roundingOf(data[name]))
      }
    }),
    rounds,
  )
})

test('frequencies and duplicates equal those of a naive loop', async () => {
  await fc.assert(
    fc.asyncProperty(table, async columns => {
      const data = square(columns)
      const relation = await memory(data, { n: 'number', i: 'integer', s: 'string' })
      for (const names of [['s'], ['i', 's'], ['n']] as const) {
        const rows = data.s.map((_, row) => names.map(name => data[name][row] ?? null))
        const groups = grouped(rows.filter(row => row.some(cell => cell !== null)))
        const found = await relation.frequencies({ columns: names, limit: 5 })
        const counts = [...groups.values()].map(group => group.length).sort((a, b) => b - a)
        expect(found.entries.map(entry => entry.count)).toEqual(counts.slice(0, 5))
        for (const { values, count } of found.entries) expect(groups.get(keyOf(values))?.length).toBe(count)
        expect([found.distinct, found.total]).toEqual([groups.size, counts.reduce((a, b) => a + b, 0)])
        const shared = counts.filter(count => count > 1)
        expect(await relation.duplicates({ columns: names })).toEqual({
          rows: shared.reduce((a, b) => a + b, 0),
          groups: shared.length,
          checked: found.total,
        })
        const failing = await relation.failing({
          selection: { duplicatesOf: names },
          columns: names,
          valueLimit: 100,
          lineLimit: 100,
        })
        const offending = rows.flatMap((row, index) =>
          (groups.get(keyOf(row))?.length ?? 0) > 1 ? [index + 1] : [],
        )
        expect(failing.positions).toEqual(offending)
      }
    }),
    rounds,
  )
})

test('ranks equal those of a naive loop', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(number), fc.array(number), async (sample, reference) => {
      const tally = await (await memory({ x: sample }, { x: 'number' })).compare(
        ranks(value('x')),
        await memory({ x: reference }, { x: 'number' }),
      )
      const finite = (values: readonly Value[]) => values.filter(Number.isFinite).map(of => Number(of) + 0)
      const distinct = [...new Set([...finite(sample), ...finite(reference)])].sort((a, b) => a - b)
      const countIn = (values: readonly Value[]) =>
        distinct.map(of => finite(values).filter(own => own === of).length)
      expect([...tally.values]).toEqual(distinct)
      expect([...tally.sample]).toEqual(countIn(sample))
      expect([...tally.reference]).toEqual(countIn(reference))
    }),
    rounds,
  )
})

function naive(cells: readonly Value[]): readonly unknown[] {
  const present = cells.filter(cell => cell !== null) as readonly (number | bigint)[]
  const finite = present.filter(cell => typeof cell === 'bigint' || Number.isFinite(cell))
  const sorted = [...finite].sort((a, b) => compareValues(a, b) ?? 0)
  const is = (cell: number | bigint, other: number | bigint) => compareValues(cell, other) === 0
  return [
    cells.length,
    present.length,
    grouped(present.map(cell => [cell])).size,
    cells.length - present.length,
    present.length - finite.length,
    present.filter(cell => cell < 1).length,
    present.filter(cell => is(cell, 1) || is(cell, 0.1) || is(cell, 2n ** 53n + 1n)).length,
    sorted[0] ?? null,
    sorted.at(-1) ?? null,
    ...moments(finite),
    sorted.length === 0
      ? [null, null, null]
      : [0, 0.3, 1].map(probability => quantile(sorted.map(Number), probability)),
  ]
}

/** Sum, mean and variance in rational arithmetic: every double is an integer over 2^1074. */
function moments(values: readonly (number | bigint)[]): readonly (number | null)[] {
  const scale = 2n ** 1074n
  const exact = values.map(cell => (typeof cell === 'bigint' ? cell * scale : rational(cell)))
  const sum = exact.reduce((total, term) => total + term, 0n)
  const count = BigInt(values.length)
  if (count === 0n) return [0, null, null]
  const squares = exact.reduce((total, term) => total + (count * term - sum) ** 2n, 0n)
  const variance = count < 2n ? null : ratio(squares, scale * scale * count * count * (count - 1n))
  return [ratio(sum, scale), ratio(sum, scale * count), variance]
}

function rational(cell: number): bigint {
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, Math.abs(cell))
  const bits = view.getBigUint64(0)
  const exponent = bits >> 52n
  const fraction = bits & (2n ** 52n - 1n)
  const size = exponent === 0n ? fraction : (fraction | (2n ** 52n)) << (exponent - 1n)
  return cell < 0 ? -size : size
}

function ratio(dividend: bigint, divisor: bigint): number {
  const sign = dividend < 0n ? -1 : 1
  const size = dividend < 0n ? -dividend : dividend
  const shift = BigInt(Math.max(0, divisor.toString(2).length - size.toString(2).length + 64))
  return sign * Number((size << shift) / divisor) * 2 ** -Number(shift)
}

/** Type 7, as `numpy.quantile`. */
function quantile(sorted: readonly number[], probability: number): number {
  const position = probability * (sorted.length - 1)
  const [low, high] = [sorted[Math.floor(position)] ?? 0, sorted[Math.ceil(position)] ?? 0]
  return low + (high - low) * (position - Math.floor(position))
}

function grouped(rows: Rows): ReadonlyMap<string, Rows> {
  const groups = new Map<string, (readonly Value[])[]>()
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row])
  return groups
}

function keyOf(row: readonly Value[]): string {
  return row
    .map(cell => (cell === null ? 'null' : `${typeof cell === 'string'}${Object.is(cell, -0) ? 0 : cell}`))
    .join('|')
}

/** What differences of the values themselves may lose. */
function roundingOf(cells: readonly Value[]): number {
  const sizes = cells.map(cell => Math.abs(Number(cell))).filter(Number.isFinite)
  return 1e-15 * Math.max(0, ...sizes)
}

/** To nine digits, or as close as the rounding of the values allows. */
function expectClose(actual: readonly unknown[], expected: readonly unknown[], rounding: number): void {
  expect(actual.length).toBe(expected.length)
  for (const [index, cell] of actual.entries()) {
    const [own, other] = [cell, expected[index]].map(of => (typeof of === 'bigint' ? Number(of) : of))
    if (Array.isArray(own) && Array.isArray(other)) expectClose(own, other, rounding)
    else if (typeof own === 'number' && typeof other === 'number') {
      const tolerance = Math.max(1e-9 * Math.abs(other), rounding)
      expect(Math.abs(own - other), `answer ${index}: ${own} for ${other}`).toBeLessThanOrEqual(tolerance)
    } else expect(own, `answer ${index}`).toEqual(other)
  }
}
