import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { dirname } from 'node:path'
import { expect, test } from 'vitest'
import type { Engine } from '../../src/core/engine.ts'
import { value } from '../../src/core/expr.ts'
import { ranks } from '../../src/core/metric.ts'
import { Database } from '../../src/engines/duckdb/database.ts'
import { engines } from '../../src/engines/index.ts'
import { aggregate, openEngine } from './support.ts'

const numbers = (length: number) => Array.from({ length }, (_, index) => (index * 7919) % 100_003)

const openNumbers = (engine: Engine, length = 1000) =>
  engine.open({ kind: 'memory', label: 'numbers', columns: { a: numbers(length), b: numbers(length) } })

test('the default engine is there by its name', () => {
  expect(Object.keys(engines)).toContain('duckdb')
})

test('an aborted engine rejects with the reason, before and during a query', async () => {
  const before = AbortSignal.abort(new Error('stopped before'))
  await expect(openEngine({ signal: before })).rejects.toThrow('stopped before')

  const controller = new AbortController()
  const database = await Database.open({ signal: controller.signal })
  // Far more rows than can be multiplied before the interruption.
  const query = database.query('SELECT max(a.range * b.range) FROM range(1000000) a, range(1000000) b')
  setImmediate(() => controller.abort(new Error('stopped during')))
  await expect(query).rejects.toThrow('stopped during')
  await expect(database.query('SELECT 1')).rejects.toThrow('stopped during')
  await database.close()
})

test('an engine closes more than once and leaves no file behind', async () => {
  const database = await Database.open({})
  const path = await database.newPath()
  await writeFile(path, 'temporary')
  await database.close()
  await database.close()
  expect(existsSync(dirname(path))).toBe(false)
})

test('what does not fit into the memory limit spills to disk', async () => {
  const engine = await openEngine({ memoryLimit: 48 * 1024 * 1024, threads: 1 })
  const relation = await openNumbers(engine, 400_000)
  const answers = await aggregate(relation, [
    { name: 'distinctCount', of: value('a') },
    { name: 'max', of: value('b') },
  ])
  expect(answers).toEqual([100_003, 100_002])
  await engine.close()
})

test('progress tells what is being done', async () => {
  const phases = new Set<string>()
  const engine = await openEngine({ progress: phase => phases.add(phase) })
  const relation = await openNumbers(engine)
  await aggregate(relation, [{ name: 'max', of: value('a') }])
  expect([...phases]).toEqual(['checking numbers'])
  await engine.close()
})

test('extensions are never fetched', async () => {
  const database = await Database.open({})
  await expect(database.query("SELECT * FROM 'https://localhost/x.csv'")).rejects.toThrow(/httpfs/)
  await database.close()
})

test('small files are read by one thread, larger ones by all cores', async () => {
  const database = await Database.open({})
  const threads = async () => (await database.rows("SELECT current_setting('threads')"))[0]?.[0]
  await database.prepareFor(1_000_000)
  expect(await threads()).toBe(1)
  await database.prepareFor(10_000_000)
  expect(await threads()).toBe(availableParallelism())
  await database.close()
})

test('questions asked at the same time are answered one after another', async () => {
  const engine = await openEngine()
  const relation = await openNumbers(engine)
  const [frequencies, duplicates, [max]] = await Promise.all([
    relation.frequencies({ columns: ['a'], limit: 1 }),
    relation.duplicates({ columns: ['a'] }),
    aggregate(relation, [{ name: 'max', of: value('a') }]),
  ])
  expect([frequencies.distinct, duplicates.rows, max]).toEqual([1000, 0, 99_984])
  expect(relation.queries).toHaveLength(3)
  await engine.close()
})

test('datasets that two instances of the engine opened are compared', async () => {
  const [one, other] = [await openEngine(), await openEngine()]
  const tally = await (await openNumbers(one)).compare(ranks(value('a')), await openNumbers(other))
  expect(tally.values).toHaveLength(1000)
  await Promise.all([one.close(), other.close()])
})
