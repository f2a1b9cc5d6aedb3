import type { ConfigNode } from './node.ts'
import { pythonText } from './words.ts'

/** The value as an override writes it, so that reading it again gives the same value. */
export function overrideValueText(node: ConfigNode): string {
  if (node.kind === 'list') return `[${node.items.map(overrideValueText).join(',')}]`
  if (node.kind === 'map')
    return `{${[...node.entries].map(([key, value]) => `${escaped(key)}:${overrideValueText(value)}`).join(',')}}`
  if (node.value === null) return 'null'
  if (typeof node.value !== 'string') return pythonText(node)
  return node.quote ? quoted(node.value, node.quote) : escaped(node.value)
}

function escaped(text: string): string {
  return text.replace(/[\\()[\]{}:=, \t]/g, '\\$&')
}

/** Quotes are escaped, and backslashes that stand before a quote, the closing one included. */
function quoted(text: string, quote: string): string {
  const inner = text.replace(new RegExp(`(\\\\*)(${quote}|$)`, 'g'), (_, slashes: string, end: string) =>
    end === '' ? slashes + slashes : `${slashes}${slashes}\\${end}`,
  )
  return quote + inner + quote
}
