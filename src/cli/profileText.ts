import { formatCoefficient, formatCount, formatNumber, formatShare, plural } from '../core/format.ts'
import type { ColumnFacts, Profile, ProfiledColumn, ProfiledDataset } from '../core/profile.ts'
import { profileProbabilities } from '../core/profile.ts'
import { printable, table } from './table.ts'

const shownAlerts = 12

/** A profile for a terminal: the datasets, a line for each column, what is odd, and where the page is. */
export function profileText(profile: Profile, page: string): string {
  const { sample, reference, columns, alerts, remarks } = profile
  const datasets = [sample, ...(reference ? [reference] : [])].map(datasetText)
  const shown = alerts.slice(0, shownAlerts).map(({ column, text }) => ` ! ${printable(column)} ${text}\n`)
  const more = alerts.length - shown.length
  const parts = [
    datasets.join(''),
    columnTable(columns, reference !== undefined),
    [...shown, ...(more > 0 ? [`   ${plural(more, 'more remark')} in the page\n`] : [])].join(''),
    remarks.map(text => ` ${text}\n`).join(''),
    ` Profile  ${printable(page)}\n`,
  ]
  return `\n${parts.filter(part => part !== '').join('\n')}\n`
}

function datasetText({ label, rows, columns, missing, duplicateRows }: ProfiledDataset): string {
  const lacking = missing === null ? '' : `, ${formatShare(missing)} of the cells missing`
  const repeated = duplicateRows === 0 ? 'no duplicate rows' : plural(duplicateRows, 'duplicate row')
  return ` ${printable(label)}: ${plural(rows, 'row')}, ${plural(columns, 'column')}${lacking}, ${repeated}\n`
}

function columnTable(columns: readonly ProfiledColumn[], isCompared: boolean): string {
  const head = ['COLUMN', 'TYPE', 'MISSING', 'DISTINCT', 'MIN', 'MEDIAN OR MODE', 'MAX']
  const rows = columns.map(({ name, type, sample, reference, distance }) => {
    const both = (of: (facts: ColumnFacts) => string) =>
      [...(reference || isCompared ? [reference] : []), sample]
        .map(facts => (facts === undefined ? 'none' : of(facts)))
        .filter((text, at, all) => at === 0 || text !== all[0])
        .join(' → ')
    return [
      printable(name),
      type,
      both(({ rows, missing }) => (rows === 0 ? '' : formatShare(missing / rows))),
      both(({ distinct }) => formatCount(distinct)),
      ...[0, 0.5, 1].map(probability => both(facts => placeText(facts, probability))),
      ...(isCompared ? [distance === undefined ? '' : formatCoefficient(distance)] : []),
    ]
  })
  return table(isCompared ? [...head, 'DISTANCE'] : head, rows)
}

function placeText({ numbers, span, top: [first] }: ColumnFacts, probability: number): string {
  if (span) return probability === 0.5 ? '' : span[probability === 0 ? 0 : 1].slice(0, 10)
  const at = profileProbabilities.indexOf(probability)
  const quantile = numbers?.quantiles[at]
  if (quantile != null) return formatNumber(quantile)
  return probability === 0.5 && first && !numbers ? printable(first.value).slice(0, 24) : ''
}
