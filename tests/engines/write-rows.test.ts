import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rowsOf, workbench } from './support.ts'

const { memory, file, openFile, path } = workbench()

test('rows are written in the order in which they are listed, as often as they are', async () => {
  const data = await memory({ id: [0, 1, 2, 3], text: ['a', null, 'c,"', '007'] })
  await data.writeRows([
    { path: path('a.csv'), format: 'csv', rows: Uint32Array.of(3, 0, 2, 3) },
    { path: path('b.parquet'), format: 'parquet', rows: Uint32Array.of(1) },
    { path: path('c.ndjson'), format: 'ndjson', rows: Uint32Array.of(2, 1) },
  ])
  expect(await rowsOf(await openFile(path('a.csv')))).toEqual([
    [3, '007'],
    [0, 'a'],
    [2, 'c,"'],
    [3, '007'],
  ])
  expect(await rowsOf(await openFile(path('b.parquet')))).toEqual([[1, null]])
  expect(await rowsOf(await openFile(path('c.ndjson')))).toEqual([
    [2, 'c,"'],
    [1, null],
  ])
})

test('no row makes a file without rows', async () => {
  const data = await memory({ id: [1, 2] })
  await data.writeRows([{ path: path('none.csv'), format: 'csv', rows: new Uint32Array() }])
  const { info, schema } = await openFile(path('none.csv'))
  expect([info.rows, schema.columns.map(({ name }) => name)]).toEqual([0, ['id']])
})

test('a row that is not there is refused', async () => {
  const data = await memory({ id: [1, 2] })
  const beyond = { path: path('no.csv'), format: 'csv', rows: Uint32Array.of(0, 2) } as const
  await expect(data.writeRows([beyond])).rejects.toThrowErrorMatchingInlineSnapshot(
    `[RangeError: There is no row 2 in data.]`,
  )
})

test('thousands of rows keep their order over several files', async () => {
  const count = 5000
  const first = await file(`n\n${Array.from({ length: count }, (_, n) => n).join('\n')}\n`)
  const rows = Uint32Array.from({ length: count }, (_, n) => (n * 7) % count)
  await first.writeRows([{ path: path('many.parquet'), format: 'parquet', rows }])
  const again = await openFile(path('many.parquet'))
  const [numbers] = await again.rows({ columns: ['n'], limit: count, seed: 1 })
  expect(numbers).toEqual([...rows])
})

test.each([
  { of: ['b', null, 'a', 'b', 'é'], values: ['a', 'b', 'é', null], codes: [1, 3, 0, 1, 2] },
  { of: ['😀', '\uffee', ''], values: ['', '\uffee', '😀'], codes: [2, 1, 0] },
  { of: [10, 9, Number.NaN, 10], values: [9, 10, Number.NaN], codes: [1, 0, 2, 1] },
  { of: [true, false, true], values: [false, true], codes: [1, 0, 1] },
  { of: [null, null], values: [null], codes: [0, 0] },
  { of: [], values: [], codes: [] },
])('the codes of $of are $codes', async ({ of, values, codes }) => {
  const found = await (await memory({ x: of })).codes('x')
  expect([found.values, [...found.codes]]).toEqual([values, codes])
})

test('codes lead back to the values', async () => {
  const column = fc.array(fc.option(fc.integer({ min: -3, max: 3 })), { minLength: 1, maxLength: 30 })
  await fc.assert(
    fc.asyncProperty(column, async of => {
      const { values, codes } = await (await memory({ x: of })).codes('x')
      expect(Array.from(codes, code => values[code])).toEqual(of)
    }),
    { numRuns: 30, seed: 5 },
  )
})
