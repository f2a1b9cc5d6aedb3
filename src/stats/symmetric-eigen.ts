/** Eigenvalues, descending, and the unit eigenvector of each. */
export interface Eigen {
  readonly values: Float64Array
  readonly vectors: readonly Float64Array[]
}

/**
 * The eigenvalues and eigenvectors of a symmetric matrix, by cyclic Jacobi rotations.
 *
 * Agrees with `numpy.linalg.eigh`, but for the order of values and the signs of vectors.
 *
 * @see Golub & Van Loan, Matrix Computations, 4th edition, section 8.5
 * @param matrix its rows, finite; left as they are
 */
export function symmetricEigen(matrix: readonly Float64Array[]): Eigen {
  const a = matrix.map(row => row.slice())
  // Row k becomes the eigenvector of the k-th value on the diagonal of a.
  const vectors = matrix
    .map((_, k) => matrix.map((_, j) => (j === k ? 1 : 0)))
    .map(row => Float64Array.from(row))
  // Convergence is quadratic; a handful of sweeps is usual.
  for (let sweep = 0; sweep < 60 && !isDiagonal(a); sweep++) {
    for (let p = 0; p < a.length; p++) for (let q = p + 1; q < a.length; q++) annihilate(a, vectors, p, q)
  }
  const diagonal = a.map((row, k) => row[k] as number)
  const order = [...diagonal.keys()].sort((j, k) => (diagonal[k] as number) - (diagonal[j] as number))
  return {
    values: Float64Array.from(order, k => diagonal[k] as number),
    vectors: order.map(k => vectors[k] as Float64Array),
  }
}

/** Whether every entry beside the diagonal is lost in rounding next to those on it. */
function isDiagonal(a: readonly Float64Array[]): boolean {
  return a.every((row, j) =>
    row.every((entry, k) => j === k || isNegligible(entry, at(a, j, j), at(a, k, k))),
  )
}

function isNegligible(entry: number, first: number, second: number): boolean {
  return Math.abs(entry) <= 1e-17 * Math.sqrt(Math.abs(first)) * Math.sqrt(Math.abs(second))
}

/** Turns the plane of p and q such that their entry of the matrix becomes 0. */
function annihilate(
  a: readonly Float64Array[],
  vectors: readonly Float64Array[],
  p: number,
  q: number,
): void {
  const entry = at(a, p, q)
  if (entry === 0) return
  const ratio = (at(a, q, q) - at(a, p, p)) / (2 * entry)
  const tangent = (ratio < 0 ? -1 : 1) / (Math.abs(ratio) + Math.hypot(1, ratio))
  const cosine = 1 / Math.hypot(1, tangent)
  const sine = tangent * cosine
  for (const row of a) rotate(row, p, row, q, cosine, sine)
  turn(a[p] as Float64Array, a[q] as Float64Array, cosine, sine)
  // What rounding leaves of the entry would keep singular matrices from ending.
  ;(a[p] as Float64Array)[q] = 0
  ;(a[q] as Float64Array)[p] = 0
  turn(vectors[p] as Float64Array, vectors[q] as Float64Array, cosine, sine)
}

function turn(first: Float64Array, second: Float64Array, cosine: number, sine: number): void {
  for (let k = 0; k < first.length; k++) rotate(first, k, second, k, cosine, sine)
}

function rotate(x: Float64Array, i: number, y: Float64Array, j: number, cosine: number, sine: number): void {
  const [first, second] = [x[i] as number, y[j] as number]
  x[i] = cosine * first - sine * second
  y[j] = sine * first + cosine * second
}

function at(a: readonly Float64Array[], j: number, k: number): number {
  return (a[j] as Float64Array)[k] as number
}
