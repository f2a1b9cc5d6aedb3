import type { ShareCount } from './share-count.ts'
import type { Sizes } from './tally.ts'

/** The shares of both samples, once they are known to be counts of at least one row each. */
export function sharesOf(reference: ShareCount, sample: ShareCount): Sizes {
  return { reference: shareOf(reference, 'reference'), sample: shareOf(sample, 'sample') }
}

function shareOf({ count, of }: ShareCount, which: string): number {
  if (!(Number.isSafeInteger(of) && of > 0)) throw new RangeError(`The ${which} has no share of ${of} rows.`)
  if (!(Number.isInteger(count) && count >= 0 && count <= of)) {
    throw new RangeError(`The ${which} cannot have ${count} of ${of} rows.`)
  }
  return count / of
}
