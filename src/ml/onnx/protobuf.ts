/** A field of a protocol buffer: its number, and the bytes of its tag and value. */
export type Field = Uint8Array

const utf8 = new TextEncoder()

/** @see https://protobuf.dev/programming-guides/encoding/ */
const wireTypes = { varint: 0, bytes: 2, float: 5 }

/** A whole number from 0 to 2⁵³ − 1, or a negative one from −2³¹. */
export function intField(number: number, value: number | bigint): Field {
  return concatenated([tag(number, wireTypes.varint), varint(BigInt(value))])
}

export function floatField(number: number, value: number): Field {
  return concatenated([tag(number, wireTypes.float), littleEndian(Float32Array.of(value))])
}

export function textField(number: number, text: string): Field {
  return bytesField(number, utf8.encode(text))
}

export function messageField(number: number, fields: readonly Field[]): Field {
  return bytesField(number, concatenated(fields))
}

/** Float32 or double numbers behind each other. */
export function numbersField(number: number, values: Float32Array | Float64Array): Field {
  return bytesField(number, littleEndian(values))
}

export function intsField(number: number, values: ArrayLike<number>): Field {
  return bytesField(number, concatenated(Array.from(values, value => varint(BigInt(value)))))
}

export function concatenated(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

function bytesField(number: number, bytes: Uint8Array): Field {
  return concatenated([tag(number, wireTypes.bytes), varint(BigInt(bytes.length)), bytes])
}

function tag(number: number, wireType: number): Uint8Array {
  return varint(BigInt((number << 3) | wireType))
}

/** Seven bits a byte, the lowest first; negative numbers as 64 bits of two's complement. */
function varint(value: bigint): Uint8Array {
  const bytes: number[] = []
  let rest = BigInt.asUintN(64, value)
  while (rest > 127n) {
    bytes.push(Number(rest & 127n) | 128)
    rest >>= 7n
  }
  bytes.push(Number(rest))
  return Uint8Array.from(bytes)
}

function littleEndian(values: Float32Array | Float64Array): Uint8Array {
  const bytes = new Uint8Array(values.byteLength)
  const view = new DataView(bytes.buffer)
  values.forEach((value, k) => {
    if (values instanceof Float32Array) view.setFloat32(4 * k, value, true)
    else view.setFloat64(8 * k, value, true)
  })
  return bytes
}
