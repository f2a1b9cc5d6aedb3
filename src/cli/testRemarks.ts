import { formatCount, formatNumber, formatShare } from '../core/format.ts'
import type { Outcome, Result } from '../core/result.ts'
import type { Family } from '../run/families.ts'
import type { Datasets } from '../run/session.ts'
import { batchCorrelation, expectedFalseAlarms } from '../stats/index.ts'
import type { CheckArgs } from './args.ts'
import { levelsOf } from './judge.ts'

interface Tested {
  readonly families: readonly Family[]
  readonly outcomes: readonly Outcome[]
  readonly data: Datasets
  readonly series?: Result['series']
  readonly args: CheckArgs
}

/** Batches in a year, when one is judged every week. */
const batches = 52
/** A reference of so many times the rows of a batch makes the tests of two batches nearly independent. */
const enough = 10

/** What a reader has to know of the tests of a run as a whole; nothing where there are none that can fail it. */
export function testRemarks(tested: Tested): readonly string[] {
  const sizes = sizesOf(tested.data)
  const families = tested.families.filter(family => canFail(family, tested))
  if (sizes === undefined || families.length === 0) return []
  const correlation = batchCorrelation(sizes.reference, sizes.sample)
  return [
    alarmsText(families, correlation, tested),
    ...(sizes.reference < enough * sizes.sample ? [correlationText(sizes, correlation)] : []),
  ]
}

function sizesOf({ reference, sample }: Datasets) {
  if (!reference?.info.rows || !sample?.info.rows) return undefined
  return { reference: reference.info.rows, sample: sample.info.rows }
}

/** Whether a family has a test that is more than a warning; one that awaits its confirmation is shown as a warning. */
function canFail({ family, alpha }: Family, { outcomes, series }: Tested): boolean {
  const own = outcomes.filter(({ test }) => test?.family === family && test.alpha === alpha)
  return own.some(({ severity }) => severity === 'error' || series?.confirm !== undefined)
}

function alarmsText(families: readonly Family[], correlation: number, tested: Tested): string {
  const { horizon, confirm = 1 } = tested.series ?? {}
  const fail = confirm > 1 ? `fail ${confirm} times in a row` : 'fail'
  if (horizon === 'spend') {
    const total = families.reduce((sum, { family }) => sum + wholeAlpha(family, tested.args), 0)
    return `Without any drift, the probability that one of all the batches to come will ${fail} by chance is at most ${formatShare(Math.min(1, total))}.`
  }
  const silent = families.reduce(
    (product, family) => product * (1 - alarmOf(family, correlation, confirm)),
    1,
  )
  const alarms = batches * (1 - silent)
  return `Without any drift, ${formatNumber(Number(alarms.toPrecision(2)))} of ${batches} weekly batches a year (${formatShare(1 - silent)}) would ${fail} by chance.`
}

/** The level of a family before it is divided among batches. */
function wholeAlpha(family: string, args: CheckArgs): number {
  return levelsOf(args)[family] ?? args.alpha
}

/** Probability that a family raises an alarm in one batch when nothing changed. */
function alarmOf({ alpha, size, correction }: Family, correlation: number, confirm: number) {
  const tests = correction === 'none' ? 1 : size
  const alarm = expectedFalseAlarms({ alpha, families: 1, batches: 1, confirm, tests, correlation })
  return correction === 'none' ? 1 - (1 - alarm) ** size : alarm
}

function correlationText({ reference, sample }: { reference: number; sample: number }, correlation: number) {
  return `The reference has ${formatCount(reference)} rows, less than ten times the ${formatCount(sample)} of the sample: the tests of batches that share it are correlated (${formatNumber(Number(correlation.toPrecision(2)))}), so chance alarms come in clusters.`
}
