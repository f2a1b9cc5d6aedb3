import type { Paint, Tone } from './color.ts'
import { widthOf } from './width.ts'

export interface Piece {
  readonly text: string
  readonly tone?: Tone
}

/** One line of terminal output before it meets a width: a lead that is never broken, then text that is. */
export interface Line {
  readonly indent: number
  readonly lead?: readonly Piece[]
  /** Where the text starts, counted from the indent. A longer lead pushes the text to the next line. */
  readonly leadWidth?: number
  /** Broken between the pieces where possible, at the spaces of a piece that is too long otherwise. */
  readonly pieces?: readonly Piece[]
  /** Between two pieces of one line; ` · ` unless said otherwise. */
  readonly separator?: string
}

/** What the terminal can show. */
export interface Look {
  readonly columns: number
  readonly unicode: boolean
  readonly paint: Paint
  /** Spells text for the terminal's character set. */
  readonly spell: (text: string) => string
}

const continuation = 5
const narrowest = 20

/** Lays a line out: pads the lead, breaks the pieces below their own start, colours. */
export function draw(
  { indent, lead = [], leadWidth = 0, pieces = [], separator = ' · ' }: Line,
  look: Look,
): string {
  const { columns, paint, spell } = look
  const leadLength = lead.reduce((sum, piece) => sum + widthOf(spell(piece.text)), 0)
  const painted = ' '.repeat(indent) + lead.map(piece => paint(spell(piece.text), piece.tone)).join('')
  if (pieces.length === 0) return painted
  const fits = leadLength === 0 || leadLength + 2 <= leadWidth
  const start = fits ? indent + leadWidth : continuation
  const lines = paintedLines(pieces, spell(separator), Math.max(columns - start, narrowest), look)
  const opening = fits ? painted + ' '.repeat(leadWidth - leadLength) : `${painted}\n${' '.repeat(start)}`
  return opening + lines.join(`\n${' '.repeat(start)}`)
}

function paintedLines(
  pieces: readonly Piece[],
  separator: string,
  width: number,
  { paint, spell }: Look,
): readonly string[] {
  const spelt = pieces.map(({ text, tone }) => ({ text: spell(text), tone }))
  return fill(spelt, separator, width).flatMap(line => {
    const [only, ...others] = line
    if (only === undefined || others.length > 0)
      return [line.map(({ text, tone }) => paint(text, tone)).join(separator)]
    return wrap(only.text, width).map(part => paint(part, only.tone))
  })
}

/** Breaks text at spaces into lines of at most `width` columns. A longer word gets a line of its own and is not cut. */
function wrap(text: string, width: number): readonly string[] {
  const words = text.split(' ').map(word => ({ text: word }))
  return fill(words, ' ', width).map(line => line.map(word => word.text).join(' '))
}

/** Puts as many items on each line as fit, at least one. */
function fill(items: readonly Piece[], separator: string, width: number): readonly (readonly Piece[])[] {
  const lines: Piece[][] = []
  let used = 0
  for (const item of items) {
    const length = widthOf(item.text)
    const line = lines.at(-1)
    if (line !== undefined && used + separator.length + length <= width) {
      line.push(item)
      used += separator.length + length
    } else {
      lines.push([item])
      used = length
    }
  }
  return lines
}
