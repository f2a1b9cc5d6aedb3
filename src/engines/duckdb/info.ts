import { createHash } from 'node:crypto'
import type { DatasetInfo, DatasetSource, Format } from '../../core/engine.ts'
import type { SourceFile } from './files.ts'
import { rawChunks } from './text-stream.ts'

export type FileSource = Extract<DatasetSource, { kind: 'files' }>

interface Facts {
  readonly format: Format
  readonly rows: number
  readonly columns: number
  readonly remarks?: readonly string[]
  readonly digest?: string
}

/** What is known about a dataset of files. */
export function fileInfo(source: FileSource, files: readonly SourceFile[], facts: Facts): DatasetInfo {
  return {
    label: source.label,
    files: files.map(file => file.path),
    bytes: files.reduce((sum, file) => sum + file.bytes, 0),
    remarks: [],
    artifact: source.artifact,
    ...facts,
  }
}

/** Larger files are not digested: it would take longer than it is worth. */
export const largestDigested = 32_000_000

/** SHA-256 of the only file, hex; absent for several files and for large ones. */
export async function digestOf(files: readonly SourceFile[]): Promise<string | undefined> {
  const [file] = files
  if (file === undefined || files.length > 1 || file.bytes > largestDigested) return undefined
  const hash = createHash('sha256')
  for await (const chunk of rawChunks(file)) hash.update(chunk)
  return hash.digest('hex')
}
