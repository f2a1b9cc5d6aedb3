import { createReadStream } from 'node:fs'
import { createGunzip } from 'node:zlib'
import type { ReadOptions } from '../../core/engine.ts'
import { unreadable } from '../../core/errors.ts'
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
  const bytes = file.compression === 'gzip' ? unpacked(file) : rawChunks(file)
  return encoding === 'utf-8' ? withoutMark(bytes) : recoded(bytes, encoding)
}

async function* unpacked(file: SourceFile): AsyncIterable<Buffer> {
  const gunzip = createGunzip({ chunkSize: chunkLength })
  const raw = createReadStream(file.absolute, { highWaterMark: chunkLength })
  raw.on('error', error => gunzip.destroy(error))
  try {
    yield* raw.pipe(gunzip)
  } catch (cause) {
    throw damagedArchive(file, cause)
  } finally {
    raw.destroy()
  }
}

/** DuckDB reads a gzip file as far as it goes, without a word about its missing end. */
export function damagedArchive(file: SourceFile, cause: unknown): Error {
  return unreadable(`${file.path} is damaged: it does not unpack to its end.`, {
    hint: 'Compress the original again.',
    cause,
  })
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
