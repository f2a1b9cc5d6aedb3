import { promisify } from 'node:util'
import { constants, gunzip } from 'node:zlib'
import type { ReadOptions } from '../../core/engine.ts'
import { unreadable } from '../../core/errors.ts'
import type { Database } from './database.ts'
import { firstBytes, type SourceFile, withoutPatterns } from './files.ts'
import { quoted } from './sql.ts'

/** The beginning of a text file, unpacked and in UTF-8, without a byte order mark. */
export interface Head {
  readonly bytes: Buffer
  /** Whether these are all bytes of the file. */
  readonly isWhole: boolean
  readonly encoding: NonNullable<ReadOptions['encoding']>
}

const headLength = 256 * 1024

/** @throws UserError when the file does not unpack, or is in UTF-16 without being said to be. */
export async function headOf(file: SourceFile, read: ReadOptions, database: Database): Promise<Head> {
  const bytes = await unpackedHead(file, database)
  const isWhole = file.compression === 'none' ? bytes.length === file.bytes : bytes.length < headLength
  const encoding = read.encoding ?? 'utf-8'
  const mark = byteOrderMark(bytes)
  if (encoding === 'utf-16') return { bytes: fromUtf16(bytes, mark), isWhole, encoding }
  if (mark.startsWith('utf-16'))
    throw unreadable(`${file.path} is in UTF-16, not in UTF-8.`, { hint: 'Say so with the encoding utf-16.' })
  if (encoding === 'latin-1') return { bytes: Buffer.from(bytes.toString('latin1')), isWhole, encoding }
  return { bytes: mark === 'utf-8' ? bytes.subarray(3) : bytes, isWhole, encoding }
}

async function unpackedHead(file: SourceFile, database: Database): Promise<Buffer> {
  if (file.compression === 'zstd') return zstdHead(file, database)
  const bytes = await firstBytes(file.absolute, headLength)
  return file.compression === 'gzip' ? gzipHead(bytes, file) : bytes
}

async function gzipHead(bytes: Buffer, file: SourceFile): Promise<Buffer> {
  try {
    // The end of what was read is not the end of the stream.
    const unpacked = await promisify(gunzip)(bytes, { finishFlush: constants.Z_SYNC_FLUSH })
    return unpacked.subarray(0, headLength)
  } catch (cause) {
    throw unreadable(`${file.path} is not a valid gzip file.`, {
      hint: 'It may be damaged; compress it again.',
      cause,
    })
  }
}

/** Node unpacks Zstandard from version 22 on; DuckDB does in every version, as lines of text. */
async function zstdHead(file: SourceFile, database: Database): Promise<Buffer> {
  try {
    const rows = await database.rows(
      `SELECT line FROM read_csv([${quoted(withoutPatterns(file.absolute))}], compression = 'zstd', auto_detect = false, header = false, columns = {'line': 'VARCHAR'}, delim = chr(31), quote = '', escape = '', comment = '', strict_mode = false) LIMIT 2000`,
    )
    return Buffer.from(rows.map(([line]) => `${line ?? ''}\n`).join(''))
  } catch (cause) {
    throw unreadable(`${file.path} is not a valid Zstandard file.`, {
      hint: 'It may be damaged; compress it again.',
      cause,
    })
  }
}

function byteOrderMark(bytes: Buffer): 'utf-8' | 'utf-16le' | 'utf-16be' | 'none' {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8'
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return 'none'
}

function fromUtf16(bytes: Buffer, mark: string): Buffer {
  return Buffer.from(new TextDecoder(mark === 'utf-16be' ? 'utf-16be' : 'utf-16le').decode(bytes))
}
