import { readFile } from 'node:fs/promises'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseCondition } from '../../src/core/condition-reader.ts'
import type { Relation, WrittenFile } from '../../src/core/engine.ts'
import { call, literal, value } from '../../src/core/expr.ts'
import type { TableStep } from '../../src/core/table.ts'
import { rowsOf, typesOf, workbench } from './support.ts'

const { memory, file, openFile, path, refusal } = workbench()
let files = 0

const songs = () =>
  memory({
    id: [1, 2, 1, 3, 2n ** 60n],
    title: ['Sun', null, 'Sun', '007', 'Rain'],
    price: [10, 20.5, 10, null, Number.NaN],
    day: ['2020-01-01', '2020-01-02', '2020-01-01', null, '2020-05-01'].map(day => day && new Date(day)),
  })

/** What a file holds of a changed table, and what was done. */
async function changed(
  relation: Relation,
  steps: readonly TableStep[],
  format: WrittenFile['format'] = 'parquet',
) {
  files += 1
  const out = path(`out${files}.${format}`)
  const written = await relation.writeTable({ steps, files: [{ path: out, format }] })
  const again = await openFile(out)
  return { ...written, again, cells: await rowsOf(again), text: () => readFile(out, 'utf8') }
}

test('a table that no step changes is the same in a Parquet file', async () => {
  const { rows, cells, again } = await changed(await songs(), [])
  expect(rows).toBe(5)
  expect(typesOf(again)).toEqual({ id: 'integer', title: 'string', price: 'number', day: 'date' })
  expect(cells).toEqual(await rowsOf(await songs()))
})

test('duplicates of a row above are left out, the order stays', async () => {
  const { cells, effects } = await changed(await songs(), [{ kind: 'dropDuplicates' }])
  expect(cells.map(([id]) => id)).toEqual([1, 2, 3, 2n ** 60n])
  expect(effects).toEqual([{ removed: 1, changed: [], lost: [] }])
})

test('duplicates in some columns are those whose values there are the same, null too', async () => {
  const data = await memory({ a: ['x', null, 'x', null, 'X'], b: [1, 2, 3, 4, 5] })
  const { cells } = await changed(data, [{ kind: 'dropDuplicates', columns: ['a'] }])
  expect(cells.map(([, b]) => b)).toEqual([1, 2, 5])
})

test('nulls are filled with constants of the type of their column', async () => {
  const { cells, effects } = await changed(await songs(), [
    {
      kind: 'fillNulls',
      values: [
        { column: 'title', value: '' },
        { column: 'price', value: 5 },
        { column: 'day', value: '2019-12-31' },
      ],
    },
  ])
  expect(cells.map(([, title]) => title)).toEqual(['Sun', '', 'Sun', '007', 'Rain'])
  expect(cells[3]).toEqual([3, '007', 5, new Date('2019-12-31')])
  expect(effects[0]?.changed).toEqual([
    { column: 'title', values: 1 },
    { column: 'price', values: 1 },
    { column: 'day', values: 1 },
  ])
})

test('an empty column gets the type of what fills it', async () => {
  const data = await memory({ a: [null, null] })
  const { cells, again } = await changed(data, [{ kind: 'fillNulls', values: [{ column: 'a', value: 7 }] }])
  expect([cells, typesOf(again)]).toEqual([[[7], [7]], { a: 'integer' }])
})

test('texts of columns are joined, null as the empty text', async () => {
  const { cells, effects } = await changed(await songs(), [
    { kind: 'concatenate', columns: ['title', 'id'], into: 'text', separator: " '" },
    { kind: 'select', columns: ['text', 'id'] },
  ])
  expect(cells.slice(0, 2)).toEqual([
    ["Sun '1", 1],
    [" '2", 2],
  ])
  expect(effects[0]?.changed).toEqual([{ column: 'text', values: 5 }])
})

test('values between bounds are kept, with both ends, without null and NaN', async () => {
  // pandas.Series([10, 20.5, 10, None, nan]).between(10, inf)
  const kept = async (range: object) =>
    (await changed(await songs(), [{ kind: 'between', ranges: [{ column: 'price', ...range }] }])).rows
  expect([await kept({ min: 10 }), await kept({ min: 10, max: 10 }), await kept({ max: 9.9 })]).toEqual([
    3, 2, 0,
  ])
  const { rows } = await changed(await songs(), [
    { kind: 'between', ranges: [{ column: 'day', min: '2020-01-02' }] },
  ])
  expect(rows).toBe(2)
})

test('rows are kept where a condition is true', async () => {
  const { cells, effects } = await changed(await songs(), [
    { kind: 'where', condition: parseCondition('price >= 10 and title is not null') },
    { kind: 'where', condition: call('sql', literal('id = 1')) },
    { kind: 'dropNulls' },
  ])
  expect(cells.map(([id]) => id)).toEqual([1, 1])
  expect(effects.map(({ removed }) => removed)).toEqual([2, 1, 0])
})

test('a condition may look at rows above', async () => {
  const { cells } = await changed(await songs(), [
    { kind: 'where', condition: call('moreThan', value('id'), call('previous', value('id'))) },
  ])
  expect(cells.map(([id]) => id)).toEqual([2, 3, 2n ** 60n])
})

test('columns are dropped, renamed and computed', async () => {
  const { cells, again, effects } = await changed(await songs(), [
    {
      kind: 'rename',
      names: [
        { from: 'id', to: 'title' },
        { from: 'title', to: 'id' },
      ],
    },
    { kind: 'drop', columns: ['day', 'id'] },
    {
      kind: 'compute',
      columns: [
        { into: 'double', value: call('multiply', value('price'), literal(2)) },
        { into: 'price', value: call('add', value('title'), literal(1)) },
      ],
    },
  ])
  expect(again.schema.columns.map(({ name }) => name)).toEqual(['title', 'price', 'double'])
  expect(cells.slice(0, 2)).toEqual([
    [1, 2, 20],
    [2, 3, 41],
  ])
  expect(effects[2]?.changed).toEqual([
    { column: 'double', values: 4 },
    { column: 'price', values: 5 },
  ])
})

test('a step names what it cannot do', async () => {
  const said = async (...steps: readonly TableStep[]) => refusal(changed(await songs(), steps))
  expect(
    await said({ kind: 'drop', columns: ['day'] }, { kind: 'dropNulls', columns: ['titel'] }),
  ).toMatchInlineSnapshot(`
    "Step 2, dropNulls: There is no column titel in data. (exit 2)
    Did you mean title?"
  `)
  expect(await said({ kind: 'select', columns: ['id', 'Title'] })).toMatchInlineSnapshot(`
    "Step 1, select: There is no column Title in data. (exit 2)
    Did you mean title?"
  `)
  expect(await said({ kind: 'fillNulls', values: [{ column: 'id', value: 'none' }] })).toMatchInlineSnapshot(`
    "Step 1, fillNulls: id holds a whole number, and "none" is text. (exit 2)
    Fill it with a value of its type, or cast the column first."
  `)
  expect(await said({ kind: 'fillNulls', values: [{ column: 'id', value: 1.5 }] })).toMatchInlineSnapshot(`
    "Step 1, fillNulls: id holds a whole number, and 1.5 is a number. (exit 2)
    Fill it with a value of its type, or cast the column first."
  `)
  expect(await said({ kind: 'rename', names: [{ from: 'id', to: 'day' }] })).toMatchInlineSnapshot(`
    "Step 1, rename: Two columns would be called day. (exit 2)
    Drop one of them first, or choose another name."
  `)
  expect(await said({ kind: 'drop', columns: ['id', 'title', 'price', 'day'] })).toMatchInlineSnapshot(`
    "Step 1, drop: No column is left. (exit 2)
    A table has at least one column."
  `)
  expect(
    await said({ kind: 'cast', types: [{ column: 'title', type: 'integer' }], onError: 'refuse' }),
  ).toMatchInlineSnapshot(`
    "Step 1, cast: 3 values of title cannot be cast to integer, such as "Sun". (exit 1)
    Correct the data, or have such values become null with onError: null."
  `)
  expect(
    await said({ kind: 'cast', types: [{ column: 'day', type: 'number' }], onError: 'refuse' }),
  ).toMatchInlineSnapshot(`
    "Step 1, cast: day holds a date, which cannot be cast to number. (exit 2)
    Cast it to string, and that to another type."
  `)
})

test('what cannot be cast becomes null where that is wanted, and is counted', async () => {
  const { cells, effects } = await changed(await songs(), [
    { kind: 'cast', types: [{ column: 'title', type: 'integer' }], onError: 'null' },
    { kind: 'select', columns: ['title'] },
  ])
  expect(cells.flat()).toEqual([null, null, null, 7, null])
  expect(effects[0]).toEqual({
    removed: 0,
    changed: [{ column: 'title', values: 1 }],
    lost: [{ column: 'title', values: 3 }],
  })
})

test.each<[of: readonly unknown[], to: string, becomes: readonly unknown[]]>([
  [
    ['7', ' -08 ', '1e3', '1.0', '', '0x1F', '9223372036854775808'],
    'integer',
    [7, -8, null, null, null, null, null],
  ],
  [['7', '.5', '1e3', '1_0', 'inf', 'a'], 'number', [7, 0.5, 1000, null, Number.POSITIVE_INFINITY, null]],
  [[1.5, 2, 1e300, Number.NaN], 'integer', [null, 2, null, null]],
  [[2 ** 53, 2n ** 53n + 1n], 'number', [2 ** 53, null]],
  [[0, 1, 2], 'boolean', [false, true, null]],
  [['TRUE', 'false', 'yes'], 'boolean', [true, false, null]],
  [[true, false], 'integer', [1, 0]],
  [[true, false], 'number', [1, 0]],
  [[1.5, 2], 'string', ['1.5', '2.0']],
  [['2020-02-29', '2019-02-29', '2020-01-01 10:00'], 'date', [new Date('2020-02-29'), null, null]],
  [
    ['2020-02-29', '2020-01-01T10:00:00Z'],
    'timestamp',
    [new Date('2020-02-29'), new Date('2020-01-01T10:00Z')],
  ],
  [[new Date('2020-01-01T10:00Z'), null], 'date', [new Date('2020-01-01'), null]],
  [[null], 'date', [null]],
])('values of a case (%#) are cast', async (of, to, becomes) => {
  const data = await memory({ x: of as never, n: of.map((_, index) => index) })
  const { cells } = await changed(data, [
    { kind: 'cast', types: [{ column: 'x', type: to as never }], onError: 'null' },
  ])
  expect(cells.map(([x]) => x)).toEqual(becomes)
})

test('a CSV file is read back as it was', async () => {
  const { text, cells } = await changed(
    await songs(),
    [{ kind: 'fillNulls', values: [{ column: 'title', value: '' }] }],
    'csv',
  )
  expect(await text()).toMatchInlineSnapshot(`
    "id,title,price,day
    1,Sun,10.0,2020-01-01
    2,"",20.5,2020-01-02
    1,Sun,10.0,2020-01-01
    3,007,,
    1152921504606846976,Rain,nan,2020-05-01
    "
  `)
  const expected = await rowsOf(await songs())
  expect(cells).toEqual(expected)
})

const cell = fc.constantFrom(
  'a',
  '007',
  '1.50',
  ' ',
  '"',
  ',',
  '\n',
  '\r',
  '\r\n',
  '#',
  '\t',
  "'",
  '=1',
  'é',
  '\\',
  'null',
)
const texts = fc.array(
  fc.array(cell, { minLength: 1, maxLength: 3 }).map(parts => parts.join('')),
  {
    minLength: 1,
    maxLength: 8,
  },
)

test('texts of any characters come back from any file', async () => {
  await fc.assert(
    fc.asyncProperty(texts, fc.constantFrom('csv', 'tsv', 'parquet', 'ndjson'), async (column, format) => {
      const data = await memory({ x: ['x', ...column], n: ['x', ...column].map((_, row) => row) })
      const { cells } = await changed(data, [], format)
      expect(cells.map(([x]) => x)).toEqual(['x', ...column])
    }),
    { numRuns: 60, seed: 3 },
  )
})

test('columns of one row of nulls, of hostile names, and of none of their rows are written', async () => {
  const names = ['a"b', "'; DROP TABLE d1; --", '\u0001number', 'rowid', 'select']
  const data = await memory(Object.fromEntries(names.map(name => [name, [null, 1]])))
  const { again, cells } = await changed(data, [
    { kind: 'dropNulls', columns: [names[1] ?? ''] },
    { kind: 'dropDuplicates', columns: names },
  ])
  expect(again.schema.columns.map(({ name }) => name)).toEqual(names)
  expect(cells).toEqual([names.map(() => 1)])
  const { cells: none } = await changed(data, [{ kind: 'where', condition: parseCondition('rowid > 7') }])
  expect(none).toEqual([])
})

test('what a file cannot hold is told', async () => {
  const data = await memory({ x: [2n ** 80n, 1n], X: [1, 2], y: [2n ** 63n, null] })
  const { remarks, again, cells } = await changed(data, [])
  expect(remarks).toMatchInlineSnapshot(`
    [
      "x has whole numbers beyond 64 bits, which are written as text",
      "y has whole numbers beyond 64 bits, which are written as text",
      "X is called X_2 in the file",
    ]
  `)
  expect([typesOf(again), cells[0]]).toMatchInlineSnapshot(`
    [
      {
        "X_2": "integer",
        "x": "string",
        "y": "string",
      },
      [
        "1208925819614629174706176",
        1,
        "9223372036854775808",
      ],
    ]
  `)
})

test('int64, timestamps and lists of a Parquet file survive', async () => {
  const data = await file(
    '{"a":[1,2],"t":"2020-01-01T10:00:00.123","n":9223372036854775807}\n{"a":[],"t":null,"n":1}\n',
    {
      name: 'nested.ndjson',
    },
  )
  const { again, cells } = await changed(data, [])
  expect(typesOf(again)).toEqual(typesOf(data))
  expect(cells).toEqual(await rowsOf(data))
})

test.each([[[null, 'a', null]], [['a', null]], [[null]]])(
  'the only column %j comes back from CSV',
  async x => {
    const { cells } = await changed(await memory({ x }), [], 'csv')
    expect(cells.flat()).toEqual(x)
  },
)
