import type { DatasetSource, Engine, Format, OpenEngine } from '../../core/engine.ts'
import { formatOfName } from '../../core/formatOfName.ts'
import { openCsv } from './csv.ts'
import { Database } from './database.ts'
import type { Dataset } from './dataset.ts'
import { type SourceFile, sourceFile } from './files.ts'
import type { FileSource } from './info.ts'
import { openJson } from './json.ts'
import { openMemory } from './memory.ts'
import { openParquet } from './parquet.ts'
import { DuckDbRelation } from './relation.ts'

/** The default engine: DuckDB in this process, in memory, spilling to a temporary folder. */
export const openDuckDb: OpenEngine = async options => {
  const database = await Database.open(options)
  const engine: Engine = {
    name: 'duckdb',
    open: async source => new DuckDbRelation(database, await datasetOf(source, database)),
    close: () => database.close(),
  }
  return engine
}

async function datasetOf(source: DatasetSource, database: Database): Promise<Dataset> {
  if (source.kind === 'memory') return openMemory(source, database)
  const files: SourceFile[] = []
  for (const path of source.paths) files.push(await sourceFile(path))
  await database.prepareFor(files.reduce((sum, file) => sum + file.bytes, 0))
  const format = source.read?.format ?? formatOf(files)
  return readers[format]({ ...source, read: { ...source.read, format } }, files, database)
}

type Reader = (source: FileSource, files: readonly SourceFile[], database: Database) => Promise<Dataset>

const readers: Readonly<Record<Format, Reader>> = {
  csv: openCsv,
  tsv: openCsv,
  parquet: openParquet,
  arrow: async (...args) => (await import('./arrow.ts')).openArrow(...args),
  ndjson: openJson,
  json: openJson,
}

function formatOf([first]: readonly SourceFile[]): Format {
  return first?.magic ?? formatOfName(first?.path ?? '') ?? 'csv'
}
