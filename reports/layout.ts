import stringWidth from 'string-width'
import type { Paint, Tone } from './color.ts'

/** The width of text in terminal columns: East Asian characters and emoji take two. */
export function widthOf(text: string): number {
  return stringWidth(text)
}

/** Breaks text at spaces into lines of at most `width` columns. A longer word gets a line of its own and is not cut. */
export function wrap(text: string, width: number): readonly string[] {
  if (stringWidth(text) <= width) return [text]
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line !== '' && stringWidth(longer) > width) {
      lines.push(line)
      line = word
    } else line = longer
  }
  return [...lines, line]
}

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
  readonly text?: string
  readonly tone?: Tone
}

/** What the terminal can show. */
export interface Look {
  readonly columns: number
  readonly paint: Paint
  /** Spells text for the terminal's character set. */
  readonly spell: (text: string) => string
}

const continuation = 5

/** Lays a line out: pads the lead, breaks the text below its own start, then colours. */
export function draw({ indent, lead = [], leadWidth = 0, text = '', tone }: Line, look: Look): string {
  const { columns, paint, spell } = look
  const leadLength = lead.reduce((sum, piece) => sum + stringWidth(spell(piece.text)), 0)
  const painted = ' '.repeat(indent) + lead.map(piece => paint(spell(piece.text), piece.tone)).join('')
  if (text === '') return painted
  const fits = leadLength === 0 || leadLength + 2 <= leadWidth
  const start = fits ? indent + leadWidth : continuation
  const [first = '', ...rest] = wrap(spell(text), Math.max(columns - start, 20)).map(part =>
    paint(part, tone),
  )
  const opening = fits ? painted + ' '.repeat(leadWidth - leadLength) : `${painted}\n${' '.repeat(start)}`
  return [opening + first, ...rest.map(part => ' '.repeat(start) + part)].join('\n')
}
