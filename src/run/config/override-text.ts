import type { ConfigNode } from './node.ts'
import { pythonText, scalarFromWord } from './words.ts'

/** The value as an override writes it behind the `=`, so that reading it again gives the same value. */
export function overrideValueText(node: ConfigNode): string {
  return node.kind === 'scalar' && node.value === '' && !node.quote ? '' : elementText(node)
}

function elementText(node: ConfigNode): string {
  if (node.kind === 'list') return `[${node.items.map(elementText).join(',')}]`
  if (node.kind === 'map')
    return `{${[...node.entries].map(([key, value]) => `${escaped(key)}:${elementText(value)}`).join(',')}}`
  if (node.value === null) return 'null'
  if (typeof node.value !== 'string') return pythonText(node)
  if (node.quote) return quoted(node.value, node.quote)
  return isReadAsText(node.value) ? escaped(node.value) : quoted(node.value, "'")
}

/** Whether text without quotes is read as the same text again. */
function isReadAsText(text: string): boolean {
  return /^[\w/\-\\+.$%*@?|()[\]{}:=, \t]+$/.test(text) && typeof scalarFromWord(text).value === 'string'
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
