import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import type { DatasetInfo } from '../core/engine.ts'
import { messageOf, unreadable } from '../core/errors.ts'

const blockBytes = 65_536
const blocksPerFile = 16

/**
 * What tells the data of a dataset from other data, whatever it is called and wherever it lies: the digest of its
 * file, else that of its artifact, else one of the sizes of its files and of evenly spaced blocks of 64 KB, 16 in
 * each. So a gigabyte is known again without being read, and its time of change does not matter, which a checkout
 * makes anew.
 *
 * @throws UserError with exit code 3 when a file is gone
 */
export async function identityOf({ digest, artifact, files, rows }: DatasetInfo): Promise<string> {
  if (digest !== undefined) return `sha256:${digest}`
  if (artifact !== undefined) return `artifact:${artifact.digest}`
  const hash = createHash('sha256').update(`${rows} rows\n`)
  for (const file of files) await updateFrom(file, part => hash.update(part))
  return `blocks:${hash.digest('hex')}`
}

async function updateFrom(path: string, update: (part: string | Uint8Array) => void): Promise<void> {
  const file = await open(path).catch(cause => {
    throw unreadable(`${path} cannot be read again: ${messageOf(cause)}.`, { cause })
  })
  try {
    const { size } = await file.stat()
    update(`${size} bytes\n`)
    for (const position of positionsIn(size)) {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(blockBytes), 0, blockBytes, position)
      update(buffer.subarray(0, bytesRead))
    }
  } finally {
    await file.close()
  }
}

/** The first block, the last, and evenly spaced ones between; all of a small file. */
function positionsIn(size: number): readonly number[] {
  const last = Math.max(0, size - blockBytes)
  const count = Math.min(blocksPerFile, 1 + Math.ceil(last / blockBytes))
  return Array.from({ length: count }, (_, index) => Math.round((index * last) / Math.max(1, count - 1)))
}
