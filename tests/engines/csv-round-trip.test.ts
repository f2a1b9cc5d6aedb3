import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Database } from '../../src/engines/duckdb/database.ts'
import { quoted } from '../../src/engines/duckdb/sql.ts'
import { holds, textTypes } from '../../src/engines/duckdb/text-types.ts'
import { rowsOf, workbench } from './support.ts'

const { file } = workbench()
let database: Database
beforeAll(async () => {
  database = await Database.open({})
})
afterAll(() => database.close())

const pieces = [
  '"',
  ',',
  ';',
  '\t',
  '\n',
  '\r\n',
  ' ',
  'a',
  'é',
  '🎵',
  '#',
  "'",
  '\\',
  '=1',
  '0',
  '|',
  '\u2028',
]
const cell = fc.array(fc.constantFrom(...pieces), { maxLength: 6 }).map(parts => parts.join(''))
const written = (text: string) => `"${text.replaceAll('"', '""')}"`

test('cells of any characters come back as they are, and on their lines', async () => {
  const rows = fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 12 })
  await fc.assert(
    fc.asyncProperty(
      rows,
      fc.constantFrom('\n', '\r\n'),
      fc.constantFrom(',', ';', '\t', '|'),
      async (cells, newline, delimiter) => {
        const lines = cells.map(row => `x${delimiter}${row.map(written).join(delimiter)}`)
        const text = ['k', 'a', 'b'].join(delimiter) + newline + lines.join(newline) + newline
        const relation = await file(text)
        const expected = parse(text, { delimiter, fromLine: 1, recordDelimiter: newline }).slice(1)
        const found = (await rowsOf(relation)).map(row => row.map(of => (of === null ? '' : String(of))))
        expect(found).toEqual(expected)
        const { positions } = await relation.failing({
          selection: { where: { literal: true } },
          columns: [],
          valueLimit: 1,
          lineLimit: 100,
        })
        const breaks = (of: string) => of.split('\n').length - 1
        expect(positions).toEqual(
          lines.map((_, index) => 2 + lines.slice(0, index).reduce((sum, line) => sum + 1 + breaks(line), 0)),
        )
      },
    ),
    { numRuns: 150, seed: 7 },
  )
})

const signs = ['', '-', '+', ' ']
const digits = [
  '',
  '0',
  '00',
  '7',
  '10',
  '1_0',
  '9223372036854775808',
  '170141183460469231731687303715884105728',
  '0x1F',
]
const ends = [
  '',
  '.',
  '.5',
  '.50',
  'e3',
  'E-3',
  'e+400',
  'e',
  ' ',
  '\t',
  '\n',
  '\r',
  '\v',
  '\f',
  'd',
  ',5',
  '_',
  '%',
]
const words = ['nan', 'NaN', 'inf', 'Infinity', 'infinit', 'true', 'FALSE', 't', 'yes', 'null', 'epoch', '١']
const days = ['2020-01-01', '2020-02-30', '2020-2-1', '0000-01-01', '9999-12-31', '20200101', '-2020-01-01']
const times = [
  '',
  'T00:00',
  ' 23:59:59',
  ' 24:00:00',
  'T00:00:60',
  ' 00:00:00.1234567891',
  'T10:00:00Z',
  'T10:00:00z',
]
const zones = ['', '+02', '-0230', '+02:30', '+2', ' UTC', '+99:99']

test('SQL and JavaScript agree on what is written as which type', async () => {
  const texts = [
    ...signs.flatMap(sign => [...digits, ...words].flatMap(body => ends.map(end => sign + body + end))),
    ...days.flatMap(day => times.flatMap(time => zones.map(zone => day + time + zone))),
  ]
  await database.query(`CREATE TABLE texts AS SELECT unnest([${texts.map(quoted).join(', ')}]) AS x`)
  for (const type of textTypes) {
    const rows = await database.rows(`SELECT DISTINCT x FROM texts WHERE ${holds(type, 'x')}`)
    expect(rows.map(([text]) => String(text)).sort()).toEqual([...new Set(texts.filter(type.matches))].sort())
  }
})
