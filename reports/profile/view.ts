import {
  formatBytes,
  formatCoefficient,
  formatCount,
  formatNumber,
  formatShare,
  plural,
} from '../../src/core/format.ts'
import {
  type Association,
  type ColumnFacts,
  type Profile,
  type ProfiledColumn,
  type ProfiledDataset,
  profileProbabilities,
} from '../../src/core/profile.ts'
import { histogram } from '../html/charts/histogram.ts'
import { sparkline } from '../html/charts/sparkline.ts'
import { display } from '../text/display.ts'

const fewestShown = 0.3
const mostShown = 60

/** What the page of a profile shows. */
export function profileView(profile: Profile) {
  const { sample, reference, columns, associations, alerts, missingTogether, remarks } = profile
  const anchors = new Map(columns.map(({ name }, at) => [name, `column-${at + 1}`]))
  const listed = associations.filter(({ value }) => Math.abs(value) >= fewestShown)
  return {
    title: `Profile of ${shortLabel(sample)}`,
    name: shortLabel(sample),
    heading: reference
      ? `${shortLabel(sample)} beside ${shortLabel(reference)}`
      : `Profile of ${shortLabel(sample)}`,
    lead: leadText(profile),
    datasets: [
      { role: 'Sample', ...datasetView(sample) },
      ...(reference ? [{ role: 'Reference', ...datasetView(reference) }] : []),
    ],
    isCompared: reference !== undefined,
    alerts: alerts.map(({ column, kind, text }) => ({
      href: `#${anchors.get(column) ?? ''}`,
      column: display(column),
      kind,
      text: display(text, 300),
    })),
    columns: columns.map((column, at) => columnView(column, `column-${at + 1}`, profile)),
    associations: listed.slice(0, mostShown).map(associationView),
    hiddenAssociations:
      listed.length > mostShown ? `${plural(listed.length - mostShown, 'weaker one')} not shown.` : undefined,
    missing: missingTogether.slice(0, mostShown).map(({ columns: [first, second], both, either }) => ({
      first: display(first),
      second: display(second),
      both: formatCount(both),
      either: formatCount(either),
    })),
    rows: profile.rows && {
      columns: profile.rows.columns.map(name => display(name)),
      cells: profile.rows.cells.map(row => row.map(cell => display(cell))),
    },
    remarks,
    command: profile.command.map(part => display(part, 256)).join(' '),
    made: `mlcheck ${profile.version}, ${profile.createdAt.slice(0, 16).replace('T', ' ')} UTC`,
  }
}

function leadText({ columns, alerts, reference, sample }: Profile): string {
  const found = alerts.length === 0 ? 'Nothing stands out.' : `${plural(alerts.length, 'remark')} below.`
  const [first] = columns
  const size = `${plural(sample.rows, 'row')}, ${plural(sample.columns, 'column')}.`
  if (reference === undefined || first?.distance === undefined) return `${size} ${found}`
  return `${size} ${display(first.name)} differs most, at a distance of ${formatCoefficient(first.distance)}. ${found}`
}

function datasetView({ label, rows, columns, bytes, format, missing, duplicateRows }: ProfiledDataset) {
  return {
    label: display(label),
    facts: [
      plural(rows, 'row'),
      plural(columns, 'column'),
      ...(bytes > 0 ? [formatBytes(bytes)] : []),
      format,
      missing === null ? 'no cells' : `${formatShare(missing)} of the cells missing`,
      duplicateRows === 0 ? 'no duplicate rows' : plural(duplicateRows, 'duplicate row'),
    ].join(' · '),
  }
}

function columnView(column: ProfiledColumn, id: string, { alerts, reference, associations }: Profile) {
  const { name, type, histogram: chart, distance } = column
  const own = alerts.filter(alert => alert.column === name)
  const pair = (of: (facts: ColumnFacts) => string) => pairText(column, reference !== undefined, of)
  return {
    id,
    name: display(name),
    type,
    searchable: `${name} ${type} ${own.map(({ kind }) => kind).join(' ')}`.toLowerCase(),
    spark: chart && { svg: sparkline(chart) },
    chart: chart && { svg: histogram(chart, { name: display(name), width: 360, height: 170 }) },
    missing: pair(({ rows, missing }) => (rows === 0 ? '' : formatShare(missing / rows))),
    missingKey: column.sample ? column.sample.missing / Math.max(1, column.sample.rows) : -1,
    distinct: pair(({ distinct }) => formatCount(distinct)),
    distinctKey: column.sample?.distinct ?? -1,
    low: pair(facts => facts.span?.[0].slice(0, 10) ?? quantile(facts, 0)),
    middle: pair(facts => middleText(facts)),
    high: pair(facts => facts.span?.[1].slice(0, 10) ?? quantile(facts, 1)),
    distance: distance === undefined ? '' : formatCoefficient(distance),
    distanceKey: distance ?? -1,
    alerts: own.map(({ text }) => display(text, 300)),
    facts: factsOf(column, reference !== undefined),
    top: column.sample ? topView(column) : [],
    extremes: extremesOf(column),
    together: associations
      .filter(({ columns, value }) => columns.includes(name) && Math.abs(value) >= fewestShown)
      .slice(0, 5)
      .map(({ columns, value, measure }) => ({
        other: display(columns.find(each => each !== name) ?? name),
        value: formatCoefficient(value),
        measure: measures[measure],
      })),
  }
}

/** The median of numbers; of others the most frequent value. Of moments that says little. */
function middleText({ numbers, span, top: [first], ...facts }: ColumnFacts): string {
  if (numbers) return quantile({ numbers, top: [], ...facts }, 0.5)
  return span ? '' : display(first?.value ?? '', 24)
}

/** The name of a file, without its folder. */
function shortLabel({ label }: ProfiledDataset): string {
  return display(label.split(/[/\\]/).at(-1) || label)
}

/** `reference → sample` where they differ. */
function pairText(
  { sample, reference }: ProfiledColumn,
  isCompared: boolean,
  of: (facts: ColumnFacts) => string,
) {
  const text = (facts: ColumnFacts | undefined) => (facts === undefined ? 'no such column' : of(facts))
  if (!isCompared) return text(sample)
  const [before, after] = [text(reference), text(sample)]
  return before === after ? after : `${before} → ${after}`
}

function quantile({ numbers }: ColumnFacts, probability: number): string {
  return orNothing(numbers?.quantiles[profileProbabilities.indexOf(probability)])
}

function orNothing(number: number | null | undefined): string {
  return number == null ? '' : formatNumber(number)
}

interface Fact {
  readonly name: string
  readonly of: (facts: ColumnFacts) => string
}

const facts: readonly Fact[] = [
  { name: 'missing', of: ({ missing }) => formatCount(missing) },
  { name: 'distinct', of: ({ distinct }) => formatCount(distinct) },
  { name: 'mean', of: ({ numbers }) => orNothing(numbers?.mean) },
  { name: 'standard deviation', of: ({ numbers }) => orNothing(numbers?.standardDeviation) },
  { name: 'skewness', of: ({ numbers }) => orNothing(numbers?.skewness) },
  { name: 'zeros', of: ({ numbers }) => (numbers ? formatCount(numbers.zeros) : '') },
  { name: 'negatives', of: ({ numbers }) => (numbers ? formatCount(numbers.negatives) : '') },
  {
    name: 'NaN or infinite',
    of: ({ numbers }) => (numbers?.nonFinite ? formatCount(numbers.nonFinite) : ''),
  },
  ...profileProbabilities.map(probability => ({
    name: probability === 0 ? 'smallest' : probability === 1 ? 'largest' : `${probability * 100} %`,
    of: (each: ColumnFacts) => quantile(each, probability),
  })),
  { name: 'earliest', of: ({ span }) => span?.[0] ?? '' },
  { name: 'latest', of: ({ span }) => span?.[1] ?? '' },
  { name: 'shortest', of: ({ texts }) => lengthText(texts?.shortest) },
  { name: 'mean length', of: ({ texts }) => lengthText(texts?.meanLength) },
  { name: 'longest', of: ({ texts }) => lengthText(texts?.longest) },
  { name: 'blank', of: ({ texts }) => (texts ? formatCount(texts.blank) : '') },
  { name: 'digits only', of: ({ texts }) => (texts ? formatCount(texts.digitsOnly) : '') },
  { name: 'beyond ASCII', of: ({ texts }) => (texts ? formatCount(texts.nonAscii) : '') },
  { name: 'stray spaces', of: ({ texts }) => (texts ? formatCount(texts.straySpaces) : '') },
]

function lengthText(length: number | null | undefined): string {
  return length == null ? '' : `${formatNumber(Number(length.toFixed(2)))} characters`
}

function factsOf(column: ProfiledColumn, isCompared: boolean) {
  return facts.flatMap(({ name, of }) => {
    const text = pairText(column, isCompared, of)
    const isSilent = text === '' || (isCompared && text === 'no such column')
    return isSilent ? [] : [{ name, text }]
  })
}

function topView({ sample, reference }: ProfiledColumn) {
  const total = (facts: ColumnFacts) => Math.max(1, facts.rows - facts.missing)
  return (sample?.top ?? []).map(({ value, count }) => {
    const before = reference?.top.find(each => each.value === value)
    return {
      value: display(value),
      count: formatCount(count),
      share: sample ? formatShare(count / total(sample)) : '',
      before: reference ? (before ? formatShare(before.count / total(reference)) : 'rarer') : '',
    }
  })
}

function extremesOf({ sample }: ProfiledColumn): string | undefined {
  const { smallest = [], largest = [] } = sample?.numbers ?? {}
  if (smallest.length === 0) return undefined
  const list = (numbers: readonly number[]) => numbers.map(formatNumber).join(', ')
  return `${list(smallest)} … ${list(largest)}`
}

const measures: Readonly<Record<Association['measure'], string>> = {
  pearson: 'Pearson’s r',
  spearman: 'Spearman’s ρ',
  'cramers-v': 'Cramér’s V',
  'correlation-ratio': 'correlation ratio η',
}

function associationView({ columns: [first, second], measure, value, rows }: Association) {
  return {
    first: display(first),
    second: display(second),
    measure: measures[measure],
    value: formatCoefficient(value),
    size: Math.abs(value),
    rows: formatCount(rows),
  }
}
