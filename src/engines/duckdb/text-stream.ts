import { createReadStream } from 'node:fs'
import { createGunzip } from 'node:zlib'
import type { ReadOptions } from '../../core/engine.ts'
import type { SourceFile } from './files.ts'

const chunkLength = 1024 * 1024

/** The bytes of a file as they are, chunk by chunk. */
export function rawChunks(file: SourceFile): AsyncIterable<Buffer> {
  return createReadStream(file.absolute, { highWaterMark: chunkLength })
}

/** The bytes of a text file unpacked and in UTF-8, without a byte order mark; `undefined` where Node cannot unpack it. */
export function textChunks(
  file: SourceFile,
  encoding: NonNullable<ReadOptions['encoding']>,
): AsyncIterable<Buffer> | undefined {
  if (file.compression === 'zstd') return undefined
  const raw = createReadStream(file.absolute, { highWaterMark: chunkLength })
  const bytes = file.compression === 'gzip' ? raw.pipe(createGunzip({ chunkSize: chunkLength })) : raw
  return encoding === 'utf-8' ? withoutMark(bytes) : recoded(bytes, encoding)
}

async function* withoutMark(chunks: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  let isFirst = true
  for await (const chunk of chunks) {
    const hasMark = isFirst && chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf
    isFirst = false
    yield hasMark ? chunk.subarray(3) : chunk
  }
}

async function* recoded(
  chunks: AsyncIterable<Buffer>,
  encoding: 'latin-1' | 'utf-16',
): AsyncIterable<Buffer> {
  if (encoding === 'latin-1') {
    for await (const chunk of chunks) yield Buffer.from(chunk.toString('latin1'))
    return
  }
  const decoder = new TextDecoder('utf-16le')
  for await (const chunk of chunks) yield Buffer.from(decoder.decode(chunk, { stream: true }))
}
