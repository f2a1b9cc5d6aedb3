import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import type { SourceFile } from './files.ts'
import { textChunks } from './text-stream.ts'

/** The lines of some rows of a file with one object a line; lines without text are no rows. */
export async function ndjsonLines(file: SourceFile, wanted: readonly number[]): Promise<readonly number[]> {
  const found: number[] = []
  let [line, row, hasText] = [1, 0, false]
  for await (const chunk of textChunks(file, 'utf-8') ?? []) {
    for (const byte of chunk) {
      if (byte > 32 && !hasText) {
        hasText = true
        if (row === wanted[found.length]) found.push(line)
        row += 1
      }
      if (byte === 10) {
        line += 1
        hasText = false
      }
    }
    if (found.length === wanted.length) break
  }
  return found
}

/** The first line that is not JSON. DuckDB itself names the line that it has begun to read by then. */
export async function firstBadLine(file: SourceFile): Promise<number | undefined> {
  const input = Readable.from(textChunks(file, 'utf-8') ?? [], { objectMode: false })
  let line = 0
  for await (const text of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    line += 1
    if (text.trim() !== '' && !isJson(text)) return line
  }
  return undefined
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
