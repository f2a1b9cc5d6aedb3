import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { Readable, Transform, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { withoutCredentials } from '../core/credentials.ts'
import { unreadable } from '../core/errors.ts'
import { isCompressed, reasonOf, requestOf } from '../core/request.ts'

interface State {
  /** `etag:…`, `modified:…` with the size, or `sha256:…`. */
  readonly digest: string
  /** Bytes. */
  readonly size?: number
}

/**
 * The state in which a URL is now: by its ETag, else by the time of its last change and its size, else by its bytes,
 * which are read for that.
 *
 * @throws UserError with exit code 3 when the server cannot be reached or answers with anything but success
 */
export async function stateOfUrl(url: string, signal: AbortSignal | undefined): Promise<State> {
  const told = toldBy(await headersOf(url, signal))
  if (told !== undefined) return told
  const { digest, size } = await read(
    url,
    await get(url, signal),
    new Writable({ write: (_, __, next) => next() }),
  )
  return { digest: `sha256:${digest}`, size }
}

/**
 * Fetches a URL into a file, and returns the state in which it was.
 *
 * @param known its state earlier, which says by what it is to be known
 * @throws UserError with exit code 3 when it cannot be fetched to its end
 */
export async function fetchReference(
  url: string,
  path: string,
  known: string,
  signal: AbortSignal | undefined,
): Promise<string> {
  const response = await get(url, signal)
  const etag = etagOf(response.headers)
  if (known.startsWith('etag:') && etag !== undefined && etag !== known) {
    await response.body?.cancel()
    return etag
  }
  const { digest, size } = await read(url, response, createWriteStream(path))
  if (known.startsWith('etag:') && etag !== undefined) return etag
  if (known.startsWith('modified:')) return modifiedOf(response.headers, size) ?? `sha256:${digest}`
  return `sha256:${digest}`
}

/** Of a HEAD request, or, where the server refuses that, of a GET request whose answer is not read. */
async function headersOf(url: string, signal: AbortSignal | undefined): Promise<Headers> {
  const head = await request(url, 'HEAD', signal)
  if (head.ok) return head.headers
  const response = await get(url, signal)
  await response.body?.cancel()
  return response.headers
}

async function get(url: string, signal: AbortSignal | undefined): Promise<Response> {
  const response = await request(url, 'GET', signal)
  if (response.ok) return response
  await response.body?.cancel()
  const answer = [withoutCredentials(url), 'answered', response.status, response.statusText]
  throw unreadable(`${answer.join(' ').trim()}.`)
}

function request(url: string, method: string, signal: AbortSignal | undefined): Promise<Response> {
  const { href, headers } = requestOf(url)
  return fetch(href, { method, headers, signal: signal ?? null }).catch((cause: unknown) => {
    throw unreadable(`${withoutCredentials(url)} could not be fetched: ${reasonOf(cause)}.`, { cause })
  })
}

async function read(
  url: string,
  { body }: Response,
  target: Writable,
): Promise<{ readonly digest: string; readonly size: number }> {
  const hash = createHash('sha256')
  let size = 0
  const counted = new Transform({
    transform(chunk: Buffer, _, next) {
      hash.update(chunk)
      size += chunk.length
      next(null, chunk)
    },
  })
  await pipeline(body ? Readable.fromWeb(body) : Readable.from([]), counted, target).catch(
    (cause: unknown) => {
      throw unreadable(`${withoutCredentials(url)} could not be fetched to its end: ${reasonOf(cause)}.`, {
        cause,
      })
    },
  )
  return { digest: hash.digest('hex'), size }
}

function toldBy(headers: Headers): State | undefined {
  const length = isCompressed(headers) ? null : headers.get('content-length')
  const size = length === null ? undefined : Number(length)
  const digest = etagOf(headers) ?? (size === undefined ? undefined : modifiedOf(headers, size))
  return digest === undefined ? undefined : { digest, ...(size !== undefined && { size }) }
}

function etagOf(headers: Headers): string | undefined {
  const etag = headers.get('etag')
  return etag === null ? undefined : `etag:${etag.replaceAll('"', '')}`
}

function modifiedOf(headers: Headers, size: number): string | undefined {
  const modified = headers.get('last-modified')
  return modified === null ? undefined : `modified:${modified}, ${size} bytes`
}
