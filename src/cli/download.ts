import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { messageOf, unreadable } from '../core/errors.ts'
import type { Io } from './io.ts'
import type { Cleanups } from './resolve.ts'

/**
 * Fetches a URL into a temporary folder, under the name that the URL ends with, and returns the path.
 *
 * @throws UserError when the server cannot be reached or answers with anything but success
 */
export async function download(url: string, io: Io, cleanups: Cleanups): Promise<string> {
  const response = await fetch(url, { signal: io.signal ?? null }).catch((cause: unknown) => {
    throw unreadable(`${shownUrl(url)} could not be fetched: ${reasonOf(cause)}.`, { cause })
  })
  if (!response.ok || !response.body)
    throw unreadable(
      `${shownUrl(url)} answered ${response.status} ${response.statusText}.`.replace(' .', '.'),
    )
  const folder = await mkdtemp(join(tmpdir(), 'mlcheck-download-'))
  cleanups.push(() => rm(folder, { recursive: true, force: true }))
  const path = join(folder, basename(decodeURIComponent(new URL(response.url || url).pathname)) || 'data')
  await pipeline(Readable.fromWeb(response.body), createWriteStream(path)).catch((cause: unknown) => {
    throw unreadable(`${shownUrl(url)} broke off: ${messageOf(cause)}.`, { cause })
  })
  return path
}

/** A URL without the credentials in it. */
export function shownUrl(url: string): string {
  const parsed = new URL(url)
  parsed.username = ''
  parsed.password = ''
  return parsed.href
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined
  return messageOf(cause ?? error).replace(/\.$/, '')
}
