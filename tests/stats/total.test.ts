import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as stats from '../../src/stats/index.ts'

const { moments, tally } = stats

/** Every exported function that takes samples, as a function of two lists of any numbers. */
const ofSamples: Readonly<Record<string, (a: readonly number[], b: readonly number[]) => unknown>> = {
  andersonDarling: (a, b) => stats.andersonDarling(tally(a, b)),
  andersonDarlingKSample: (a, b) => stats.andersonDarlingKSample([a, b, [1, 2]]),
  chiSquareContingency: (a, b) => stats.chiSquareContingency([a, b]),
  chiSquareGoodnessOfFit: stats.chiSquareGoodnessOfFit,
  classifyDomains: (a, b) =>
    stats.classifyDomains({ columns: [numbers(a, b), codes(a, b)] }, { seed: 1, folds: 2 }),
  cliffsDeltaInterval: (a, b) => stats.cliffsDeltaInterval(tally(a, b), 0.05),
  clusterPermutationTest: (a, b) =>
    stats.clusterPermutationTest(clusters(a, b), 'ks', { seed: 1, alpha: 0.9 }),
  cohensDInterval: (a, b) => onTTest(a, b, run => stats.cohensDInterval(run, 0.05)),
  compareShares: (a, b) => stats.compareShares(shareOf(a), shareOf(b)),
  countedQuantile: (a, b) => stats.countedQuantile(a.toSorted(), b, 0.5),
  cramersV: (a, b) => stats.cramersV([a, b]),
  cramersVInterval: (a, b) => stats.cramersVInterval([a, b], 0.05),
  energyDistance: (a, b) => stats.energyDistance(tally(a, b)),
  entropy: a => stats.entropy(a),
  explainingSlice: (a, b) =>
    stats.explainingSlice(regionOf(a), [{ depth: 1, ...regionOf(b) }], { leastRows: 1 }),
  fisherExact2x2: (a, b) => stats.fisherExact2x2([a.slice(0, 2), b.slice(0, 2)]),
  hellinger: stats.hellinger,
  jensenShannonDistance: (a, b) => stats.jensenShannonDistance(a, b),
  klDivergence: (a, b) => stats.klDivergence(a, b),
  ksDistance: (a, b) => stats.ksDistance(tally(a, b)),
  ksOneSample: a => stats.ksOneSample(a, { name: 'normal' }),
  ksStatistic: (a, b) => stats.ksStatistic(tally(a, b)),
  ksTwoSample: (a, b) => stats.ksTwoSample(a, b),
  lInfinity: stats.lInfinity,
  mannWhitneyU: (a, b) => stats.mannWhitneyU(tally(a, b)),
  meanRelevantP: (a, b) => onTTest(a, b, run => stats.meanRelevantP(run, 0.2)),
  meanUpperBound: (a, b) => onTTest(a, b, run => stats.meanUpperBound(run, 0.05)),
  moments: a => moments(a),
  numericStabilityIndex: (a, b) => stats.numericStabilityIndex(tally(a, b)),
  permutationTest: (a, b) =>
    stats.permutationTest(a, b, (x, y) => stats.ksTwoSample(x, y).statistic, { seed: 1, permutations: 9 }),
  pooledTTest: (a, b) => stats.pooledTTest(moments(a), moments(b)),
  populationStabilityIndex: (a, b) => stats.populationStabilityIndex(a, b),
  principalComponents: (a, b) => stats.principalComponents([a, b], 2),
  projections: (a, b) => stats.projections([a, b], stats.principalComponents([a, b], 1)),
  shareRelevantP: (a, b) => stats.shareRelevantP(shareOf(a), shareOf(b), 0.1),
  shareUpperBound: (a, b) => stats.shareUpperBound(shareOf(a), shareOf(b), 0.05),
  stratifiedRankTest: (a, b) => stats.stratifiedRankTest([tally(a, b)]),
  tally,
  tallySizes: (a, b) => stats.tallySizes(tally(a, b)),
  totalVariation: stats.totalVariation,
  totalVariationInterval: (a, b) => stats.totalVariationInterval(a, b, 0.05),
  totalVariationRelevantP: (a, b) => stats.totalVariationRelevantP(a, b, 0.1),
  totalVariationUpperBound: (a, b) => stats.totalVariationUpperBound(a, b, 0.05),
  weightedKs: (a, b) => stats.weightedKs(weights(a, b)),
  weightedMeans: (a, b) => stats.weightedMeans(weights(a, b), [1, 2, 3]),
  weightedShares: (a, b) => stats.weightedShares(weights(a, b)),
  wasserstein1: (a, b) => stats.wasserstein1(tally(a, b)),
  welchTTest: (a, b) => stats.welchTTest(moments(a), moments(b)),
}

/** Functions of a few numbers, of p-values, or of the answer of another function. */
const ofNumbers = [
  'adjustPValues',
  'alphaPerTest',
  'aucInterval',
  'aucRelevantP',
  'batchCorrelation',
  'chiSquareInverseSurvival',
  'chiSquareSurvival',
  'chiSquareSurvivalLog10',
  'complementaryBeta',
  'cumulativeProbability',
  'decideFamily',
  'effectiveRows',
  'effectiveSize',
  'exceedances',
  'expectedFalseAlarms',
  'hypergeometricUpperTail',
  'kishSize',
  'kolmogorovInverseSurvival',
  'kolmogorovSurvival',
  'kolmogorovSurvivalLog10',
  'ksCriticalStatistic',
  'ksEffectInterval',
  'ksOneSamplePValue',
  'ksPValueOf',
  'ksRelevantP',
  'ksSmallestDetectable',
  'ksUpperBound',
  'leastExplained',
  'lnUpperGamma',
  'lowerGamma',
  'mostExplained',
  'noncentralChiSquareSurvival',
  'noncentralChiSquareSurvivalLog10',
  'noncentralTSurvival',
  'noncentralTSurvivalLog10',
  'normalInverseSurvival',
  'normalSurvival',
  'normalSurvivalLog10',
  'randomSource',
  'regularizedBeta',
  'shareSmallestDetectable',
  'spentAlpha',
  'studentTCritical',
  'studentTSurvival',
  'studentTSurvivalLog10',
  'studentTTwoSided',
  'studentTTwoSidedLog10',
  'tPower',
  'tSmallestDetectable',
  'upperGamma',
]

const special = fc.constantFrom(
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  -0,
  1e308,
  5e-324,
  0.5,
)
const list = (item: fc.Arbitrary<number>) => fc.array(item, { maxLength: 8 })
const sample = fc.oneof(
  list(fc.nat(9)),
  list(fc.integer({ min: -3, max: 3 })),
  list(fc.double()),
  list(fc.oneof(special, fc.nat(3))),
  fc
    .tuple(fc.integer({ min: 1, max: 8 }), fc.oneof(special, fc.nat(3)))
    .map(([n, x]) => new Array<number>(n).fill(x)),
)
const pair = fc.oneof(
  fc.tuple(sample, sample),
  fc
    .array(fc.tuple(fc.nat(9), fc.nat(9)), { maxLength: 8 })
    .map(rows => [rows.map(([a]) => a), rows.map(([, b]) => b)]),
)

test.each(Object.entries(ofSamples))('%s of any two lists has an answer or throws a RangeError', (_, run) => {
  fc.assert(
    fc.property(pair, ([a = [], b = []]) => {
      const answer = answerOf(() => run(a, b))
      expect(nansIn(answer)).toEqual([])
      expect(improperIn(answer)).toEqual([])
    }),
    { seed: 19, numRuns: 200 },
  )
})

test('every exported function is either tried here or takes no sample', () => {
  const functions = Object.entries(stats).filter(([, value]) => typeof value === 'function')
  expect([...Object.keys(ofSamples), ...ofNumbers].sort()).toEqual(functions.map(([name]) => name).sort())
})

function shareOf(values: readonly number[]): stats.ShareCount {
  return { count: values[0] ?? 0, of: values[1] ?? 0 }
}

function numbers(a: readonly number[], b: readonly number[]): stats.Feature {
  return { kind: 'number', reference: Float64Array.from(a), sample: Float64Array.from(b) }
}

function codes(a: readonly number[], b: readonly number[]): stats.Feature {
  return { kind: 'category', reference: Uint32Array.from(a), sample: Uint32Array.from(b), categories: 10 }
}

/** Each value is a place among ten and, as far as it is a whole number, its cluster too. */
function clusters(a: readonly number[], b: readonly number[]): stats.ClusterData {
  const side = (values: readonly number[]) => ({
    cluster: values.map(value => Math.trunc(value / 2)),
    value: values,
    count: values.map(() => 1),
  })
  return { size: 10, reference: side(a), sample: side(b) }
}

function regionOf(values: readonly number[]) {
  const [rows = 0, inside = 0, more = 0, others = 0] = values
  return { reference: { rows, inside }, sample: { rows: more, inside: others } }
}

function weights(a: readonly number[], b: readonly number[]): stats.WeightedData {
  const side = (values: readonly number[]) => ({
    weights: values.slice(0, 3),
    squares: values.slice(0, 3).reduce((sum, value) => sum + value * value, 0),
  })
  return { reference: side(a), sample: side(b) }
}

function onTTest(
  a: readonly number[],
  b: readonly number[],
  use: (run: stats.TTestResult) => unknown,
): unknown {
  const run = stats.welchTTest(moments(a), moments(b))
  return run.undecidable ? run : use(run)
}

/** What a call returns; a RangeError is an answer too, anything else thrown is not. */
function answerOf(call: () => unknown): unknown {
  try {
    return call()
  } catch (error) {
    if (error instanceof RangeError) return error.message
    throw error
  }
}

/** The paths within an answer at which there is NaN. */
function nansIn(answer: unknown, path = 'answer'): readonly string[] {
  if (typeof answer === 'number') return Number.isNaN(answer) ? [path] : []
  if (typeof answer !== 'object' || answer === null) return []
  return Object.entries(answer).flatMap(([key, value]) => nansIn(value, `${path}.${key}`))
}

/** Probabilities outside 0 to 1, and intervals that are upside down. */
function improperIn(answer: unknown): readonly string[] {
  if (typeof answer !== 'object' || answer === null) return []
  const {
    pValue = 0,
    lower = 0,
    upper = lower,
  } = answer as { pValue?: number; lower?: number; upper?: number }
  return [...(pValue >= 0 && pValue <= 1 ? [] : ['pValue']), ...(lower <= upper ? [] : ['interval'])]
}
