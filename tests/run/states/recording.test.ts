import { expect, test } from 'vitest'
import { call, isNull, moreThan, value } from '../../../src/core/expr.ts'
import { type Aggregate, type AggregateName, overlap, ranks } from '../../../src/core/metric.ts'
import { RecordingRelation } from '../../../src/run/states/recording.ts'
import { engineForTables, mergedFrom } from './support.ts'

const table = engineForTables()

const columns = {
  price: [1.5, 2.5, 4, null, Number.NaN, 7.25],
  size: [1, 2, 2, 3, null, 4],
  genre: ['rock', 'pop', null, 'pop', 'jazz', 'rock'],
}
const scans = (relation: RecordingRelation) => relation.queries.filter(({ scan }) => scan).length
const of = (name: AggregateName, column: string): Aggregate => ({ name, of: value(column) })

test('states of aggregates cost no scan, and change no answer', async () => {
  const asked = [
    ...(['count', 'min', 'max', 'sum', 'mean', 'variance', 'skewness'] as const).flatMap(name => [
      of(name, 'price'),
      of(name, 'size'),
    ]),
    { name: 'rowCount' as const, where: moreThan(value('price'), 2) },
  ]
  const plain = await table(columns)
  const recording = new RecordingRelation(await table(columns))
  expect(await recording.aggregate(asked)).toEqual(await plain.aggregate(asked))
  expect(scans(recording)).toBe(1)
  expect(plain.queries.filter(({ scan }) => scan).length).toBe(1)
})

test('a column whose values are kept takes one scan more, whatever is asked of it', async () => {
  const recording = new RecordingRelation(await table(columns))
  await recording.aggregate([
    of('distinctCount', 'genre'),
    of('entropy', 'genre'),
    of('distinctCount', 'size'),
    { ...of('quantiles', 'size'), probabilities: [0.5] },
  ])
  expect(scans(recording)).toBe(3)
})

test('values that are listed or ranked anyway take none', async () => {
  const recording = new RecordingRelation(await table(columns))
  const reference = new RecordingRelation(await table(columns))
  await recording.frequencies({ columns: ['genre'], limit: 1 })
  expect(scans(recording)).toBe(1)
  await recording.compare(ranks(value('price')), reference)
  expect([scans(recording), scans(reference)]).toEqual([2, 1])
})

test('of more values than are kept, the answers stand and the states say so', async () => {
  const recording = new RecordingRelation(await table(columns), 2)
  const listed = await recording.frequencies({ columns: ['genre'], limit: 5 })
  expect(listed).toEqual(await (await table(columns)).frequencies({ columns: ['genre'], limit: 5 }))
  const [distinct] = await recording.aggregate([of('distinctCount', 'genre')])
  expect(distinct).toEqual({ status: 'fulfilled', value: 3 })
  const merged = mergedFrom([recording, recording])
  await expect(merged.frequencies({ columns: ['genre'], limit: 5 })).rejects.toMatchObject({
    message:
      'This cannot be judged from the states in part0.states: there are more than 2 distinct values, and not all are kept.',
  })
})

test('few values of one part and many of another are many', async () => {
  const few = new RecordingRelation(await table({ genre: ['rock'] }))
  const many = new RecordingRelation(await table({ genre: columns.genre }))
  const request = { columns: ['genre'], limit: 3, ceiling: 2 }
  for (const part of [few, many]) await part.frequencies(request)
  expect(await mergedFrom([few, many]).frequencies(request)).toEqual({ entries: [], distinct: 3, total: 0 })
})

test('times in milliseconds are kept as they are', async () => {
  const relation = await table({ at: [new Date(5), new Date(6)] }, { at: 'timestamp' })
  const recording = new RecordingRelation(relation)
  await recording.duplicates({ columns: ['at'] })
  expect(
    recording.recorder.states.get('{"kind":"frequencies","role":"sample","columns":["at"],"limit":0}'),
  ).toEqual({ kind: 'table', values: [[new Date(5), new Date(6)]], counts: [1, 1] })
})

test('what looks at other rows, and what was not saved, are two different obstacles', async () => {
  const recording = new RecordingRelation(await table(columns))
  const around = { name: 'countIf' as const, of: isNull(call('previous', value('price'))) }
  await recording.aggregate([around])
  const merged = mergedFrom([recording, recording])
  const asked = [
    around,
    { name: 'countIf' as const, of: call('sql', { literal: 'price > (select avg(price) from t)' }) },
    of('mean', 'price'),
  ]
  const reasons = (await merged.aggregate(asked)).map(
    settled => settled.status === 'rejected' && settled.reason.message,
  )
  expect(reasons).toMatchInlineSnapshot(`
    [
      "This cannot be judged from states: it looks at other rows than each row itself.",
      "This cannot be judged from states: its SQL looks at other rows.",
      "part0.states does not have what this check asks for: it was not saved.",
    ]
  `)
})

test('a question that one part could not answer is refused with its reason', async () => {
  const recording = new RecordingRelation(await table(columns))
  await recording.aggregate([of('mean', 'genre'), of('mean', 'absent')])
  const [text, absent] = await mergedFrom([recording]).aggregate([of('mean', 'genre'), of('mean', 'absent')])
  expect(
    [text, absent].map(settled => settled?.status === 'rejected' && settled.reason.message),
  ).toMatchInlineSnapshot(`
    [
      "This cannot be judged from the states in part0.states. The values are each text, so there is no mean.",
      "This cannot be judged from the states in part0.states. There is no column absent in table.",
    ]
  `)
})

test('merged data have no rows, and say so', async () => {
  const recording = new RecordingRelation(await table(columns))
  const merged = mergedFrom([recording])
  await expect(merged.rows()).rejects.toThrowErrorMatchingInlineSnapshot(
    `[UserError: A draw of rows cannot be had from states: they have no rows.]`,
  )
  await expect(merged.query()).rejects.toThrowErrorMatchingInlineSnapshot(
    `[UserError: A query cannot be had from states: they have no rows.]`,
  )
  expect(await merged.failing()).toMatchObject({ count: 0, values: [], positions: [] })
  expect(merged.queries).toEqual([])
})

test('rows with a counterpart are compared by value, whole numbers with numbers, too', async () => {
  const sample = new RecordingRelation(await table({ a: [1, 2, 2 ** 60] }, { a: 'integer' }))
  const reference = new RecordingRelation(await table({ a: [2, 3.5, 2 ** 60] }, { a: 'number' }))
  await sample.compare(overlap({ columns: ['a'] }), reference)
  expect(await mergedFrom([sample]).compare(overlap({ columns: ['a'] }), mergedFrom([reference]))).toEqual(
    await sample.compare(overlap({ columns: ['a'] }), reference),
  )
})
