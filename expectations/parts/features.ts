import type { DrawnTest, Region } from '../../src/core/test.ts'

/** A test of one feature of a column, such as the length of its texts. */
export interface FeatureTest {
  /** Follows "their": `length`, `hour of the day`. */
  readonly name: string
  readonly test: DrawnTest
}

/**
 * One test of several features together: the one with the smallest p, which is multiplied by their number, so that it
 * stays true however the features depend on each other. At least one feature.
 */
export function smallestOf(features: readonly FeatureTest[]): DrawnTest {
  const [first] = features
  if (first === undefined) throw new RangeError('A test needs a feature.')
  const { name, test } = features.reduce((most, each) => (precedes(each, most) ? each : most), first)
  const count = features.length
  return {
    ...test,
    pValue: Math.min(1, test.pValue * count),
    log10P: Math.min(0, (test.log10P ?? Math.log10(test.pValue)) + Math.log10(count)),
    criticalStatistic: test.criticalStatistic && (level => test.criticalStatistic?.(level / count) ?? 0),
    smallestDetectable: largestOf(features, count, each => each.smallestDetectable),
    upperBound: largestOf(features, count, each => each.upperBound),
    relevantP: effect => smallestRelevantP(features, effect),
    ...(test.change !== undefined && { change: `${capitalised(name)}: ${test.change}` }),
    ...(test.region && { region: { ...test.region, label: labelOf(test.region, name) } }),
  }
}

/** Of features that are alike in p, one that could be compared stands for all, and the one that differs most. */
function precedes(one: FeatureTest, other: FeatureTest): boolean {
  const [a, b] = [one.test, other.test]
  if ((a.undecidable === undefined) !== (b.undecidable === undefined)) return a.undecidable === undefined
  return a.pValue < b.pValue || (a.pValue === b.pValue && Math.abs(a.effect.value) > Math.abs(b.effect.value))
}

/** What holds of every feature at its part of the level; unknown where it is unknown of one of them. */
function largestOf(
  features: readonly FeatureTest[],
  count: number,
  of: (test: DrawnTest) => ((level: number) => number) | undefined,
): ((level: number) => number) | undefined {
  const known = features.flatMap(({ test }) => of(test) ?? [])
  if (known.length < count) return undefined
  return level => Math.max(...known.map(each => each(level / count)))
}

function smallestRelevantP(features: readonly FeatureTest[], effect: number) {
  const pValues = features.map(({ test }) => test.relevantP?.(effect).pValue ?? 1)
  return { pValue: Math.min(1, Math.min(...pValues) * features.length) }
}

/** `Monday`, `length 12`, `with length from 12`. */
function labelOf({ label, from, to }: Region, feature: string): string {
  if (from !== to) return `with ${feature} ${label}`
  return from === undefined ? label : `${feature} ${label}`
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
