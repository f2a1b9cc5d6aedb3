import { copyFile, rename } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { z } from 'zod'
import { withoutCredentials } from '../../core/credentials.ts'
import { unreadable } from '../../core/errors.ts'
import { formatCount } from '../../core/format.ts'
import { defineStage } from '../../core/stage.ts'
import { fetchFile, sha256Of, stateOf } from './fetch.ts'

const isUrl = (text: string) => /^https?:\/\//i.test(text)

/** Makes an artifact of a URL or of a file. */
export const download = defineStage({
  name: 'download',
  version: '1',
  summary: 'Fetches a URL, or copies a file, and makes an artifact of it.',
  params: z.strictObject({
    url: z.string().min(1).describe('An http(s) URL, or a path.'),
    file: z
      .string()
      .regex(/^[^/\\\p{Cc}]+$/u)
      .refine(name => name !== '.' && name !== '..')
      .optional()
      .describe('The name of the file in the artifact; by default the one that the URL ends with.'),
    checksum: z
      .string()
      .regex(/^sha256:[0-9a-f]{64}$/, 'a checksum is written sha256: and 64 hex digits')
      .optional()
      .describe('What the bytes have to be: sha256: and 64 hex digits.'),
  }),
  inputs: {},
  outputs: { data: { description: 'The file.' } },
  async fingerprint({ params: { url, checksum }, cwd, signal }) {
    if (checksum !== undefined) return checksum
    if (isUrl(url)) return stateOf(url, signal)
    return sha256Of(resolve(cwd, url)).catch(() => undefined)
  },
  async run({ params: { url, file, checksum }, outputs, cwd, temporary, keep, signal, log, progress }) {
    const fetched = join(temporary, 'download')
    if (isUrl(url)) {
      const tell = (done: number, total: number) => progress(done, total, withoutCredentials(url))
      const resumed = await fetchFile({ url, path: fetched, keep, signal, progress: tell })
      if (resumed > 0) log(`went on from byte ${formatCount(resumed)}`)
    } else
      await copyFile(resolve(cwd, url), fetched).catch((cause: unknown) => {
        throw unreadable(`${url} cannot be read.`, {
          hint: `Relative paths start in ${cwd}.`,
          cause,
        })
      })
    const digest = await sha256Of(fetched)
    if (checksum !== undefined && checksum !== `sha256:${digest}`)
      throw unreadable(`${withoutCredentials(url)} is not what it should be: its SHA-256 is ${digest}.`, {
        hint: `The step asks for ${checksum.slice('sha256:'.length)}.`,
      })
    await rename(fetched, join(outputs.data.folder, file ?? nameOf(url)))
    outputs.data.describe({ source: withoutCredentials(url), sha256: digest })
  },
})

/** The last part of the path, from which the format follows. */
function nameOf(url: string): string {
  if (!isUrl(url)) return basename(url)
  return basename(new URL(url).pathname).slice(-100) || 'data'
}
