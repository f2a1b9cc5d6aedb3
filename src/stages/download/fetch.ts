import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream, statSync } from 'node:fs'
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { withoutCredentials } from '../../core/credentials.ts'
import { unreadable } from '../../core/errors.ts'
import { isCompressed, reasonOf, requestOf } from '../../core/request.ts'

interface Fetch {
  readonly url: string
  /** Where the file comes to be. */
  readonly path: string
  /** A folder that stays, for the part that was fetched before the connection broke. */
  readonly keep: string
  readonly signal: AbortSignal
  /** Bytes so far, and of all; NaN where the server does not tell. */
  readonly progress: (done: number, total: number) => void
}

/**
 * Fetches a URL, going on where an earlier attempt broke off, unless the server's file has changed since.
 *
 * @returns how many bytes were there already
 * @throws UserError with exit code 3 when the server cannot be reached, answers with anything but success, or breaks off
 */
export async function fetchFile({ url, path, keep, signal, progress }: Fetch): Promise<number> {
  const shown = withoutCredentials(url)
  const part = join(keep, createHash('sha256').update(url).digest('hex'))
  const { href, headers } = requestOf(url)
  const attempt = (extra: Readonly<Record<string, string>>) =>
    fetch(href, { headers: { ...headers, ...extra }, signal }).catch((cause: unknown) => {
      throw unreadable(`${shown} could not be fetched: ${reasonOf(cause)}.`, { cause })
    })
  const resumption = await resumptionOf(part)
  let response = await attempt(resumption.headers)
  // The part that is there reaches beyond the file's end, or the server gives the rest of another file.
  if (response.status === 416 || (response.status === 206 && !continues(response, resumption))) {
    await response.body?.cancel()
    response = await attempt({})
  }
  if (!response.ok || !response.body)
    throw unreadable(`${[shown, 'answered', response.status, response.statusText].join(' ').trim()}.`)
  const resumed = response.status === 206 ? resumption.bytes : 0
  const isAsIs = !isCompressed(response.headers)
  const total = isAsIs ? resumed + Number(response.headers.get('content-length') ?? Number.NaN) : Number.NaN
  // Ranges of a compressed answer are not those of the part that is there.
  const validator = isAsIs ? validatorOf(response) : null
  if (validator === null) await rm(`${part}.validator`, { force: true })
  else await writeFile(`${part}.validator`, validator)
  let done = resumed
  const counted = new Transform({
    transform(chunk: Buffer, _, next) {
      done += chunk.length
      progress(done, total)
      next(null, chunk)
    },
  })
  const target = createWriteStream(part, { flags: resumed > 0 ? 'a' : 'w' })
  await pipeline(Readable.fromWeb(response.body), counted, target, { signal }).catch((cause: unknown) => {
    throw unreadable(`${shown} could not be fetched to its end: ${reasonOf(cause)}.`, {
      hint: 'The next run goes on from there where the server allows it.',
      cause,
    })
  })
  if (done < total) throw unreadable(`${shown} ended after ${done} of ${total} bytes.`)
  await rename(part, path)
  await rm(`${part}.validator`, { force: true })
  return resumed
}

interface Resumption {
  /** How many are there already. */
  readonly bytes: number
  readonly headers: Readonly<Record<string, string>>
}

/** Whether an answer is the rest that was asked for: not all servers know `If-Range`. */
function continues(response: Response, { bytes, headers }: Resumption): boolean {
  const isNext = response.headers.get('content-range')?.startsWith(`bytes ${bytes}-`) ?? false
  return isNext && validatorOf(response) === headers['if-range']
}

function validatorOf({ headers }: Response): string | null {
  return headers.get('etag') ?? headers.get('last-modified')
}

/** What asks for the rest of a file only, as long as it is still the same one. */
async function resumptionOf(part: string): Promise<Resumption> {
  const bytes = statSync(part, { throwIfNoEntry: false })?.size ?? 0
  const validator = await readFile(`${part}.validator`, 'utf8').catch(() => undefined)
  // A weak ETag does not promise the same bytes.
  if (bytes === 0 || validator === undefined || validator.startsWith('W/')) return { bytes: 0, headers: {} }
  return { bytes, headers: { range: `bytes=${bytes}-`, 'if-range': validator } }
}

/** SHA-256 of a file's bytes, hex. */
export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk)
  return hash.digest('hex')
}

/** What tells a state of a URL from later ones, from the server; `undefined` where it says nothing or nothing answers. */
export async function stateOf(url: string, signal: AbortSignal): Promise<string | undefined> {
  const { href, headers } = requestOf(url)
  const ask = (method: string) => fetch(href, { method, headers, signal }).catch(() => undefined)
  let response = await ask('HEAD')
  // Some servers refuse HEAD, such as those of signed URLs.
  if (response?.ok === false) response = await ask('GET')
  await response?.body?.cancel()
  if (!response?.ok) return undefined
  const { headers: told } = response
  const etag = told.get('etag')
  if (etag !== null) return etag
  const [modified, length] = [told.get('last-modified'), told.get('content-length')]
  return modified === null ? undefined : `${modified} ${length}`
}
