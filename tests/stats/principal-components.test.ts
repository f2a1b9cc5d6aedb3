import { expect, test } from 'vitest'
import { principalComponents, projections } from '../../src/stats/index.ts'
import { symmetricEigen } from '../../src/stats/symmetric-eigen.ts'

// Expected values: scikit-learn 1.9.1, PCA(count, svd_solver='full').

// sklearn.datasets.load_iris().data[::10].T
const iris = [
  [5.1, 5.4, 5.4, 4.8, 5.0, 7.0, 5.0, 5.9, 5.5, 5.5, 6.3, 6.5, 6.9, 7.4, 6.7],
  [3.5, 3.7, 3.4, 3.1, 3.5, 3.2, 2.0, 3.2, 2.4, 2.6, 3.3, 3.2, 3.2, 2.8, 3.1],
  [1.4, 1.5, 1.7, 1.6, 1.3, 4.7, 3.5, 4.8, 3.8, 4.4, 6.0, 5.1, 5.7, 6.1, 5.6],
  [0.2, 0.2, 0.2, 0.2, 0.3, 1.4, 1.0, 1.8, 1.1, 1.2, 2.5, 2.0, 2.3, 1.9, 2.4],
]

test('components, variances and their shares', () => {
  const found = principalComponents(iris, 4)
  close([found.means], [[5.893333333333334, 3.08, 3.813333333333334, 1.2466666666666666]])
  close(found.components, [
    [0.3404433187681973, -0.055560170963767086, 0.8517059293862267, 0.39447233611105903],
    [0.656649086198084, 0.7237141006207356, -0.21214249599077484, -0.0067408866438671555],
    [0.6061944687656405, -0.5604433965676389, -0.017637857039350724, -0.5640216053315076],
    [0.2922988031779466, -0.39881595656257984, -0.47883345459795024, 0.725414202514403],
  ])
  close(
    [found.variances],
    [[4.652297676368919, 0.29908153351197786, 0.10487631394998777, 0.012887333311974915]],
  )
  close(
    [found.shares],
    [[0.9177681133632741, 0.059000415245852894, 0.02068916124591123, 0.002542310144961796]],
  )
})

test('fewer components are the first ones, with the same shares', () => {
  const all = principalComponents(iris, 4)
  const two = principalComponents(iris, 2)
  expect(two.components).toEqual(all.components.slice(0, 2))
  expect(two.shares).toEqual(all.shares.slice(0, 2))
})

test('new rows have coordinates along the components', () => {
  // PCA(4).fit(iris).transform(iris[:3]).T
  const newRows = iris.map(column => column.slice(0, 3))
  close(projections(newRows, principalComponents(iris, 4)), [
    [-2.7617516594092217, -2.585560105032893, -2.3985508678665175],
    [0.30204433222187976, 0.622567628606375, 0.3630248992219993],
    [-0.08339186321054026, -0.015385987598310003, 0.14921945996411146],
    [-0.0030752138128098405, -0.04303210963173665, -0.019154013582552643],
  ])
})

test('there may be more columns than rows', () => {
  // PCA(2).fit([[1, 0, 5, 7], [4, 3, 5, 2], [2, 9, 1, 0]])
  const found = principalComponents(
    [
      [1, 4, 2],
      [0, 3, 9],
      [5, 5, 1],
      [7, 2, 0],
    ],
    2,
  )
  close(found.components, [
    [0.06388282893136543, 0.7491385760381648, -0.34262787355339974, -0.5633085462901418],
    [0.6793878414643272, -0.23898118038568217, 0.45918451092500495, -0.5200670545405396],
  ])
  close([found.shares], [[0.8865126129895375, 0.11348738701046247]])
})

test('columns that are constant or repeat each other add no variance', () => {
  const { variances, shares } = principalComponents(
    [
      [1, 2, 4],
      [7, 7, 7],
      [1, 2, 4],
    ],
    3,
  )
  close([shares], [[1, 0, 0]])
  // 2 * numpy.var([1, 2, 4], ddof=1)
  close([variances], [[4.666666666666667, 0, 0]])
  expect([
    ...principalComponents(
      [
        [3, 3],
        [4, 4],
      ],
      2,
    ).shares,
  ]).toEqual([0, 0])
})

test('eigenvalues and eigenvectors of a symmetric matrix', () => {
  // numpy.linalg.eigh([[2, 1, 0], [1, 2, 1], [0, 1, 2]]): 2 ± √2 and 2
  const matrix = [
    [2, 1, 0],
    [1, 2, 1],
    [0, 1, 2],
  ].map(row => Float64Array.from(row))
  const { values, vectors } = symmetricEigen(matrix)
  close([values], [[2 + Math.SQRT2, 2, 2 - Math.SQRT2]])
  close(
    vectors.map(vector => vector.map(Math.abs)),
    [
      [0.5, Math.SQRT1_2, 0.5],
      [Math.SQRT1_2, 0, Math.SQRT1_2],
      [0.5, Math.SQRT1_2, 0.5],
    ],
  )
})

test.each([
  ['Principal components need 2 rows, but there are 0.', [], 1],
  ['Principal components need 2 rows, but there are 1.', [[1], [2]], 1],
  [
    'Columns differ in their number of rows.',
    [
      [1, 2],
      [1, 2, 3],
    ],
    1,
  ],
  [
    'The number of components, 3, is not a whole number from 1 to 2.',
    [
      [1, 2],
      [1, 2],
      [3, 4],
    ],
    3,
  ],
  [
    'The number of components, 0, is not a whole number from 1 to 2.',
    [
      [1, 2],
      [1, 2],
      [3, 4],
    ],
    0,
  ],
  [
    'Principal components need finite values.',
    [
      [1, Number.NaN],
      [1, 2],
    ],
    1,
  ],
])('%s', (problem, columns, count) => {
  expect(() => principalComponents(columns, count)).toThrow(new RangeError(problem))
})

function close(found: readonly Float64Array[], expected: readonly (readonly number[])[]): void {
  const near = expected.map(row => row.map(value => expect.closeTo(value, 12)))
  expect(found.map(row => [...row])).toEqual(near)
}
