import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { onTestFinished } from 'vitest'

/** A server on a free port of this machine, until the test ends. */
export async function serve(
  listener: RequestListener,
): Promise<{ readonly origin: string; readonly close: () => Promise<void> }> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const close = async () => {
    server.closeAllConnections()
    server.close()
    if (server.listening) await once(server, 'close')
  }
  onTestFinished(close)
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close }
}

/** What `serveFile` serves, to be changed by the test. */
interface Served {
  content: string
  etag?: string
  modified?: string
  /** Whether HEAD is answered with 405. */
  refusesHead?: boolean
  /** Whether the size is not told. */
  isChunked?: boolean
  status?: number
  /** The `Authorization` that is asked for. */
  authorization?: string
  /** Whether all is sent compressed, though nobody asked for it. */
  isCompressed?: boolean
  /** Whether `If-Range` is not looked at. */
  ignoresIfRange?: boolean
  /** Of so many bytes the next answer breaks off. */
  cutAfter?: number | undefined
}

/** Serves one file under every path, with ranges; `requests` are what was asked, such as `GET bytes=3-`. */
export async function serveFile(served: Served) {
  const requests: string[] = []
  const { origin, close } = await serve((request, response) => {
    const { method = '', headers } = request
    requests.push([method, headers.range].filter(Boolean).join(' '))
    if (request.url === '/moved.csv') return void response.writeHead(302, { location: '/x.csv' }).end()
    if (served.authorization && headers.authorization !== served.authorization)
      return void response.writeHead(401).end()
    if (method === 'HEAD' && served.refusesHead) return void response.writeHead(405).end()
    if (served.status) return void response.writeHead(served.status).end()
    const whole = served.isCompressed ? gzipSync(served.content, { level: 0 }) : Buffer.from(served.content)
    const from = Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1] ?? 0)
    const isSame = served.ignoresIfRange || headers['if-range'] === (served.etag ?? served.modified)
    if (from > whole.length && isSame) return void response.writeHead(416).end()
    const isPart = from > 0 && isSame
    const body = isPart ? whole.subarray(from) : whole
    response.statusCode = isPart ? 206 : 200
    if (isPart) response.setHeader('content-range', `bytes ${from}-${whole.length - 1}/${whole.length}`)
    if (served.etag) response.setHeader('etag', served.etag)
    if (served.modified) response.setHeader('last-modified', served.modified)
    if (served.isCompressed) response.setHeader('content-encoding', 'gzip')
    if (!served.isChunked) response.setHeader('content-length', body.length)
    if (method === 'HEAD') return void response.end()
    const { cutAfter } = served
    if (cutAfter === undefined) return void response.end(body)
    served.cutAfter = undefined
    response.write(body.subarray(0, cutAfter), () => setImmediate(() => response.destroy()))
  })
  return { origin, close, requests, url: `${origin}/data.csv` }
}
