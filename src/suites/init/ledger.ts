import { createHash } from 'node:crypto'
import type { DraftPlace } from './draft.ts'

/**
 * Fingerprints of the checks that were written, by place and expectation: a check that has another one was edited, and
 * one that is gone was removed by hand.
 */
export type Ledger = ReadonlyMap<string, ReadonlyMap<string, string>>

const firstLine = '# What mlcheck init wrote, so that it knows your edits when it runs again:'

/** A place as a ledger names it. */
export function placeName(place: DraftPlace): string {
  return place.section === 'columns' ? JSON.stringify(place.column) : place.section
}

/** Eight hexadecimal digits that tell the parameters of a check from others, however they are laid out. */
export function fingerprint(name: string, args: unknown): string {
  const text = JSON.stringify([name, args], (_, part: unknown) =>
    typeof part === 'bigint' ? part.toString() : part,
  )
  return createHash('sha256').update(text).digest('hex').slice(0, 8)
}

/** The comment that keeps a ledger in a file. */
export function ledgerText(ledger: Ledger): string {
  const lines = [...ledger].flatMap(([place, checks]) => {
    const written = [...checks].map(([name, digits]) => `${name} ${digits}`).join(', ')
    return checks.size === 0 ? [] : [`# ${place}: ${written}`]
  })
  return `${[firstLine, ...lines].join('\n')}\n`
}

/** Splits a file's text into what is before the ledger, the ledger, and what is behind; `undefined` without one. */
export function splitAtLedger(text: string): { body: string; ledger: Ledger } | undefined {
  const lines = text.split('\n')
  const from = lines.indexOf(firstLine)
  if (from < 0) return undefined
  const length = lines.slice(from).findIndex(line => !line.startsWith('#'))
  const to = length < 0 ? lines.length : from + length
  const ledger = new Map(lines.slice(from + 1, to).flatMap(readLine))
  const rest = [...lines.slice(0, from), ...lines.slice(to)].join('\n')
  return { body: `${rest.trimEnd()}\n`, ledger }
}

function readLine(line: string): [string, ReadonlyMap<string, string>][] {
  const [, place, checks] = /^# ("(?:[^"\\]|\\.)*"|table|combinations): (.*)$/.exec(line) ?? []
  if (place === undefined || checks === undefined) return []
  const entries = [...checks.matchAll(/(\w+) ([0-9a-f]{8})/g)]
  return [[place, new Map(entries.map(([, name = '', digits = '']) => [name, digits]))]]
}
