import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { UserError } from '../../src/core/errors.ts'
import type { Suite } from '../../src/core/suite.ts'
import { defineSuite } from '../../src/suites/define.ts'
import { resolveSuites } from '../../src/suites/resolve.ts'
import { workspace } from '../support/workspace.ts'
import * as expectations from './vocabulary.ts'

type Files = Readonly<Record<string, string>>

async function read(files: Files, path = 'suite.yaml', params = {}): Promise<Suite> {
  const { folder } = workspace()
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  const loadModule = async () => ({ base: defineSuite({ table: ['toHaveRowCount'], extends: 'base.yaml' }) })
  const glob = async () => []
  const [suite] = await resolveSuites([path], { folder, expectations, params, glob, loadModule }).catch(
    (error: UserError) => {
      throw new UserError(error.message.replaceAll(folder, 'DIR'), { hint: error.hint })
    },
  )
  if (!suite) throw new Error('There is no suite.')
  return suite
}

const errorOf = (files: Files) => read(files).then(String, ({ message }: UserError) => message)

/** Id, severity and file of each check. */
const overview = ({ checks }: Suite) =>
  checks.map(({ id, severity, origin }) => `${id} ${severity} ${origin?.file}:${origin?.line}`)

const base = `
columns:
  id:
    - toHaveNoNulls
  price:
    - toHaveType: integer
    - toHaveValuesBetween: { min: $least }
    - toHaveMeanBetween: { min: 0, max: 9, id: usual }
`

test('a suite has the checks of those that it extends, replaces them by id, and removes some', async () => {
  const files = {
    'shared/base.yaml': base,
    'shared/more.yaml': 'columns: { id: [toHaveNoNulls: { severity: warning }, toHaveNoNulls] }',
    'team/suite.yaml': `
extends: [../shared/base.yaml, ../shared/more.yaml]
remove: [price.type]
columns:
  price:
    - toHaveMeanBetween: { min: 1, max: 2, id: usual, severity: warning }
    - toHaveNoNulls
`,
  }
  const suite = await read(files, 'team/suite.yaml', { least: '5' })
  expect(suite.name).toBe('suite')
  expect(suite.checks.find(({ id }) => id === 'price.range')?.params).toMatchObject({ min: 5 })
  expect(overview(suite)).toMatchInlineSnapshot(`
    [
      "id.no-nulls warning shared/more.yaml:1",
      "price.range error shared/base.yaml:7",
      "usual warning team/suite.yaml:6",
      "id.no-nulls.2 error shared/more.yaml:1",
      "price.no-nulls error team/suite.yaml:7",
    ]
  `)
})

test('a suite may consist of what it extends, by way of others and of modules', async () => {
  const files = {
    'base.yaml': 'name: base\ntable: [toHaveNoNulls]',
    'module.ts': '',
    'suite.yaml': 'extends: ./module.ts',
  }
  const suite = await read(files)
  expect(suite.name).toBe('suite')
  expect(overview(suite)).toEqual([
    'table.no-nulls error base.yaml:2',
    'table.row-count error module.ts:undefined',
  ])
})

test('suites that are reached in many ways are read once each', async () => {
  const level = (depth: number) => [`${depth}.yaml`, `extends: [a${depth}.yaml, b${depth}.yaml]`] as const
  const files = Array.from({ length: 40 }, (_, depth) => [
    level(depth),
    [`a${depth}.yaml`, `extends: ${depth + 1}.yaml`] as const,
    [`b${depth}.yaml`, `extends: ${depth + 1}.yaml`] as const,
  ]).flat()
  const suite = await read({ ...Object.fromEntries(files), '40.yaml': 'table: [toHaveRowCount]' }, '0.yaml')
  expect(overview(suite)).toEqual(['table.row-count error 40.yaml:1'])
})

test('emptiness is judged as the extended suite says, unless the suite says otherwise', async () => {
  const files = { 'base.yaml': 'gxCompat: true\ntable: [toHaveNoNulls]' }
  const flags = async (head: string) =>
    (await read({ ...files, 'suite.yaml': `${head}extends: base.yaml\ntable: [toHaveRowCount]` })).checks.map(
      ({ gxCompat = false }) => gxCompat,
    )
  expect(await flags('')).toEqual([true, true])
  expect(await flags('gxCompat: false\n')).toEqual([false, false])
})

test.each([
  [
    'a missing file',
    { 'suite.yaml': 'extends: bas.yaml', 'base.yaml': '' },
    'suite.yaml:1:10 › extends › There is no file bas.yaml. Did you mean base.yaml?',
  ],
  [
    'a missing folder',
    { 'suite.yaml': 'name: x\nextends:\n  - base.yaml\n  - shared/base.yaml', 'base.yaml': '' },
    'suite.yaml:4:5 › extends › There is no file shared/base.yaml. There is no folder DIR/shared either.',
  ],
  [
    'a folder',
    { 'suite.yaml': 'extends: shared', 'shared/base.yaml': '' },
    'suite.yaml:1:10 › extends › shared is a folder. Suites in DIR/shared are base.yaml.',
  ],
  [
    'a file that is no suite',
    { 'suite.yaml': 'extends: [data.csv, 3, {}]', 'data.csv': '' },
    [
      'suite.yaml has 3 problems.',
      'suite.yaml:1:11 › extends › data.csv is no suite. Suites are files with .yaml, .yml, .json, .ts, .mts, .js, .mjs.',
      'suite.yaml:1:21 › extends › The files to extend stand here, relative to this one.',
      'suite.yaml:1:24 › extends › The files to extend stand here, relative to this one.',
    ].join('\n'),
  ],
  [
    'itself',
    { 'suite.yaml': 'extends: suite.yaml' },
    'suite.yaml:1:10 › extends › The suites extend each other in a circle: suite.yaml, suite.yaml.',
  ],
  [
    'itself by way of others',
    {
      'suite.yaml': 'extends: a.yaml',
      'a.yaml': 'table: []\nextends: [b.yaml]',
      'b.yaml': 'extends: a.yaml',
    },
    'b.yaml:1:10 › extends › The suites extend each other in a circle: a.yaml, b.yaml, a.yaml.',
  ],
  [
    'a suite with a mistake',
    { 'suite.yaml': 'extends: base.yaml', 'base.yaml': 'table: [toHaveRowCont]' },
    'base.yaml:1:9 › table › toHaveRowCont is no expectation. Did you mean toHaveRowCount?',
  ],
  [
    'a suite without checks',
    { 'suite.yaml': 'extends: base.yaml\ntable: [toHaveNoNulls]', 'base.yaml': '' },
    'base.yaml has no checks.',
  ],
  [
    'a suite without the removed check',
    {
      'suite.yaml': 'extends: base.yaml\nremove: [table.rowcount, a.b]',
      'base.yaml': 'table: [toHaveRowCount]',
    },
    [
      'suite.yaml has 2 problems.',
      'suite.yaml:2:10 › remove › There is no check table.rowcount to remove. Did you mean table.row-count?',
      'suite.yaml:2:26 › remove › There is no check a.b to remove. Inherited checks are table.row-count.',
    ].join('\n'),
  ],
  [
    'nothing, and removes',
    { 'suite.yaml': 'remove: [a.range]\ntable: [toHaveNoNulls]' },
    'suite.yaml:1:10 › remove › There is no check a.range to remove. There are none.',
  ],
])('a suite that extends %s is refused', async (_, files, text) => {
  expect(await errorOf(files)).toBe(text)
})
