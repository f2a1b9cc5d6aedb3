import { formatCount } from '../../src/core/format.ts'
import { isClustered, isWeighted, type Tally } from '../../src/core/metric.ts'
import type { DrawnTest } from '../../src/core/test.ts'
import { type KsTest, ksTwoSample } from '../../src/stats/index.ts'
import type { Compared } from '../parts/compared.ts'
import { drawClusteredKs } from './clustered-ks.ts'
import { distributionsOf } from './distribution.ts'
import { type KsDraw, ksCritical, ksParts, undrawnKs } from './ks-parts.ts'
import { drawWeightedKs } from './weighted-ks.ts'

/** Distinct values from which on, and share of one value up to which, ties hardly matter to the critical D. */
const fewValues = 50
const largeAtom = 0.1

/**
 * The two-sample Kolmogorov–Smirnov test, with what a report shows. Undecidable without values. With clusters p comes
 * from dealing whole clusters anew, with weights from the limit distribution at the effective sizes.
 */
export function drawKolmogorovSmirnov(answer: Compared, draw: KsDraw): DrawnTest {
  if (isClustered(answer)) return drawClusteredKs(answer, draw)
  return isWeighted(answer) ? drawWeightedKs(answer, draw) : drawIndependent(answer, draw)
}

function drawIndependent(tally: Tally, draw: KsDraw): DrawnTest {
  const data = distributionsOf(tally)
  const n = { reference: data.reference.n, sample: data.sample.n }
  if (n.reference === 0 || n.sample === 0) return undrawnKs(n, 'no values')
  const test = ksTwoSample(tally, { alternative: draw.alternative, budget: draw.budget })
  return {
    ...ksParts(data, { ...test, sizes: n }, draw),
    n,
    choice: choiceOf(tally, test),
    ...(!hasHeavyTies(tally, n.reference + n.sample) && ksCritical(n, draw)),
  }
}

function choiceOf({ values, ranges }: Tally, { method }: KsTest): string {
  if (ranges)
    return 'More numbers than are taken out of the engine one by one: the Kolmogorov–Smirnov test, with D exact and the ties of frequent values accounted for.'
  if (method === 'exact' || method === 'asymptotic')
    return 'Numbers that do not repeat: the Kolmogorov–Smirnov test sees every change of their distribution.'
  const given = method === 'exact-ties' ? 'exactly' : 'by a smaller model'
  return `Numbers of which ${formatCount(values.length)} are distinct: the Kolmogorov–Smirnov test, with the ties accounted for ${given}.`
}

/** Then the critical D, which takes all values for different, is far above the one that the test really has. */
function hasHeavyTies({ values, reference, sample, ranges }: Tally, total: number): boolean {
  if (values.length === total) return false
  if (values.length <= fewValues) return true
  const countAt = (place: number) => (reference[place] ?? 0) + (sample[place] ?? 0)
  return values.some((_, place) => ranges?.isRange[place] !== 1 && countAt(place) > total * largeAtom)
}
