import { mkdirSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { DatasetSource, ReadOptions, Relation } from '../../../src/core/engine.ts'
import { UserError } from '../../../src/core/errors.ts'
import { value } from '../../../src/core/expr.ts'
import { type Aggregate, type AggregateName, quantileMethods } from '../../../src/core/metric.ts'
import { numericTypes } from '../../../src/core/schema.ts'
import { oracleFile } from '../../support/oracle.ts'
import { noSpark } from '../../support/spark.ts'
import { keyOf } from '../hostile.ts'
import { typesOf } from '../support.ts'
import { bothEngines, expectSameAggregates } from './support.ts'

const { path, openBoth, openSpark, openDuckDb } = bothEngines()
const title = noSpark ? `text files on Spark (skipped: ${noSpark})` : 'text files on Spark'

interface File {
  readonly content: string | Buffer
  readonly read?: ReadOptions
  readonly name?: string
}

const csv: Readonly<Record<string, File>> = {
  'every type': {
    content:
      'i,n,b,d,t,s,z,e\n1,1.5,true,2019-01-31,2019-01-31T10:00:00,x,007,\n-5,.5,FALSE,2020-02-29,2019-01-31 10:00:00.123+01:00,"y,z",8,\n,,,,,,,\n',
  },
  'integers beyond 64 bits': {
    content: 'a,b\n9223372036854775808,99999999999999999999999999999999999999\n1,2\n',
  },
  'what is no integer': { content: 'a,b,c,d,e,f\n-0,1e3,0x1F,1_000,+5, 5\n' },
  'what is no day': { content: 'a,b\n2019-02-29,2019-02-28\n2019-02-28,2019-2-28\n' },
  'not finite': { content: 'a\nnan\ninf\n-Infinity\n1e400\n-nan\n' },
  'words for true': { content: 'a,b,c\ntrue,t,1\nFalse,f,0\n' },
  offsets: {
    content:
      'a\n2019-01-31T10:00:00Z\n2019-01-31T10:00:00+0130\n2019-01-31T10:00:00-05\n2019-01-31 10:00\n2019-01-31\n',
  },
  'one that does not fit': { content: `a\n${'1\n'.repeat(1000)}x\n` },
  semicolons: { content: 'a;b\n1,5;2\n' },
  tabs: { content: 'a\tb\n\t\n1\t2\n', name: 'data.tsv' },
  'other quotes': { content: "a,b\n'x,y',2\n", read: { quote: "'" } },
  'no quotes': { content: 'a,b\n"1,2"\n', read: { quote: '' } },
  'doubled quotes': { content: 'a,b\n"x""y","\\"\n' },
  'line ends in quotes': { content: 'a,b\n"x\ny",1\nz,2\n' },
  'missing tokens': { content: 'a,b\nNA,-99\n1,"NA"\n', read: { missing: ['NA', '-99'] } },
  'Latin-1': { content: Buffer.from('a,b\n\xe9,2\n', 'latin1'), read: { encoding: 'latin-1' } },
  'a byte order mark': { content: '\ufeffa,b\n1,2\n' },
  'carriage returns': { content: 'a,b\r\n1,2\r\n3,4' },
  'no header': { content: '1,2\n3,4\n', read: { header: false } },
  'a column without a name': { content: 'a,\n1,2\n' },
  'odd names': { content: 'a b,`c`,"d,""e",é,A\n1,2,3,4,5\n' },
  'blank lines': { content: '\n\na,b\n\n1,2\n\n3,4\n\n' },
  'blank lines of one column': { content: '\na\n1\n\n3\n' },
  'a header only': { content: 'a,b\n' },
  'no cell at all': { content: 'a,b\n,\n,\n' },
}

const json: Readonly<Record<string, File>> = {
  'every type': {
    content:
      '{"b":1,"a":"x","c":1.5,"d":true,"e":null,"t":"2019-01-31","u":"2019-01-31T10:00:00Z"}\n{"b":2,"a":"1","c":1,"d":false,"e":null,"t":"2020-02-29","u":null}\n',
  },
  'numbers with a point': { content: '{"a":1.0,"b":1e2,"c":0.1}\n{"a":2.0}\n' },
  'integers beyond 64 bits': { content: '{"a":9223372036854775808}\n{"a":1}\n' },
  'several kinds': { content: '{"a":1,"b":"2019-01-31"}\n{"a":"x","b":"2019-01-31T10:00:00"}\n{"a":true}\n' },
  'lacking keys': { content: '{"a":1}\n\n{"b":2}\n{}\n' },
  'missing tokens': { content: '{"a":"NA","b":1}\n{"a":"x","b":2}\n', read: { missing: ['NA'] } },
  'odd names': { content: '{"a b":1,"c.d":2,"e\'f":3,"g`":4,"h\\"":5}\n' },
  escapes: { content: '{"a":"x\\ny \\u00e9 \\"q\\""}\n' },
  'an array': { content: '[{"b":1,"a":"x"},\n {"b":2,"a":null}]', name: 'data.json' },
  'an array over many lines': {
    content: '[\n  {\n    "b" : 1\n  },\n  {\n    "b": 2.5\n  }\n]\n',
    name: 'data.json',
  },
  'one object a line, called JSON': { content: '{"a":1}\n{"a":2}\n', name: 'data.json' },
}

let files = 0

function written({ content, read, name = 'data.csv' }: File): DatasetSource {
  files += 1
  const own = path(`${files} ${name}`)
  writeFileSync(own, content)
  return { kind: 'files', label: name, paths: [own], ...(read && { read }) }
}

describe.skipIf(noSpark !== undefined)(title, () => {
  test.each(Object.entries(csv))('CSV, %s: the same columns and rows as on DuckDB', async (_, file) => {
    const { onSpark, onDuckDb } = await openBoth(written(file))
    expect(await contentOf(onSpark)).toEqual(await contentOf(onDuckDb))
  })

  test.each(Object.entries(json))('JSON, %s: the same columns and rows as on DuckDB', async (_, file) => {
    const { onSpark, onDuckDb } = await openBoth(written({ name: 'data.ndjson', ...file }))
    expect(await contentOf(onSpark)).toEqual(await contentOf(onDuckDb))
  })

  test('cells of any text have the types and values that they have on DuckDB', async () => {
    const cell = fc.constantFrom(
      '1',
      '-2',
      '007',
      '1.5',
      '.5',
      '5.',
      '1e3',
      'true',
      'x',
      '',
      ' 1',
      '2019-01-31',
    )
    const column = fc.array(fc.oneof(cell, fc.string({ maxLength: 3 })), { minLength: 4, maxLength: 4 })
    const narrow = fc.subarray(['1', '-2', '1.5', '2019-01-31', '2019-01-31 10:00', 'true', ''], {
      minLength: 1,
    })
    const some = fc.oneof(
      column,
      narrow.map(cells => Array.from({ length: 4 }, (_, row) => cells[row % cells.length])),
    )
    for (const columns of fc.sample(fc.array(some, { minLength: 12, maxLength: 12 }), {
      numRuns: 3,
      seed: 7,
    })) {
      const names = columns.map((_, index) => `c${index}`)
      const lines = Array.from({ length: 4 }, (_, row) =>
        columns.map(cells => quoted(cells[row] ?? '')).join(','),
      )
      const { onSpark, onDuckDb } = await openBoth(
        written({ content: [names.join(','), ...lines, ''].join('\n') }),
      )
      expect(await contentOf(onSpark)).toEqual(await contentOf(onDuckDb))
    }
  })

  test('lists and objects are text', async () => {
    const relation = await openSpark(written({ content: '{"a":[1,"x"],"b":{"k":1}}\n', name: 'data.ndjson' }))
    expect(await contentOf(relation)).toEqual({
      columns: { a: 'list', b: 'struct' },
      count: 1,
      remarks: [],
      rows: [['"[1,\\"x\\"]"', '"{\\"k\\":1}"']],
    })
  })

  test('several files, and a folder of files, are one dataset', async () => {
    const folder = path('folder')
    mkdirSync(folder)
    const paths = ['a,b\n1,x\n', 'a,b\n2.5,\n'].map((text, index) => {
      const own = join(folder, `${index}.csv`)
      writeFileSync(own, text)
      return own
    })
    const { onSpark, onDuckDb } = await openBoth({ kind: 'files', label: 'data', paths })
    const whole = await openSpark({ kind: 'files', label: 'data', paths: [folder] })
    const content = await contentOf(onDuckDb)
    expect([await contentOf(onSpark), await contentOf(whole)]).toEqual([content, content])
  })

  test('that cannot be read are refused in a sentence', async () => {
    const bad: readonly File[] = [
      { content: 'a,b\n1\n2,3\n' },
      { content: 'a,b\n1,2,3\n4\n' },
      { content: 'a,b\n"abc"d,2\n' },
      { content: 'a,b\n"abc,2\n3,4\n' },
      { content: 'a,a\n1,2\n' },
      { content: '\n\n' },
      { content: 'a,b\n1,2\n   \n' },
      { content: 'a,b\n1,x\0y\n' },
      { content: Buffer.from('a\n\xe9\n', 'latin1') },
      { content: 'a\n1\n', read: { encoding: 'utf-16' } },
      { content: '{"a":1}\nnope\n', name: 'data.ndjson' },
      { content: '5\n', name: 'data.ndjson' },
      { content: '[{"a":1},', name: 'data.json' },
      { content: '{\n"a":1\n}', name: 'data.json' },
      { content: '{"\'\\"":1}', name: 'data.ndjson' },
    ]
    const texts: string[] = []
    for (const file of bad) texts.push(await refusal(openSpark(written(file))))
    const [one, other] = ['a,b\n1,2\n', 'b,a\n3,4\n'].map(content => written({ content }))
    if (one?.kind === 'files' && other?.kind === 'files')
      texts.push(await refusal(openSpark({ ...one, paths: [...one.paths, ...other.paths] })))
    expect(texts.join('\n')).toMatchInlineSnapshot(`
      "1 record does not have the 2 cells of the header of data.csv, such as "1". (exit 3)
      2 records do not have the 2 cells of the header of data.csv, such as "1,2,3". (exit 3)
      A cell of data.csv has text after a closing quote. (exit 3)
      1 record does not have the 2 cells of the header of data.csv, such as "\\"abc,2\\n3,4". (exit 3)
      data.csv has two columns named "a": column 1 and column 2 of line 1. (exit 3)
      data.csv has only blank lines. (exit 3)
      data.csv has 1 line of nothing but spaces. (exit 3)
      data.csv has 1 line with a NUL byte, which text never holds. (exit 3)
      data.csv has 1 line of invalid UTF-8. (exit 3)
      Spark does not read CSV files in utf-16. (exit 2)
      data.ndjson holds what is not valid JSON, 1 of 2 records. (exit 3)
      data.ndjson holds no objects. (exit 3)
      data.json holds what is not valid JSON, 1 of 1 records. (exit 3)
      data.json holds what is not valid JSON, 2 of 3 records. (exit 3)
      Spark cannot read the key '" of data.ndjson, which holds both kinds of quotes. (exit 3)
      The files of data.csv do not all have the same header. (exit 3)"
    `)
  })

  const real = [
    'titanic.csv',
    'nyc_rentals_sample1.csv',
    'genres_mod.parquet',
    'taxi/yellow_tripdata_2019-01.csv',
  ]
  for (const name of real) {
    const file = oracleFile('data', ...name.split('/'))
    const about = `${name} has the aggregates that it has on DuckDB`
    test.skipIf(file === undefined)(
      file ? about : `${about} (skipped: MLCHECK_ORACLE has no such file)`,
      async () => {
        const both = await openBoth({ kind: 'files', label: 'data', paths: [await readable(file ?? '')] })
        expect(typesOf(both.onSpark)).toEqual(typesOf(both.onDuckDb))
        await expectSameAggregates(both, aggregatesOf(both.onDuckDb))
      },
      300_000,
    )
  }
})

/** A file as Spark can read it: it has no Brotli, which a Parquet file may be packed with. */
async function readable(file: string): Promise<string> {
  if (!file.endsWith('.parquet')) return file
  const copy = path(basename(file))
  const relation = await openDuckDb({ kind: 'files', label: 'data', paths: [file] })
  await relation.writeTable({ steps: [], files: [{ path: copy, format: 'parquet' }] })
  return copy
}

/** All that a small dataset holds. */
async function contentOf(relation: Relation) {
  const names = relation.schema.columns.map(({ name }) => name)
  const columns = await relation.rows({ columns: names, limit: 2000, seed: 1 })
  const rows = (columns[0] ?? []).map((_, row) => columns.map(cells => keyOf(cells[row] ?? null)))
  const { rows: count, remarks } = relation.info
  return { columns: typesOf(relation), count, remarks, rows: rows.sort() }
}

function aggregatesOf({ schema }: Relation): readonly Aggregate[] {
  const every: readonly AggregateName[] = ['count', 'distinctCount', 'min', 'max', 'entropy']
  const numeric: readonly AggregateName[] = ['sum', 'mean', 'variance', 'skewness']
  const placed = schema.columns.find(({ type }) => numericTypes.includes(type))?.name
  return schema.columns.flatMap(({ name, type }): readonly Aggregate[] => {
    const of = value(name)
    const own = every.map(each => ({ name: each, of }))
    if (!numericTypes.includes(type)) return own
    const methods = name === placed ? quantileMethods : (['linear'] as const)
    const quantiles = methods.map(between => ({
      name: 'quantiles' as const,
      of,
      probabilities: [0.1, 0.5],
      between,
    }))
    return [...own, ...numeric.map(each => ({ name: each, of })), ...quantiles]
  })
}

function quoted(cell: string): string {
  return /[",\n\r]/.test(cell) || cell.trim() !== cell ? `"${cell.replaceAll('"', '""')}"` : cell
}

async function refusal(attempt: Promise<unknown>): Promise<string> {
  const error = await attempt.catch((reason: unknown) => reason)
  return error instanceof UserError ? `${error.message} (exit ${error.exitCode})` : 'It was accepted.'
}
