import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hostile, valueTypes } from './hostile.ts'
import { openEngine, workbench } from './support.ts'

const { memory, file, refusal } = workbench()

const counted = Array.from({ length: 5000 }, (_, row) => row)

test('a dataset within the limit comes back as it is', async () => {
  for (const type of valueTypes)
    await fc.assert(
      fc.asyncProperty(fc.array(hostile[type], { maxLength: 20 }), async cells => {
        const names = ['a "b"', 'k0', 'r', 'rowid']
        const relation = await memory(
          Object.fromEntries(names.map(name => [name, cells])),
          Object.fromEntries(names.map(name => [name, type])),
        )
        const expected = cells.map(cell => (cell === 0 ? 0 : typeof cell === 'bigint' ? exact(cell) : cell))
        const rows = await relation.rows({ columns: [...names, 'k0'], limit: 20, seed: 1 })
        expect(rows).toEqual([expected, expected, expected, expected, expected])
      }),
      { numRuns: 20, seed: 20_240_505 },
    )
})

const exact = (of: bigint) => (Number.isSafeInteger(Number(of)) ? Number(of) : of)

test('rows beyond the limit are drawn without replacement, in the order of the file', async () => {
  const relation = await memory({ rowid: counted.map(row => -row), square: counted.map(row => row * row) })
  const [own = [], squares] = await relation.rows({ columns: ['rowid', 'square'], limit: 500, seed: 7 })
  const drawn = own.map(of => -Number(of))
  expect(drawn).toHaveLength(500)
  expect(drawn).toEqual([...new Set(drawn)].sort((a, b) => a - b))
  expect(squares).toEqual(drawn.map(row => row * row))
  // The mean of 500 of the numbers from 0 to 4999 has a standard deviation of 61.
  const mean = drawn.reduce((sum, row) => sum + row, 0) / 500
  expect(Math.abs(mean - 2499.5)).toBeLessThan(200)
})

test('a draw depends on the seed, and on neither the threads nor the columns', async () => {
  const draw = async (threads: number, seed: number, columns: readonly string[]) => {
    const engine = await openEngine({ threads })
    const many = Array.from({ length: 150_000 }, (_, row) => row)
    const relation = await engine.open({ kind: 'memory', label: 'data', columns: { a: many, b: many } })
    const [rows = []] = await relation.rows({ columns, limit: 1000, seed })
    await engine.close()
    return rows
  }
  const first = await draw(1, 1, ['a'])
  expect(await draw(4, 1, ['b', 'a'])).toEqual(first)
  const shared = (await draw(1, 2, ['a'])).filter(row => first.includes(row))
  // Of 1000 rows, 6.7 are expected in both.
  expect(shared.length).toBeLessThan(25)
})

test('limits of no rows and lists of no columns are obeyed', async () => {
  const relation = await memory({ a: [1, 2, 3] })
  expect(await relation.rows({ columns: ['a'], limit: 0, seed: 1 })).toEqual([[]])
  expect(await relation.rows({ columns: [], limit: 2, seed: 1 })).toEqual([])
  expect(await (await memory({ a: [] })).rows({ columns: ['a'], limit: 2, seed: 1 })).toEqual([[]])
})

test('rows of files are drawn in one scan', async () => {
  const relation = await file('rowid,b\nx,1\ny,2\nz,3\n')
  const [texts = [], numbers] = await relation.rows({ columns: ['rowid', 'b'], limit: 2, seed: 1 })
  expect(texts.map(text => ['x', 'y', 'z'].indexOf(String(text)) + 1)).toEqual(numbers)
  expect(relation.queries.map(({ scan }) => scan)).toEqual([true])
})

test('what cannot be drawn is refused in a sentence', async () => {
  const relation = await memory({ a: [1] })
  const refusals = [
    await refusal(relation.rows({ columns: ['b'], limit: 2, seed: 1 })),
    await refusal(relation.rows({ columns: ['a'], limit: -1, seed: 1 })),
    await refusal(relation.rows({ columns: ['a'], limit: 1, seed: Number.NaN })),
  ]
  expect(refusals.join('\n\n')).toMatchInlineSnapshot(`
    "There is no column b in data. (exit 2)
    Did you mean a?

    The limit of rows is a whole number.

    The seed of a sample is a finite number."
  `)
})
