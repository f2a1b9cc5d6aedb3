import type { Alternative } from './alternative.ts'
import type { Probability } from './probability.ts'
import type { ShareCount } from './share-count.ts'
import { probabilityOfLn, scaledProbability } from './tiny.ts'

/**
 * Fisher's exact p for the number of reference rows among the rows with a property, in constant memory: it walks along
 * the hypergeometric probabilities from the likeliest count, and stops where they no longer add anything. 'two-sided'
 * is the probability of all counts that are no likelier than the observed one.
 */
export function fisherTail(reference: ShareCount, sample: ShareCount, alternative: Alternative): Probability {
  const counts = supportOf(reference, sample)
  const up = 1 + sumBeyond(counts, counts.mode, 1)
  const total = up + sumBeyond(counts, counts.mode, -1)
  const observed = walkTo(counts, reference.count)
  const side = reference.count >= counts.mode ? 1 : -1
  const own = 1 + sumBeyond(counts, reference.count, side)
  if (alternative === 'two-sided') {
    const other = sumOfNoLikelier(counts, observed, side === 1 ? -1 : 1)
    return scaledProbability((observed.mantissa * (own + other)) / total, observed.exponent)
  }
  if (reference.count === counts.mode) {
    return probabilityOfLn(Math.log((alternative === 'greater' ? up : total - up + 1) / total))
  }
  if (side === (alternative === 'greater' ? 1 : -1)) {
    return scaledProbability((observed.mantissa * own) / total, observed.exponent)
  }
  const beyond = scaledProbability((observed.mantissa * (own - 1)) / total, observed.exponent)
  return probabilityOfLn(Math.log1p(-beyond.pValue))
}

/** The counts of reference rows that are possible with the same margins. */
interface Support {
  readonly least: number
  readonly most: number
  readonly mode: number
  /** P(x + 1) / P(x). */
  readonly ratioAt: (x: number) => number
}

/** A probability as a multiple of that of the likeliest count: mantissa · 2^exponent. */
interface Weight {
  readonly mantissa: number
  readonly exponent: number
}

function supportOf(reference: ShareCount, sample: ShareCount): Support {
  const marked = reference.count + sample.count
  const least = Math.max(0, marked - sample.of)
  const most = Math.min(reference.of, marked)
  const likeliest = Math.floor(((reference.of + 1) / (reference.of + sample.of + 2)) * (marked + 1))
  return {
    least,
    most,
    mode: Math.min(most, Math.max(least, likeliest)),
    ratioAt: x => ((reference.of - x) / (x + 1)) * ((marked - x) / (sample.of - marked + x + 1)),
  }
}

function step({ ratioAt }: Support, x: number, direction: 1 | -1): number {
  return direction === 1 ? ratioAt(x) : 1 / ratioAt(x - 1)
}

/** The sum of the probabilities beyond x, away from the mode, as a multiple of that of x. */
function sumBeyond(counts: Support, from: number, direction: 1 | -1): number {
  const end = direction === 1 ? counts.most : counts.least
  let [term, sum] = [1, 0]
  for (let x = from; x !== end && term > sum * 1e-17; x += direction) {
    term *= step(counts, x, direction)
    sum += term
  }
  return sum
}

function walkTo(counts: Support, target: number): Weight {
  const direction = target >= counts.mode ? 1 : -1
  let weight: Weight = { mantissa: 1, exponent: 0 }
  for (let x = counts.mode; x !== target; x += direction) weight = scaled(weight, step(counts, x, direction))
  return weight
}

/**
 * The sum of the probabilities on one side of the mode that are no larger than the observed one, as a multiple of it.
 * Equal ones but for rounding count, as in SciPy and R.
 */
function sumOfNoLikelier(counts: Support, observed: Weight, direction: 1 | -1): number {
  const end = direction === 1 ? counts.most : counts.least
  let weight: Weight = { mantissa: 1, exponent: 0 }
  for (let x = counts.mode; ; x += direction) {
    const times = (weight.mantissa / observed.mantissa) * 2 ** (weight.exponent - observed.exponent)
    if (times <= 1 + 1e-7) return times * (1 + sumBeyond(counts, x, direction))
    if (x === end) return 0
    weight = scaled(weight, step(counts, x, direction))
  }
}

function scaled({ mantissa, exponent }: Weight, factor: number): Weight {
  const product = mantissa * factor
  return product < 2 ** -500
    ? { mantissa: product * 2 ** 500, exponent: exponent - 500 }
    : { mantissa: product, exponent }
}
