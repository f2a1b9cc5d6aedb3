import type { Random } from './random.ts'

/** What the values of a column are like, which decides the tests that it takes part in. */
export type Trait =
  | 'continuous'
  | 'tied'
  | 'light'
  | 'skewed'
  | 'binary'
  | 'category'
  | 'clustered numbers'
  | 'clustered categories'
  | 'characters'
  | 'together'
  | 'lognormal'

/** A column of a simulated dataset; categories are numbers as well. */
export interface Column {
  readonly name: string
  readonly traits: readonly Trait[]
  readonly draw: (random: Random) => number
  /** Whether rows come in clusters that have a part of their normal variables in common. */
  readonly inClusters?: true
}

const exponential = ({ uniform }: Random) => -Math.log(uniform())

/** Student's t with 3 degrees of freedom. */
function heavyTail({ normal }: Random): number {
  const squares = normal() ** 2 + normal() ** 2 + normal() ** 2
  return normal() / Math.sqrt(squares / 3)
}

/** Twenty columns such as tables have. */
const independentColumns: readonly Column[] = [
  { name: 'normal', traits: ['continuous', 'light', 'together'], draw: ({ normal }) => normal() },
  { name: 'uniform', traits: ['continuous', 'light'], draw: ({ uniform }) => uniform() },
  { name: 'logistic', traits: ['continuous', 'light'], draw: logistic },
  { name: 'two peaks', traits: ['continuous', 'light'], draw: twoPeaks },
  { name: 'square of uniform', traits: ['continuous', 'light'], draw: ({ uniform }) => uniform() ** 2 },
  { name: 'exponential', traits: ['continuous', 'skewed', 'together'], draw: exponential },
  {
    name: 'lognormal',
    traits: ['continuous', 'skewed', 'lognormal'],
    draw: ({ normal }) => Math.exp(normal()),
  },
  { name: 'heavy tail', traits: ['continuous', 'skewed'], draw: heavyTail },
  { name: 'Cauchy', traits: ['continuous', 'skewed'], draw: random => random.normal() / random.normal() },
  { name: 'rounded normal', traits: ['tied', 'light'], draw: ({ normal }) => Math.round(normal() * 4) / 4 },
  { name: 'one to seven', traits: ['tied', 'light', 'together'], draw: ({ below }) => 1 + below(7) },
  { name: 'counts', traits: ['tied', 'skewed'], draw: random => Math.floor(exponential(random) * 3) },
  { name: 'zero or more', traits: ['tied', 'skewed'], draw: zeroOrMore },
  { name: 'prices', traits: ['tied', 'skewed'], draw: ({ normal }) => Math.round(Math.exp(normal()) * 100) },
  { name: 'one half', traits: ['binary', 'category'], draw: share(0.5) },
  { name: 'one fifth', traits: ['binary', 'category', 'together'], draw: share(0.2) },
  { name: 'three in a hundred', traits: ['binary', 'category'], draw: share(0.03) },
  { name: '5 categories', traits: ['category', 'together'], draw: ({ below }) => below(5) },
  { name: '30 categories', traits: ['category'], draw: ({ below }) => below(30) },
  { name: '200 categories, most of them rare', traits: ['category'], draw: rareCategories },
]

const numbers = { traits: ['clustered numbers'], inClusters: true } as const
const categories = { traits: ['clustered categories'], inClusters: true } as const

const clusteredColumns: readonly Column[] = [
  { ...numbers, name: 'normal, in clusters', draw: ({ normal }) => normal() },
  { ...numbers, name: 'lognormal, in clusters', draw: ({ normal }) => Math.exp(normal()) },
  { ...numbers, name: 'rounded normal, in clusters', draw: ({ normal }) => Math.round(normal() * 2) / 2 },
  { ...categories, name: 'one fifth, in clusters', draw: ({ normal }) => (normal() > 0.84 ? 1 : 0) },
  {
    ...categories,
    name: '7 categories, in clusters',
    draw: ({ normal }) => Math.max(-3, Math.min(3, Math.round(normal() * 1.5))),
  },
]

/** How many characters of a kind a text has. */
const characterColumns: readonly Column[] = [
  { name: 'words', traits: ['characters'], draw: random => 1 + Math.floor(exponential(random) * 8) },
  { name: 'letters', traits: ['characters'], draw: ({ normal }) => 10 + Math.floor(Math.exp(normal()) * 20) },
  { name: 'digits', traits: ['characters'], draw: random => Math.floor(exponential(random)) },
  { name: 'capitals', traits: ['characters'], draw: ({ below }) => 1 + below(4) },
  { name: 'punctuation', traits: ['characters'], draw: random => Math.floor(exponential(random) * 3) },
]

/** All columns. A new one comes last, so that the others keep their random numbers. */
export const columns: readonly Column[] = [...independentColumns, ...clusteredColumns, ...characterColumns]

function logistic({ uniform }: Random): number {
  const u = uniform()
  return Math.log(u / (1 - u))
}

function twoPeaks({ uniform, normal }: Random): number {
  return uniform() < 0.4 ? normal() : 4 + normal() / 2
}

function zeroOrMore(random: Random): number {
  return random.uniform() < 0.6 ? 0 : exponential(random)
}

function share(p: number): (random: Random) => number {
  return ({ uniform }) => (uniform() < p ? 1 : 0)
}

/** The k-th category has a share of about 1 / k². */
function rareCategories({ uniform }: Random): number {
  return Math.min(199, Math.floor(1 / uniform()))
}
