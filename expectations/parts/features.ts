import type { DrawnTest } from '../../src/core/test.ts'

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
  const [first, ...others] = features
  if (first === undefined) throw new RangeError('A test needs a feature.')
  const { name, test } = others.reduce((most, each) => (precedes(each, most) ? each : most), first)
  const count = features.length
  return {
    ...test,
    pValue: Math.min(1, test.pValue * count),
    log10P: Math.min(0, (test.log10P ?? Math.log10(test.pValue)) + Math.log10(count)),
    criticalStatistic: test.criticalStatistic && (level => test.criticalStatistic?.(level / count) ?? 0),
    smallestDetectable: level => largest(features, each => each.smallestDetectable?.(level / count)),
    upperBound: level => largest(features, each => each.upperBound?.(level / count)),
    relevantP: effect => smallestRelevantP(features, effect),
    ...(test.change !== undefined && { change: `${capitalised(name)}: ${test.change}` }),
    ...(test.region && { region: { ...test.region, label: `${name} ${test.region.label}` } }),
  }
}

function precedes(one: FeatureTest, other: FeatureTest): boolean {
  const [a, b] = [one.test, other.test]
  return a.pValue < b.pValue || (a.pValue === b.pValue && Math.abs(a.effect.value) > Math.abs(b.effect.value))
}

function largest(features: readonly FeatureTest[], of: (test: DrawnTest) => number | undefined): number {
  return Math.max(0, ...features.map(({ test }) => of(test) ?? 0))
}

function smallestRelevantP(features: readonly FeatureTest[], effect: number) {
  const pValues = features.map(({ test }) => test.relevantP?.(effect).pValue ?? 1)
  return { pValue: Math.min(1, Math.min(...pValues) * features.length) }
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
