/** The direction of the change that a test looks for, the reference first as in SciPy. */
export type Alternative = 'two-sided' | 'less' | 'greater'

/** Error of each bound of the interval of an effect. */
export const intervalAlpha = 0.05

/** One tail of a one-sided test is as large as both of a two-sided one at twice the level. */
export function twoSidedLevel(level: number, alternative: Alternative = 'two-sided'): number {
  return alternative === 'two-sided' ? level : Math.min(2 * level, 0.99)
}
