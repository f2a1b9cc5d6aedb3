import { isNumeric, type Value } from '../../src/core/value.ts'
import { cramersV } from '../../src/stats/index.ts'
import { identityOf } from './values.ts'

/** How well one feature alone tells a label. */
export interface Strength {
  readonly measure: 'AUC' | "Cramér's V"
  readonly value: number
  /** From 0, not at all, to 1, always. */
  readonly strength: number
}

interface Labelled {
  readonly feature: Value
  readonly label: Value
}

/** With more labels than this, none is measured: the label is rather a number. */
const mostLabels = 50
/** Into how many parts of about the same size numbers are cut where there are more than two labels. */
const parts = 10

/**
 * Numbers tell one of two labels from the other as well as their AUC says; all else is measured by Cramér's V, with
 * Bergsma's correction, so that columns with a value for each row do not seem to tell anything. Nothing where fewer
 * than two labels occur, or more than 50. Rows in which one is missing are left out.
 */
export function featureStrength(rows: readonly Labelled[]): Strength | undefined {
  const full = rows.filter(({ feature, label }) => feature !== null && label !== null)
  const labels = labelsOf(full)
  const numbers = full.every(({ feature }) => isNumeric(feature))
    ? full.filter(({ feature }) => Number.isFinite(Number(feature)))
    : undefined
  if (labels.length < 2 || labels.length > mostLabels || numbers?.length === 0) return undefined
  if (numbers === undefined) return association(full)
  if (labels.length > 2) return association(inParts(numbers))
  return ranked(numbers, labels[0])
}

function labelsOf(rows: readonly Labelled[]): readonly string[] {
  return [...new Set(rows.map(({ label }) => identityOf(label)))]
}

/**
 * The share of pairs of rows of both labels in which the greater number has the same label; ties count half.
 *
 * @see https://en.wikipedia.org/wiki/Mann%E2%80%93Whitney_U_test#Area-under-curve_(AUC)_statistic_for_ROC_curves
 */
function ranked(rows: readonly Labelled[], positive: string | undefined): Strength | undefined {
  const groups = new Map<number, { positives: number; negatives: number }>()
  for (const { feature, label } of rows) {
    const group = groups.get(Number(feature)) ?? { positives: 0, negatives: 0 }
    if (identityOf(label) === positive) group.positives += 1
    else group.negatives += 1
    groups.set(Number(feature), group)
  }
  let [below, wins] = [0, 0]
  for (const [, { positives, negatives }] of [...groups].sort(([a], [b]) => a - b)) {
    wins += positives * (below + negatives / 2)
    below += negatives
  }
  const pairs = below * (rows.length - below)
  if (pairs === 0) return undefined
  const auc = Math.max(wins / pairs, 1 - wins / pairs)
  return { measure: 'AUC', value: auc, strength: 2 * auc - 1 }
}

function association(rows: readonly Labelled[]): Strength {
  const labels = labelsOf(rows)
  const table = new Map<string, number[]>()
  for (const { feature, label } of rows) {
    const counts = table.get(identityOf(feature)) ?? labels.map(() => 0)
    const place = labels.indexOf(identityOf(label))
    counts[place] = (counts[place] ?? 0) + 1
    table.set(identityOf(feature), counts)
  }
  const value = table.size < 2 || labels.length < 2 ? 0 : cramersV([...table.values()], { corrected: true })
  return { measure: "Cramér's V", value, strength: value }
}

/** The same rows with the number of the part that each value lies in. */
function inParts(rows: readonly Labelled[]): readonly Labelled[] {
  const ascending = rows.map(({ feature }) => Number(feature)).sort((a, b) => a - b)
  const bounds = Array.from(
    { length: parts - 1 },
    (_, part) => ascending[Math.floor(((part + 1) * rows.length) / parts)] ?? 0,
  )
  return rows.map(({ feature, label }) => ({
    feature: bounds.filter(bound => bound <= Number(feature)).length,
    label,
  }))
}
