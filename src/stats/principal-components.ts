import { symmetricEigen } from './symmetric-eigen.ts'

/** The directions in which rows vary most, one after another at right angles. */
export interface PrincipalComponents {
  /** The mean of each column. */
  readonly means: Float64Array
  /** Unit vectors with an entry per column; the entry that is largest in absolute value is positive. */
  readonly components: readonly Float64Array[]
  /** The variance of the rows along each component, with n − 1 in the denominator; descending. */
  readonly variances: Float64Array
  /** Each variance as a share of that of all columns; 0 when all columns are constant. */
  readonly shares: Float64Array
}

/**
 * The first principal components of columns, which are centred and not scaled.
 *
 * Agrees with `sklearn.decomposition.PCA(count)`; a component whose variance is 0 or that of a neighbour is arbitrary.
 *
 * @param columns at least one, of the same length n ≥ 2, finite
 * @param count from 1 to the smaller of n and the number of columns
 * @throws RangeError when there are fewer rows or columns, columns differ in length, or a value is not finite
 * @example [...principalComponents([[1, 2, 3], [2, 4, 6]], 1).variances] // [5]
 */
export function principalComponents(
  columns: readonly ArrayLike<number>[],
  count: number,
): PrincipalComponents {
  const n = checkedLength(columns, count)
  const means = Float64Array.from(columns, meanOf)
  const centred = columns.map((column, j) => Float64Array.from(column, value => value - (means[j] as number)))
  const { values, vectors } = symmetricEigen(covariances(centred, n))
  const variances = values.map(value => Math.max(0, value))
  const total = variances.reduce((sum, variance) => sum + variance, 0)
  return {
    means,
    components: vectors.slice(0, count).map(withPositivePeak),
    variances: variances.slice(0, count),
    shares: variances.slice(0, count).map(variance => (total > 0 ? variance / total : 0)),
  }
}

/**
 * The coordinates of rows along each component: one array per component. Agrees with `PCA.transform`.
 *
 * @param columns those that the components were found for, or new ones in the same order
 * @example projections([[1, 2, 3], [2, 4, 6]], principalComponents([[1, 2, 3], [2, 4, 6]], 1))[0]?.[1] // 0
 */
export function projections(
  columns: readonly ArrayLike<number>[],
  { means, components }: Pick<PrincipalComponents, 'means' | 'components'>,
): readonly Float64Array[] {
  const n = columns[0]?.length ?? 0
  return components.map(component => {
    const along = new Float64Array(n)
    columns.forEach((column, j) => {
      const [mean, weight] = [means[j] as number, component[j] as number]
      for (let i = 0; i < n; i++) along[i] = (along[i] as number) + ((column[i] as number) - mean) * weight
    })
    return along
  })
}

function checkedLength(columns: readonly ArrayLike<number>[], count: number): number {
  const n = columns[0]?.length ?? 0
  if (n < 2) throw new RangeError(`Principal components need 2 rows, but there are ${n}.`)
  if (columns.some(({ length }) => length !== n))
    throw new RangeError('Columns differ in their number of rows.')
  const most = Math.min(n, columns.length)
  if (!(Number.isInteger(count) && count >= 1 && count <= most)) {
    throw new RangeError(`The number of components, ${count}, is not a whole number from 1 to ${most}.`)
  }
  return n
}

function meanOf(column: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < column.length; i++) sum += column[i] as number
  if (!Number.isFinite(sum)) throw new RangeError('Principal components need finite values.')
  return sum / column.length
}

function covariances(centred: readonly Float64Array[], n: number): Float64Array[] {
  const rows = centred.map(() => new Float64Array(centred.length))
  for (const [j, a] of centred.entries()) {
    for (const [k, b] of centred.slice(0, j + 1).entries()) {
      const covariance = dot(a, b) / (n - 1)
      ;(rows[j] as Float64Array)[k] = covariance
      ;(rows[k] as Float64Array)[j] = covariance
    }
  }
  return rows
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number)
  return sum
}

function withPositivePeak(vector: Float64Array): Float64Array {
  const peak = vector.reduce((most, entry) => (Math.abs(entry) > Math.abs(most) ? entry : most), 0)
  return peak < 0 ? vector.map(entry => -entry) : vector
}
