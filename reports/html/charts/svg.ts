/** Text for SVG or HTML, in content or in a quoted attribute. */
export function esc(text: string): string {
  return text.replace(/[&<>"']/g, character => entities[character] ?? character)
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** A coordinate to a tenth of a pixel. */
export function px(value: number): number {
  return Math.round(value * 10) / 10
}

/** What a chart says between two x coordinates: a place such as `−6.1 to −5.6`, and the shares of one there. */
export interface Reading {
  readonly from: number
  readonly to: number
  readonly place: string
  readonly reference: number
  readonly sample: number
}

/**
 * The frame of a chart: a drawing with its numbers as an accessible name. The page's script reads the readings from
 * `data-read`: `from|to|place|reference|sample` in pixels and percent, separated by `;`.
 */
export function drawing(
  width: number,
  height: number,
  label: string,
  content: string,
  readings: readonly Reading[] = [],
): string {
  const read = readings.map(({ from, to, place, reference, sample }) =>
    [px(from), px(to), place, px(reference * 100), px(sample * 100)].join('|'),
  )
  const data = read.length > 0 ? ` data-read="${esc(read.join(';'))}"` : ''
  return `<svg class="ch" role="img" aria-label="${esc(label)}"${data} width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" fill="none">${content}</svg>`
}

/** `1.3e-33` as `1.3 × 10⁻³³`; other text unchanged. */
export function superscript(text: string): string {
  return text.replace(/^([^e]+)e([+-−]?)(\d+)$/, (_, digits: string, sign: string, exponent: string) => {
    const minus = sign === '-' || sign === '−' ? '−' : ''
    return `${digits} × 10${raised(minus + exponent)}`
  })
}

/** Digits and a minus sign as superscripts. */
export function raised(exponent: string): string {
  return [...exponent.replace('-', '−')]
    .map(digit => (digit === '−' ? '⁻' : '⁰¹²³⁴⁵⁶⁷⁸⁹'.charAt(Number(digit))))
    .join('')
}
