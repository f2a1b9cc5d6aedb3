import { escapedMarkup } from '../core/markup.ts'
import { formatNumber } from '../core/format.ts'
import type { Ran } from './pipelineRun.ts'
import { differingKeys, overrideOf, shortNames, summaryOf } from './sweepText.ts'

const panel = { width: 260, height: 200, gap: 60, left: 70, top: 40 }

const style = `text{font:12px system-ui,sans-serif;fill:#333}.ground{fill:#fff}.frame{fill:none;stroke:#999}circle{fill:#4c8fd0;opacity:.8}.best{fill:#e8833a;opacity:1}
@media (prefers-color-scheme:dark){text{fill:#ddd}.ground{fill:#161616}.frame{stroke:#777}}`

/** A metric of all runs of a sweep against each of what varies between them, a panel for each, as SVG. */
export function sweepPlot(ran: readonly Ran[], metric: string, best: Ran): string {
  const points = ran.flatMap(run => {
    const value = summaryOf(run)[metric]
    return typeof value === 'number' ? [{ run, value }] : []
  })
  const values = points.map(({ value }) => value)
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const up = (value: number) =>
    panel.top + panel.height - 10 - ((value - low) / (high - low || 1)) * (panel.height - 20)
  const keys = differingKeys(ran)
  const names = shortNames(keys)
  const panels = keys.map((key, index) => {
    const left = panel.left + index * (panel.width + panel.gap)
    const options = [...new Set(ran.map(run => overrideOf(run, key)))]
    const across = (option: string) => left + ((options.indexOf(option) + 0.5) / options.length) * panel.width
    const dots = points.map(({ run, value }) => {
      const kind = run === best ? ' class="best"' : ''
      return `<circle${kind} cx="${across(overrideOf(run, key)).toFixed(1)}" cy="${up(value).toFixed(1)}" r="5"><title>${escapedMarkup(run.overrides.join(' '))}: ${formatNumber(value)}</title></circle>`
    })
    const labels = options.map(
      option =>
        `<text x="${across(option).toFixed(1)}" y="${panel.top + panel.height + 18}" text-anchor="middle">${escapedMarkup(option)}</text>`,
    )
    return `<rect class="frame" x="${left}" y="${panel.top}" width="${panel.width}" height="${panel.height}"/>
<text x="${left + panel.width / 2}" y="${panel.top + panel.height + 40}" text-anchor="middle">${escapedMarkup(names[index] ?? key)}</text>
${labels.join('')}${dots.join('')}`
  })
  const [width, height] = [
    panel.left + keys.length * (panel.width + panel.gap),
    panel.top + panel.height + 60,
  ]
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img">
<title>${escapedMarkup(metric)} of ${ran.length} runs</title>
<style>${style}</style>
<rect class="ground" width="${width}" height="${height}"/>
<text x="${panel.left}" y="24">${escapedMarkup(metric)}</text>
<text x="${panel.left - 6}" y="${up(high) + 4}" text-anchor="end">${formatNumber(high)}</text>
<text x="${panel.left - 6}" y="${up(low) + 4}" text-anchor="end">${formatNumber(low)}</text>
${panels.join('\n')}
</svg>
`
}
