import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { unreadable } from '../core/errors.ts'
import { withoutCredentials } from '../core/credentials.ts'
import { reasonOf, requestOf } from '../core/request.ts'
import type { Cleanups, Io } from './io.ts'

/**
 * Fetches a URL into a temporary folder, under the name that the URL ends with, and returns the path. A user and a
 * password in the URL are sent as basic authentication.
 *
 * @throws UserError when the server cannot be reached, answers with anything but success, or breaks off
 */
export async function download(url: string, io: Io, cleanups: Cleanups): Promise<string> {
  const shown = withoutCredentials(url)
  const { href, headers } = requestOf(url)
  const response = await fetch(href, { headers, signal: io.signal ?? null }).catch((cause: unknown) => {
    throw unreadable(`${shown} could not be fetched: ${reasonOf(cause)}.`, { cause })
  })
  if (!response.ok || !response.body)
    throw unreadable(`${[shown, 'answered', response.status, response.statusText].join(' ').trim()}.`)
  const folder = await mkdtemp(join(tmpdir(), 'mlcheck-download-'))
  cleanups.push(() => rm(folder, { recursive: true, force: true }))
  const path = join(folder, fileName(response.url || href))
  await pipeline(Readable.fromWeb(response.body), createWriteStream(path)).catch((cause: unknown) => {
    throw unreadable(`${shown} could not be fetched to its end: ${reasonOf(cause)}.`, { cause })
  })
  return path
}

/** The last part of the path, from which the format and the compression follow, as it stands in the URL. */
function fileName(url: string): string {
  return basename(new URL(url).pathname).slice(-100) || 'data'
}
