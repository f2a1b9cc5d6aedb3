import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { value } from '../../../src/core/expr.ts'
import type { Aggregate } from '../../../src/core/metric.ts'
import { ranks } from '../../../src/core/metric.ts'
import { openSpark } from '../../../src/engines/spark/index.ts'
import { SparkSession } from '../../../src/engines/spark/session.ts'
import { ksStatistic, tallySizes } from '../../../src/stats/index.ts'
import { noSpark, sparkServer } from '../../support/spark.ts'

const server = sparkServer({}, { master: 'local-cluster[2,1,1024]' })
const title = noSpark ? `(skipped: ${noSpark})` : 'on two processes'

/** Numbers that are the same each time, and take a while to make. */
const slowly = (rows: number, seed: number) =>
  `SELECT id, pmod(xxhash64(id, ${seed}L), 1000003) / 1000D AS x, CASE WHEN id % 7 = 0 THEN NULL ELSE id % 1000 END AS n FROM range(0, ${rows}, 1, 8)`

const aggregates: readonly Aggregate[] = [
  { name: 'rowCount' },
  { name: 'count', of: value('n') },
  { name: 'sum', of: value('n') },
  { name: 'distinctCount', of: value('x') },
  { name: 'min', of: value('x') },
  { name: 'max', of: value('x') },
]

test.skipIf(noSpark !== undefined)(
  `a query survives the end of one of its processes ${title}`,
  async () => {
    const remote = `sc://localhost:${server.port}`
    const session = await SparkSession.connect(remote)
    for (const [name, seed] of [
      ['sampled', 1],
      ['referred', 2],
    ] as const)
      for await (const _ of session.batches({
        sql: { query: `CREATE TABLE ${name} USING parquet AS ${slowly(400_000, seed)}` },
      }));
    const engine = await openSpark({ remote })
    const sample = await engine.open({ kind: 'files', label: 's', paths: ['table:sampled'] })
    const reference = await engine.open({ kind: 'files', label: 'r', paths: ['table:referred'] })
    const ask = async () => ({
      aggregates: await sample.aggregate(aggregates),
      tally: await sample.compare(ranks(value('x')), reference),
    })
    const wanted = await ask()
    const asked = ask()
    await pause(300)
    const executors = childrenOf(server.pid).filter(isExecutor)
    expect(executors).toHaveLength(2)
    process.kill(executors[0] ?? 0, 'SIGKILL')
    const found = await asked
    expect(found.aggregates).toEqual(wanted.aggregates)
    expect(ksStatistic(found.tally)).toEqual(ksStatistic(wanted.tally))
    expect(tallySizes(found.tally)).toEqual({ sample: 400_000, reference: 400_000 })
    await engine.close()
    await session.close()
  },
  600_000,
)

function isExecutor(pid: number): boolean {
  return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('CoarseGrainedExecutorBackend')
}

/** All processes below another one, however deep. */
function childrenOf(pid: number): readonly number[] {
  const parents = readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .flatMap(name => {
      try {
        const [, , , parent = ''] = readFileSync(`/proc/${name}/stat`, 'utf8')
          .replace(/\(.*\)/, '()')
          .split(' ')
        return [[Number(name), Number(parent)] as const]
      } catch {
        // It has ended in the meantime.
        return []
      }
    })
  const own = parents.filter(([, parent]) => parent === pid).map(([child]) => child)
  return own.flatMap(child => [child, ...childrenOf(child)])
}
