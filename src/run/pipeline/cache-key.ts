import { createHash } from 'node:crypto'
import type { Json } from '../../core/value.ts'

/** Everything that the outputs of a stage follow from. */
export interface CacheSubject {
  readonly stage: string
  readonly version: string
  /** SHA-256 of the stage's code, hex; empty for stages that come with the tool, whose version says it. */
  readonly codeDigest: string
  /** After defaults. */
  readonly params: Json
  /** The digest of each input, by the name of its port; absent optional ones left out. */
  readonly inputs: Readonly<Record<string, string>>
  readonly seed: number
  /** What is known of the world outside that the work depends on; absent where it depends on nothing else. */
  readonly outside?: string
}

/**
 * SHA-256 of a stage's work, hex: the same for the same work, whatever order keys are written in. Names of runs, groups
 * and artifacts have no part in it.
 */
export function cacheKey(subject: CacheSubject): string {
  const { stage, version, codeDigest, params, inputs, seed, outside = null } = subject
  const text = canonical({ schema: 1, stage, version, codeDigest, params, inputs, seed, outside })
  return createHash('sha256').update(text).digest('hex')
}

/** JSON with the keys of every object in order. */
function canonical(part: Json | bigint): string {
  if (typeof part === 'bigint') return `${part}n`
  if (Array.isArray(part)) return `[${part.map(canonical).join(',')}]`
  if (part === null || typeof part !== 'object') return JSON.stringify(part)
  const entries = Object.entries(part as Readonly<Record<string, Json>>).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, value]) => `${JSON.stringify(key)}:${canonical(value)}`).join(',')}}`
}
