import { readFile } from 'node:fs/promises'
import {
  Bool,
  Dictionary,
  Field,
  Int32,
  Int64,
  List,
  makeVector,
  Table,
  TimestampMillisecond,
  tableToIPC,
  Utf8,
  vectorFromArray,
} from 'apache-arrow'
import { expect, test } from 'vitest'
import { equal, value } from '../../src/core/expr.ts'
import { clustered, ranks, weighted } from '../../src/core/metric.ts'
import { Database } from '../../src/engines/duckdb/database.ts'
import { aggregate, rowsOf, typesOf, workbench } from './support.ts'

const { file, memory, open, openFile, path, refusal } = workbench()

/** Writes Parquet with DuckDB itself. */
async function parquet(name: string, select: string, options = ''): Promise<string> {
  const database = await Database.open({})
  await database.query(`COPY (${select}) TO '${path(name)}' (FORMAT parquet${options})`)
  await database.close()
  return path(name)
}

test('columns of narrow and wide types are compared', async () => {
  const narrow = await openFile(
    await parquet('narrow.parquet', "SELECT 1::UTINYINT AS i, 'infinity'::DATE AS d, 2::DECIMAL(4, 1) AS w"),
  )
  const wide = await openFile(
    await parquet('wide.parquet', "SELECT 1152921504606846977 AS i, DATE '2020-01-01' AS d, 3::TINYINT AS w"),
  )
  const tally = await narrow.compare(ranks(value('i')), wide)
  expect([[...tally.sample], [...tally.reference]]).toEqual([
    [1, 0],
    [0, 1],
  ])
  const byWeight = await narrow.compare(weighted(value('i'), 'w'), wide)
  expect(byWeight.values).toEqual([1, 2n ** 60n + 1n])
  expect([[...byWeight.sample.weights], [...byWeight.reference.weights]]).toEqual([
    [2, 0],
    [0, 3],
  ])
  const days = await narrow.compare(clustered(value('d'), 'i'), wide)
  expect([days.values, days.sample.clusters]).toEqual([[new Date('2020-01-01')], 0])
  expect(await narrow.rows({ columns: ['i', 'w'], limit: 1, seed: 1 })).toEqual([[1], [2]])
})

test('Parquet columns have the types of the file, in every codec', async () => {
  const select = `SELECT 1::TINYINT AS i, 9007199254740993 AS l, 1.5::FLOAT AS f, 0.1::DECIMAL(9, 2) AS c, 'x' AS s,
    DATE '2020-01-01' AS d, TIMESTAMP_NS '2020-01-01 10:00:00' AS t, TIMESTAMPTZ '2020-01-01 10:00:00+02' AS z,
    true AS b, [1, 2] AS a, {'k': 1} AS o, NULL::INTEGER AS n`
  for (const codec of ['uncompressed', 'snappy', 'gzip', 'zstd', 'lz4_raw', 'brotli']) {
    const relation = await openFile(await parquet(`${codec}.parquet`, select, `, COMPRESSION ${codec}`))
    expect(typesOf(relation)).toEqual({
      i: 'integer',
      l: 'integer',
      f: 'number',
      c: 'number',
      s: 'string',
      d: 'date',
      t: 'timestamp',
      z: 'timestamp',
      b: 'boolean',
      a: 'list',
      o: 'struct',
      n: 'integer',
    })
    const morning = new Date('2020-01-01T10:00:00Z')
    expect(await rowsOf(relation)).toEqual([
      [
        1,
        9007199254740993n,
        1.5,
        0.1,
        'x',
        new Date('2020-01-01'),
        morning,
        new Date('2020-01-01T08:00:00Z'),
        true,
        '[1, 2]',
        "{'k': 1}",
        null,
      ],
    ])
  }
})

test('Parquet columns keep their names, also those that differ by case', async () => {
  const nested = await parquet('nested.parquet', `SELECT {'a': 1, 'b': [2]} AS first, 3 AS "second ""x"""`)
  expect((await openFile(nested)).schema.columns.map(column => column.name)).toEqual(['first', 'second "x"'])
})

test('several Parquet files are one table, and rows are those of each file', async () => {
  const paths = [
    await parquet('p1.parquet', 'SELECT 1 AS a, 2 AS b'),
    await parquet('p2.parquet', 'SELECT 4 AS b, 3 AS a UNION ALL SELECT 6, 5'),
  ]
  const relation = await open({ kind: 'files', label: 'parts', paths })
  expect(await aggregate(relation, [{ name: 'sum', of: value('a') }, { name: 'rowCount' }])).toEqual([9, 3])
  const found = await relation.failing({
    selection: { where: equal(value('a'), 5) },
    columns: ['b'],
    valueLimit: 1,
    lineLimit: 1,
  })
  expect(found).toMatchObject({
    positions: [2],
    files: ['p2.parquet'],
    positionKind: 'row',
    values: [{ values: [6] }],
  })
})

test('a Parquet file that is cut, and one that is none', async () => {
  const whole = await readFile(await parquet('whole.parquet', 'SELECT * FROM range(1000)'))
  expect(
    await refusal(file(whole.subarray(0, whole.length - 20), { name: 'cut.parquet' })),
  ).toMatchInlineSnapshot(`
    "cut.parquet could not be read as Parquet. (exit 3)
    DuckDB says: Invalid Input Error: No magic bytes found at end of file 'cut.parquet'"
  `)
  expect(await refusal(file('a,b\n1,2\n', { name: 'text.parquet' }))).toMatchInlineSnapshot(`
    "text.parquet could not be read as Parquet. (exit 3)
    DuckDB says: Invalid Input Error: File 'text.parquet' too small to be a Parquet file"
  `)
})

test('Zstandard is unpacked; its rows are numbered where Node cannot count its lines', async () => {
  const database = await Database.open({})
  await database.query(`COPY (SELECT 1 AS a, 'x' AS b) TO '${path('z.csv.zst')}' (COMPRESSION zstd)`)
  await database.close()
  const relation = await openFile(path('z.csv.zst'))
  expect(await rowsOf(relation)).toEqual([[1, 'x']])
  expect(relation.info.remarks).toEqual(['zstd'])
})

test('one JSON object a line is a row', async () => {
  const text =
    '{"a":1,"b":"x","d":"2020-01-01","m":1}\n{"a":2.5,"b":null,"d":"2020-02-29","m":"y"}\n{"b":"007"}\n'
  const relation = await file(text, { name: 'rows.ndjson' })
  expect(relation.info.format).toBe('ndjson')
  expect(typesOf(relation)).toEqual({ a: 'number', b: 'string', d: 'date', m: 'string' })
  expect(await rowsOf(relation)).toEqual([
    [1, 'x', new Date('2020-01-01'), '1'],
    [2.5, null, new Date('2020-02-29'), 'y'],
    [null, '007', null, null],
  ])
})

test('an array of JSON objects is a table; a late value decides the type', async () => {
  const rows = [
    ...Array.from({ length: 30_000 }, (_, index) => ({ a: index, d: '2020-01-01' })),
    { a: 0.5, d: '2020-1-2' },
  ]
  const relation = await file(JSON.stringify(rows), { name: 'rows.json' })
  expect(typesOf(relation)).toEqual({ a: 'number', d: 'string' })
  expect(relation.info.rows).toBe(30_001)
})

test('JSON integers stay exact and missing tokens are null', async () => {
  const relation = await file('{"a":9007199254740993,"s":"NA"}\n{"a":9223372036854775808,"s":"x"}\n', {
    name: 'exact.ndjson',
    missing: ['NA'],
  })
  expect(await rowsOf(relation)).toEqual([
    [9007199254740993n, null],
    [9223372036854775808n, 'x'],
  ])
})

test('JSON that is broken, or holds no objects', async () => {
  expect(await refusal(file('{"a":1}\n{"a":\n{"a":3}\n', { name: 'bad.ndjson' }))).toMatchInlineSnapshot(`
    "Line 2 of bad.ndjson is not valid JSON. (exit 3)
    Every line is one object."
  `)
  expect(await refusal(file('[{"a":1},{"a":]', { name: 'bad.json' }))).toMatchInlineSnapshot(`
    "Record 3 of bad.json is not valid JSON. (exit 3)
    Correct it there, or just before."
  `)
  expect(await refusal(file('{"a":1,"a":2}\n', { name: 'twice.ndjson' }))).toMatchInlineSnapshot(`
    "Line 1 of twice.ndjson has the key "a" twice. (exit 3)
    Give every value its own key."
  `)
  expect(await refusal(file('[1, 2]', { name: 'numbers.json' }))).toMatchInlineSnapshot(`
    "numbers.json holds no objects. (exit 3)
    Rows are objects: either one a line, or an array of them."
  `)
  expect(await refusal(file('[]', { name: 'none.json' }))).toMatchInlineSnapshot(`
    "none.json holds no objects. (exit 3)
    Rows are objects: either one a line, or an array of them."
  `)
})

test('Arrow files and streams are copied with their types', async () => {
  const table = new Table({
    i: vectorFromArray([1, null, 3], new Int32()),
    l: vectorFromArray([9007199254740993n, 1n, null], new Int64()),
    f: makeVector(Float64Array.of(0.5, Number.NaN, 2)),
    s: vectorFromArray(['x', null, "it's"], new Utf8()),
    c: vectorFromArray(['r', 'g', 'r'], new Dictionary(new Utf8(), new Int32())),
    b: vectorFromArray([true, false, null], new Bool()),
    t: vectorFromArray([new Date('2020-01-01T10:00:00Z'), null, null], new TimestampMillisecond()),
    a: vectorFromArray([[1], null, []], new List(new Field('item', new Int32()))),
  })
  for (const kind of ['file', 'stream'] as const) {
    const relation = await file(tableToIPC(table, kind), { name: `${kind}.arrow` })
    expect(typesOf(relation)).toEqual({
      i: 'integer',
      l: 'integer',
      f: 'number',
      s: 'string',
      c: 'string',
      b: 'boolean',
      t: 'timestamp',
      a: 'list',
    })
    expect(await rowsOf(relation)).toEqual([
      [1, 9007199254740993n, 0.5, 'x', 'r', true, new Date('2020-01-01T10:00:00Z'), '[1]'],
      [null, 1, Number.NaN, null, 'g', false, null, null],
      [3, null, 2, "it's", 'r', null, null, '[]'],
    ])
  }
})

test('Arrow files that are cut', async () => {
  const bytes = tableToIPC(
    new Table({ a: makeVector(Float64Array.from({ length: 500 }, (_, index) => index)) }),
    'file',
  )
  expect(await refusal(file(bytes.subarray(0, bytes.length / 2), { name: 'cut.arrow' }))).toMatch(
    /^cut\.arrow could not be read as Arrow/,
  )
  expect(await refusal(file('nothing', { name: 'text.arrow' }))).toMatch(
    /^text\.arrow could not be read as Arrow/,
  )
})

test('values of several kinds in one column of memory are text, and a remark', async () => {
  const relation = await memory({ a: [1, 'x', true, new Date('2020-01-01'), null] })
  expect(typesOf(relation)).toEqual({ a: 'string' })
  expect(relation.info.remarks).toEqual(['a mixes kinds of values and is read as text'])
  expect(await rowsOf(relation)).toEqual([['1'], ['x'], ['true'], ['2020-01-01'], [null]])
})

test('columns of unequal length are refused', async () => {
  expect(await refusal(memory({ a: [1, 2], b: [1] }))).toMatchInlineSnapshot(`
    "Column b has 1 values, column a has 2. (exit 2)
    Give every column the same number of values."
  `)
})
