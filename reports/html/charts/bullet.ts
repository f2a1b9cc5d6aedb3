import { px } from './svg.ts'

const width = 72

/**
 * A statistic as a bar with a tick where it starts to fail, on a scale that reaches at least twice that far. Hidden
 * from assistive technology: the row around it says both numbers.
 */
export function bullet(value: number, limit: number): string {
  const top = Math.max(value, limit * 2) || 1
  const length = px((Math.max(value, 0) / top) * width)
  const tick = px((limit / top) * width)
  return `<svg class="bu" aria-hidden="true" width="${width}" height="14" viewBox="0 0 ${width} 14" fill="none"><path class="b0" d="M0 5h${width}v4H0z"/><path class="${value >= limit ? 'bf' : 'bp'}" d="M0 5h${length}v4H0z"/><path class="bt" d="M${tick} 1v12"/></svg>`
}
