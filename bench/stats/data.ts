import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { drawn } from '../calibrate/rows.ts'
import { type Random, randomOf } from '../calibrate/random.ts'

/** Two samples of doubles. */
export interface Samples {
  readonly reference: Float64Array
  readonly sample: Float64Array
}

const kinds: Readonly<Record<string, (random: Random) => number>> = {
  normal: ({ normal }) => normal(),
  twentieths: ({ normal }) => Math.round(normal() * 20) / 20,
  counts: ({ below }) => 500 + below(100),
}

/** Files with doubles of a kind, one for each sample, written once to a folder. */
export function filesOf(
  folder: string,
  kind: string,
  sizes: readonly [number, number],
): readonly [string, string] {
  mkdirSync(folder, { recursive: true })
  const file = (role: number) => {
    const path = join(folder, `${kind}-${sizes[role]}-${role}.f64`)
    const draw = kinds[kind]
    if (!existsSync(path) && draw) writeFileSync(path, drawn(sizes[role] ?? 0, draw, randomOf(7, role)))
    return path
  }
  return [file(0), file(1)]
}

export function read([reference, sample]: readonly [string, string]): Samples {
  return { reference: doublesOf(reference), sample: doublesOf(sample) }
}

function doublesOf(path: string): Float64Array {
  const bytes = readFileSync(path)
  return new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength))
}
