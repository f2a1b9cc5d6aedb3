import { formatCount } from '../../../src/core/format.ts'
import { isFinding, type OutcomeHistory, type OutcomeStatus } from '../../../src/core/result.ts'
import { earlierName } from '../../text/datasets.ts'
import { display } from '../../text/display.ts'
import { short } from '../../text/wording.ts'
import { esc, px } from './svg.ts'

const height = 22
const step = 8
const barWidth = 5
/** What a batch without a number looks like, and the least that can be seen. */
const least = 3

/**
 * A check over the batches up to this one, the oldest first: a bar for each number, with the limit of the test drawn
 * in. Batches in which it was a finding have another colour and a mark above the bar.
 */
export function strip(history: OutcomeHistory, status: OutcomeStatus): string {
  const { value, limit } = history
  const points = [...history.past, { batch: 0, label: 'this batch', status, value, limit }]
  const top = Math.max(...points.flatMap(point => [point.value ?? 0, point.limit ?? 0]).map(Math.abs)) || 1
  const room = height - 6
  const bars = points.map((point, index) => {
    const isMet = !isFinding(point)
    const tall = Math.max(least, (Math.abs(point.value ?? 0) / top) * room)
    const x = index * step
    const y = px(height - tall)
    const mark = isMet ? '' : `<path class="fm" d="M${x + 0.5} ${px(y - 1.5)}h4l-2 -3.5z"/>`
    return `<rect class="${isMet ? 'pm' : 'fm'}" x="${x}" y="${y}" width="${barWidth}" height="${px(tall)}" rx="1"/>${mark}`
  })
  const width = points.length * step - (step - barWidth)
  const line =
    limit === undefined
      ? ''
      : `<path class="lm" d="M0 ${px(height - (Math.abs(limit) / top) * room)}H${width}"/>`
  return `<svg class="strip" role="img" aria-label="${esc(labelOf(points, limit))}" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" fill="none">${bars.join('')}${line}</svg>`
}

function labelOf(
  points: readonly { readonly status: OutcomeStatus; readonly label: string; readonly value?: number }[],
  limit: number | undefined,
): string {
  const told = points.map(({ label, status, value }) => {
    const number = value === undefined ? '' : ` ${short(value)}`
    return `${display(earlierName(label), 40)} ${status}${number}`
  })
  const until = limit === undefined ? '' : `; fails from ${short(limit)}`
  return `${formatCount(points.length)} batches: ${told.join(', ')}${until}`
}
