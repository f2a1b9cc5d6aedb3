import { chanceOfGap, chanceOfVariation } from './chances.ts'
import type { Draft } from './draft.ts'
import { looserEffect } from './loosen.ts'
import type { ColumnProfile } from './profile.ts'

/** Smaller changes are no news: a tenth of the rows, or two of a hundred missing more. */
const floors = { distribution: 0.1, shares: 0.1, missing: 0.02 } as const
/** Larger floors than these would let everything pass. */
const ceilings = { distribution: 0.3, shares: 0.3, missing: 0.2 } as const

/** Hours and weekdays; and the features of a text. */
const [timeCategories, textFeatures] = [31, 5] as const

/** The comparisons of one column with a reference. What needs more rows than a batch has is passed. */
export function driftDrafts({ facts, seen, coverage }: ColumnProfile): readonly Draft[] {
  const { reference, sample, frequencies } = facts
  const [m, n] = [reference.present, sample.present]
  const missing = seen.rows - seen.present
  const draft = (
    name: string,
    family: string,
    kind: keyof typeof floors,
    { chance, what, severity }: { chance: number; what: string; severity?: 'warning' },
  ): Draft => ({
    place: { section: 'columns', column: facts.name },
    name,
    params: { minEffect: floors[kind], ...(isWeak(kind, m, n) && { allowUnderpowered: true }) },
    ...(severity && { severity }),
    note: `Drift of ${what}; below the floor it is no news.`,
    chance,
    family,
    loosen: looserEffect(ceilings[kind], kind === 'missing' ? 0.01 : 0.05),
  })
  const drafts: (Draft | false)[] = [
    missing > 0 &&
      draft('toHaveSameNullShareAs', 'missing', 'missing', {
        chance: chanceOfGap(floors.missing, reference.rows, sample.rows),
        what: 'missing values',
      }),
    coverage.distribution &&
      draft('toHaveSameDistributionAs', 'ks', 'distribution', {
        chance: chanceOfGap(floors.distribution, m, n),
        what: 'the distribution',
      }),
    coverage.shares &&
      draft('toHaveSameCategorySharesAs', 'chi-square', 'shares', {
        chance: chanceOfVariation(floors.shares, frequencies?.distinct ?? 0, m, n),
        what: 'the shares of categories',
        severity: 'warning',
      }),
    coverage.timeProfile &&
      draft('toHaveSameTimeProfileAs', 'time-profile', 'shares', {
        chance: chanceOfVariation(floors.shares, timeCategories, m, n),
        what: 'hours and weekdays',
        severity: 'warning',
      }),
    coverage.textProfile &&
      draft('toHaveSameTextProfileAs', 'text-profile', 'distribution', {
        chance: textFeatures * chanceOfGap(floors.distribution, m, n),
        what: 'the form of the texts',
        severity: 'warning',
      }),
  ]
  return drafts.filter(each => each !== false)
}

/** Whether a test may fail to see its floor in nine of ten cases, so that it would be inconclusive each time. */
function isWeak(kind: keyof typeof floors, m: number, n: number): boolean {
  return kind !== 'distribution' || (m * n) / Math.max(1, m + n) < 2000
}
