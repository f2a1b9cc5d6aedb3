import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  explainingSlice,
  type RandomSource,
  randomSource,
  type SliceCounts,
  type SliceExplanation,
} from '../../src/stats/index.ts'

interface Counts {
  readonly rows: number
  readonly inside: number
}

/** Cells of a table of countries (rows) and devices (columns), each with its rows and those in the region. */
type Cells = readonly (readonly Counts[])[]

describe('the slice that explains a difference', () => {
  test('is the value in which the region has become more frequent', () => {
    const reference = [[of(400, 40)], [of(500, 50)], [of(100, 10)]]
    const sample = [[of(400, 40)], [of(500, 50)], [of(100, 60)]]
    // 1 − |90/900 − 90/900| / |150/1000 − 100/1000|
    expect(explained(reference, sample)).toEqual({
      index: 2,
      explained: 1,
      inside: { reference: 0.1, sample: 0.6 },
      outside: { reference: 0.1, sample: 0.1 },
      rows: { reference: 0.1, sample: 0.1 },
    })
  })

  test('is the value that has become more frequent itself', () => {
    const reference = [[of(100, 80)], [of(450, 45)], [of(450, 45)]]
    const sample = [[of(300, 240)], [of(350, 35)], [of(350, 35)]]
    expect(explained(reference, sample)).toMatchObject({ index: 0, explained: 1 })
  })

  test('is the value without the region that dilutes the others', () => {
    const reference = [[of(100, 0)], [of(450, 225)], [of(450, 225)]]
    const sample = [[of(400, 0)], [of(300, 150)], [of(300, 150)]]
    expect(explained(reference, sample)).toMatchObject({ index: 0, explained: 1 })
  })

  test.each(['new', 'gone'])('may be %s', which => {
    const with20 = [[of(450, 90)], [of(450, 90)], [of(100, 95)]]
    const without20 = [[of(500, 100)], [of(500, 100)], [of(0, 0)]]
    const found = which === 'new' ? explained(without20, with20) : explained(with20, without20)
    expect(found).toMatchObject({ index: 2, explained: 1 })
    const absent = which === 'new' ? 'reference' : 'sample'
    expect([found?.inside[absent], found?.rows[absent]]).toEqual([0, 0])
  })

  test('takes two columns when only one value of each together has changed', () => {
    const same = of(250, 50)
    const reference = grid(same)
    const sample = grid(same, { row: 1, column: 2, counts: of(250, 200) })
    const { slices } = tabulate(reference, sample)
    const found = explained(reference, sample)
    expect(found).toMatchObject({ explained: 1, inside: { reference: 0.2, sample: 0.8 } })
    expect(slices[found?.index ?? 0]).toMatchObject({ depth: 2, sample: { rows: 250, inside: 200 } })
  })

  test('takes one column when a value has changed in every other column, whichever part of it is largest', () => {
    const reference = [
      [of(250, 50), of(20, 4)],
      [of(250, 50), of(250, 50)],
      [of(250, 50), of(250, 50)],
    ]
    const sample = [[of(250, 200), of(20, 16)], ...reference.slice(1)]
    expect(explained(reference, sample)).toMatchObject({ index: 0, explained: 1, inside: { sample: 0.8 } })
  })

  test('is not a part of a value that changed and has most of the rows', () => {
    const reference = [
      [of(450, 90), of(150, 30)],
      [of(200, 40), of(200, 40)],
    ]
    const sample = [[of(450, 270), of(150, 90)], ...reference.slice(1)]
    expect(explained(reference, sample)).toBeUndefined()
  })

  test('is smaller the better, when it and a larger one explain all', () => {
    const slice = { depth: 1, reference: of(100, 20), sample: of(100, 80) } as const
    const larger = { depth: 1, reference: of(300, 60), sample: of(300, 120) } as const
    const total = { reference: of(1000, 200), sample: of(1000, 260) }
    expect(explainingSlice(total, [larger, slice])).toMatchObject({ index: 1, explained: 1 })
    expect(explainingSlice(total, [larger])).toMatchObject({ index: 0, explained: 1 })
  })
})

describe('no slice explains a difference', () => {
  test('that is the same everywhere', () => {
    expect(explained(grid(of(250, 50)), grid(of(250, 100)))).toBeUndefined()
  })

  test('that is none', () => {
    expect(explained(grid(of(250, 50)), grid(of(250, 50)))).toBeUndefined()
  })

  test('against which it pushes', () => {
    const reference = [[of(400, 40)], [of(500, 50)], [of(100, 60)]]
    const sample = [[of(400, 160)], [of(500, 200)], [of(100, 10)]]
    expect(explained(reference, sample)).toBeUndefined()
  })

  test('when it has fewer rows than needed', () => {
    const total = { reference: of(1000, 10), sample: of(1000, 35) }
    const slice = { depth: 1, reference: of(29, 0), sample: of(29, 25) } as const
    expect(explainingSlice(total, [slice])).toBeUndefined()
    expect(explainingSlice(total, [slice], { leastRows: 29 })).toMatchObject({ index: 0, explained: 1 })
  })

  test('when chance explains it as well, given how many slices there are', () => {
    const total = { reference: of(1000, 100), sample: of(1000, 110) }
    const slice = { depth: 1, reference: of(60, 4), sample: of(60, 14) } as const
    const others = { depth: 1, reference: of(300, 30), sample: of(300, 30) } as const
    expect(explainingSlice(total, [slice])?.index).toBe(0)
    expect(explainingSlice(total, [slice, ...Array.from({ length: 30 }, () => others)])).toBeUndefined()
  })

  test('when there is none, it has all rows, or there are no rows at all', () => {
    const total = { reference: of(1000, 100), sample: of(1000, 500) }
    expect(explainingSlice(total, [])).toBeUndefined()
    expect(explainingSlice(total, [{ depth: 1, ...total }])).toBeUndefined()
    const none = { reference: of(0, 0), sample: of(0, 0) }
    expect(explainingSlice(none, [{ depth: 1, ...none }], { leastRows: 0 })).toBeUndefined()
  })
})

test('counts that cannot be are a mistake of the caller', () => {
  const total = { reference: of(10, 1), sample: of(10, 5) }
  const slice = { depth: 1, reference: of(5, 1), sample: of(5, 6) } as const
  expect(() => explainingSlice(total, [slice])).toThrowErrorMatchingInlineSnapshot(
    `[RangeError: Of 5 rows there cannot be 6 in the region.]`,
  )
  expect(() => explainingSlice(total, [{ ...slice, sample: of(11, 5) }])).toThrow(RangeError)
  expect(() => explainingSlice({ ...total, sample: of(Number.NaN, 1) }, [])).toThrow(RangeError)
  expect(() => explainingSlice(total, [], { alpha: 1 })).toThrow(RangeError)
})

// The share of the region rises by the same amount in every cell. Were the share of runs that name a slice alpha, more
// than 31 of 400 would have a probability of 0.007: scipy.stats.binom.sf(31, 400, 0.05).
test.each([0, 0.02, 0.05, 0.2])('a rise of %f everywhere hardly ever has a slice', rise => {
  const random = randomSource(`rise ${rise}`)
  let named = 0
  for (let run = 0; run < 400; run++) {
    const reference = drawCells(random, 800, 0.2)
    const sample = drawCells(random, 800, 0.2 + rise)
    if (explained(reference, sample) !== undefined) named++
  }
  expect(named).toBeLessThanOrEqual(31)
})

test('a rise in one cell of nine is found there', () => {
  const random = randomSource('one cell')
  let found = 0
  for (let run = 0; run < 100; run++) {
    const reference = drawCells(random, 3000, 0.2)
    const sample = drawCells(random, 3000, 0.2, 0.7)
    if (explained(reference, sample)?.index === 3 + 3) found++
  }
  expect(found).toBeGreaterThanOrEqual(95)
})

const anySide = fc
  .array(fc.tuple(fc.nat(300), fc.double({ min: 0, max: 1, noNaN: true })), { minLength: 6, maxLength: 6 })
  .map(cells => cells.map(([rows, share]) => of(rows, Math.round(rows * share))))
const anyCells = anySide.map(cells => [cells.slice(0, 2), cells.slice(2, 4), cells.slice(4)])

test('the order of the slices does not matter, and every number is a share', () => {
  fc.assert(
    fc.property(anyCells, anyCells, fc.integer(), (reference, sample, seed) => {
      const { total, slices } = tabulate(reference, sample)
      const order = Array.from(slices, (_, index) => index)
      randomSource(seed).shuffle(order)
      const found = explainingSlice(total, slices)
      const shuffled = explainingSlice(
        total,
        order.flatMap(index => slices.slice(index, index + 1)),
      )
      expect(withoutIndex(shuffled)).toEqual(withoutIndex(found))
      if (found === undefined) return
      const { inside, outside, rows } = found
      for (const share of [inside, outside, rows].flatMap(({ reference, sample }) => [reference, sample])) {
        expect(share).toBeGreaterThanOrEqual(0)
        expect(share).toBeLessThanOrEqual(1)
      }
      expect(found.explained).toBeGreaterThanOrEqual(0.5)
      expect(found.explained).toBeLessThanOrEqual(1)
    }),
    { seed: 9, numRuns: 500 },
  )
})

function of(rows: number, inside: number): Counts {
  return { rows, inside }
}

function explained(reference: Cells, sample: Cells): SliceExplanation | undefined {
  const { total, slices } = tabulate(reference, sample)
  return explainingSlice(total, slices)
}

/** All slices of the two columns: first the values of the first, then those of the second, then the cells. */
function tabulate(reference: Cells, sample: Cells) {
  const slices: SliceCounts[] = []
  const add = (depth: 1 | 2, countsOf: (cells: Cells) => readonly Counts[]) =>
    slices.push({ depth, reference: sum(countsOf(reference)), sample: sum(countsOf(sample)) })
  for (const r of reference.keys()) add(1, cells => cells[r] ?? [])
  const columns = [...(reference[0]?.keys() ?? [])]
  if (columns.length > 1) {
    for (const c of columns) add(1, cells => cells.flatMap(row => row.slice(c, c + 1)))
    for (const r of reference.keys()) {
      for (const c of columns) add(2, cells => (cells[r] ?? []).slice(c, c + 1))
    }
  }
  return { total: { reference: sum(reference.flat()), sample: sum(sample.flat()) }, slices }
}

function sum(counts: readonly Counts[]): Counts {
  return counts.reduce((a, b) => of(a.rows + b.rows, a.inside + b.inside), of(0, 0))
}

/** Three by three cells with the same counts but for one. */
function grid(counts: Counts, other?: { row: number; column: number; counts: Counts }): Cells {
  return [0, 1, 2].map(row =>
    [0, 1, 2].map(column =>
      other !== undefined && row === other.row && column === other.column ? other.counts : counts,
    ),
  )
}

/** Rows that fall into three by three cells at random, and into the region with a probability. */
function drawCells(
  random: RandomSource,
  rows: number,
  probability: number,
  inFirstCell = probability,
): Cells {
  const drawn = Array.from({ length: 9 }, () => ({ rows: 0, inside: 0 }))
  for (let row = 0; row < rows; row++) {
    const index = 3 * random.below(3) + random.below(3)
    const cell = drawn[index]
    if (cell === undefined) continue
    cell.rows++
    if (random.next() < (index === 0 ? inFirstCell : probability)) cell.inside++
  }
  return [drawn.slice(0, 3), drawn.slice(3, 6), drawn.slice(6)]
}

function withoutIndex(found: SliceExplanation | undefined) {
  return found === undefined ? undefined : { ...found, index: 0 }
}
