import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Association, Profile, ProfiledColumn } from '../../src/core/profile.ts'
import { csv, type Workspace, workspace } from '../support/workspace.ts'

const small = csv({
  x: [1, 2, 2, 4, 7, 11, 11, 30],
  y: [2.5, 1, 3, 5, '', 9, 14, 25],
  rank: [0, 1, 2, 3, 4, 5, 6, 7],
  g: ['a', 'a', 'b', 'b', 'b', 'c', 'c', 'a'],
  h: ['u', 'u', 'v', 'v', 'v', 'u', 'v', 'u'],
})

async function profileIn(given: Workspace, ...args: readonly string[]): Promise<Profile> {
  const { code, stdout, stderr } = await given.run('profile', ...args, '--json')
  expect([code, stderr]).toEqual([0, ''])
  return JSON.parse(stdout)
}

const columnIn = ({ columns }: Profile, name: string): ProfiledColumn | undefined =>
  columns.find(column => column.name === name)

const between = ({ associations }: Profile, measure: Association['measure'], ...names: readonly string[]) =>
  associations.find(each => each.measure === measure && names.every(name => each.columns.includes(name)))
    ?.value

test('the numbers of a column are those of pandas', async () => {
  // df.x.mean(), std(), skew(), quantile([0, .01, .05, .25, .5, .75, .95, .99, 1])
  const numbers = columnIn(await profileIn(workspace({ 'a.csv': small }), 'a.csv'), 'x')?.sample?.numbers
  expect(numbers?.mean).toBeCloseTo(8.5, 12)
  expect(numbers?.standardDeviation).toBeCloseTo(9.54687682663064, 12)
  expect(numbers?.skewness).toBeCloseTo(1.949134864536298, 12)
  const quantiles = [1, 1.07, 1.35, 2, 5.5, 11, 23.35, 28.67, 30]
  quantiles.forEach((quantile, at) => {
    expect(numbers?.quantiles[at]).toBeCloseTo(quantile, 12)
  })
  expect(numbers).toMatchObject({
    smallest: [1, 2, 2, 4, 7],
    largest: [30, 11, 11, 7, 4],
    zeros: 0,
    negatives: 0,
  })
})

test('associations are those of SciPy over the rows that have both', async () => {
  const profile = await profileIn(workspace({ 'a.csv': small }), 'a.csv')
  // scipy.stats.pearsonr of the rows with both; scipy.stats.spearmanr
  expect(between(profile, 'pearson', 'x', 'y')).toBeCloseTo(0.9767531738315103, 12)
  expect(between(profile, 'spearman', 'x', 'rank')).toBeCloseTo(0.9880235200593538, 12)
  // sqrt(Σ nₖ (meanₖ − mean)² / Σ (x − mean)²) with numpy
  expect(between(profile, 'correlation-ratio', 'g', 'x')).toBeCloseTo(0.3614090617663796, 12)
  expect(between(profile, 'correlation-ratio', 'g', 'y')).toBeCloseTo(0.37492856462455426, 12)
  // From scipy.stats.chi2_contingency(pd.crosstab(g, h), correction=False), corrected after Bergsma
  expect(between(profile, 'cramers-v', 'g', 'h')).toBeCloseTo(0.7359800721939872, 12)
})

test('two datasets stand side by side, the most different column first', async () => {
  const given = workspace({
    'a.csv': small,
    'b.csv': csv({ x: [1, 2, 3, 4, 5, 6], g: ['a', 'a', 'b', 'b', 'b', 'z'] }),
  })
  const profile = await profileIn(given, 'b.csv', '--vs', 'a.csv')
  // scipy.stats.ks_2samp(b.x, a.x).statistic; half of |2/6 − 3/8| + |3/6 − 3/8| + 2/8 + 1/6
  expect(columnIn(profile, 'x')?.distance).toBe(0.5)
  expect(columnIn(profile, 'g')?.distance).toBeCloseTo(0.2916666666666667, 12)
  expect(profile.columns.map(({ name }) => name)).toEqual(['y', 'rank', 'h', 'x', 'g'])
  expect(columnIn(profile, 'y')?.sample).toBeUndefined()
})

test('bins are common, and every value is in one of them', async () => {
  const given = workspace({
    'a.csv': csv({ n: [0, 0, 0.001, 5, 80_000] }),
    'b.csv': csv({ n: [0, 2, 3] }),
  })
  const histogram = columnIn(await profileIn(given, 'a.csv', '--vs', 'b.csv'), 'n')?.histogram
  expect(histogram).toMatchObject({ scale: 'log', zero: { sample: 2, reference: 1 } })
  const sum = (counts: readonly number[] = []) => counts.reduce((total, count) => total + count, 0)
  expect([sum(histogram?.sample), sum(histogram?.reference)]).toEqual([3, 2])
})

test('the terminal shows every column, what stands out, and where the page is', async () => {
  const given = workspace({
    'a.csv': csv({
      id: [1, 2, 3, 4, 5, 6],
      city: ['Oslo', 'Oslo', ' Rom', '', 'Oslo', 'Oslo'],
      email: ['a@b.org', 'a@b.org', 'c@d.org', '', '', ''],
      when: ['2020-01-01', '2020-01-02', '2020-01-03', '2020-01-04', '2020-01-05', '2020-01-06'],
      fixed: [7, 7, 7, 7, 7, 7],
    }),
  })
  const { stdout } = await given.run('profile', 'a.csv')
  expect(stdout).toMatchInlineSnapshot(`
    "
     a.csv: 6 rows, 5 columns, 13.3 % of the cells missing, no duplicate rows

    COLUMN  TYPE     MISSING  DISTINCT  MIN         MEDIAN OR MODE        MAX
    id      integer  0 %      6         1           3.5                   6
    city    string   16.7 %   2                     Oslo
    email   string   50.0 %   2                     masked, 7 characters
    when    date     0 %      6         2020-01-01                        2020-01-06
    fixed   integer  0 %      1         7           7                     7

     ! city lacks 16.7 % of its values
     ! city begins or ends with a space in 1 row
     ! email lacks 50.0 % of its values
     ! when has a value of its own in each row
     ! fixed has the same value in all rows
     ! city goes together with email (1)

     Profile  mlcheck-profile/index.html

    "
  `)
  expect(given.files()).toEqual([
    'a.csv',
    'mlcheck-profile',
    'mlcheck-profile/index.html',
    'mlcheck-profile/profile.json',
  ])
  const written = given
    .files()
    .slice(2)
    .map(file => readFileSync(join(given.folder, file), 'utf8'))
  for (const text of written) expect(text).not.toContain('a@b.org')
})

test('rows are shown where they are asked for, and masked', async () => {
  const given = workspace({ 'a.csv': csv({ n: [1, 2, 3], email: ['a@b.org', '', 'c@d.org'] }) })
  expect((await profileIn(given, 'a.csv')).rows).toBeUndefined()
  expect((await profileIn(given, 'a.csv', '--rows', '2')).rows).toEqual({
    columns: ['n', 'email'],
    cells: [
      ['1', 'masked, 7 characters'],
      ['2', 'missing'],
    ],
  })
})

test('tables without rows, values or columns of one value have a profile too', async () => {
  const given = workspace({ 'none.csv': 'a,b\n', 'null.csv': 'a,b\n,\n,\n', 'one.csv': 'a,b\n1,x\n' })
  const texts = await Promise.all(
    ['none.csv', 'null.csv', 'one.csv'].map(
      async file => (await given.run('profile', file, '--out', file.slice(0, -4))).stdout,
    ),
  )
  expect(texts.join('')).toMatchInlineSnapshot(`
    "
     none.csv: 0 rows, 2 columns, no duplicate rows

    COLUMN  TYPE     MISSING  DISTINCT  MIN  MEDIAN OR MODE  MAX
    a       unknown           0
    b       unknown           0

     Profile  none/index.html


     null.csv: 2 rows, 2 columns, 100 % of the cells missing, no duplicate rows

    COLUMN  TYPE     MISSING  DISTINCT  MIN  MEDIAN OR MODE  MAX
    a       unknown  100 %    0
    b       unknown  100 %    0

     ! a has no value at all
     ! b has no value at all

     Profile  null/index.html


     one.csv: 1 row, 2 columns, 0 % of the cells missing, no duplicate rows

    COLUMN  TYPE     MISSING  DISTINCT  MIN  MEDIAN OR MODE  MAX
    a       integer  0 %      1         1    1               1
    b       string   0 %      1

     Profile  one/index.html

    "
  `)
})

test('data that cannot be read leave no page behind', async () => {
  const given = workspace({ 'a.csv': small })
  const { code, stderr } = await given.run('profile', 'b.csv')
  expect([code, stderr]).toMatchInlineSnapshot(`
    [
      3,
      "error: There is no file b.csv, and no artifact of that name.
    hint:  Did you mean a.csv?
    ",
    ]
  `)
  expect(given.files()).toEqual(['a.csv'])
})
