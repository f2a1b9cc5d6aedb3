import { afterAll, beforeAll } from 'vitest'
import { type Cluster, type Settings, type SparkProcess, startSpark } from './sparkProcess.ts'

const python = process.env.MLCHECK_SPARK || undefined

/** Why no test can run against a Spark Connect server here, or `undefined` when they can. */
export const noSpark =
  python === undefined ? 'MLCHECK_SPARK does not name a Python that has pyspark 4 or newer' : undefined

/** A Spark Connect server for all tests of a file; nothing where there is no Spark. */
export function sparkServer(settings: Settings = {}, cluster: Cluster = {}) {
  let server: SparkProcess | undefined
  beforeAll(async () => {
    if (python !== undefined) server = await startSpark(python, settings, cluster)
  }, 240_000)
  afterAll(() => server?.stop())
  return {
    get port(): number {
      return running(server).port
    },
    get pid(): number {
      return running(server).pid
    },
  }
}

function running(server: SparkProcess | undefined): SparkProcess {
  if (server === undefined) throw new Error('The Spark Connect server is not running.')
  return server
}
