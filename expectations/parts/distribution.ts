import { z } from 'zod'
import { formatNumber } from '../../src/core/format.ts'
import type { Distribution } from '../../src/stats/index.ts'

type Kwargs = Readonly<Record<string, unknown>>

const positive = z.number().positive()
const placement = { loc: z.number().default(0), scale: positive.default(1) }

/** A continuous distribution as a parameter. */
export const distribution = z
  .discriminatedUnion('name', [
    z.strictObject({ name: z.enum(['normal', 'uniform', 'exponential']), ...placement }),
    z.strictObject({ name: z.enum(['lognormal', 'gamma', 'weibull']), shape: positive, ...placement }),
    z.strictObject({ name: z.literal('beta'), a: positive, b: positive, ...placement }),
    z.strictObject({ name: z.enum(['chi-square', 'student-t']), degreesOfFreedom: positive, ...placement }),
  ])
  .meta({
    title: 'distribution',
    description:
      'Its `name` (`normal`, `uniform`, `exponential`, `lognormal`, `gamma`, `weibull`, `beta`, `chi-square`, `student-t`), where it lies (`loc`) and how wide it is (`scale`), and what else it has: `shape`, `a` and `b`, or `degreesOfFreedom`; all as in SciPy.',
  })

/** `normal (loc 0, scale 1)` */
export function distributionText({ name, ...params }: Distribution): string {
  const list = Object.entries(params).map(([key, value]) => `${key} ${formatNumber(value as number)}`)
  return `${name} (${list.join(', ')})`
}

/** A distribution's name here, and its parameters by their names in Great Expectations and here, in SciPy's order. */
const gxDistributions: Readonly<
  Record<string, readonly [Distribution['name'], Readonly<Record<string, string>>]>
> = {
  norm: ['normal', { mean: 'loc', std_dev: 'scale' }],
  uniform: ['uniform', { min: 'loc', max: 'scale' }],
  expon: ['exponential', { loc: 'loc', scale: 'scale' }],
  beta: ['beta', { alpha: 'a', beta: 'b', loc: 'loc', scale: 'scale' }],
  gamma: ['gamma', { alpha: 'shape', loc: 'loc', scale: 'scale' }],
  chi2: ['chi-square', { df: 'degreesOfFreedom', loc: 'loc', scale: 'scale' }],
}

/** A distribution of Great Expectations: its name, and parameters by their names or, in a list, in SciPy's order. */
export function gxDistribution({ distribution: theirs, params = {}, ...rest }: Kwargs): Kwargs {
  const [name, names] = gxDistributions[String(theirs)] ?? []
  if (!name || !names) return { ...rest, distribution: { name: theirs } }
  const keys = Object.values(names)
  const entries = Array.isArray(params)
    ? params.map((value, index) => [keys[index] ?? `parameter ${index + 1}`, value])
    : Object.entries(params as object).map(([key, value]) => [names[key] ?? key, value])
  const own = Object.fromEntries(entries)
  const isRange = names.max !== undefined && !Array.isArray(params)
  const { loc = 0, scale = 1 } = own
  return { ...rest, distribution: { name, ...own, ...(isRange && { scale: Number(scale) - Number(loc) }) } }
}
