import { formatCoefficient, formatNumber, formatShare, plural } from '../../core/format.ts'
import type { Alert, Association, ProfiledColumn } from '../../core/profile.ts'

interface Rule {
  readonly kind: string
  /** The sentence, where there is something to say. */
  readonly find: (facts: NonNullable<ProfiledColumn['sample']>) => string | undefined
}

const rules: readonly Rule[] = [
  {
    kind: 'all missing',
    find: ({ rows, missing }) => (rows > 0 && missing === rows ? 'has no value at all' : undefined),
  },
  {
    kind: 'missing',
    find: ({ rows, missing }) =>
      missing < rows && missing > 0.05 * rows
        ? `lacks ${formatShare(missing / rows)} of its values`
        : undefined,
  },
  {
    kind: 'constant',
    find: ({ rows, missing, distinct }) =>
      distinct === 1 && rows - missing > 1 ? 'has the same value in all rows' : undefined,
  },
  {
    kind: 'unique',
    find: ({ rows, missing, distinct, numbers }) =>
      numbers === undefined && distinct > 1 && distinct === rows - missing
        ? 'has a value of its own in each row'
        : undefined,
  },
  {
    kind: 'imbalanced',
    find: ({ rows, missing, distinct, top: [first], numbers }) =>
      first && numbers === undefined && distinct > 1 && first.count > 0.9 * (rows - missing)
        ? `has one value in ${formatShare(first.count / (rows - missing))} of the rows`
        : undefined,
  },
  {
    kind: 'many categories',
    find: ({ rows, missing, distinct, texts }) =>
      texts && distinct > 50 && distinct < rows - missing && distinct > 0.5 * (rows - missing)
        ? `has ${formatNumber(distinct)} different texts`
        : undefined,
  },
  {
    kind: 'zeros',
    find: ({ rows, missing, numbers }) =>
      numbers && numbers.zeros > 0.1 * (rows - missing)
        ? `is exactly 0 in ${formatShare(numbers.zeros / (rows - missing))} of the rows`
        : undefined,
  },
  {
    kind: 'skewed',
    find: ({ numbers }) =>
      numbers?.skewness != null && Math.abs(numbers.skewness) > 5
        ? `is skewed (${formatNumber(numbers.skewness)})`
        : undefined,
  },
  {
    kind: 'not finite',
    find: ({ numbers }) =>
      numbers && numbers.nonFinite > 0
        ? `has ${plural(numbers.nonFinite, 'value')} that ${numbers.nonFinite === 1 ? 'is' : 'are'} NaN or infinite`
        : undefined,
  },
  {
    kind: 'stray spaces',
    find: ({ texts }) =>
      texts && texts.straySpaces > 0
        ? `begins or ends with a space in ${plural(texts.straySpaces, 'row')}`
        : undefined,
  },
]

const strong = 0.9

/** What a reader should look at, in the order of the columns; associations last. */
export function alertsOf(
  columns: readonly ProfiledColumn[],
  associations: readonly Association[],
): readonly Alert[] {
  const own = columns.flatMap(({ name, sample }) =>
    sample === undefined
      ? []
      : rules.flatMap(({ kind, find }) => {
          const text = find(sample)
          return text === undefined ? [] : [{ column: name, kind, text }]
        }),
  )
  return [...own, ...strongOnes(associations)]
}

/** One alert for each pair, however many measures find it. */
function strongOnes(associations: readonly Association[]): readonly Alert[] {
  const pairs = new Map<string, Alert>()
  for (const { columns, value } of associations) {
    const key = JSON.stringify([...columns].sort())
    if (Math.abs(value) < strong || pairs.has(key)) continue
    const [first, second] = columns
    const text = `goes together with ${second} (${formatCoefficient(value)})`
    pairs.set(key, { column: first, kind: 'strong association', text })
  }
  return [...pairs.values()]
}
