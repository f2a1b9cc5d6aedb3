import { drawKolmogorovSmirnov } from '../../expectations/evidence/kolmogorov-smirnov.ts'
import { variationDetectable } from '../../expectations/evidence/variation-power.ts'
import { drawWelch } from '../../expectations/evidence/welch.ts'
import { value } from '../../src/core/expr.ts'
import * as stats from '../../src/stats/index.ts'
import { type Drift, level, normalAround, type Sizes, shiftOf } from './drift.ts'
import type { Random } from './random.ts'
import { drawn, drawRows, pairOf } from './rows.ts'
import { drawCategories, drawMissing } from './tests.ts'

type Draw = (random: Random) => number

/** Drifts of columns whose rows are independent and alike. */
export function plainDriftsAt(sizes: Sizes): readonly Drift[] {
  const { reference, sample } = sizes
  const gap = {
    ...sizes,
    minEffect: 0.1,
    smallestDetectable: stats.ksSmallestDetectable(level, reference, sample),
  }
  return [
    {
      ...gap,
      name: 'KS, D: a normal column shifted',
      draw: (effect, random) => ks(sizes, normalAround(0), normalAround(shiftOf(effect)), random),
    },
    {
      ...gap,
      name: 'KS, D: a gap at one point only',
      draw: (effect, random) => ks(sizes, stepped(effect, 1), stepped(effect, -1), random),
    },
    {
      ...sizes,
      name: 'Welch, d: a normal column shifted',
      minEffect: 0.2,
      smallestDetectable: stats.tSmallestDetectable(level, reference, sample),
      draw: (effect, random) => welch(sizes, effect, random),
    },
    categoryDrift(sizes, { categories: 2, share: 0.5 }),
    categoryDrift(sizes, { categories: 10, share: 0.5 }),
    categoryDrift(sizes, { categories: 2, share: 0.1 }),
    ...missingDriftsAt(sizes),
  ]
}

/** More missing values than before. */
export function missingDriftsAt(sizes: Sizes): readonly Drift[] {
  return [0.02, 0.3].map(share => ({
    ...sizes,
    name: `share difference: ${share * 100} % missing before`,
    minEffect: 0.1,
    smallestDetectable: stats.shareSmallestDetectable(level, share, sizes.reference, sizes.sample),
    draw: (effect, random) => {
      const missing = (part: number) => ({ draw: ({ uniform }: Random) => (uniform() < part ? 1 : 0) })
      return drawMissing(
        drawRows(sizes.reference, missing(share), random),
        drawRows(sizes.sample, missing(share + effect), random),
      )
    },
  }))
}

function ks({ reference, sample }: Sizes, before: Draw, after: Draw, random: Random) {
  const tally = stats.tally(drawn(reference, before, random), drawn(sample, after, random))
  return drawKolmogorovSmirnov(tally, { of: value('x') })
}

function welch({ reference, sample }: Sizes, effect: number, random: Random) {
  const moments = (rows: number, mean: number) => stats.moments(drawn(rows, normalAround(mean), random))
  return drawWelch({ reference: moments(reference, 0), sample: moments(sample, effect) }, 'two-sided')
}

/** Uniform, but for a share that lies close above or close below ½. */
function stepped(share: number, side: 1 | -1): Draw {
  return ({ uniform }) => (uniform() < share ? 0.5 + side * 1e-9 * uniform() : uniform())
}

/** Half of the categories, of a total share, gain in equal parts what the others lose. */
function categoryDrift(sizes: Sizes, { categories, share }: { categories: number; share: number }): Drift {
  const { reference, sample } = sizes
  const categoryOf =
    (gain: number) =>
    ({ uniform, below }: Random) => {
      const gaining = uniform() < share + gain
      return 2 * below(categories / 2) + (gaining ? 1 : 0)
    }
  return {
    ...sizes,
    name: `total variation: ${categories} categories, half of them with a share of ${share * 100} %`,
    minEffect: 0.1,
    smallestDetectable:
      categories === 2
        ? stats.shareSmallestDetectable(level, share, reference, sample)
        : variationDetectable(level, categories - 1, sizes),
    draw: (gain, random) => {
      const before = { values: drawn(reference, categoryOf(0), random) }
      const after = { values: drawn(sample, categoryOf(gain), random) }
      return drawCategories(pairOf(before, after).tally)
    },
  }
}
