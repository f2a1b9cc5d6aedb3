import { mkdirSync, writeFileSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Relation } from '../../src/core/engine.ts'
import { openEngine, workbench } from './support.ts'

const { memory, file, path, refusal } = workbench()

async function batchesOf(relation: Relation, size: number, columns = columnsOf(relation)) {
  const found = []
  for await (const batch of await relation.batches({ columns, size })) found.push(batch)
  return found
}

const columnsOf = ({ schema }: Relation) => schema.columns.map(({ name }) => name)

test('rows come in their order, so many at a time', async () => {
  const data = await memory({ id: [1, 2, 3, 4, 5], text: ['a', null, 'c', '', '007'] })
  expect(await batchesOf(data, 2)).toEqual([
    [
      [1, 2],
      ['a', null],
    ],
    [
      [3, 4],
      ['c', ''],
    ],
    [[5], ['007']],
  ])
})

test('batches put together are all rows, whatever their size', async () => {
  const rowCount = 5000
  const data = await file(
    `n,date,flag\n${Array.from({ length: rowCount }, (_, n) => `${n * 3},2020-01-0${1 + (n % 9)},${n % 2 === 0}`).join('\n')}\n`,
  )
  const columns = ['flag', 'n', 'date']
  const all = await data.rows({ columns, limit: rowCount, seed: 1 })
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 6000 }), async size => {
      const batches = await batchesOf(data, size, columns)
      expect(batches.map(batch => batch[0]?.length)).toEqual(sizesOf(rowCount, size))
      expect(columns.map((_, place) => batches.flatMap(batch => batch[place]))).toEqual(all)
    }),
    { numRuns: 10, seed: 3, examples: [[1], [2048], [2047], [rowCount]] },
  )
})

function sizesOf(rows: number, size: number): readonly number[] {
  return rows === 0 ? [] : [Math.min(rows, size), ...sizesOf(Math.max(0, rows - size), size)]
}

test.each(['csv', 'tsv', 'parquet', 'json', 'ndjson'] as const)(
  'rows of several %s files come one file after the other, also from several threads',
  async format => {
    mkdirSync(path(format))
    const files = ['a', 'b'].map(name => path(`${format}/${name}.${format}`))
    const rows = 150_000
    const numbers = (from: number) => Array.from({ length: rows }, (_, row) => from + row)
    for (const [index, each] of files.entries()) await write(each, format, numbers(index * rows))
    const engine = await openEngine({ threads: 4 })
    try {
      const data = await engine.open({ kind: 'files', label: 'data', paths: files })
      const found = (await batchesOf(data, 40_000)).flatMap(([values = []]) => values)
      expect(found).toEqual(numbers(0).concat(numbers(rows)))
    } finally {
      await engine.close()
    }
  },
)

async function write(to: string, format: string, numbers: readonly number[]): Promise<void> {
  const line = (number: number) => JSON.stringify({ n: number })
  if (format === 'json') return writeFileSync(to, `[${numbers.map(line).join(',\n')}]`)
  if (format === 'ndjson') return writeFileSync(to, numbers.map(line).join('\n'))
  if (format !== 'parquet') return writeFileSync(to, `n\n${numbers.join('\n')}\n`)
  const data = await memory({ n: numbers })
  await data.writeRows([{ path: to, format, rows: Uint32Array.from(numbers.keys()) }])
}

test('a large file of lines of JSON does not take all memory there may be', async () => {
  const lines = Array.from({ length: 100_000 }, (_, n) => JSON.stringify({ n, text: 'x'.repeat(80) }))
  writeFileSync(path('large.ndjson'), lines.join('\n'))
  const engine = await openEngine({ threads: 4, memoryLimit: 500_000_000 })
  try {
    const data = await engine.open({ kind: 'files', label: 'data', paths: [path('large.ndjson')] })
    const sizes = (await batchesOf(data, 60_000, ['n'])).map(([numbers]) => numbers?.length)
    expect(sizes).toEqual([60_000, 40_000])
  } finally {
    await engine.close()
  }
})

test('no rows and no columns make no batches', async () => {
  expect(await batchesOf(await file('a,b\n'), 10)).toEqual([])
  expect(await batchesOf(await memory({ id: [1] }), 10, [])).toEqual([])
})

test('other questions may be asked between two batches, and the rest left unread', async () => {
  const data = await memory({ id: Array.from({ length: 10_000 }, (_, row) => row) })
  const found = []
  for await (const [ids = []] of await data.batches({ columns: ['id'], size: 3000 })) {
    found.push(ids.length, await data.rowsAt({ rows: [Number(ids[0]) + 1], columns: ['id'] }))
    if (found.length === 4) break
  }
  expect(found).toEqual([3000, [[1]], 3000, [[3001]]])
  expect((await batchesOf(data, 9999)).map(([ids]) => ids?.length)).toEqual([9999, 1])
})

test('Ctrl-C ends the batches', async () => {
  const interrupt = new AbortController()
  const engine = await openEngine({ signal: interrupt.signal })
  try {
    const id = Array.from({ length: 100_000 }, (_, row) => row)
    const data = await engine.open({ kind: 'memory', label: 'data', columns: { id } })
    const reading = async () => {
      for await (const _ of await data.batches({ columns: ['id'], size: 1000 })) {
        interrupt.abort(new Error('stopped'))
        await setImmediate()
      }
    }
    await expect(reading()).rejects.toThrow('stopped')
  } finally {
    await engine.close()
  }
})

test('mistakes are sentences', async () => {
  const data = await memory({ tempo: [1] })
  expect(await refusal(data.batches({ columns: ['tmpo'], size: 5 }))).toMatchInlineSnapshot(`
    "There is no column tmpo in data. (exit 2)
    Did you mean tempo?"
  `)
  expect(await refusal(data.batches({ columns: ['tempo'], size: 0 }))).toMatchInlineSnapshot(
    `"A batch has one row or more."`,
  )
})
