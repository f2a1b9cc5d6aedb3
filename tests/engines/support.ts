import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import type { DatasetSource, Engine, EngineOptions, ReadOptions, Relation } from '../../src/core/engine.ts'
import { messageOf, UserError } from '../../src/core/errors.ts'
import type { Aggregate, AggregateAnswer } from '../../src/core/metric.ts'
import type { ColumnType } from '../../src/core/schema.ts'
import type { Value } from '../../src/core/value.ts'
import { engines } from '../../src/engines/index.ts'

export async function openEngine(options: EngineOptions = {}): Promise<Engine> {
  const load = engines.duckdb
  if (load === undefined) throw new Error('There is no engine duckdb.')
  return (await load())(options)
}

/** One engine and one temporary folder for all tests of a file. */
export function workbench() {
  let engine: Engine
  let folder: string
  let files = 0
  beforeAll(async () => {
    engine = await openEngine()
    folder = await mkdtemp(join(tmpdir(), 'mlcheck-test-'))
  })
  afterAll(async () => {
    await engine.close()
    await rm(folder, { recursive: true })
  })
  const path = (name: string) => join(folder, name)
  const open = (source: DatasetSource): Promise<Relation> => engine.open(source)
  const openFile = (file: string, read?: ReadOptions) =>
    open({ kind: 'files', label: 'data', paths: [file], read })
  return {
    path,
    open,
    openFile,
    memory: (
      columns: Readonly<Record<string, readonly Value[]>>,
      types?: Readonly<Record<string, ColumnType>>,
    ) => open({ kind: 'memory', label: 'data', columns, types }),
    /** Writes a file and opens it. */
    file: async (content: string | Uint8Array, { name, ...read }: ReadOptions & { name?: string } = {}) => {
      files += 1
      const own = path(name ?? `data${files}.csv`)
      await writeFile(own, content)
      return openFile(own, read)
    },
    /** The sentences of a refusal, with the temporary folder left out. */
    refusal: async (attempt: Promise<unknown>): Promise<string> => {
      const error = await attempt.then(
        () => new Error('It was accepted.'),
        (reason: unknown) => reason,
      )
      const text =
        error instanceof UserError
          ? `${error.message} (exit ${error.exitCode})\n${error.hint}`
          : messageOf(error)
      return text.replaceAll(`${folder}/`, '')
    },
  }
}

/** All rows of a small relation, in no particular order: its combinations of values with their counts. */
export async function rowsOf(relation: Relation): Promise<readonly (readonly Value[])[]> {
  const request = {
    selection: { where: { literal: true } },
    columns: relation.schema.columns.map(column => column.name),
    valueLimit: 1000,
    lineLimit: 1000,
  }
  const { values } = await relation.failing(request)
  return values
    .flatMap(entry => entry.positions.map(position => ({ position, values: entry.values })))
    .sort((a, b) => a.position - b.position)
    .map(entry => entry.values)
}

export function typesOf(relation: Relation): Readonly<Record<string, ColumnType>> {
  return Object.fromEntries(relation.schema.columns.map(({ name, type }) => [name, type]))
}

/** The answers to aggregates that all have one. */
export async function aggregate(
  relation: Relation,
  aggregates: readonly Aggregate[],
): Promise<readonly AggregateAnswer[]> {
  const settled = await relation.aggregate(aggregates)
  return settled.map(result => {
    if (result.status === 'rejected') throw result.reason
    return result.value
  })
}
