import { basename } from 'node:path'
import type { DatasetSource, Engine, ReadOptions, Relation } from '../core/engine.ts'
import { plural } from '../core/format.ts'
import type { Cleanups, Io } from './io.ts'
import type { Progress } from './progress.ts'
import { resolveDataset } from './resolve.ts'

/** What reading needs. */
export interface InitContext {
  readonly engine: Engine
  readonly progress: Progress
  readonly io: Io
  readonly cleanups: Cleanups
  readonly read: ReadOptions
}

type FileSource = Extract<DatasetSource, { kind: 'files' }>

/** The data of the command line: several files are one dataset. */
export async function openInput(files: readonly string[], context: InitContext): Promise<Relation> {
  const sources = await sourcesOf(files, context)
  const [first] = sources
  if (first === undefined) throw new Error('There is no file to open.')
  if (sources.length === 1) return context.engine.open(first)
  const paths = sources.flatMap(source => source.paths)
  return context.engine.open({
    kind: 'files',
    label: plural(paths.length, 'file'),
    paths,
    read: context.read,
  })
}

/** The batches that are to be replayed: the older ones, and the files of the data where it has several. */
export async function openBatches(
  data: Relation,
  holdout: readonly string[],
  context: InitContext,
): Promise<readonly Relation[]> {
  const sources = await sourcesOf(holdout, context)
  const own = data.info.files.length > 1 ? data.info.files : []
  const batches: Relation[] = []
  for (const path of [...sources.flatMap(source => source.paths), ...own])
    batches.push(
      await context.engine.open({ kind: 'files', label: basename(path), paths: [path], read: context.read }),
    )
  return batches
}

/** The middle of some counts, the lower one of two. */
export function median(counts: readonly number[]): number {
  return [...counts].sort((a, b) => a - b)[Math.floor((counts.length - 1) / 2)] ?? 0
}

async function sourcesOf(
  references: readonly string[],
  { io, cleanups, progress, read }: InitContext,
): Promise<readonly FileSource[]> {
  const sources: FileSource[] = []
  for (const reference of references) {
    progress.phase(`reading ${reference}`)
    const source = await resolveDataset(reference, { read }, io, cleanups)
    if (source.kind === 'files') sources.push(source)
  }
  return sources
}
