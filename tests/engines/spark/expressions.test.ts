import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { messageOf } from '../../../src/core/errors.ts'
import {
  and,
  call,
  countMatches,
  type Expr,
  type FunctionName,
  hourOf,
  isIn,
  isNull,
  isWrittenAs,
  lengthOf,
  literal,
  matches,
  not,
  or,
  value,
  weekdayOf,
  when,
} from '../../../src/core/expr.ts'
import { type ColumnType, columnTypes } from '../../../src/core/schema.ts'
import type { Value } from '../../../src/core/value.ts'
import { compile as duckDbSql } from '../../../src/engines/duckdb/compile.ts'
import { Database } from '../../../src/engines/duckdb/database.ts'
import { openMemory } from '../../../src/engines/duckdb/memory.ts'
import { decodable as duckDbCell } from '../../../src/engines/duckdb/sql.ts'
import { compile } from '../../../src/engines/spark/compile.ts'
import type { Dataset } from '../../../src/engines/spark/dataset.ts'
import { literalSql } from '../../../src/engines/spark/literals.ts'
import { SparkSession } from '../../../src/engines/spark/session.ts'
import { decodable, identifier } from '../../../src/engines/spark/sql.ts'
import { noSpark, sparkServer } from '../../support/spark.ts'
import { hostile, keyOf } from '../hostile.ts'

const server = sparkServer()
const title = noSpark ? `expressions on Spark (skipped: ${noSpark})` : 'expressions on Spark'

let spark: SparkSession
let duckDb: Database

interface Column {
  readonly type: ColumnType
  readonly cells: readonly Value[]
}

type Table = Readonly<Record<string, Column>>

/** What expressions give in each row of a table. */
interface Results {
  readonly spark: readonly (readonly string[])[]
  readonly duckDb: readonly (readonly string[])[]
}

async function resultsOf(table: Table, exprs: readonly Expr[]): Promise<Results> {
  return { spark: await onSpark(table, exprs), duckDb: await onDuckDb(table, exprs) }
}

async function onSpark(table: Table, exprs: readonly Expr[]) {
  const columns = Object.entries(table).map(([name, { type }]) => ({
    name,
    type,
    identifier: identifier(name),
  }))
  const dataset: Dataset = { table: 't', info: { label: 't', rows: 0 }, columns }
  const rows = Array.from({ length: rowsOf(table) }, (_, row) => {
    const cells = Object.values(table).map(({ cells, type }) => {
      const { text } = literalSql(cells[row] ?? null)
      return `CAST(${text} AS ${natives[type]})`
    })
    return `(${[`${row}`, ...cells].join(', ')})`
  })
  const names = ['`row number`', ...columns.map(column => column.identifier)].join(', ')
  const selects = exprs.map(expr => decodable(compile(expr, dataset)))
  const sql = `SELECT ${selects.join(',\n')} FROM VALUES ${rows.join(', ')} AS t(${names}) ORDER BY \`row number\``
  return (await spark.rows(sql)).map(cells => cells.map(cell => keyOf(cell as Value)))
}

async function onDuckDb(table: Table, exprs: readonly Expr[]) {
  const entries = Object.entries(table)
  const source = {
    kind: 'memory' as const,
    label: 't',
    columns: Object.fromEntries(entries.map(([name, { cells }]) => [name, cells])),
    types: Object.fromEntries(entries.map(([name, { type }]) => [name, type])),
  }
  const dataset = await openMemory(source, duckDb)
  const selects = exprs.map(expr => duckDbCell(duckDbSql(expr, dataset)))
  const rows = await duckDb.rows(`SELECT ${selects.join(', ')} FROM ${dataset.table} AS t ORDER BY t.rowid`, {
    scan: false,
    records: [],
    phase: 'test',
  })
  return rows.map(cells => cells.map(cell => keyOf(cell as Value)))
}

function rowsOf(table: Table): number {
  return Object.values(table)[0]?.cells.length ?? 0
}

const natives: Readonly<Partial<Record<ColumnType, string>>> = {
  integer: 'BIGINT',
  number: 'DOUBLE',
  string: 'STRING',
  boolean: 'BOOLEAN',
  date: 'DATE',
  timestamp: 'TIMESTAMP',
}

/** Both engines' values of each expression side by side, so that a difference names its expression. */
async function expectSame(table: Table, exprs: readonly Expr[]): Promise<void> {
  const { spark, duckDb } = await resultsOf(table, exprs)
  const of = (rows: Results['spark']) =>
    exprs.map((expr, index) => ({ expr: shown(expr), values: rows.map(cells => cells[index]) }))
  expect(of(spark)).toEqual(of(duckDb))
}

function shown(expr: Expr): string {
  if ('column' in expr) return expr.column
  if ('literal' in expr) return keyOf(expr.literal)
  return `${expr.call}(${expr.args.map(shown).join(', ')})`
}

const names = {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is what Spark would fill in.
  number: ['n `"\'\\', '${x}'],
  integer: ['i', 'I'],
  string: ['s;--', 'S\n'],
  boolean: ['b'],
  date: ['d'],
  timestamp: ['t'],
} as const

type ValueType = keyof typeof names

const types = Object.keys(names) as readonly ValueType[]

/** Every value that is easily confused beside some others, in twelve rows. */
const tables: fc.Arbitrary<Table> = fc.record(
  Object.fromEntries(
    types.flatMap(type =>
      names[type].map(name => [
        name,
        fc
          .array(hostile[type], { minLength: 12, maxLength: 12 })
          .map(cells => ({ type: type as ColumnType, cells })),
      ]),
    ),
  ),
)

const columnOf = (type: ValueType) => fc.constantFrom(...names[type]).map(value)
const literalOf = (type: ValueType) => hostile[type].filter(of => of !== null).map(literal)
const operandOf = (type: ValueType) => fc.oneof(columnOf(type), literalOf(type))
const columns = fc.constantFrom(...types).chain(columnOf)

// A sum or product of extremes is beyond any integer, so that only one operation is done to them.
const numbers: fc.Arbitrary<Expr> = fc.oneof(
  columnOf('number'),
  columnOf('integer'),
  fc
    .tuple(
      fc.constantFrom<FunctionName>('add', 'subtract', 'multiply', 'divide'),
      fc.oneof(operandOf('number'), columnOf('integer')),
      fc.oneof(operandOf('number'), operandOf('integer')),
    )
    .map(([name, a, b]) => call(name, a, b)),
  fc.oneof(columnOf('number'), columnOf('integer')).map(of => call('abs', of)),
  columnOf('string').map(lengthOf),
  fc.oneof(columnOf('date'), columnOf('timestamp')).map(hourOf),
  fc.oneof(columnOf('date'), columnOf('timestamp')).map(weekdayOf),
  fc.tuple(columnOf('timestamp'), columnOf('date')).map(args => call('secondsBetween', ...args)),
)

const comparisons: fc.Arbitrary<Expr> = fc
  .constantFrom<FunctionName>('equal', 'lessThan', 'atMost', 'moreThan', 'atLeast')
  .chain(name =>
    fc
      .oneof(
        fc.tuple(numbers, fc.oneof(operandOf('number'), operandOf('integer'))),
        fc.tuple(columnOf('string'), operandOf('string')),
        fc.tuple(columnOf('boolean'), operandOf('boolean')),
        fc.tuple(columnOf('date'), fc.oneof(operandOf('date'), operandOf('timestamp'))),
        fc.tuple(
          columnOf('timestamp'),
          fc.constantFrom(literal('1970-01-01'), literal('1970-01-01T00:00:00.001Z')),
        ),
      )
      .map(args => call(name, ...args)),
  )

const memberships: fc.Arbitrary<Expr> = fc
  .tuple(columns, fc.array(fc.oneof(...types.map(type => hostile[type])), { maxLength: 14 }))
  .map(([of, values]) => isIn(of, values))

const writtenAs: fc.Arbitrary<Expr> = fc
  .tuple(columns, fc.constantFrom(...columnTypes))
  .map(([of, type]) => isWrittenAs(of, type))

// DuckDB leaves out of a disjunction what the types rule out for every row, null or not: `isWrittenAs` is in none.
const predicates: fc.Arbitrary<Expr> = fc.oneof(
  comparisons,
  memberships,
  columns.map(isNull),
  columns.map(of => call('isNonFinite', of)),
)

const conditions: fc.Arbitrary<Expr> = fc.oneof(
  predicates,
  writtenAs,
  fc.tuple(predicates, fc.oneof(predicates, writtenAs)).map(([a, b]) => and(a, not(b))),
  fc.tuple(predicates, predicates).map(([a, b]) => or(not(a), b)),
)

const expressions: fc.Arbitrary<Expr> = fc.oneof(
  numbers,
  conditions,
  fc.tuple(conditions, fc.oneof(numbers, columns)).map(([of, then]) => when(of, then)),
)

describe.skipIf(noSpark !== undefined)(title, () => {
  beforeAll(async () => {
    spark = await SparkSession.connect(`sc://127.0.0.1:${server.port}`)
    duckDb = await Database.open({})
  })
  afterAll(async () => {
    await spark?.close()
    await duckDb?.close()
  })

  test('are what they are on DuckDB', async () => {
    const seed = 20_261_130
    const drawn = fc.sample(tables, { numRuns: 12, seed })
    const all = fc.sample(fc.array(expressions, { minLength: 40, maxLength: 40 }), { numRuns: 12, seed })
    for (const [index, table] of drawn.entries()) await expectSame(table, all[index] ?? [])
  })

  test('find the same matches of patterns', async () => {
    const texts = [
      '',
      'a',
      'b',
      'baaac',
      'aé🎵',
      'A-1',
      'a\nb\n',
      'x\r',
      '\u2028',
      '12.5',
      'a b\tc\vd',
      "'\\$|",
      'ÀÉß',
      '\0',
      'a]b[c',
      'foo_bar',
      '^',
      null,
    ]
    const patterns = [
      ...[
        'a',
        'a*',
        '(a)|(b)',
        '\\b',
        '\\ba',
        '\\B',
        '.',
        '',
        '$',
        '^a',
        '[^a]',
        '🎵?',
        'b$',
        '(?m)^b',
        '(?m)$',
      ],
      ...[
        '(?s).',
        '(?i)é',
        '(?i:A)b',
        '(?-s:.)',
        '[[:alpha:]]+',
        '[^[:space:]]',
        '\\s',
        '\\S',
        '[\\s]',
        '[\\S]',
      ],
      ...[
        '\\d+\\.\\d',
        '[]a]',
        '[a[]',
        '[a&&b]',
        '\\pL',
        '\\p{Greek}',
        '\\P{^Lu}',
        '\\Q^\\E',
        'a{2}',
        'a{1,}?',
      ],
      ...[
        '{',
        'a{',
        '}',
        '\\x{e9}',
        '\\x61',
        '\\141',
        '\\v',
        '(?P<n_1>a)',
        'a??b',
        '\\z',
        '\\A',
        '|a',
        '(?:)',
        '\\w',
      ],
      ...["'", '\\\\', '[\\]\\[]', '[a-c]', '[^\\n]', '(a|ab)(c|bcd)?'],
    ]
    const table: Table = { s: { type: 'string', cells: texts } }
    await expectSame(
      table,
      patterns.map(pattern => matches(value('s'), pattern)),
    )
    // RE2 finds places that are no boundary between the bytes of a character, too.
    const counted = patterns.filter(pattern => pattern !== '\\B')
    await expectSame(
      table,
      counted.map(pattern => countMatches(value('s'), pattern)),
    )
    await expectSame(table, [
      call('capture', value('s'), literal('a(b)?'), literal(0)),
      call('capture', value('s'), literal('a(b)?'), literal(1)),
      call('capture', value('s'), literal('(\\d+)[.](\\d)'), literal(2)),
    ])
  })

  test('read the same in texts', async () => {
    const written = [
      '0',
      '-0',
      '007',
      '1e3',
      '.5',
      '5.',
      '1e999',
      '-Infinity',
      'nan',
      'TRUE',
      '2024-02-29',
      '2023-02-29',
      '0001-01-01',
      '2024-02-29 23:59',
      '2024-02-29T23:59:59.123Z',
      '2024-02-29T23:59:59+01:30',
      '24:00',
      ' 1',
      '1\n',
      '',
      'a',
      null,
    ]
    const string = (cells: readonly Value[]): Column => ({ type: 'string', cells })
    await expectSame(
      { s: string(written) },
      columnTypes.map(type => isWrittenAs(value('s'), type)),
    )
    // DuckDB takes more for JSON: a comma before a bracket, and NaN.
    const json = [
      '1',
      ' {"a": [1, null]} ',
      '',
      ' ',
      '{"a":1,"a":2}',
      '1 2',
      '1,2',
      '1],[2',
      '1]',
      '1}',
      '1,"b":2',
      "{'a':1}",
      '01',
      '"\u0001"',
      '"\\ud800"',
      '{}}',
      'nul',
      '"a',
      null,
    ]
    await expectSame({ s: string(json) }, [call('isJson', value('s'))])
    const digits = [
      '4539 1488 0343 6467',
      '8273 1232 7352 0569',
      '0',
      '',
      'a',
      '٣',
      'GB82 WEST 1234 5698 7654 32',
      'GB82TEST12345698765432',
      '1',
      'Z',
      null,
    ]
    await expectSame({ s: string(digits) }, [call('passesLuhn', value('s')), call('passesMod97', value('s'))])
  })

  test('know the same days of the calendar', async () => {
    const parts = [
      ['2024', '2', '29'],
      ['24', 'FEBRUARY', '29'],
      ['23', 'feb', '29'],
      ['2023', '13', '1'],
      ['2023', 'x', '1'],
      ['2023', '1', '32'],
      ['2023', '1', ''],
      ['', '1', '1'],
      ['20235', '1', '1'],
      ['2023', '12', ' 1'],
      ['2023', '123', '1'],
      ['2023', ' 1', '1'],
      ['202', '1', '001'],
      [null, '1', '1'],
    ] as const
    const column = (place: 0 | 1 | 2): Column => ({ type: 'string', cells: parts.map(part => part[place]) })
    await expectSame({ y: column(0), m: column(1), d: column(2) }, [
      call('isCalendarDay', value('y'), value('m'), value('d')),
    ])
  })

  test('what is no pattern is refused', async () => {
    const patterns = [
      '(',
      ')',
      '[',
      '*',
      'a**',
      'a*+',
      '(?=a)',
      '(?<!a)',
      '\\1',
      '\\',
      '\\y',
      'a{1001}',
      '[[:x:]]',
    ]
    const dataset: Dataset = {
      table: 't',
      info: { label: 't', rows: 0 },
      columns: [{ name: 's', type: 'string', identifier: 's' }],
    }
    const texts = patterns.map(pattern => refusalOf(() => compile(matches(value('s'), pattern), dataset)))
    expect(texts.join('\n')).toMatchInlineSnapshot(`
      "The pattern ( is not a regular expression: missing ).
      The pattern ) is not a regular expression: unexpected ).
      The pattern [ is not a regular expression: missing ].
      The pattern * is not a regular expression: nothing to repeat before *.
      The pattern a** is not a regular expression: * repeats a repetition.
      The pattern a*+ is not a regular expression: + repeats a repetition.
      The pattern (?=a) is not a regular expression: (?=a) is no group.
      The pattern (?<!a) is not a regular expression: (?<!a) is no group.
      The pattern \\1 is not a regular expression: there is no \\1.
      The pattern \\ is not a regular expression: nothing stands behind the last \\.
      The pattern \\y is not a regular expression: there is no \\y.
      The pattern a{1001} is not a regular expression: {1001} is too often.
      The pattern [[:x:]] is not a regular expression: there is no class [:x:]."
    `)
  })
})

function refusalOf(attempt: () => unknown): string {
  try {
    return JSON.stringify(attempt())
  } catch (error) {
    return messageOf(error)
  }
}
