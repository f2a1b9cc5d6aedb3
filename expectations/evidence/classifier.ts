import { formatList } from '../../src/core/format.ts'
import type { Answers, Rows, RowsMetric } from '../../src/core/metric.ts'
import { type Column, type ColumnType, columnOf, numericTypes, type Schema } from '../../src/core/schema.ts'
import type { DrawnTest, TestParams } from '../../src/core/test.ts'
import type { Value } from '../../src/core/value.ts'
import { aucRelevantP, classifyDomains, type Feature, normalInverseSurvival } from '../../src/stats/index.ts'
import { type Both, both } from '../parts/both.ts'
import { undrawn } from '../parts/hypothesis.ts'
import { identityOf } from '../parts/values.ts'

interface ClassifierParams extends TestParams {
  readonly features?: readonly string[]
  readonly except: readonly string[]
  readonly seed: number
}

const names = { statistic: 'AUC', effect: '2 AUC − 1' }
const learnable: readonly ColumnType[] = [...numericTypes, 'string', 'boolean']
/** Rows of each dataset below which nothing can be learnt. */
const fewestRows = 20
/** A model that is right about two rows of three by chance alone is not noticed. */
const largestUnseen = 0.3
/** Share of the rows that p comes from: the first of five folds has no trees before it. */
const testedShare = 0.8

/** The columns that both datasets have and that a model can learn from. */
export function comparableColumns(
  { reference, sample }: Both<Schema>,
  { features, except }: Pick<ClassifierParams, 'features' | 'except'>,
): readonly Column[] {
  return reference.columns.filter(({ name, type }) => {
    const counterpart = columnOf(sample, name)
    const isWanted = (features?.includes(name) ?? true) && !except.includes(name)
    return isWanted && counterpart && learnable.includes(type) && isSameKind(type, counterpart.type)
  })
}

/** Whether a model can tell rows of two datasets apart, with what a report shows. */
export function drawClassifier(
  columns: readonly Column[],
  rows: Answers<Readonly<Record<keyof Both<unknown>, RowsMetric>>> | undefined,
  params: ClassifierParams,
): DrawnTest {
  const n = { reference: rows?.reference[0]?.length ?? 0, sample: rows?.sample[0]?.length ?? 0 }
  const undecided = (reason: string) =>
    undrawn({ reference: n.reference || 1, sample: n.sample || 1 }, { ...names, reason })
  if (params.cluster !== undefined || params.weight !== undefined)
    return undecided('a model takes rows for independent and alike, so it knows no clusters and no weights')
  const usable = columns
    .map((column, index) => ({ column, values: both(rows ?? noRows, each => each[index] ?? []) }))
    .filter(({ column, values }) => !isKey(column, values))
  if (usable.length === 0) return undecided('no column can be compared: keys, dates and lists are left out')
  if (Math.min(n.reference, n.sample) < fewestRows)
    return undecided(
      `${n.reference} and ${n.sample} rows are too few to learn from; each dataset needs ${fewestRows}`,
    )
  const test = classifyDomains(
    { columns: usable.map(({ column, values }) => featureOf(column, values)) },
    { seed: params.seed },
  )
  const telling = test.columns
    .filter(({ importance }) => importance > 0.005)
    .slice(0, 3)
    .map(({ index }) => usable[index]?.column.name ?? '')
  return {
    pValue: test.pValue,
    log10P: test.log10P,
    method: 'cross-fitted classifier',
    statistic: { name: names.statistic, value: test.auc },
    effect: {
      name: names.effect,
      value: test.effect,
      most: 1,
      interval: [2 * test.interval.lower - 1, 2 * test.interval.upper - 1],
    },
    n,
    choice: `A model of ${usable.length} columns together; it scores rows that it has not learnt from.`,
    ...(telling.length > 0 && { change: `What tells the rows apart is ${formatList(telling)}.` }),
    summaries: [],
    charts: [],
    largestUnseen,
    smallestDetectable: level => smallestDetectable(level, n),
    // Half of the rows, as in the interval. No upper bound: a better model may tell the rows apart.
    relevantP: effect => aucRelevantP(test.auc, effect, n.reference / 2, n.sample / 2),
  }
}

const noRows: Both<Rows> = { reference: [], sample: [] }

/**
 * The 2 AUC − 1 of the learnt scores that a rank test finds with 90 % power, by the normal approximation of the
 * Mann–Whitney statistic, of the rows of all folds but the first; how well a model can learn is not part of it.
 */
function smallestDetectable(level: number, { reference, sample }: Both<number>): number {
  const deviation = Math.sqrt((reference + sample + 1) / (12 * reference * sample * testedShare))
  return 2 * deviation * (normalInverseSurvival(level) + normalInverseSurvival(0.1))
}

function isSameKind(one: ColumnType, other: ColumnType): boolean {
  return one === other || (numericTypes.includes(one) && numericTypes.includes(other))
}

/** Texts or whole numbers that are different in every row tell rows apart without saying anything. */
function isKey({ type }: Column, { reference, sample }: Both<readonly Value[]>): boolean {
  if (type !== 'string' && type !== 'integer') return false
  const values = [...reference, ...sample].filter(value => value !== null)
  return values.length > 100 && new Set(reference.map(identityOf)).size > reference.length * 0.95
}

function featureOf({ type }: Column, values: Both<readonly Value[]>): Feature {
  if (numericTypes.includes(type)) return { kind: 'number', ...both(values, numbersOf) }
  const codes = new Map<string, number>()
  const codesOf = (of: readonly Value[]) => Uint32Array.from(of, value => codeOf(value, codes))
  const coded = both(values, codesOf)
  return { kind: 'category', ...coded, categories: codes.size + 1 }
}

function numbersOf(values: readonly Value[]): Float64Array {
  return Float64Array.from(values, value => (value === null ? Number.NaN : Number(value)))
}

/** 0 for missing. */
function codeOf(value: Value, codes: Map<string, number>): number {
  if (value === null) return 0
  const key = identityOf(value)
  const known = codes.get(key) ?? codes.size + 1
  codes.set(key, known)
  return known
}
