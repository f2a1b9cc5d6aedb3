import { afterAll, beforeAll, expect, test } from 'vitest'
import * as expectations from '../../expectations/index.ts'
import type { Engine } from '../../src/core/engine.ts'
import { isFinding, type Outcome } from '../../src/core/result.ts'
import type { ColumnType } from '../../src/core/schema.ts'
import type { Value } from '../../src/core/value.ts'
import { engines } from '../../src/engines/index.ts'
import { checkAll } from '../../src/run/check.ts'
import { openSession } from '../../src/run/session.ts'
import { decideFamily, leastExplained, mostExplained } from '../../src/stats/index.ts'
import { deriveSuite } from '../../src/suites/derive.ts'

type Row = Readonly<Record<string, Value>>

const types: Readonly<Record<string, ColumnType>> = {
  id: 'integer',
  price: 'number',
  rooms: 'integer',
  'Größe "m²"': 'number',
  room_type: 'string',
  open: 'boolean',
  rare: 'string',
  broken: 'number',
  since: 'date',
  host: 'string',
  version: 'integer',
}

let engine: Engine

beforeAll(async () => {
  const open = await engines.duckdb?.()
  if (!open) throw new Error('There is no engine duckdb.')
  engine = await open({})
})

afterAll(() => engine.close())

/** Numbers in [0, 1) that depend on the seed alone (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Rows of every kind of column: skewed, few values, hardly any value, not finite, rare categories. */
function rentals(count: number, random: () => number): readonly Row[] {
  const exponential = () => -Math.log(1 - random())
  return Array.from({ length: count }, (_, index) => ({
    id: 1000 + index,
    price: Math.round(100 * exponential()),
    rooms: Math.floor(random() * 6),
    'Größe "m²"': random() < 0.05 ? null : 20 + 30 * exponential(),
    room_type: ['shared', 'private', 'whole', 'hotel'][Math.floor(1.4 * exponential())] ?? 'other',
    open: random() < 0.5,
    rare: random() < 0.004 ? 'x' : null,
    broken: random() < 0.01 ? Number.NaN : random(),
    since: new Date(Math.floor(18_000 + 100 * random()) * 86_400_000),
    host: `host ${1000 + index}`,
    version: 3,
  }))
}

/** The outcomes of the default run that keep the data out or warn. */
async function findings(reference: readonly Row[], sample: readonly Row[]): Promise<readonly Outcome[]> {
  const open = (label: string, rows: readonly Row[]) => {
    const columns = Object.keys(types).map(name => [name, rows.map(row => row[name] ?? null)])
    return engine.open({ kind: 'memory', label, columns: Object.fromEntries(columns), types })
  }
  const data = { reference: await open('train.csv', reference), sample: await open('new.csv', sample) }
  const { answer } = openSession(data)
  const tolerance = { mostExplained, leastExplained }
  const { suite } = await deriveSuite({ data, answer, expectations, tolerance })
  const checks = suite.checks.map(check => ({ ...check, suite: suite.name }))
  const options = {
    alpha: { ks: 0.001 },
    correction: 'sidak',
    decide: decideFamily,
    display: 'full',
  } as const
  const { outcomes } = await checkAll(checks, openSession(data), options)
  expect(outcomes).toHaveLength(checks.length)
  return outcomes.filter(isFinding)
}

test.each([0.1, 0.5, 0.9])('a random split with %d of the rows as reference passes', async share => {
  for (let seed = 1; seed <= 8; seed++) {
    const random = randomFrom(seed)
    const reference: Row[] = []
    const sample: Row[] = []
    for (const row of rentals(1500, random)) (random() < share ? reference : sample).push(row)
    expect(await findings(reference, sample)).toEqual([])
  }
})

test('a change of each kind is found, and nothing else', async () => {
  const random = randomFrom(1)
  const changed = rentals(1000, random).map((row, index) => ({
    ...row,
    price: index % 50 === 0 ? 5000 : (row.price ?? null),
    rooms: index % 4 === 0 ? null : (row.rooms ?? null),
    room_type: index % 30 === 0 ? 'boat' : (row.room_type ?? null),
    'Größe "m²"': index % 2 === 0 ? 25 : (row['Größe "m²"'] ?? null),
  }))
  const found = await findings(rentals(2000, random), changed)
  expect(found.map(outcome => `${outcome.id}: ${outcome.found}`)).toMatchInlineSnapshot(`
    [
      "price.range: 20 of 1,000 values outside (2.0 %), up to 0.8 % allowed",
      "rooms.null-share: 250 of 1,000 values missing (25.0 %)",
      "Größe "m²".ks: D 0.432; p 1.2e-108 < 0.00033",
      "room_type.in-set: 34 of 1,000 values outside the set (3.4 %), up to 0.6 % allowed",
      "room_type.chi2: χ² 74, total variation 0.0425; p 1.5e-14 < 0.017",
    ]
  `)
})
