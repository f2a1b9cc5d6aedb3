import { formatNumber, formatShare } from '../../src/core/format.ts'
import type { Outcome } from '../../src/core/result.ts'

export interface DriftOptions {
  readonly column: string
  /** Median and spread of the reference. */
  readonly centre?: number
  readonly spread?: number
  /** How far the sample has moved, in spreads. */
  readonly shift?: number
  /** Shares of exact zeros in reference and sample; the rest is spread over six decades below 1. */
  readonly zeros?: readonly [number, number]
  readonly familySize?: number
  readonly severity?: Outcome['severity']
}

const rows = { reference: 29_269, sample: 4_821 }

/**
 * The outcome of a two-sample Kolmogorov–Smirnov check of two logistic distributions. Its numbers agree with each
 * other: D is the gap of its own curves and p the asymptotic probability of that D.
 */
export function aDriftOutcome(options: DriftOptions): Outcome {
  const { column, familySize = 10, severity = 'error' } = options
  const share = shares(options)
  const ecdf = ecdfOf(options, share)
  const d = Math.abs(ecdf.gap.reference - ecdf.gap.sample)
  const inverse = (rows.reference + rows.sample) / (rows.reference * rows.sample)
  const log10P = Math.log10(2) - (2 * d * d) / inverse / Math.LN10
  const pValue = Math.min(1, 10 ** log10P)
  const limit = 1 - 0.95 ** (1 / familySize)
  const critical = Math.sqrt((-Math.log(limit / 2) / 2) * inverse)
  const failed = pValue <= limit
  return {
    id: `${column}.ks`,
    suite: 'derived from the reference',
    expectation: 'toHaveSameDistributionAs',
    category: 'drift',
    columns: [column],
    severity,
    status: failed ? 'failed' : 'passed',
    expected: `${column} distributed as in the reference`,
    found: `D ${d.toFixed(3)}, fails from ${critical.toFixed(3)}; p ${failed ? 'below' : 'above'} the limit`,
    ...(failed ? { hint: changeOf(options) } : {}),
    derivation: 'Every numeric column is compared with the reference.',
    charts: [histogramOf(options, share), ecdf],
    test: {
      family: 'ks',
      method: 'asymptotic',
      statistic: { name: 'D', value: d },
      pValue,
      log10P: Math.min(0, log10P),
      adjustedP: -Math.expm1(familySize * Math.log1p(-pValue)),
      alpha: 0.05,
      correction: 'sidak',
      familySize,
      limit,
      effect: { name: 'D', value: d },
      n: rows,
      criticalStatistic: critical,
      smallestDetectable: critical * 1.3,
      location: ecdf.gap.x,
      summaries: [
        {
          name: 'median',
          reference: quantile(options, 'reference', 0.5),
          sample: quantile(options, 'sample', 0.5),
        },
        {
          name: 'mean',
          reference: quantile(options, 'reference', 0.55),
          sample: quantile(options, 'sample', 0.56),
        },
      ],
    },
  }
}

/** The outcome of a failed chi-square check of categories, with reference and sample rows per label. */
export function aCategoriesOutcome(
  column: string,
  entries: readonly { readonly label: string; readonly reference: number; readonly sample: number }[],
): Outcome {
  return {
    id: `${column}.categories`,
    suite: 'music.yaml',
    expectation: 'toHaveSameCategoriesAs',
    category: 'drift',
    columns: [column],
    severity: 'warning',
    status: 'failed',
    expected: `${column} mixed as in the reference`,
    found: 'χ² 42.5, fails from 26.1; total variation 0.035',
    hint: 'The share of psytrance went from 7.0 % to 8.3 %.',
    origin: { file: 'music.yaml', line: 40 },
    charts: [{ kind: 'categories', entries: [...entries], total: rows }],
    test: {
      family: 'chi2',
      method: 'asymptotic',
      statistic: { name: 'χ²', value: 42.5 },
      pValue: 0.0001,
      adjustedP: 0.0001,
      alpha: 0.05,
      correction: 'sidak',
      familySize: 1,
      limit: 0.05,
      effect: { name: 'total variation', value: 0.035, interval: [0.021, 0.052] },
      n: rows,
      criticalStatistic: 26.1,
      summaries: [],
    },
  }
}

type Share = (side: 'reference' | 'sample', x: number) => number

function changeOf(options: DriftOptions): string {
  const [before, now] = options.zeros ?? []
  if (before !== undefined && now !== undefined)
    return `The share of exactly 0 went from ${formatShare(before)} to ${formatShare(now)}.`
  const [old, median] = [quantile(options, 'reference', 0.5), quantile(options, 'sample', 0.5)]
  return `Values are ${median > old ? 'higher' : 'lower'}: the median went from ${formatNumber(old)} to ${formatNumber(median)}.`
}

/** The share of rows at most x. */
function shares(options: DriftOptions): Share {
  const { zeros, shift = 0 } = options
  const { centre, spread } = scaleOf(options)
  return (side, x) => {
    const moved = side === 'sample' ? shift : 0
    if (!zeros) return logistic((x - centre) / spread - moved)
    const zero = side === 'sample' ? zeros[1] : zeros[0]
    if (x <= 0) return x < 0 ? 0 : zero
    return zero + (1 - zero) * logistic((Math.log10(x) - centre) / spread - moved)
  }
}

function scaleOf({ zeros, centre, spread }: DriftOptions) {
  return { centre: centre ?? (zeros ? -3 : 0.6), spread: spread ?? (zeros ? 1 : 0.12) }
}

function edgesOf(options: DriftOptions, bins: number): number[] {
  const { centre, spread } = scaleOf(options)
  const steps = Array.from({ length: bins + 1 }, (_, index) => centre + spread * (-3 + (6 * index) / bins))
  return steps.map(step => Number((options.zeros ? 10 ** step : step).toPrecision(6)))
}

function histogramOf(options: DriftOptions, share: Share) {
  const edges = edgesOf(options, 32)
  const counts = (side: 'reference' | 'sample') => {
    const floor = options.zeros ? share(side, 0) : 0
    return edges.slice(1).map((edge, index) => {
      const below = index === 0 ? floor : share(side, edges[index] ?? 0)
      const upTo = index === edges.length - 2 ? 1 : share(side, edge)
      return Math.round(rows[side] * (upTo - below))
    })
  }
  const zero = (side: 'reference' | 'sample') => Math.round(rows[side] * share(side, 0))
  return {
    kind: 'histogram' as const,
    edges,
    reference: counts('reference'),
    sample: counts('sample'),
    scale: options.zeros ? ('log' as const) : ('linear' as const),
    ...(options.zeros ? { zero: { reference: zero('reference'), sample: zero('sample') } } : {}),
  }
}

function ecdfOf(options: DriftOptions, share: Share) {
  const x = [...(options.zeros ? [0] : []), ...edgesOf(options, 160)]
  const reference = x.map(each => round(share('reference', each)))
  const sample = x.map(each => round(share('sample', each)))
  const gaps = x.map((_, index) => Math.abs((reference[index] ?? 0) - (sample[index] ?? 0)))
  const widest = gaps.indexOf(Math.max(...gaps))
  return {
    kind: 'ecdf' as const,
    x,
    reference,
    sample,
    scale: options.zeros ? ('log' as const) : ('linear' as const),
    gap: { x: x[widest] ?? 0, reference: reference[widest] ?? 0, sample: sample[widest] ?? 0 },
  }
}

function quantile(options: DriftOptions, side: 'reference' | 'sample', level: number): number {
  const { zeros, shift = 0 } = options
  const { centre, spread } = scaleOf(options)
  const zero = zeros ? (side === 'sample' ? zeros[1] : zeros[0]) : 0
  if (level <= zero) return 0
  const inner = (level - zero) / (1 - zero)
  const step = centre + spread * (Math.log(inner / (1 - inner)) / 1.702 + (side === 'sample' ? shift : 0))
  return Number((zeros ? 10 ** step : step).toPrecision(4))
}

function logistic(z: number): number {
  return 1 / (1 + Math.exp(-1.702 * z))
}

function round(share: number): number {
  return Number(share.toFixed(4))
}
