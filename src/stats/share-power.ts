import { effectiveSize } from './effective-size.ts'
import { normalInverseSurvival } from './normal.ts'
import { solveDecreasing } from './root.ts'

/**
 * The smallest change of a share, up or down, that a two-sided test at level alpha finds with the given power: the one
 * of the direction in which it is harder to find. By the normal approximation with a continuity correction, which makes
 * it that of Fisher's exact test and, of the chi-square test, a little more than is needed.
 *
 * A direction in which the share cannot change so far is left out. When there is none, the answer is larger than any
 * possible change.
 *
 * @see Fleiss, Levin & Paik 2003, doi:10.1002/0471445428, chapter 4
 * @param referenceShare from 0 to 1
 * @param power above alpha / 2
 * @throws RangeError when alpha, the share or the power is not a probability, or a sample has no rows
 * @example shareSmallestDetectable(0.05, 0.1, 10000, 1000) // 0.03468091839696883
 */
export function shareSmallestDetectable(
  alpha: number,
  referenceShare: number,
  n1: number,
  n2: number,
  power = 0.9,
): number {
  if (!(referenceShare >= 0 && referenceShare <= 1)) {
    throw new RangeError(`A share lies between 0 and 1, unlike ${referenceShare}.`)
  }
  if (!(alpha > 0 && alpha < 1 && power > 0 && power < 1)) {
    throw new RangeError(`Alpha and power lie between 0 and 1, unlike ${alpha} and ${power}.`)
  }
  if (!(n1 > 0 && n2 > 0)) throw new RangeError(`Samples of ${n1} and ${n2} rows have no shares to compare.`)
  const needed = (change: number) => neededDifference({ alpha, power, n1, n2 }, referenceShare, change)
  const changes = [1, -1].map(direction => {
    const room = direction === 1 ? 1 - referenceShare : referenceShare
    const possible = room > 0 && needed(direction * room) <= room
    const found = (change: number) => (change > room ? -1 : needed(direction * change) - change)
    return { possible, change: possible ? solveDecreasing(found, 0) : needed(direction * room) }
  })
  const possible = changes.filter(change => change.possible)
  return Math.max(...(possible.length > 0 ? possible : changes).map(({ change }) => change))
}

interface Design {
  readonly alpha: number
  readonly power: number
  readonly n1: number
  readonly n2: number
}

/** How far apart two shares with the spread of these ones have to be, and by half a row more. */
function neededDifference({ alpha, power, n1, n2 }: Design, share: number, change: number): number {
  const changed = Math.min(1, Math.max(0, share + change))
  const pooled = (n1 * share + n2 * changed) / (n1 + n2)
  const size = effectiveSize(n1, n2)
  const nullError = Math.sqrt((pooled * (1 - pooled)) / size)
  const error = Math.sqrt((share * (1 - share)) / n1 + (changed * (1 - changed)) / n2)
  const distance = normalInverseSurvival(alpha / 2) * nullError + normalInverseSurvival(1 - power) * error
  return distance + 1 / (2 * size)
}
