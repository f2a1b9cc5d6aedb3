import { formatShare, formatValue } from '../core/format.ts'
import { shownValue, type ValueDisplay } from '../core/masking.ts'
import type { TestReport } from '../core/result.ts'
import type { Region, SliceExplanation } from '../core/test.ts'
import type { Value } from '../core/value.ts'

/** The rows that explain a difference, in a result document. */
export type SliceReport = NonNullable<TestReport['slice']>

interface NamedSlice {
  readonly columns: readonly string[]
  /** One for each column; null where the rows have none. */
  readonly values: readonly Value[]
}

/** The rows that explain why the share of a region changed, with their cells as they are to be shown. */
export function sliceReport(
  region: Region,
  { columns, values }: NamedSlice,
  { index: _, ...explanation }: SliceExplanation,
  display: ValueDisplay,
): SliceReport {
  const shown = values.map((value, place) => shownCell(value, columns[place] ?? '', display))
  const name = columns.map((column, place) => `${column} ${shown[place]}`).join(' and ')
  return {
    columns: [...columns],
    values: shown,
    ...explanation,
    sentence: sentenceOf(name, regionText(region), explanation),
  }
}

function shownCell(value: Value, column: string, display: ValueDisplay): string {
  if (value === null) return formatValue(null)
  const { text, masked } = shownValue(value, column, display)
  return masked ? text : formatValue(value)
}

/** Follows "the share of": `"pop"`, `500`, `values from 300`. */
function regionText({ label, from, to }: Region): string {
  return from === to ? label : `values ${label}`
}

function sentenceOf(
  slice: string,
  region: string,
  { explained, rows, inside, outside }: Omit<SliceExplanation, 'index'>,
): string {
  const part = `${formatShare(explained)} of the difference comes from the rows with ${slice}`
  const elsewhere = `elsewhere the share of ${region} went from ${changeText(outside)}`
  if (rows.reference === 0)
    return `${part}, which are new (${formatShare(rows.sample)} of the sample); ${elsewhere}.`
  if (rows.sample === 0)
    return `${part}, which are gone (${formatShare(rows.reference)} of the reference); ${elsewhere}.`
  const size = `${formatShare(rows.reference)} → ${formatShare(rows.sample)} of all rows`
  return `${part} (${size}): there the share of ${region} went from ${changeText(inside)}, elsewhere from ${changeText(outside)}.`
}

function changeText({ reference, sample }: SliceExplanation['inside']): string {
  return `${formatShare(reference)} to ${formatShare(sample)}`
}
