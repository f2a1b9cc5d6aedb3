import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { once } from 'node:events'
import { afterEach, describe, expect, onTestFinished, test } from 'vitest'
import type { EngineOptions } from '../../../src/core/engine.ts'
import { messageOf, UserError } from '../../../src/core/errors.ts'
import { SparkSession } from '../../../src/engines/spark/session.ts'
import { noSpark, sparkServer } from '../../support/spark.ts'
import { freePort } from '../../support/sparkProcess.ts'

const token = 'open sesame'
const server = sparkServer({
  'spark.connect.authenticate.token': token,
  // A stream ends after each answer, to be taken up again.
  'spark.connect.execute.reattachable.senderMaxStreamSize': '1k',
  // A few rows in a batch, so that results have many.
  'spark.sql.execution.arrow.maxRecordsPerBatch': '100',
})

const open: SparkSession[] = []
afterEach(async () => {
  for (const session of open.splice(0)) await session.close()
})

interface SessionOptions extends EngineOptions {
  readonly port?: number
  /** Further parameters of the connection string. */
  readonly parameters?: string
}

async function session(options: SessionOptions = {}): Promise<SparkSession> {
  const { port = server.port, parameters = '', ...rest } = options
  const text = `sc://127.0.0.1:${port}/;token=${encodeURIComponent(token)};use_ssl=false${parameters}`
  const opened = await SparkSession.connect(text, rest)
  open.push(opened)
  return opened
}

test('nobody at the address is exit code 3', async () => {
  const port = await freePort()
  const text = await failure(SparkSession.connect(`sc://127.0.0.1:${port}/;token=t;use_ssl=false`))
  expect(text.replaceAll(String(port), 'PORT')).toMatchInlineSnapshot(`
    "There is no Spark Connect server at 127.0.0.1:PORT. (exit 3)
    It may not be running, or want encryption: then add use_ssl=true."
  `)
})

const title = noSpark ? `a Spark session (skipped: ${noSpark})` : 'a Spark session'

describe.skipIf(noSpark !== undefined)(title, () => {
  test('cells of every type arrive as values', async () => {
    const { rows } = await opened()
    const query = `SELECT * FROM VALUES
    (1, 9007199254740993, 2.5BD, CAST(-12345678901234567890 AS DECIMAL(38, 0)), double('NaN'), -0e0, float(0.5), true, 'é🎵',
      date '1969-12-31', timestamp '9999-12-31 23:59:59.999999', timestamp_ntz '1969-12-31 23:59:59.9999', X'00ff',
      array(1, null), array(array(timestamp '2024-02-29 00:00:00')), named_struct('a', 1), map('k', 'v')),
    (null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null)`
    expect(await rows(query)).toEqual([
      [
        ...[1, 9007199254740993n, 2.5, -12345678901234567890n, Number.NaN, 0, 0.5, true, 'é🎵'],
        ...[
          new Date('1969-12-31'),
          new Date('9999-12-31T23:59:59.999Z'),
          new Date('1969-12-31T23:59:59.999Z'),
        ],
        ...['00ff', [1, null], [[new Date('2024-02-29')]], '{"a": 1}', '{"k": "v"}'],
      ],
      Array.from({ length: 17 }, () => null),
    ])
  })

  test('an empty result has no rows', async () => {
    const { rows } = await opened()
    expect(await rows('SELECT 1 WHERE false')).toEqual([])
  })

  test('a result of many streams is whole and in order', async () => {
    const { rows } = await opened()
    const numbers = await rows('SELECT id, repeat(CAST(id AS STRING), 50) FROM range(0, 2000) ORDER BY id')
    expect(numbers.map(([id]) => id)).toEqual(Array.from({ length: 2000 }, (_, id) => id))
  })

  test('a result is whole although the connection is cut off again and again', async () => {
    const proxy = await cuttingProxy(64_000)
    const { rows } = await opened({ port: proxy.port })
    const numbers = await rows('SELECT id, repeat(CAST(id AS STRING), 50) FROM range(0, 2000) ORDER BY id')
    expect(numbers.map(([id]) => id)).toEqual(Array.from({ length: 2000 }, (_, id) => id))
    expect(proxy.cuts).toBeGreaterThan(2)
  })

  test('queries mean the same whatever the server is set to', async () => {
    const { rows } = await opened()
    expect(await rows(`SELECT current_timezone(), '\${env:HOME}', try_divide(1, 0)`)).toEqual([
      // biome-ignore lint/suspicious/noTemplateCurlyInString: it is what Spark would fill in.
      ['UTC', '${env:HOME}', null],
    ])
    expect(await failure(rows(`SELECT CAST('x' AS INT)`))).toMatchInlineSnapshot(
      `"Spark could not answer: The value 'x' of the type "STRING" cannot be cast to "INT" because it is malformed. Correct the value as per the syntax, or change its target type. Use \`try_cast\` to tolerate malformed input and return NULL instead. (exit 2)"`,
    )
  })

  test('a schema names the types of columns, nested ones too', async () => {
    const spark = await session()
    const columns = await spark.schema({
      sql: { query: 'SELECT 1 AS `a``b`, 2.50BD AS d, array(1) AS l, named_struct("x", 1) AS s' },
    })
    expect(columns).toEqual([
      { name: 'a`b', type: { integer: {} } },
      { name: 'd', type: { decimal: { precision: 3, scale: 2 } } },
      { name: 'l', type: { array: {} } },
      { name: 's', type: { struct: { fields: [{ name: 'x', dataType: { integer: {} } }] } } },
    ])
  })

  test('a view is there until the session ends, and in no other', async () => {
    const one = await session()
    await one.createView('v', { sql: { query: 'SELECT 7 AS seven' } })
    expect(await one.rows('SELECT * FROM v')).toEqual([[7]])
    const other = await session()
    expect(await failure(other.rows('SELECT * FROM v'))).toMatchInlineSnapshot(
      `"Spark could not answer: The table or view \`v\` cannot be found. Verify the spelling and correctness of the schema and catalog. (exit 3)"`,
    )
  })

  test('what Spark refuses is told in one sentence', async () => {
    const { rows } = await opened()
    const long = `SELECT ${'x'.repeat(5000)} FROM range(1)`
    expect(await failure(rows('SELEC 1'))).toMatchInlineSnapshot(
      `"Spark could not answer: Syntax error at or near 'SELEC'. (exit 2)"`,
    )
    expect(await failure(rows('SELECT 1 / 0'))).toMatchInlineSnapshot(
      `"Spark could not answer: Division by zero. Use \`try_divide\` to tolerate divisor being 0 and return NULL instead. If necessary set "spark.sql.ansi.enabled" to "false" to bypass this error. (exit 2)"`,
    )
    expect((await failure(rows(long))).length).toBeGreaterThan(5000)
  })

  test('a wrong token, and none, are told apart', async () => {
    const at = `sc://127.0.0.1:${server.port}/;use_ssl=false`
    const refusals = [`${at};token=wrong`, at].map(text => failure(SparkSession.connect(text)))
    const texts = (await Promise.all(refusals)).map(text => text.replaceAll(String(server.port), 'PORT'))
    expect(texts.join('\n')).toMatchInlineSnapshot(`
    "Spark at 127.0.0.1:PORT does not accept the token. (exit 3)
    Write it into the connection string as token=….
    Spark at 127.0.0.1:PORT wants a token. (exit 3)
    Write it into the connection string as token=…."
  `)
  })

  test('an interrupt ends the query on the server, too', async () => {
    const controller = new AbortController()
    const interrupted = await session({ signal: controller.signal, progress: () => controller.abort() })
    const slow = interrupted.rows('SELECT count(*) FROM range(0, 1000000000000) WHERE hash(id) = 7')
    expect(await slow.catch((reason: unknown) => reason)).toBe(controller.signal.reason)
    // One core: another query would wait for the first for ever.
    const { rows } = await opened()
    expect(await rows('SELECT count(*) FROM range(0, 10)')).toEqual([[10]])
  })

  test('a session that the server has closed is told', async () => {
    const parameters = ';session_id=0f9ac2b1-0a1b-4c3d-8e5f-60718293a4b5'
    const [one, same] = [await session({ parameters }), await session({ parameters })]
    await one.close()
    const text = await failure(same.rows('SELECT 1'))
    expect(text.replaceAll(String(server.port), 'PORT')).toMatchInlineSnapshot(`
    "Spark at 127.0.0.1:PORT has restarted or closed the session, and what was open is gone. (exit 3)
    Run it again."
  `)
  })
})

async function opened(options: SessionOptions = {}) {
  const spark = await session(options)
  return { rows: (query: string) => spark.rows(query) }
}

async function failure(attempt: Promise<unknown>): Promise<string> {
  const error = await attempt.then(
    () => new Error('It was accepted.'),
    (reason: unknown) => reason,
  )
  if (!(error instanceof UserError)) return messageOf(error)
  return [`${error.message} (exit ${error.exitCode})`, error.hint].filter(Boolean).join('\n')
}

/** Passes bytes to and from the server and cuts a connection off after so many from the server. */
async function cuttingProxy(bytes: number) {
  let cuts = 0
  const sockets = new Set<Socket>()
  const proxy = createServer(client => {
    const upstream = connect(server.port, '127.0.0.1')
    let left = bytes
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => {
        client.destroy()
        upstream.destroy()
      })
    }
    client.pipe(upstream)
    upstream.on('data', chunk => {
      client.write(chunk.subarray(0, left))
      left -= chunk.length
      if (left > 0) return
      cuts += 1
      client.destroy()
    })
  }).listen(0, '127.0.0.1')
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    proxy.close()
  })
  await once(proxy, 'listening')
  return {
    port: (proxy.address() as AddressInfo).port,
    get cuts() {
      return cuts
    },
  }
}
