import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll } from 'vitest'

const python = process.env.MLCHECK_SPARK || undefined

/** Why no test can run against a Spark Connect server here, or `undefined` when they can. */
export const noSpark =
  python === undefined ? 'MLCHECK_SPARK does not name a Python that has pyspark 4 or newer' : undefined

/** Further settings of the server, such as `spark.connect.authenticate.token`. */
type Settings = Readonly<Record<string, string>>

/** A Spark Connect server for all tests of a file; nothing where there is no Spark. */
export function sparkServer(settings: Settings = {}) {
  let server: Server | undefined
  beforeAll(async () => {
    if (python !== undefined) server = await start(python, settings)
  }, 240_000)
  afterAll(() => server?.stop())
  return {
    get port(): number {
      if (server === undefined) throw new Error('The Spark Connect server is not running.')
      return server.port
    },
  }
}

interface Server {
  readonly port: number
  stop(): Promise<void>
}

async function start(python: string, settings: Settings): Promise<Server> {
  const home = runPython(python, 'import os, pyspark; print(os.path.dirname(pyspark.__file__))').trim()
  const folder = mkdtempSync(join(tmpdir(), 'mlcheck-spark-'))
  const port = await freePort()
  const all: Settings = {
    'spark.connect.grpc.binding.address': '127.0.0.1',
    'spark.connect.grpc.binding.port': String(port),
    'spark.ui.enabled': 'false',
    'spark.sql.shuffle.partitions': '2',
    'spark.sql.catalogImplementation': 'in-memory',
    'spark.sql.warehouse.dir': join(folder, 'warehouse'),
    'spark.local.dir': folder,
    ...settings,
  }
  const options = Object.entries(all).flatMap(([key, value]) => ['--conf', `${key}=${value}`])
  const server = spawn(
    join(home, 'bin', 'spark-submit'),
    [
      ...['--master', 'local[1]', '--driver-memory', '1g', ...options],
      ...['--class', 'org.apache.spark.sql.connect.service.SparkConnectServer'],
    ],
    {
      cwd: folder,
      env: { ...process.env, SPARK_HOME: home, SPARK_LOCAL_IP: '127.0.0.1', SPARK_CONNECT_MODE: '0' },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  )
  await started(server)
  return {
    port,
    stop: async () => {
      await stopped(server)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** What a Python program writes; it is run with pyspark at hand. */
export function runPython(python: string, program: string): string {
  return execFileSync(python, ['-c', program], { encoding: 'utf8' })
}

/** spark-submit becomes the server's Java process, which tells on its standard error that it listens. */
async function started(server: ChildProcess): Promise<void> {
  const said: string[] = []
  if (server.stderr === null) throw new Error('Spark has no standard error.')
  for await (const line of createInterface(server.stderr)) {
    said.push(line)
    if (line.includes('Spark Connect server started at')) {
      server.stderr.resume()
      return
    }
  }
  throw new Error(`Spark did not start:\n${said.slice(-20).join('\n')}`)
}

async function stopped(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return
  const exited = once(server, 'exit')
  server.kill('SIGKILL')
  await exited
}

/** A port that nobody listens on at the moment. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  if (address === null || typeof address === 'string') throw new Error('There is no port.')
  return address.port
}
