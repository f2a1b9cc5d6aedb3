import { randomBytes } from 'node:crypto'

/** A new id of a run. */
export function newRunId(): string {
  return randomBytes(8).toString('hex')
}
