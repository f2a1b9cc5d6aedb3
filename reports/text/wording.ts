import { formatCount, formatNumber, formatPValue, plural } from '../../src/core/format.ts'
import type { Result, TestReport, Unexpected } from '../../src/core/result.ts'
import type { Correction } from '../../src/core/test.ts'
import { display, sentence } from './display.ts'

type Places = Pick<Unexpected, 'positions' | 'positionKind' | 'count' | 'files'>

/** `lines 22, 67, 301 …`, with several files `lines 22, 67 of a.csv; 301 of b.csv …`; absent when none is known. */
export function positionsText(
  { positions, positionKind, count, files }: Places,
  limit = 5,
): string | undefined {
  if (positions.length === 0) return undefined
  const shown = positions.slice(0, limit)
  const list = files ? byFile(shown, files) : shown.map(formatCount).join(', ')
  return `${positionKind}${count === 1 ? '' : 's'} ${list}${count > shown.length ? ' …' : ''}`
}

function byFile(positions: readonly number[], files: readonly string[]): string {
  const perFile = new Map<string, string[]>()
  for (const [index, position] of positions.entries()) {
    const file = files[index] ?? ''
    perFile.set(file, [...(perFile.get(file) ?? []), formatCount(position)])
  }
  return [...perFile].map(([file, own]) => `${own.join(', ')} of ${display(file)}`).join('; ')
}

/** How many distinct unexpected values there are beyond the first `shown`. */
export function furtherValues({ distinct, values }: Unexpected, shown: number): number {
  return Math.max(distinct - Math.min(shown, values.length), 0)
}

/** What a reader of the numbers of a test knows already. */
interface Known {
  /** Names of summaries. */
  readonly said?: readonly string[]
  /** The rows of both datasets: a test says how many it compared where it left some out. */
  readonly rows?: TestReport['n']
}

/**
 * The numbers of a hypothesis test: `D 0.114, fails from 0.032`, `p 1.3e-33 < 0.0051`, `median −6.23 → −5.52`, …; of
 * the summaries the first that changed.
 */
export function testNumbers(test: TestReport, { said = [], rows }: Known = {}): readonly string[] {
  const { statistic, criticalStatistic, effect, minEffect, n } = test
  const limit = criticalStatistic === undefined ? '' : `, fails from ${short(criticalStatistic)}`
  const size = effectText(effect, minEffect)
  const numbers =
    effect.name === statistic.name
      ? [`${size}${limit}`, comparedPValue(test)]
      : [`${statistic.name} ${short(statistic.value)}${limit}`, comparedPValue(test), size]
  const summaries = test.summaries.filter(({ name }) => !said.includes(name))
  numbers.push(...changesOf({ ...test, summaries }).slice(0, 1))
  if (n.reference !== rows?.reference || n.sample !== rows.sample)
    numbers.push(`n ${formatCount(n.reference)} and ${formatCount(n.sample)}`)
  return numbers.map(sentence)
}

/** The summaries that differ between reference and sample, with as many digits as that takes: `median 11.3 → 12.8`. */
export function changesOf({ summaries }: TestReport): readonly string[] {
  return summaries.flatMap(({ name, reference, sample }) => {
    const format = short(reference) === short(sample) ? formatNumber : short
    const [before, now] = [format(reference), format(sample)]
    return before === now ? [] : [sentence(`${name} ${before} → ${now}`)]
  })
}

/** A number of a test with three significant digits; whole numbers in full. */
export function short(value: number): string {
  return formatNumber(Number.isInteger(value) ? value : Number(value.toPrecision(3)))
}

/** `p 1.3e-33 < 0.0051`: the raw p-value beside its corrected limit. */
function comparedPValue({ pValue, log10P, limit }: TestReport): string {
  const relation = pValue > limit ? '>' : pValue < limit ? '<' : '='
  return `p ${formatPValue(pValue, log10P)} ${relation} ${formatPValue(limit)}`
}

function effectText({ name, value, interval }: TestReport['effect'], minEffect: number | undefined): string {
  const range = interval === undefined ? '' : ` (${short(interval[0])} to ${short(interval[1])})`
  const floor = minEffect === undefined ? '' : `, counts from ${short(minEffect)}`
  return `${name} ${short(value)}${range}${floor}`
}

/** Corrections for several tests by the names of their authors. */
export const correctionNames: Readonly<Record<Correction, string>> = {
  none: 'no correction',
  bonferroni: 'Bonferroni',
  sidak: 'Šidák',
  holm: 'Holm',
  hochberg: 'Hochberg',
  hommel: 'Hommel',
  bh: 'Benjamini–Hochberg',
  by: 'Benjamini–Yekutieli',
}

/** The tests of one family in one line: `ks: 3 of 10 tests failed, α 0.05 → 0.0051 per test (Šidák)`. */
export function familyText(family: Result['families'][number], result: Result): string {
  // One kind of test may be declared at two levels, which are two families.
  const members = result.outcomes.filter(
    ({ test }) => test?.family === family.family && test.alpha === family.alpha,
  )
  const failed = members.filter(outcome => outcome.status === 'failed').length
  const inconclusive = members.filter(outcome => outcome.status === 'inconclusive').length
  const open = inconclusive === 0 ? '' : `, ${formatCount(inconclusive)} inconclusive`
  // Stepwise corrections give every test a limit of its own, which stands beside its p-value.
  const isCommon = members.every(outcome => outcome.test?.limit === family.limit)
  const limit = isCommon && family.limit !== family.alpha ? ` → ${formatPValue(family.limit)} per test` : ''
  return sentence(
    `${family.family}: ${formatCount(failed)} of ${plural(family.size, 'test')} failed${open}, ` +
      `α ${formatPValue(family.alpha)}${limit} (${correctionNames[family.correction]})`,
  )
}

/** `1.8 s`, `420 ms`, `2 min 05 s`. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`
  const seconds = milliseconds / 1000
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`
  const whole = Math.round(seconds)
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`
}

/** `music.yaml (7)`: the file of a suite, or where it comes from, and how many checks it has. */
export function suiteText({ name, file, checks, derived }: Result['suites'][number]): string {
  return sentence(`${derived ? 'derived from the reference' : (file ?? name)} (${formatCount(checks)})`)
}
