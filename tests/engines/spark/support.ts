import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect } from 'vitest'
import type { DatasetSource, Engine, Relation } from '../../../src/core/engine.ts'
import { messageOf } from '../../../src/core/errors.ts'
import type { Aggregate, AggregateAnswer } from '../../../src/core/metric.ts'
import { openSpark } from '../../../src/engines/spark/index.ts'
import { noSpark, sparkServer } from '../../support/spark.ts'
import { openEngine } from '../support.ts'

interface Both {
  readonly onSpark: Relation
  readonly onDuckDb: Relation
}

/** A Spark server, both engines and a temporary folder for all tests of a suite. */
export function bothEngines() {
  const server = sparkServer()
  let engines: { readonly spark: Engine; readonly duckDb: Engine } | undefined
  let folder = ''
  beforeAll(async () => {
    if (noSpark !== undefined) return
    const spark = await openSpark({ remote: `sc://127.0.0.1:${server.port}` })
    engines = { spark, duckDb: await openEngine() }
    folder = mkdtempSync(join(tmpdir(), 'mlcheck-test-'))
  })
  afterAll(async () => {
    await engines?.spark.close()
    await engines?.duckDb.close()
    if (folder) rmSync(folder, { recursive: true })
  })
  const opened = () => {
    if (engines === undefined) throw new Error('The engines are not open.')
    return engines
  }
  return {
    path: (name: string) => join(folder, name),
    openSpark: (source: DatasetSource) => opened().spark.open(source),
    openDuckDb: (source: DatasetSource) => opened().duckDb.open(source),
    /** The same data on both. */
    openBoth: async (source: DatasetSource): Promise<Both> => ({
      onSpark: await opened().spark.open(source),
      onDuckDb: await opened().duckDb.open(source),
    }),
    remote: () => `sc://127.0.0.1:${server.port}`,
  }
}

/** Fails unless both answer the same, numbers but for a relative difference of 1e-9. */
export async function expectSameAggregates(
  { onSpark, onDuckDb }: Both,
  aggregates: readonly Aggregate[],
): Promise<void> {
  const [found, wanted] = [await settled(onSpark, aggregates), await settled(onDuckDb, aggregates)]
  for (const [index, aggregate] of aggregates.entries()) {
    const about = JSON.stringify(aggregate, (_, part) => (typeof part === 'bigint' ? `${part}n` : part))
    if (!isClose(found[index], wanted[index]))
      expect({ about, found: found[index] }).toEqual({ about, found: wanted[index] })
  }
}

async function settled(relation: Relation, aggregates: readonly Aggregate[]): Promise<readonly unknown[]> {
  const answers = await relation.aggregate(aggregates)
  return answers.map(answer =>
    answer.status === 'fulfilled' ? shown(answer.value) : messageOf(answer.reason),
  )
}

function shown(answer: AggregateAnswer): unknown {
  return answer instanceof Date ? answer.toISOString() : answer
}

/** Sums of numbers depend on their order. */
function isClose(found: unknown, wanted: unknown): boolean {
  const [left, right] = [found, wanted].map(of => (Array.isArray(of) ? of : [of]))
  return (left ?? []).every((one, index) => {
    const other = right?.[index]
    if (typeof one !== 'number' || typeof other !== 'number') return Object.is(one, other)
    return Object.is(one, other) || Math.abs(one - other) <= 1e-9 * Math.abs(other)
  })
}
