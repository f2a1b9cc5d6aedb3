import { Bool, type DataType, Float64, Int64, Table, tableToIPC, Utf8, vectorFromArray } from 'apache-arrow'
import type { DatasetSource } from '../../core/engine.ts'
import { UserError } from '../../core/errors.ts'
import type { ColumnType } from '../../core/schema.ts'
import type { Value } from '../../core/value.ts'
import type { Message } from './messages.ts'
import { identifier } from './sql.ts'

type MemorySource = Extract<DatasetSource, { kind: 'memory' }>

/** Values to be sent to a server, and the SQL that makes the columns of a view of them. */
interface Sent {
  readonly relation: Message
  readonly selects: readonly string[]
  readonly rows: number
}

/** @throws UserError when the columns differ in length */
export function sentValues({ columns, types = {} }: MemorySource): Sent {
  const entries = Object.entries(columns)
  const [[firstName, { length: rows }] = ['', []]] = entries
  const sent = entries.map(([name, values], place) => {
    if (values.length !== rows)
      throw new UserError(`Column ${name} has ${values.length} values, column ${firstName} has ${rows}.`, {
        hint: 'Give every column the same number of values.',
      })
    const { arrow, send, read } = transports[types[name] ?? typeOf(values)] ?? asText
    const cells = values.map(value => (value === null ? null : send(value)))
    return {
      vector: [`c${place}`, vectorFromArray(cells, arrow)] as const,
      select: `${read(`c${place}`)} AS ${identifier(name)}`,
    }
  })
  const table = new Table(Object.fromEntries(sent.map(({ vector }) => vector)))
  return {
    relation: { localRelation: { data: tableToIPC(table, 'stream') } },
    selects: sent.map(({ select }) => select),
    rows,
  }
}

/** How values of a logical type travel, and the SQL that reads them again. */
interface Transport {
  readonly arrow: DataType
  send(value: NonNullable<Value>): unknown
  read(column: string): string
}

const asText: Transport = { arrow: new Utf8(), send: String, read: column => column }

const milliseconds: Transport = {
  arrow: new Int64(),
  send: value => BigInt(value instanceof Date ? value.getTime() : Date.parse(String(value))),
  read: column => `timestamp_millis(${column})`,
}

const transports: Partial<Readonly<Record<ColumnType, Transport>>> = {
  integer: {
    arrow: new Int64(),
    send: asBigint,
    read: column => column,
  },
  number: { arrow: new Float64(), send: Number, read: column => column },
  boolean: { arrow: new Bool(), send: value => value === true, read: column => column },
  date: { ...milliseconds, read: column => `CAST(timestamp_millis(${column}) AS DATE)` },
  timestamp: milliseconds,
  unknown: { ...asText, read: () => 'NULL' },
}

/** @throws UserError beyond 64 bits */
function asBigint(value: NonNullable<Value>): bigint {
  const integer = BigInt(typeof value === 'number' ? value : String(value))
  if (BigInt.asIntN(64, integer) === integer) return integer
  throw new UserError(`${integer} is beyond the whole numbers of 64 bits, which are those that Spark has.`)
}

/** The type of all values that are not null; of several kinds, text. */
function typeOf(values: readonly Value[]): ColumnType {
  const present = values.filter(value => value !== null)
  if (present.length === 0) return 'unknown'
  if (present.every(value => typeof value === 'boolean')) return 'boolean'
  if (present.every(value => typeof value === 'bigint' || isInteger(value))) return 'integer'
  if (present.every(value => typeof value === 'bigint' || typeof value === 'number')) return 'number'
  if (present.every(value => value instanceof Date))
    return present.every(value => value.getTime() % 86_400_000 === 0) ? 'date' : 'timestamp'
  return 'string'
}

function isInteger(value: Value): boolean {
  return Number.isInteger(value) && Math.abs(Number(value)) < 2 ** 63
}
