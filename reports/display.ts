import { plural } from '../src/core/format.ts'

/**
 * The form in which text from the data (a cell, a name, a sentence that quotes one) is shown by every report. It is
 * one line, has no control character, no invisible or direction-changing one and no half of a surrogate pair, so what
 * differs looks different. The escaper of the sink (HTML, XML, Markdown, …) is still to be applied.
 *
 * Control characters become pictures (`␊`), everything else that cannot be seen becomes an escape (`\u202e`). Spaces
 * at the ends are marked (`␠`). Text of more than `limit` code points is cut.
 *
 * @example display('a\nb\u001b[2J') // 'a␊b␛[2J'
 * @example display('') // '(empty)'
 */
export function display(text: string, limit = 64): string {
  if (text === '') return '(empty)'
  const { shown, rest } = cutAt(text, limit)
  const visible = shown.replace(/^ +| +$/g, spaces => '␠'.repeat(spaces.length)).replace(unseen, asVisible)
  return rest === 0 ? visible : `${visible}… +${plural(rest, 'character')}`
}

/** A sentence that may quote the data, in display form: longer than a value before it is cut. */
export function sentence(text: string): string {
  return display(text, 500)
}

// Controls, formats, lone surrogates, line separators, and the spaces that pass for an ordinary one. The joiners stay:
// emoji and Persian are spelt with them.
const unseen =
  /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u00a0\u1680\u2000-\u200a\u202f\u205f\u{e0000}-\u{e0fff}]/gu

function asVisible(character: string): string {
  const code = character.codePointAt(0) ?? 0
  if (code < 0x20) return String.fromCodePoint(0x2400 + code)
  if (code === 0x7f) return '␡'
  const hex = code.toString(16)
  return code > 0xffff ? `\\u{${hex}}` : `\\u${hex.padStart(4, '0')}`
}

/** The first `limit` code points, and how many are left. */
function cutAt(text: string, limit: number): { readonly shown: string; readonly rest: number } {
  let taken = 0
  let end = 0
  let rest = 0
  for (const character of text) {
    if (taken < limit) {
      taken++
      end += character.length
    } else rest++
  }
  return { shown: text.slice(0, end), rest }
}
