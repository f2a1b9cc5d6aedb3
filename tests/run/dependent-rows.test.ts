import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Outcome } from '../../src/core/result.ts'
import type { Value } from '../../src/core/value.ts'
import { randomSource } from '../../src/stats/index.ts'
import { aCheck, judged, memoryEngine } from './support.ts'

const open = memoryEngine()
const upTo = (n: number) => Array.from({ length: n }, (_, index) => index)
const times = <T>(n: number, value: T) => new Array<T>(n).fill(value)

type Name = Parameters<typeof aCheck>[0]
type Table = Readonly<Record<string, readonly Value[]>>

const numeric = ['toHaveSameDistributionAs', 'toHaveSameMeanAs'] as const
const every = [...numeric, 'toHaveSameCategorySharesAs', 'toHaveSameNullShareAs'] as const

async function outcomesOf(names: readonly Name[], reference: Table, sample: Table, params = {}) {
  const data = { reference: await open(reference, 'reference'), sample: await open(sample) }
  const checks = names.map(name => aCheck(name, { column: columnOf(name), params }))
  return (await judged(checks, data, { correction: 'none' })).outcomes
}

function columnOf(name: Name): string {
  if (name === 'toHaveSameCategorySharesAs') return 'kind'
  return name === 'toHaveSameNullShareAs' ? 'gap' : 'x'
}

const shown = ({ id, status, found, hint }: Outcome) => `${id} ${status}: ${found}${hint ? ` | ${hint}` : ''}`

/** Shops with 20 rows each, all alike; of the last one every row is extreme. */
function shops(count: number, { extreme = false, seed = 'shops' } = {}): Table {
  const { next } = randomSource(seed)
  const rows = upTo(count * 20)
  const isExtreme = (row: number) => extreme && row >= (count - 1) * 20
  return {
    shop: rows.map(row => `${seed} ${Math.floor(row / 20)}`),
    x: rows.map(row => next() + (isExtreme(row) ? 9 : 0)),
    kind: rows.map(row => (isExtreme(row) ? 'c' : next() < 0.5 ? 'a' : 'b')),
    gap: rows.map(row => (isExtreme(row) || next() < 0.1 ? null : 1)),
  }
}

describe('clusters', () => {
  const reference = shops(10, { seed: 'reference' })
  const sample = shops(10, { extreme: true, seed: 'sample' })

  test('a change that one new cluster makes is a change of rows, but none of clusters', async () => {
    expect((await outcomesOf(every, reference, sample)).map(shown).join('\n')).toMatchInlineSnapshot(`
      "x.ks passed: D 0.105, fails from 0.136; p 0.221 > 0.05
      x.t failed: mean 0.483683 → 1.39538, d 0.47; p 4.9e-6 < 0.05 | The mean went up by 0.911697.
      kind.chi2 failed: χ² 21.3, total variation 0.1; p 2.3e-5 < 0.05 | "c" is new: 10.0 % of the values.
      gap.missing failed: missing 10.5 % → 21.0 %; p 0.0057 < 0.05 | The share of missing values went from 10.5 % to 21.0 %."
    `)
    const clustered = await outcomesOf(every, reference, sample, { cluster: 'shop', allowUnderpowered: true })
    expect(clustered.map(shown).join('\n')).toMatchInlineSnapshot(`
      "x.ks passed: D 0.105; p 0.833 > 0.05; 200 and 200 values show D only from 0.401, not from 0.3
      x.t passed: mean 0.483683 → 1.39538, d 0.47; p 0.303 > 0.05; 200 and 200 values show Cohen's d only from 1.67, not from 0.8
      kind.chi2 passed: total variation 0.1; p 1 > 0.05; 200 and 200 values show total variation only from 0.362, not from 0.3
      gap.missing passed: missing 10.5 % → 21.0 %; p 0.37 > 0.05; 200 and 200 values show total variation only from 0.434, not from 0.3"
    `)
    expect(clustered.map(({ test }) => test?.choice)).toMatchInlineSnapshot(`
      [
        "10 and 10 clusters of shop were dealt anew as wholes, 24 times; a row tells as much as 0.249 of an independent one.",
        "10 and 10 clusters of shop were dealt anew as wholes, 66 times; a row tells as much as 0.0509 of an independent one.",
        "10 and 10 clusters of shop were dealt anew as wholes, 20 times; a row tells as much as 0.265 of an independent one.",
        "10 and 10 clusters of shop were dealt anew as wholes, 54 times; a row tells as much as 0.158 of an independent one.",
      ]
    `)
  })

  test('a change that every cluster makes is found', async () => {
    const moved = {
      shop: shops(10).shop ?? [],
      x: (sample.x ?? []).map(x => Number(x) + 3),
      kind: times(200, 'c'),
      gap: times(200, null),
    }
    const found = await outcomesOf(every, reference, moved, { cluster: 'shop' })
    expect(found.map(shown).join('\n')).toMatchInlineSnapshot(`
      "x.ks failed: D 1; p 5.0e-5 < 0.05 | Values are higher: the median went from 0.451018 to 3.52793.
      x.t failed: mean 0.483683 → 4.39538, d 2.01; p 5.0e-5 < 0.05 | The mean went up by 3.9117.
      kind.chi2 failed: total variation 1; p 5.0e-5 < 0.05 | "c" is new: 100 % of the values.
      gap.missing failed: missing 10.5 % → 100 %; p 5.0e-5 < 0.05 | The share of missing values went from 10.5 % to 100 %."
    `)
  })

  test('so few clusters that no p could be small decide nothing', async () => {
    const few = [shops(2), shops(3, { seed: 'others' })] as const
    const found = await outcomesOf(every, ...few, { cluster: 'shop' })
    expect(found.map(shown).join('\n')).toMatchInlineSnapshot(`
      "x.ks inconclusive: D 0.183; p 0.417 > 0.05; so few clusters cannot show any D, however large | Judge more rows at once, name the effect that matters with --min-effect, or accept this with --allow-underpowered.
      x.t inconclusive: mean 0.496128 → 0.476172, d −0.0722; p 0.465 > 0.05; so few clusters cannot show any Cohen's d, however large | Judge more rows at once, name the effect that matters with --min-effect, or accept this with --allow-underpowered.
      kind.chi2 inconclusive: total variation 0; p 1 > 0.05; so few clusters cannot show any total variation, however large | Judge more rows at once, name the effect that matters with --min-effect, or accept this with --allow-underpowered.
      gap.missing inconclusive: missing 2.5 % → 16.7 %; p 0.175 > 0.05; so few clusters cannot show any total variation, however large | Judge more rows at once, name the effect that matters with --min-effect, or accept this with --allow-underpowered."
    `)
  })

  test('so few clusters show neither a large effect nor a small one, however many rows they have', async () => {
    const table = (count: number, by = 0) => ({
      ...shops(200),
      x: (shops(200).x ?? []).map(x => Number(x) + by),
      shop: upTo(4000).map(row => row % count),
    })
    const asked = async (count: number, by: number, mode: string) => {
      const params = { cluster: 'shop', mode, minEffect: 0.3 }
      return (await outcomesOf(['toHaveSameDistributionAs'], table(count), table(count, by), params)).map(
        shown,
      )
    }
    expect([
      ...(await asked(1, 0, 'certified')),
      ...(await asked(3, 0, 'certified')),
      ...(await asked(3, 5, 'relevant')),
      ...(await asked(9, 0, 'certified')),
      ...(await asked(9, 5, 'relevant')),
    ]).toMatchInlineSnapshot(`
      [
        "x.ks inconclusive: D 0; p 1 > 0.05; the data give no bound of D",
        "x.ks inconclusive: D 0; p 1 > 0.05; the data give no bound of D",
        "x.ks inconclusive: D 1; p of D at most 0.3: 0.1 > 0.05; so few clusters cannot show any D, however large | Judge more rows at once, name the effect that matters with --min-effect, or accept this with --allow-underpowered.",
        "x.ks passed: D 0; p 1 > 0.05; D at most 0.0304, certified",
        "x.ks failed: D 1; p of D at most 0.3: 5.0e-5 < 0.05 | Values are higher: the median went from 0.499365 to 5.49936.",
      ]
    `)
  })

  test('rows that are each a cluster are judged as rows are', async () => {
    const own = (table: Table) => ({ ...table, shop: upTo(200) })
    const found = await outcomesOf(every, own(reference), own(shops(10, { seed: 'more' })), {
      cluster: 'shop',
    })
    const rows = await outcomesOf(every, reference, shops(10, { seed: 'more' }))
    expect(found.map(({ status }) => status)).toEqual(rows.map(({ status }) => status))
    for (const [place, { test }] of found.entries()) {
      expect(test?.effect.value).toBeCloseTo(rows[place]?.test?.effect.value ?? 0, 10)
      expect(Math.abs((test?.pValue ?? 0) - (rows[place]?.test?.pValue ?? 1))).toBeLessThan(0.2)
    }
  })
})

describe('weights', () => {
  const reference = shops(20, { seed: 'reference' })

  test('of 1 give the verdicts of rows without weights', async () => {
    const moved = { ...shops(20), x: (shops(20).x ?? []).map(x => Number(x) + 0.3) }
    for (const sample of [shops(20), moved]) {
      const one = (table: Table) => ({ ...table, w: times(400, 1) })
      const weighted = await outcomesOf(every, one(reference), one(sample), { weight: 'w' })
      const rows = await outcomesOf(every, reference, sample)
      expect(weighted.map(({ status }) => status)).toEqual(rows.map(({ status }) => status))
      expect(weighted.map(({ test }) => test?.n)).toEqual(rows.map(({ test }) => test?.n))
      for (const [place, { test }] of weighted.entries())
        expect(Math.abs(test?.effect.value ?? 9)).toBeCloseTo(
          Math.abs(rows[place]?.test?.effect.value ?? 0),
          10,
        )
    }
  })

  test('that undo a resampling undo the change that it made', async () => {
    // Every third row of the upper half was kept, and stands for three.
    const kept = upTo(1200).filter(row => row < 600 || row % 3 === 0)
    const table = (rows: readonly number[]): Table => ({
      x: rows,
      kind: rows.map(row => (row < 600 ? 'a' : 'b')),
      gap: rows.map(row => (row < 600 ? 1 : null)),
      w: rows.map(row => (row < 600 ? 1 : 3)),
    })
    const whole = { ...table(upTo(1200)), w: times(1200, 1) }
    const plain = await outcomesOf(every, whole, table(kept))
    expect(plain.map(({ status }) => status)).toEqual(times(4, 'failed'))
    const weighted = await outcomesOf(every, whole, table(kept), { weight: 'w' })
    expect(weighted.map(shown).join('\n')).toMatchInlineSnapshot(`
      "x.ks passed: D 0.00167, fails from 0.0679; p 1 > 0.05
      x.t passed: mean 599.5 → 599, d −0.00144; p 0.977 > 0.05
      kind.chi2 passed: χ² 0, total variation 0; p 1 > 0.05
      gap.missing passed: missing 50.0 % → 50.0 %; p 1 > 0.05"
    `)
    expect(weighted.map(({ test }) => test?.choice)).toMatchInlineSnapshot(`
      [
        "Rows weighted by w tell as much as 1,200 and 600 rows of equal weight.",
        "Rows weighted by w tell as much as 1,200 and 600 rows of equal weight.",
        "Rows weighted by w tell as much as 1,200 and 600 rows of equal weight.",
        "Rows weighted by w tell as much as 1,200 and 600 rows of equal weight.",
      ]
    `)
  })

  test('that are missing or negative are told with their number, and decide nothing', async () => {
    const one = { ...reference, w: times(400, 1) }
    const broken = { ...shops(20), w: [null, -1, -2, ...times(397, 1)] }
    const single = { ...shops(20), w: [null, ...times(399, 1)] }
    const zero = { ...shops(20), w: times(400, 0) }
    const found: readonly Outcome[] = [
      ...(await outcomesOf(every, one, broken, { weight: 'w' })),
      ...(await outcomesOf(['toHaveSameMeanAs'], single, one, { weight: 'w' })),
      ...(await outcomesOf(every, one, zero, { weight: 'w' })),
    ]
    expect(found.map(shown).join('\n')).toMatchInlineSnapshot(`
      "x.ks inconclusive: 3 rows of the sample without a weight, or with one that is negative or infinite
      x.t inconclusive: 3 rows of the sample without a weight, or with one that is negative or infinite
      kind.chi2 inconclusive: 3 rows of the sample without a weight, or with one that is negative or infinite
      gap.missing inconclusive: 3 rows of the sample without a weight, or with one that is negative or infinite
      x.t inconclusive: 1 row of the reference without a weight, or with one that is negative or infinite
      x.ks inconclusive: all weights of the sample are 0
      x.t inconclusive: all weights of the sample are 0
      kind.chi2 inconclusive: all weights of the sample are 0
      gap.missing inconclusive: all weights of the sample are 0"
    `)
  })
})

test('columns that cannot be clusters or weights are named', async () => {
  const table = shops(5)
  const refused = [
    { weight: 'shop' },
    { weight: 'wieght' },
    { cluster: 'shp' },
    { cluster: 'shop', weight: 'x' },
  ]
  const lines: string[] = []
  for (const params of refused)
    lines.push(...(await outcomesOf(['toHaveSameDistributionAs'], table, table, params)).map(shown))
  expect(lines.join('\n')).toMatchInlineSnapshot(`
    "x.ks errored: The values of shop in sample are each text, so they are no weights.
    x.ks errored: There is no column wieght in sample. | Columns are shop, x, kind, gap.
    x.ks errored: There is no column shp in sample. | Did you mean shop?
    x.ks errored: A test takes a cluster or a weight, not both: tests of weighted rows take them for independent."
  `)
})

test('what is certified has an effect whose upper bound is below the one that matters', async () => {
  const values = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 200 })
  await fc.assert(
    fc.asyncProperty(values, values, fc.constantFrom(0.2, 0.5, 0.9), async (one, other, minEffect) => {
      const table = (x: readonly number[]) => ({
        x,
        kind: x.map(n => `k${n % 3}`),
        gap: x.map(n => n || null),
      })
      const params = { mode: 'certified', minEffect }
      for (const { status, found, test } of await outcomesOf(every, table(one), table(other), params)) {
        if (status !== 'passed') continue
        expect(Number(/at most ([\d.e-]+), certified$/.exec(found)?.[1])).toBeLessThanOrEqual(minEffect)
        expect(Math.abs(test?.effect.value ?? 1)).toBeLessThan(minEffect)
      }
    }),
    { seed: 20_261_125, numRuns: 25 },
  )
})
