import { conditionText } from '../core/condition.ts'
import { formatValue } from '../core/format.ts'
import { shownValue, type ValueDisplay, withoutSecrets } from '../core/masking.ts'
import type { Check } from '../core/suite.ts'
import type { DrawnTest } from '../core/test.ts'
import type { Value } from '../core/value.ts'
import { targetOf } from './expand.ts'

const hidden = '•••'

/** What a check expects, as a sentence. What a suite says is shown as it is; what was derived are cells of the data. */
export function expectedText(check: Check, display: ValueDisplay): string {
  const { expectation, params, derivation, where } = check
  const condition = where === undefined ? '' : `, where ${conditionText(where)}`
  const sentence = `${expectation.expected(targetOf(check), params)}${condition}`
  if (derivation === undefined || expectation.kind !== 'rule') return sentence
  return withoutCells(sentence, expectation.allowed?.(params) ?? [], check, display)
}

/** The categories that a test compares: the cells that its sentences may name. */
export function categoriesOf({ charts }: DrawnTest): readonly string[] {
  return charts.flatMap(chart => (chart.kind === 'categories' ? chart.entries.map(({ label }) => label) : []))
}

/** A sentence in which the texts among `cells` are hidden where they are not to be shown, and secrets everywhere. */
export function withoutCells(
  sentence: string,
  cells: readonly Value[],
  { columns: [column = ''] }: Check,
  display: ValueDisplay,
): string {
  if (display === 'full') return sentence
  const masked = cells.filter(cell => typeof cell === 'string' && shownValue(cell, column, display).masked)
  return withoutSecrets(
    masked.reduce<string>((text, cell) => text.replaceAll(formatValue(cell), hidden), sentence),
  )
}
