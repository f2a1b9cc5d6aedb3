import type { Format } from './engine.ts'

/** The format that the name of a file tells, compressed or not; nothing where it tells none. */
export function formatOfName(path: string): Format | undefined {
  const [, extension = ''] = /\.([a-z]+)(?:\.gz|\.zst)?$/i.exec(path) ?? []
  return formatsByExtension[extension.toLowerCase()]
}

const formatsByExtension: Readonly<Record<string, Format>> = {
  csv: 'csv',
  tsv: 'tsv',
  tab: 'tsv',
  parquet: 'parquet',
  pq: 'parquet',
  arrow: 'arrow',
  feather: 'arrow',
  ipc: 'arrow',
  ndjson: 'ndjson',
  jsonl: 'ndjson',
  json: 'json',
}
