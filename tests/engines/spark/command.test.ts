import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer } from 'node:tls'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Result } from '../../../src/core/result.ts'
import { SparkSession } from '../../../src/engines/spark/session.ts'
import { runCli } from '../../support/cli.ts'
import { oracleFile } from '../../support/oracle.ts'
import { noSpark, sparkServer } from '../../support/spark.ts'

const token = 'a token; of its own'
const server = sparkServer({ 'spark.connect.authenticate.token': token })
const title = noSpark ? `the command on Spark (skipped: ${noSpark})` : 'the command on Spark'

let folder: string
let proxy: ReturnType<typeof createServer> | undefined
let securePort = 0

const numbers = Array.from({ length: 300 }, (_, row) => row)
const files = {
  'reference.csv': ['price,genre', ...numbers.map(n => `${n},${n % 3 === 0 ? 'pop' : 'rock'}`)],
  'sample.csv': ['price,genre', ...numbers.map(n => `${2 * n},${n % 3 === 0 ? 'pop' : 'Rock'}`)],
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mlcheck-spark-command-'))
  for (const [name, lines] of Object.entries(files))
    writeFileSync(join(folder, name), `${lines.join('\n')}\n`)
  if (noSpark === undefined) securePort = await startProxy()
}, 300_000)
afterAll(() => {
  proxy?.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Ends TLS before the server, as the proxy of a cluster does. Its certificate is for localhost. */
async function startProxy(): Promise<number> {
  const [key, certificate] = ['key.pem', 'certificate.pem'].map(name => join(folder, name)) as [
    string,
    string,
  ]
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost']
  execFileSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-keyout',
      key,
      '-out',
      certificate,
      '-days',
      '2',
      ...subject,
    ],
    { stdio: 'ignore' },
  )
  proxy = createServer(
    { key: readFileSync(key), cert: readFileSync(certificate), ALPNProtocols: ['h2'] },
    socket => {
      const inner = connect(server.port, '127.0.0.1')
      for (const end of [socket, inner]) end.on('error', () => {})
      socket.pipe(inner).pipe(socket)
    },
  ).listen(0, 'localhost')
  await once(proxy, 'listening')
  const address = proxy.address()
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port.')
  return address.port
}

const data = ['--reference', 'reference.csv', '--sample', 'sample.csv', '--no-history', '--no-report']
const encoded = encodeURIComponent(token)
const realData = oracleFile('data')

function run(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  return runCli(args, {
    cwd: folder,
    env: { GRPC_DEFAULT_SSL_ROOTS_FILE_PATH: join(folder, 'certificate.pem'), ...env },
  })
}

describe.skipIf(noSpark !== undefined)(title, () => {
  test('the outcomes are those of DuckDB, over an encrypted connection', async () => {
    const remote = `sc://localhost:${securePort}/;use_ssl=true;token=${encoded}`
    const onSpark = await run([...data, '--json', '--engine', 'spark'], { MLCHECK_REMOTE: remote })
    const onDuckDb = await run([...data, '--json'])
    expect([onSpark.code, onDuckDb.code]).toEqual([1, 1])
    const [found, wanted] = [onSpark, onDuckDb].map(({ stdout }): Result => JSON.parse(stdout))
    const told = (result: Result | undefined) =>
      result?.outcomes.map(({ id, status, found }) => [id, status, found])
    expect(told(found)).toEqual(told(wanted))
    expect(found?.run.engine).toBe('spark')
    expect(onSpark.stdout + onSpark.stderr).not.toContain(encoded)
  }, 240_000)

  test.skipIf(!realData)(
    `real trips and rentals have the outcomes that DuckDB gives them${realData ? '' : ' (skipped: MLCHECK_ORACLE has no data)'}`,
    async () => {
      const rentals: string[][] = parse(readFileSync(join(realData ?? '', 'nyc_rentals_sample1.csv')))
      const [head = [], ...rows] = rentals
      for (const half of [0, 1]) {
        const lines = [head, ...rows.filter((_, row) => row % 2 === half)].map(cells =>
          cells.map(cell => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(','),
        )
        writeFileSync(join(folder, `rentals${half}.csv`), `${lines.join('\n')}\n`)
      }
      const trips = (month: string) => join(realData ?? '', 'taxi', `yellow_tripdata_${month}.csv`)
      const pairs = [
        [trips('2019-01'), trips('2020-04')],
        ['rentals0.csv', 'rentals1.csv'],
      ] as const
      const remote = `sc://localhost:${server.port}/;use_ssl=false;token=${encoded}`
      for (const [reference, sample] of pairs) {
        const args = ['--reference', reference, '--sample', sample, '--no-history', '--no-report', '--json']
        const onSpark = await run([...args, '--engine', 'spark', '--remote', remote, '--quiet'])
        const onDuckDb = await run(args)
        expect(onSpark.code).toBe(onDuckDb.code)
        const [found, wanted] = [onSpark, onDuckDb].map(({ stdout }): Result => JSON.parse(stdout))
        expect(found?.outcomes.length).toBeGreaterThan(50)
        // Of columns with many values, p is that of values which hardly repeat.
        const told = (result: Result | undefined) =>
          result?.outcomes.map(({ id, status, found }) => [id, status, found.replace(/p 0\.\d+/, 'p')])
        expect(told(found)).toEqual(told(wanted))
      }
    },
    600_000,
  )

  test('a token that is wrong, and a server that speaks no TLS, are told apart', async () => {
    const remotes = [
      `sc://localhost:${securePort}/;use_ssl=true;token=wrong`,
      `sc://localhost:${server.port}/;token=${encoded}`,
    ]
    const said = []
    for (const remote of remotes) {
      const { code, stderr } = await run([...data, '--engine', 'spark', '--remote', remote, '--quiet'])
      said.push([code, stderr.replace(/\d{4,}/g, 'PORT')])
    }
    expect(said).toMatchInlineSnapshot(`
      [
        [
          3,
          "error: Spark at localhost:PORT does not accept the token.
      hint:  Write it into the connection string as token=….
      ",
        ],
        [
          3,
          "error: There is no Spark Connect server at localhost:PORT.
      hint:  It may not be running, or speak without encryption: then add use_ssl=false.
      ",
        ],
      ]
    `)
  }, 240_000)

  test('Ctrl-C ends a run whose query would take hours', async () => {
    const remote = `sc://localhost:${server.port}/;use_ssl=false;token=${encoded}`
    const session = await SparkSession.connect(remote)
    await session.rows(
      'CREATE VIEW endless AS SELECT id AS price FROM range(0, 1000000000000, 1, 8) WHERE xxhash64(id) <> 0',
    )
    const table = ['--reference', 'table:endless', '--sample', 'table:endless', '--no-history', '--no-report']
    const { code } = await runCli([...table, '--engine', 'spark', '--remote', remote], {
      cwd: folder,
      onStart: signal => setTimeout(() => signal('SIGINT'), 5000),
    })
    expect(code).toBe(130)
    // The server is free again.
    expect(await session.rows('SELECT 1')).toEqual([[1]])
    await session.close()
  }, 240_000)
})
