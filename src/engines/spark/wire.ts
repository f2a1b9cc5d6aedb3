import { BinaryReader, BinaryWriter, WireType } from '@bufbuild/protobuf/wire'
import { type Fields, type Message, type MessageName, messages } from './messages.ts'

/** A message in the wire format of Protocol Buffers. */
export function encode(name: MessageName, message: Message): Uint8Array {
  return written(name, message).finish()
}

/** A message as plain data, without the fields that `messages` does not know. */
export function decode<T>(name: MessageName, bytes: Uint8Array): T {
  return read(name, new BinaryReader(bytes), bytes.length) as T
}

function written(name: string, message: Message): BinaryWriter {
  const writer = new BinaryWriter()
  for (const [field, [number, kind]] of Object.entries(fieldsOf(name))) {
    const content = message[field]
    if (content === undefined) continue
    if (kind === 'map') writeMap(writer, number, content as Readonly<Record<string, string>>)
    else if (isRepeated(kind))
      for (const item of content as readonly unknown[])
        write(writer, number, { kind: itemOf(kind), of: item })
    else write(writer, number, { kind, of: content })
  }
  return writer
}

function write(writer: BinaryWriter, number: number, { kind, of }: { kind: string; of: unknown }): void {
  const scalar = scalars.get(kind)
  writer.tag(number, scalar?.wire ?? WireType.LengthDelimited)
  if (scalar !== undefined) scalar.write(writer, of)
  else writer.bytes(encode(kind as MessageName, of as Message))
}

function writeMap(writer: BinaryWriter, number: number, map: Readonly<Record<string, string>>): void {
  for (const [key, value] of Object.entries(map))
    writer.tag(number, WireType.LengthDelimited).fork().tag(1, 2).string(key).tag(2, 2).string(value).join()
}

function read(name: string, reader: BinaryReader, end: number): Readonly<Record<string, unknown>> {
  const fields = Object.entries(fieldsOf(name))
  const message: Record<string, unknown> = {}
  while (reader.pos < end) {
    const [number, wire] = reader.tag()
    const [field, [, kind]] = fields.find(([, [candidate]]) => candidate === number) ?? [undefined, []]
    if (field === undefined || kind === undefined) reader.skip(wire, number)
    else if (kind === 'map') message[field] = { ...(message[field] as object), ...readEntry(reader) }
    else if (isRepeated(kind))
      message[field] = [...((message[field] as unknown[] | undefined) ?? []), readItem(itemOf(kind), reader)]
    else message[field] = readItem(kind, reader)
  }
  return message
}

function readItem(kind: string, reader: BinaryReader): unknown {
  const scalar = scalars.get(kind)
  if (scalar !== undefined) return scalar.read(reader)
  const length = reader.uint32()
  return read(kind, reader, reader.pos + length)
}

function readEntry(reader: BinaryReader): Readonly<Record<string, string>> {
  const end = reader.uint32() + reader.pos
  const entry = { 1: '', 2: '' }
  while (reader.pos < end) {
    const [number, wire] = reader.tag()
    if (number === 1 || number === 2) entry[number] = reader.string()
    else reader.skip(wire, number)
  }
  return { [entry[1]]: entry[2] }
}

interface Scalar {
  readonly wire: WireType
  write(writer: BinaryWriter, of: unknown): void
  read(reader: BinaryReader): unknown
}

const scalars: ReadonlyMap<string, Scalar> = new Map<string, Scalar>([
  [
    'string',
    {
      wire: WireType.LengthDelimited,
      write: (writer, of) => writer.string(String(of)),
      read: reader => reader.string(),
    },
  ],
  [
    'bytes',
    {
      wire: WireType.LengthDelimited,
      write: (writer, of) => writer.bytes(of as Uint8Array),
      read: reader => reader.bytes(),
    },
  ],
  [
    'bool',
    {
      wire: WireType.Varint,
      write: (writer, of) => writer.bool(of === true),
      read: reader => reader.bool(),
    },
  ],
  [
    'int32',
    {
      wire: WireType.Varint,
      write: (writer, of) => writer.int32(Number(of)),
      read: reader => reader.int32(),
    },
  ],
  [
    'int64',
    {
      wire: WireType.Varint,
      write: (writer, of) => writer.int64(Number(of)),
      read: reader => Number(reader.int64()),
    },
  ],
  [
    'enum',
    {
      wire: WireType.Varint,
      write: (writer, of) => writer.int32(Number(of)),
      read: reader => reader.int32(),
    },
  ],
])

function fieldsOf(name: string): Fields {
  const fields: Readonly<Record<string, Fields>> = messages
  const own = fields[name]
  if (own === undefined) throw new RangeError(`There is no message ${name}.`)
  return own
}

function isRepeated(kind: string): boolean {
  return kind.startsWith('repeated ')
}

function itemOf(kind: string): string {
  return kind.slice('repeated '.length)
}
