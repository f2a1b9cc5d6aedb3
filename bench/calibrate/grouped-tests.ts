import { drawShares } from '../../expectations/evidence/category-shares.ts'
import { drawGroupedMean } from '../../expectations/evidence/mean.ts'
import { permuteClusters } from '../../expectations/parts/clusters.ts'
import { value } from '../../src/core/expr.ts'
import * as stats from '../../src/stats/index.ts'
import { clusteredOf, weightedOf } from './answers.ts'
import type { CalibratedTest } from './test.ts'

const draw = { of: value('x'), alternative: 'two-sided' } as const

/** Tests of columns whose rows have weights. */
export const weightedTests: readonly CalibratedTest[] = [
  {
    name: 'weighted KS',
    traits: ['continuous'],
    claim: 'conservative',
    pValue: pair => stats.weightedKs(weightedOf(pair)).pValue,
  },
  {
    name: 'weighted mean',
    traits: ['light'],
    claim: 'uniform',
    pValue: pair => drawGroupedMean(weightedOf(pair), draw).pValue,
  },
  {
    name: 'weighted shares',
    traits: ['category'],
    claim: 'conservative',
    pValue: pair => drawShares(weightedOf(pair), draw).pValue,
  },
]

/** Tests of columns whose rows come in clusters. */
export const clusterTests: readonly CalibratedTest[] = [
  {
    name: 'clustered KS',
    traits: ['clustered numbers'],
    claim: 'conservative',
    pValue: pair => permuteClusters(clusteredOf(pair), 'ks', draw).pValue,
  },
  {
    name: 'clustered mean',
    traits: ['clustered numbers'],
    claim: 'conservative',
    pValue: pair => permuteClusters(clusteredOf(pair), 'mean', draw).pValue,
  },
  {
    name: 'clustered shares',
    traits: ['clustered categories'],
    claim: 'conservative',
    pValue: pair => permuteClusters(clusteredOf(pair), 'total-variation', draw).pValue,
  },
  {
    name: 'KS of the same rows, clusters ignored',
    traits: ['clustered numbers'],
    claim: 'none',
    pValue: ({ tally }) => stats.ksTwoSample(tally).pValue,
  },
]
