import { formatNumber } from '../../core/format.ts'
import { isNumeric, isoText, type Value } from '../../core/value.ts'

/** The rows of one colour. */
export interface PointClass {
  readonly label: string
  readonly rows: readonly number[]
  /** Whether these are rows without a colour of their own: of rare values, or of none. */
  readonly isRest: boolean
}

/** As many as have a colour and a shape of their own. */
const mostClasses = 20
const ranges = 6

/**
 * Rows by the value that colours them, the most frequent first; beyond twenty values, all others together. More numbers
 * than that are cut into ranges of about as many rows each, ascending.
 */
export function classesOf(colors: readonly Value[]): readonly PointClass[] {
  const rows = [...colors.keys()]
  const isMissing = (row: number) => colors[row] === null || Number.isNaN(colors[row])
  const present = rows.filter(row => !isMissing(row))
  const values = new Set(present.map(row => colors[row]))
  const isCut = values.size > mostClasses && present.every(row => isNumeric(colors[row] ?? null))
  const classes = isCut ? byRange(present, colors) : byValue(present, colors)
  return [
    ...classes.slice(0, mostClasses).map(named => ({ ...named, isRest: false })),
    ...rest(
      'other',
      classes.slice(mostClasses).flatMap(other => other.rows),
    ),
    ...rest('missing', rows.filter(isMissing)),
  ]
}

type Named = Pick<PointClass, 'label' | 'rows'>

function byValue(rows: readonly number[], colors: readonly Value[]): readonly Named[] {
  const groups = new Map<string, number[]>()
  for (const row of rows) {
    const label = textOf(colors[row] ?? null)
    const group = groups.get(label)
    if (group === undefined) groups.set(label, [row])
    else group.push(row)
  }
  return Array.from(groups, ([label, of]) => ({ label, rows: of })).sort(
    (a, b) => b.rows.length - a.rows.length,
  )
}

function byRange(rows: readonly number[], colors: readonly Value[]): readonly Named[] {
  const numberOf = (row: number | undefined) => Number(colors[row ?? 0])
  const ordered = rows.toSorted((a, b) => numberOf(a) - numberOf(b))
  const cuts = Array.from({ length: ranges - 1 }, (_, cut) =>
    numberOf(ordered[Math.floor(((cut + 1) * ordered.length) / ranges)]),
  )
  // Rows of the same number stay together, so that a range may have none.
  const placeOf = (row: number) => cuts.filter(cut => cut <= numberOf(row)).length
  const groups = Array.from({ length: ranges }, (_, place) => ordered.filter(row => placeOf(row) === place))
  return groups
    .filter(group => group.length > 0)
    .map(group => ({
      label: `${formatNumber(numberOf(group[0]))} to ${formatNumber(numberOf(group.at(-1)))}`,
      rows: group,
    }))
}

function rest(label: string, rows: readonly number[]): readonly PointClass[] {
  return rows.length > 0 ? [{ label, rows, isRest: true }] : []
}

function textOf(value: Value): string {
  return value instanceof Date ? isoText(value) : String(value)
}
