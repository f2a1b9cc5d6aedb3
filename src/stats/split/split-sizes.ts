/** How many of the rows go where: a share between 0 and 1, or a number of rows from 1. */
export interface PartSizes {
  /** What the training rows leave, where only `trainSize` is given. */
  readonly testSize?: number
  /** What the test rows leave, unless it is given. */
  readonly trainSize?: number
}

/** Numbers of rows; together they may be fewer than there are. */
export interface PartCounts {
  readonly train: number
  readonly test: number
}

/**
 * How many of n rows are for training and for testing. A test share is rounded up, a training share down.
 *
 * Agrees with `sklearn.model_selection.ShuffleSplit`; 1 is one row, as the integer is in Python.
 *
 * @throws RangeError when a size is neither a share nor a number of rows below n, both together are more than there
 *   is, or no row is left for training
 * @example partCounts(10, { testSize: 0.25 }) // { train: 7, test: 3 }
 */
export function partCounts(n: number, sizes: PartSizes): PartCounts {
  const { testSize, trainSize } = sizes
  checkSize('test size', testSize, n)
  checkSize('training size', trainSize, n)
  if (isShare(testSize) && isShare(trainSize) && testSize + trainSize > 1) {
    throw new RangeError(
      `The test size ${testSize} and the training size ${trainSize} add up to more than 1.`,
    )
  }
  const counts = countsOf(n, sizes)
  if (counts.train + counts.test > n) {
    throw new RangeError(
      `${counts.train} rows for training and ${counts.test} for testing are more than the ${n} there are.`,
    )
  }
  if (counts.train === 0) {
    throw new RangeError(`No row is for training: ${n} in all, ${counts.test} for testing.`)
  }
  return counts
}

function checkSize(name: string, size: number | undefined, n: number): void {
  if (size === undefined || isShare(size) || (Number.isInteger(size) && size >= 1 && size < n)) return
  throw new RangeError(
    `The ${name} ${size} is neither a share between 0 and 1 nor a number of rows below ${n}.`,
  )
}

function countsOf(n: number, { testSize, trainSize }: PartSizes): PartCounts {
  if (trainSize === undefined) {
    if (testSize === undefined) throw new RangeError('Neither a test size nor a training size is given.')
    const test = testRows(n, testSize)
    return { train: n - test, test }
  }
  const train = isShare(trainSize) ? Math.floor(trainSize * n) : trainSize
  return { train, test: testSize === undefined ? n - train : testRows(n, testSize) }
}

function testRows(n: number, size: number): number {
  return isShare(size) ? Math.ceil(size * n) : size
}

function isShare(size: number | undefined): size is number {
  return size !== undefined && size > 0 && size < 1
}

/** The given sizes, or the usual test size where there is none. */
export function sizesOr(usualTestSize: number, { testSize, trainSize }: PartSizes): PartSizes {
  if (testSize === undefined && trainSize === undefined) return { testSize: usualTestSize }
  return { testSize, trainSize }
}
