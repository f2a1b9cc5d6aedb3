import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { rowsOf, typesOf, workbench } from './support.ts'

const { file, path } = workbench()

test('types are found from all rows, not from the first ones', async () => {
  const late = (cell: string) => `a\n${'7\n'.repeat(30_000)}${cell}\n`
  const typeWith = async (cell: string) => typesOf(await file(late(cell))).a
  expect(await typeWith('8')).toBe('integer')
  expect(await typeWith('1.5')).toBe('number')
  expect(await typeWith('1e3')).toBe('number')
  expect(await typeWith('007')).toBe('string')
  expect(await typeWith('0x1F')).toBe('string')
  expect(await typeWith('1_000')).toBe('string')
  expect(await typeWith(' 5')).toBe('string')
  expect(await typeWith('5 ')).toBe('string')
  expect(await typeWith('+5')).toBe('string')
  expect(await typeWith('x')).toBe('string')
})

test('the text of a column that is not all numbers stays as it is written', async () => {
  const relation = await file('a\n1\n007\n1.50\n 5\n')
  expect(await rowsOf(relation)).toEqual([['1'], ['007'], ['1.50'], [' 5']])
})

test('integers with blanks stay integers', async () => {
  const relation = await file('a,b\n1,x\n,y\n3,z\n')
  expect(typesOf(relation)).toEqual({ a: 'integer', b: 'string' })
  expect(await rowsOf(relation)).toEqual([
    [1, 'x'],
    [null, 'y'],
    [3, 'z'],
  ])
})

test('integers stay exact beyond 2^53 and beyond 64 bits', async () => {
  const relation = await file(
    'a,b\n9007199254740993,170141183460469231731687303715884105727\n-9223372036854775808,1\n',
  )
  expect(typesOf(relation)).toEqual({ a: 'integer', b: 'integer' })
  expect(await rowsOf(relation)).toEqual([
    [9007199254740993n, 170141183460469231731687303715884105727n],
    [-9223372036854775808n, 1],
  ])
})

test('integers that no machine type holds are numbers', async () => {
  const relation = await file(`a\n1\n${'9'.repeat(60)}\n`)
  expect(typesOf(relation)).toEqual({ a: 'number' })
})

test('NaN and infinity in their usual spellings are numbers', async () => {
  const relation = await file('a\n1.5\nNaN\n-inf\nInfinity\n1e400\n')
  expect(typesOf(relation)).toEqual({ a: 'number' })
  expect(await rowsOf(relation)).toEqual([[1.5], [Number.NaN], [-Infinity], [Infinity], [Infinity]])
})

test('booleans are true and false in any case, and nothing else', async () => {
  expect(typesOf(await file('a\ntrue\nFALSE\n'))).toEqual({ a: 'boolean' })
  expect(typesOf(await file('a\nt\nf\n'))).toEqual({ a: 'string' })
  expect(typesOf(await file('a\nyes\nno\n'))).toEqual({ a: 'string' })
  expect(typesOf(await file('a\n1\n0\n'))).toEqual({ a: 'integer' })
})

test('dates and timestamps are ISO 8601, offsets are obeyed', async () => {
  const relation = await file(
    'd,t,z,m\n2020-02-29,2020-01-01 10:00,2020-01-01T10:00:00+02:00,2020-01-01\n2020-03-01,2020-01-01T10:00:00.5,2020-01-01T10:00:00Z,2020-01-01 10:00:00\n',
  )
  expect(typesOf(relation)).toEqual({ d: 'date', t: 'timestamp', z: 'timestamp', m: 'timestamp' })
  const rows = await rowsOf(relation)
  expect(rows[0]).toEqual([
    new Date('2020-02-29'),
    new Date('2020-01-01T10:00:00Z'),
    new Date('2020-01-01T08:00:00Z'),
    new Date('2020-01-01'),
  ])
  expect(rows[1]?.[1]).toEqual(new Date('2020-01-01T10:00:00.500Z'))
})

test('days that do not exist and other ways to write a date are text', async () => {
  expect(
    typesOf(
      await file('a,b,c,d\n2020-02-30,01/02/2020,2020-1-2,inf\n2020-01-01,02/02/2020,2020-1-3,2020-01-01\n'),
    ),
  ).toEqual({
    a: 'string',
    b: 'string',
    c: 'string',
    d: 'string',
  })
})

test('a column without a value is of unknown type', async () => {
  const relation = await file('a,b\n1,\n2,""\n')
  expect(typesOf(relation)).toEqual({ a: 'integer', b: 'unknown' })
  expect(await rowsOf(relation)).toEqual([
    [1, null],
    [2, null],
  ])
})

test('a column that is blank at first gets the type of its later cells', async () => {
  const relation = await file(`a,b\n${'1,\n'.repeat(3000)}2,5\n`)
  expect(typesOf(relation)).toEqual({ a: 'integer', b: 'integer' })
})

test('tokens that mean missing are null, quoted or not, and only when whole', async () => {
  const relation = await file('a,b\n1,NA\n-99,"NA"\nNA,NAN\n', { missing: ['NA', '-99'] })
  expect(typesOf(relation)).toEqual({ a: 'integer', b: 'number' })
  expect(await rowsOf(relation)).toEqual([
    [1, null],
    [null, null],
    [null, Number.NaN],
  ])
  expect(relation.info.remarks).toEqual(['missing: "NA", "-99"'])
})

test('delimiters, gzip, byte order marks and CRLF are found out and remarked upon', async () => {
  const remarksOf = async (content: string | Uint8Array, name?: string) => {
    const relation = await file(content, { name })
    expect(await rowsOf(relation)).toEqual([
      [1, 'x'],
      [2, 'y'],
    ])
    expect(typesOf(relation)).toEqual({ a: 'integer', b: 'string' })
    return relation.info.remarks
  }
  expect(await remarksOf('a;b\n1;x\n2;y\n')).toEqual(['delimiter ;'])
  expect(await remarksOf('a\tb\n1\tx\n2\ty\n')).toEqual(['delimiter tab'])
  expect(await remarksOf('a|b\r\n1|x\r\n2|y\r\n')).toEqual(['delimiter |'])
  expect(await remarksOf('\ufeffa,b\r\n1,x\r\n2,y')).toEqual([])
  expect(await remarksOf('\ufeff"a",b\n1,x\n2,y')).toEqual([])
  expect(await remarksOf('a,b\r1,x\r2,y\r')).toEqual([])
  expect(await remarksOf(gzipSync('a,b\n1,x\n2,y\n'), 'z.csv.gz')).toEqual(['gzip'])
  expect(await remarksOf(gzipSync('a,b\n1,x\n2,y\n'), 'without-suffix.csv')).toEqual(['gzip'])
  expect(await remarksOf('a,b\n1,x\n\n2,y\n\n')).toEqual(['2 blank lines left out'])
  expect(await remarksOf('a,b\r\n1,x\r\n\r\n2,y\r\n')).toEqual(['1 blank line left out'])
  expect(await remarksOf('\n\na,b\n1,x\n2,y\n')).toEqual(['2 blank lines left out'])
  expect(await remarksOf('a,b\r\n1,x\r\n2,y\n')).toEqual(['some lines end with LF, others with CRLF'])
})

test('decimal commas and semicolons do not confuse the delimiter', async () => {
  const relation = await file('id;price\n1;2,5\n2;3,5\n')
  expect(relation.schema.columns.map(column => column.name)).toEqual(['id', 'price'])
  expect(typesOf(relation).price).toBe('string')
})

test('a tab separated file is told by its name', async () => {
  const relation = await file('a,x\tb\n1\t2\n', { name: 'data.tsv' })
  expect(relation.info.format).toBe('tsv')
  expect(typesOf(relation)).toEqual({ 'a,x': 'integer', b: 'integer' })
})

test('other encodings are read when asked for', async () => {
  const latin = await file(Buffer.from('a,b\ncafé,1\n', 'latin1'), { encoding: 'latin-1' })
  expect(await rowsOf(latin)).toEqual([['café', 1]])
  expect(latin.info.remarks).toEqual(['encoding latin-1'])
  const wide = await file(Buffer.from('\ufeffa,b\ncafé,1\n', 'utf16le'), { encoding: 'utf-16' })
  expect(await rowsOf(wide)).toEqual([['café', 1]])
})

test('a line that begins with # is data', async () => {
  expect(await rowsOf(await file('a,b\n#1,2\n# x,4\n'))).toEqual([
    ['#1', 2],
    ['# x', 4],
  ])
})

test('hostile cells come back as they are', async () => {
  const cells = [
    '"',
    'a"b',
    'a,b',
    'line\nbreak',
    'crlf\r\nbreak',
    "it's",
    '=1+1',
    '<b>',
    '🤦🏼',
    '\\',
    ';--',
    'NULL',
    ' pad ',
    '\u001b[31m',
  ]
  const text = `n,cell\n${cells.map((cell, index) => `${index},"${cell.replaceAll('"', '""')}"\n`).join('')}`
  expect((await rowsOf(await file(text))).map(row => row[1])).toEqual(cells)
})

test('hostile column names work, and names that differ by case are two columns', async () => {
  const names = [
    'a"b',
    'a.b',
    'a b',
    'Price',
    'price',
    'naïve',
    '🎵',
    'x"; DROP TABLE d1; --',
    "it's",
    'rowid',
    'c0',
    'select',
    '{x}',
  ]
  const relation = await file(
    `${names.map(name => `"${name.replaceAll('"', '""')}"`).join(',')}\n${names.map((_, index) => index).join(',')}\n`,
  )
  expect(relation.schema.columns.map(column => column.name)).toEqual(names)
  expect(await rowsOf(relation)).toEqual([names.map((_, index) => index)])
})

test('three hundred columns open', async () => {
  const numbers = Array.from({ length: 300 }, (_, index) => index)
  const relation = await file(`${numbers.map(number => `c${number}`).join(',')}\n${numbers.join(',')}\n`)
  expect(relation.schema.columns).toHaveLength(300)
  expect(await rowsOf(relation)).toEqual([numbers])
})

test('a file of a header alone has no rows', async () => {
  for (const text of ['a,b\n', 'a,b']) {
    const relation = await file(text)
    expect(relation.info.rows).toBe(0)
    expect(typesOf(relation)).toEqual({ a: 'unknown', b: 'unknown' })
  }
})

test('a header cell without a name gets one, and a remark', async () => {
  const relation = await file('a,,c\n1,2,3\n')
  expect(relation.schema.columns.map(column => column.name)).toEqual(['a', 'column_2', 'c'])
  expect(relation.info.remarks).toEqual(['column 2 has no name in the header and is called column_2'])
})

test('without a header the columns are numbered', async () => {
  const relation = await file('1,x\n2,y\n', { header: false })
  expect(relation.schema.columns.map(column => column.name)).toEqual(['column_1', 'column_2'])
  expect(relation.info.rows).toBe(2)
  expect(relation.info.remarks).toEqual(['no header line'])
})

test('in a table of one column a blank line is a row whose cell is empty', async () => {
  for (const newline of ['\n', '\r\n']) {
    const relation = await file(['a', '1', '', '3', '', ''].join(newline))
    expect(await rowsOf(relation)).toEqual([[1], [null], [3], [null]])
  }
})

test('a cell of several megabytes is read', async () => {
  const relation = await file(`a,b\n1,${'x'.repeat(5_000_000)}\n`)
  expect(relation.info.rows).toBe(1)
})

test('another quote character is obeyed', async () => {
  const relation = await file("a,b\n1,'x,y'\n2,'it''s'\n", { quote: "'" })
  expect(await rowsOf(relation)).toEqual([
    [1, 'x,y'],
    [2, "it's"],
  ])
})

test('brackets and stars in a file name are characters', async () => {
  await file('a\n1\n', { name: 'g1.csv' })
  const relation = await file('a\n2\n', { name: 'g[1]*.csv' })
  expect(await rowsOf(relation)).toEqual([[2]])
  expect(relation.info.files).toEqual([path('g[1]*.csv')])
})

test('the digest is the SHA-256 of the bytes', async () => {
  // printf 'a\n1\n' | sha256sum
  expect((await file('a\n1\n')).info.digest).toBe(
    '309b0e45a73d3fc5325e2b6ed0a01ef8b9cde6b05a5633c1f893f970d52bfddc',
  )
})
