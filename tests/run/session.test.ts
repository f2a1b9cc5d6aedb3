import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Relation } from '../../src/core/engine.ts'
import { type Expr, isNull, lessThan, matches, value } from '../../src/core/expr.ts'
import { of, ranks } from '../../src/core/metric.ts'
import { openSession } from '../../src/run/session.ts'
import { memoryEngine } from './support.ts'

const open = memoryEngine()
const sample = of('sample')
const scans = (relation: Relation) => relation.queries.filter(query => query.scan).length

test('questions asked in one turn are answered by one scan, however many they are', async () => {
  const data = { sample: await open({ price: [1, 2, 3, null], genre: ['a', 'b', 'b', null] }) }
  const session = openSession(data)
  const answers = await Promise.all([
    session.answer({ rows: sample.rowCount(), mean: sample.mean(value('price')) }),
    session.answer({ max: sample.max(value('price')), missing: sample.countIf(isNull(value('genre'))) }),
    Promise.resolve().then(() => session.answer({ genres: sample.distinctCount(value('genre')) })),
  ])
  expect(answers).toEqual([{ rows: 4, mean: 2 }, { max: 3, missing: 1 }, { genres: 2 }])
  expect(scans(data.sample)).toBe(1)
})

test('a question asked again is not answered again', async () => {
  const data = { sample: await open({ price: [1, 2] }) }
  const session = openSession(data)
  const ask = () => session.answer({ mean: sample.mean(value('price')), schema: sample.schema() })
  const [first, second] = [await ask(), await ask()]
  expect(second).toEqual(first)
  expect(scans(data.sample)).toBe(1)
})

test('a later turn scans once more, for what is new only', async () => {
  const data = { sample: await open({ price: [1, 2] }) }
  const session = openSession(data)
  await session.answer({ mean: sample.mean(value('price')) })
  expect(
    await session.answer({ mean: sample.mean(value('price')), max: sample.max(value('price')) }),
  ).toEqual({
    mean: 1.5,
    max: 2,
  })
  expect(data.sample.queries.at(-1)?.sql).not.toMatch(/avg/i)
  expect(scans(data.sample)).toBe(2)
})

test('each dataset is scanned for its own questions', async () => {
  const data = { sample: await open({ price: [1, 2] }), reference: await open({ price: [5] }, 'reference') }
  const answers = await openSession(data).answer({
    sample: sample.max(value('price')),
    reference: of('reference').max(value('price')),
    tally: ranks(value('price')),
  })
  expect(answers).toMatchObject({ sample: 2, reference: 5 })
  expect([...answers.tally.values]).toEqual([1, 2, 5])
})

const impossible: readonly (readonly [string, Expr])[] = [
  ['a mistyped column', lessThan(value('prize'), 5)],
  ['a bad pattern', matches(value('genre'), '(')],
]
test.each(impossible)('%s fails its own question alone', async (_, expr) => {
  const session = openSession({ sample: await open({ price: [1, 2], genre: ['a', 'b'] }) })
  const [bad, good] = await Promise.allSettled([
    session.answer({ rows: sample.rowCount(), bad: sample.countIf(expr) }),
    session.answer({ max: sample.max(value('price')), rows: sample.rowCount() }),
  ])
  expect(bad.status).toBe('rejected')
  expect(good).toEqual({ status: 'fulfilled', value: { max: 2, rows: 2 } })
})

test('a grouping that fails leaves the others their answers', async () => {
  const session = openSession({ sample: await open({ genre: ['a', 'a'] }) })
  const [bad, good] = await Promise.allSettled([
    session.answer({ bad: sample.duplicates(['gnere']) }),
    session.answer({ good: sample.duplicates(['genre']), frequencies: sample.frequencies(['genre'], 5) }),
  ])
  expect(bad).toMatchObject({
    status: 'rejected',
    reason: { message: 'There is no column gnere in sample.' },
  })
  expect(good).toMatchObject({ value: { good: { rows: 2 }, frequencies: { distinct: 1 } } })
})

test('without a dataset every question about it fails, and none waits for ever', async () => {
  const session = openSession({ sample: await open({ price: [1] }) })
  const reference = of('reference')
  const questions = [
    reference.rowCount(),
    reference.schema(),
    reference.duplicates(['price']),
    ranks(value('price')),
  ]
  const settled = await Promise.allSettled([
    ...questions.map(question => session.answer({ question })),
    session.answer({ question: sample.rowCount() }),
  ])
  expect(settled.map(({ status }) => status)).toEqual([...questions.map(() => 'rejected'), 'fulfilled'])
})

test('answers do not depend on what else is asked in the same turn', async () => {
  const columns = { a: [3, 1, null, 2], b: [0.5, Number.NaN, -1, 2] }
  const known = ['a', 'b'].flatMap(name => [
    sample.count(value(name)),
    sample.min(value(name)),
    sample.mean(value(name)),
    sample.variance(value(name)),
    sample.quantiles(value(name), [0.5]),
    sample.countIf(lessThan(value(name), 1)),
  ])
  const alone = await Promise.all(
    known.map(async metric => openSession({ sample: await open(columns) }).answer({ metric })),
  )
  const relation = await open(columns)
  await fc.assert(
    fc.asyncProperty(fc.subarray(known, { minLength: 1 }), async asked => {
      const session = openSession({ sample: relation })
      const found = await Promise.all(asked.map(metric => session.answer({ metric })))
      expect(found).toEqual(asked.map(metric => alone[known.indexOf(metric)]))
    }),
    { numRuns: 20, seed: 1 },
  )
})
