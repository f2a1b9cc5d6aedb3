import type { Clustered } from '../../src/core/metric.ts'
import type { DrawnTest } from '../../src/core/test.ts'
import { clusterPower, clustersText, independentRows, permuteClusters } from '../parts/clusters.ts'
import { countsOf } from '../parts/compared.ts'
import { distributionsOf } from './distribution.ts'
import { type KsDraw, ksParts, undrawnKs } from './ks-parts.ts'

/** The Kolmogorov–Smirnov test of rows that come in clusters, which are dealt anew as wholes. */
export function drawClusteredKs(answer: Clustered, draw: KsDraw): DrawnTest {
  const values = Float64Array.from(answer.values, Number)
  const data = distributionsOf({ values, ...countsOf(answer) })
  const n = { reference: data.reference.n, sample: data.sample.n }
  if (n.reference === 0 || n.sample === 0) return undrawnKs(n, 'no values')
  const test = permuteClusters(answer, 'ks', draw)
  const location = values[test.location ?? 0] ?? 0
  const found = { ...test, location, method: 'cluster-permutation', sizes: independentRows(test) }
  const parts = ksParts(data, found, draw)
  return {
    ...parts,
    n,
    choice: clustersText(test, draw.params?.cluster),
    ...clusterPower(test, parts),
  }
}
