import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'

/** Further settings of a server, such as `spark.connect.authenticate.token`. */
export type Settings = Readonly<Record<string, string>>

/** Where the work of a server is done. */
export interface Cluster {
  /** `local[1]` is a thread of the server, `local-cluster[2,1,1024]` two processes with a core and 1024 MB each. */
  readonly master?: string
  /** Of the server itself. */
  readonly memory?: string
}

/** A Spark Connect server of its own. */
export interface SparkProcess {
  readonly port: number
  /** Of the Java process. */
  readonly pid: number
  stop(): Promise<void>
}

/** Starts a server, with a Python that has pyspark. */
export async function startSpark(
  python: string,
  settings: Settings = {},
  { master = 'local[1]', memory = '1g' }: Cluster = {},
): Promise<SparkProcess> {
  const home = (
    await runPython(python, 'import os, pyspark; print(os.path.dirname(pyspark.__file__))')
  ).trim()
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
      ...['--master', master, '--driver-memory', memory, ...options],
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
    pid: server.pid ?? 0,
    stop: async () => {
      await stopped(server)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** What a Python program writes; it is run with pyspark at hand. */
export async function runPython(python: string, program: string): Promise<string> {
  const { stdout } = await promisify(execFile)(python, ['-c', program], { encoding: 'utf8' })
  return stdout
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
