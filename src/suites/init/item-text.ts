import { Document, isMap, parseDocument, visit } from 'yaml'
import { withoutParameter } from '../parameters.ts'
import type { Draft } from './draft.ts'
import { fingerprint } from './ledger.ts'

const lineWidth = 118

/**
 * A check as an item of a list in YAML, without its dash: on one line where it fits, else a line for each parameter.
 *
 * @param indent the column of the dash, from 0
 */
export function itemText({ name, params, severity, note }: Draft, indent: number): string {
  const args = { ...params, ...(severity && { severity }), note }
  const short = argumentsText(args, true)
  if (indent + name.length + short.length + 4 <= lineWidth) return `${name}: ${short}`
  const lines = argumentsText(args, false).split('\n')
  return [`${name}:`, ...lines.map(line => `${' '.repeat(indent + 4)}${line}`)].join('\n')
}

/** The fingerprint of a draft once it is written. */
export function draftFingerprint(draft: Draft): string {
  const written: Record<string, unknown> = parseDocument(itemText(draft, 0), { intAsBigInt: true }).toJS()
  return fingerprint(draft.name, written[draft.name])
}

/** A name as a key in YAML. */
export function keyText(name: string): string {
  // A key of several lines would need another form.
  return /[\n\r\t]/.test(name) || name.length > 60 ? JSON.stringify(name) : scalarText(name)
}

function scalarText(name: string): string {
  return new Document({ [name]: 1 }).toString({ lineWidth: 0 }).trimEnd().replace(/: 1$/, '')
}

function argumentsText(args: Readonly<Record<string, unknown>>, isShort: boolean): string {
  const document = new Document(escaped(args), { aliasDuplicateObjects: false })
  visit(document, {
    Seq: (_, list) => {
      list.flow = true
    },
  })
  if (isShort && isMap(document.contents)) document.contents.flow = true
  return document.toString({ lineWidth: isShort ? 0 : lineWidth - 8, flowCollectionPadding: false }).trimEnd()
}

/** In a suite, a text that starts with `$` names a parameter of the command line. */
export function escaped(part: unknown): unknown {
  if (typeof part === 'string') return withoutParameter(part)
  if (Array.isArray(part)) return part.map(escaped)
  if (typeof part !== 'object' || part === null || part instanceof Date) return part
  const given = Object.entries(part).filter(([, value]) => value !== undefined)
  return Object.fromEntries(given.map(([key, value]) => [key, escaped(value)]))
}
