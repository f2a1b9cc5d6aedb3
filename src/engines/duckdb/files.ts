import { constants } from 'node:fs'
import { access, open, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Format } from '../../core/engine.ts'
import { unreadable } from '../../core/errors.ts'
import { formatList } from '../../core/format.ts'

type Compression = 'none' | 'gzip' | 'zstd'

/** A file that exists and can be read. */
export interface SourceFile {
  /** As the user gave it. */
  readonly path: string
  readonly absolute: string
  readonly bytes: number
  readonly compression: Compression
  /** What its first bytes say it is, if they do. */
  readonly magic?: Format
}

/** @throws UserError when there is no such file, it is a directory, is empty, or must not be read. */
export async function sourceFile(path: string): Promise<SourceFile> {
  const absolute = resolve(path)
  const found = await stat(absolute).catch(() => undefined)
  if (found === undefined)
    throw unreadable(`There is no file ${path}.`, {
      hint: 'Check the path; it is relative to the current folder.',
    })
  if (found.isDirectory())
    throw unreadable(`${path} is a directory.`, { hint: 'Name a file, or a pattern such as data/*.csv.' })
  await access(absolute, constants.R_OK).catch(cause => {
    throw unreadable(`${path} must not be read: permission denied.`, {
      hint: 'Change its permissions.',
      cause,
    })
  })
  if (found.size === 0)
    throw unreadable(`${path} is empty (0 bytes).`, { hint: 'A table needs at least a header line.' })
  const first = await firstBytes(absolute, 8)
  return { path, absolute, bytes: found.size, compression: compressionOf(first, path), magic: magicOf(first) }
}

/** The first bytes of a file, fewer when it is shorter. */
export async function firstBytes(path: string, length: number): Promise<Buffer> {
  const file = await open(path)
  try {
    const buffer = Buffer.alloc(length)
    const { bytesRead } = await file.read(buffer, 0, length, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

/** DuckDB takes `[`, `*` and `?` in a path for patterns; within brackets they stand for themselves. */
export function withoutPatterns(path: string): string {
  return path.replace(/[[*?]/g, '[$&]')
}

/** @throws UserError naming two files whose columns differ; their order does not matter. */
export function checkSameColumns(
  files: readonly { readonly file: SourceFile; readonly names: readonly string[] }[],
): void {
  const [first, ...others] = files
  if (first === undefined) return
  for (const { file, names } of others) {
    const extra = names.filter(name => !first.names.includes(name))
    const absent = first.names.filter(name => !names.includes(name))
    if (extra.length === 0 && absent.length === 0) continue
    const parts = [
      ...(absent.length > 0 ? [`${file.path} lacks ${formatList(absent)}`] : []),
      ...(extra.length > 0 ? [`${first.file.path} lacks ${formatList(extra)}`] : []),
    ]
    throw unreadable(`${first.file.path} and ${file.path} have different columns: ${parts.join(', and ')}.`, {
      hint: 'Files that are read together need the same columns.',
    })
  }
}

function compressionOf(first: Buffer, path: string): Compression {
  if (first[0] === 0x1f && first[1] === 0x8b) return 'gzip'
  if (first.length >= 4 && first.readUInt32LE(0) === 0xfd2fb528) return 'zstd'
  if (/\.(gz|zst)$/i.test(path))
    throw unreadable(`${path} is not compressed, although its name says so.`, {
      hint: `Rename it, or compress it with ${path.endsWith('gz') ? 'gzip' : 'zstd'}.`,
    })
  return 'none'
}

function magicOf(first: Buffer): Format | undefined {
  if (first.subarray(0, 4).toString('latin1') === 'PAR1') return 'parquet'
  if (first.subarray(0, 6).toString('latin1') === 'ARROW1') return 'arrow'
  return undefined
}
