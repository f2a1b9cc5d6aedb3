import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { csv, workspace } from '../support/workspace.ts'

const root = resolve(import.meta.dirname, '..', '..')

function published(name: string) {
  return z.fromJSONSchema(JSON.parse(readFileSync(join(root, 'dist', name), 'utf8')))
}

const numbers = Array.from({ length: 200 }, (_, index) => index)
const tables = {
  'reference.csv': csv({ price: numbers, genre: numbers.map(n => (n % 3 === 0 ? 'pop' : 'rock')) }),
  'sample.csv': csv({
    price: numbers.map(n => 2 * n),
    genre: numbers.map(n => (n % 3 === 0 ? 'pop' : 'Rock')),
  }),
}

test('the result of a run is as result.schema.json says, in every kind of finding', async () => {
  const { run } = workspace({
    ...tables,
    'suite.yaml': `
      table: [toHaveRowCount: 200]
      columns:
        price: [toHaveValuesBetween: { max: 300 }, toHaveSameDistributionAs, toHaveSameMeanAs]
        genre: [toHaveSameCategorySharesAs, toHaveValuesInSet: { values: [pop, rock] }]
        prize: [toHaveNoNulls]`,
  })
  const data = ['--reference', 'reference.csv', '--sample', 'sample.csv', '--no-report', '--json']
  const schema = published('result.schema.json')
  for (const args of [data, [...data, '--suite', 'suite.yaml']]) {
    const result = JSON.parse((await run(...args)).stdout)
    expect(result.outcomes.length).toBeGreaterThan(5)
    expect(schema.safeParse(result).error).toBeUndefined()
    expect(schema.safeParse({ ...result, verdict: 'maybe' }).success).toBe(false)
    expect(schema.safeParse({ ...result, outcomes: [{ id: 'price.range' }] }).success).toBe(false)
  }
})

test('suite.schema.json accepts a suite and refuses what the command refuses', () => {
  const schema = published('suite.schema.json')
  const check = (toHaveValuesBetween: unknown) => ({ columns: { price: [{ toHaveValuesBetween }] } })
  expect(schema.safeParse(check({ min: 10, mostly: '$share', severity: 'warning' })).success).toBe(true)
  expect(schema.safeParse(check({ min: '2019-01-31' })).success).toBe(true)
  expect(schema.safeParse(check({ min: 10, tags: ['nightly'] })).success).toBe(true)
  expect(schema.safeParse({ extends: 'base.yaml', remove: ['price.range'] }).success).toBe(true)
  expect(schema.safeParse({ extends: ['base.yaml', 'more.yaml'], table: [] }).success).toBe(true)
  expect(schema.safeParse({ extends: [3] }).success).toBe(false)
  expect(schema.safeParse(check({ min: [10] })).success).toBe(false)
  expect(schema.safeParse(check({ min: 10, tags: 'nightly' })).success).toBe(false)
  expect(schema.safeParse(check({ minimum: 10 })).success).toBe(false)
  expect(schema.safeParse({ columns: { price: ['toHaveValuesBetwen'] } }).success).toBe(false)
  expect(schema.safeParse({ rows: [] }).success).toBe(false)
})

test('the package holds what it runs and what it exports, and no sources', () => {
  const pack = ['pack', '--dry-run', '--json', '--ignore-scripts']
  const [{ files }] = JSON.parse(execFileSync('npm', pack, { cwd: root, encoding: 'utf8' }))
  const paths: readonly string[] = files.map(({ path }: { path: string }) => path)
  const shown = paths.filter(path => !/^dist\/(chunks|types)\//.test(path))
  expect(shown.sort()).toEqual([
    'CHANGELOG.md',
    'LICENSE',
    'README.md',
    'dist/THIRD_PARTY_LICENSES.txt',
    'dist/cli.js',
    'dist/index.js',
    'dist/result.schema.json',
    'dist/runner.js',
    'dist/stage.js',
    'dist/stats.js',
    'dist/suite.js',
    'dist/suite.schema.json',
    'dist/tree-worker.js',
    'package.json',
  ])
  expect(paths.filter(path => path.startsWith('dist/types/') && !path.endsWith('.d.ts'))).toEqual([])
})

test('docs/dependencies.md gives a reason for every dependency, where it belongs', () => {
  const { dependencies, devDependencies, peerDependencies } = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  )
  const page = readFileSync(join(root, 'docs', 'dependencies.md'), 'utf8')
  const [, installed = '', optional = '', bundled = '', development = ''] = page.split(/^## /m)
  expect(packagesIn(installed)).toEqual(Object.keys(dependencies).sort())
  expect(packagesIn(optional)).toEqual(Object.keys(peerDependencies).sort())
  const ours = Object.keys(devDependencies).filter(name => !(name in peerDependencies))
  expect(packagesIn(`${bundled}${development}`)).toEqual(
    [...new Set(ours.map(name => name.replace(/special-.*/, 'special-*')))].sort(),
  )
})

/** The packages in the first column of the tables of a text. */
function packagesIn(text: string): readonly string[] {
  const cells = [...text.matchAll(/^\| (`[^|]*) \|/gm)].map(([, cell = '']) => cell)
  return cells.flatMap(cell => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name)).sort()
}
