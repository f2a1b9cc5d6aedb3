import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import * as expectations from '../../expectations/index.ts'
import { readArgs } from '../../src/cli/args.ts'
import { columnsDeclaration } from '../../src/suites/column-types.ts'
import { suiteFromYaml } from '../../src/suites/suite.ts'
import { openHistory } from '../../src/store/index.ts'
import { openTracking } from '../../src/store/tracking/index.ts'
import { runCli } from '../support/cli.ts'
import { anEntry } from '../support/history.ts'
import { images } from '../support/images.ts'
import { network } from '../support/network.ts'
import { aResult } from '../support/result.ts'
import { csv, workspace } from '../support/workspace.ts'
import { blocks, commands, pages, root } from './pages.ts'

const numbers = Array.from({ length: 300 }, (_, index) => index)
const rentals = csv({
  price: numbers.map(n => 10 + n),
  minimum_nights: numbers.map(n => 1 + (n % 30)),
  tempo: numbers.map(n => 60 + n / 2),
})
const imported = {
  expectations: [{ type: 'expect_column_values_to_not_be_null', kwargs: { column: 'price' } }],
}
/** A data contract with two tables. */
const contract = `
apiVersion: v3.1.0
kind: DataContract
id: shop
version: 1.0.0
status: active
schema:
  - name: orders
    properties: [{ name: id, logicalType: integer, required: true }]
  - name: customers
    properties: [{ name: id, logicalType: integer, required: true }]
`
const data = {
  'train.csv': rentals,
  'new.csv': rentals,
  'data_train.csv': rentals,
  '2024-06.csv': rentals,
  'older/2024-05.csv': rentals,
  'main/result.json': JSON.stringify(aResult()),
  'mlcheck-report/result.json': JSON.stringify(aResult()),
  'gx/expectations/rentals.json': JSON.stringify(imported),
  'contract.yaml': contract,
  'orders.yaml': 'columns: { id: [toHaveNoNulls] }',
  'rentals.yaml':
    blocks.find(({ page, language }) => page === 'docs/suites.md' && language === 'yaml')?.text ?? '',
  'mlcheck.yaml':
    blocks.find(({ page, language }) => page === 'docs/pipeline.md' && language === 'yaml')?.text ?? '',
  'spec.yaml':
    blocks.find(({ page, text }) => page === 'docs/models.md' && text.startsWith('resize:'))?.text ?? '',
  'labels.txt': 'cat\ndog\nbird\n',
  'resnet18.onnx': network({ shape: [3, 224, 224] }),
  'images/cat.jpg': images.jpeg,
  'columns.d.ts': columnsDeclaration(
    {
      columns: [
        { name: 'price', type: 'integer' },
        { name: 'minimum_nights', type: 'integer' },
        { name: 'tempo', type: 'number' },
      ],
    },
    [],
  ),
}
const against = ['--reference', 'train.csv', '--sample', 'new.csv', '--no-report', '--verbose'] as const

const yaml = blocks.filter(({ language }) => language === 'yaml')
const isSuite = (text: string) =>
  /^(name|table|columns|combinations):/m.test(text) && !/^ *- run: |^(steps|entry_points):/m.test(text)
const suites = yaml.filter(({ text }) => isSuite(text))
const otherYaml = yaml.filter(({ text }) => !isSuite(text))
// Statements of the page on expectations are compared with their YAML in a test of their own.
const modules = blocks.filter(({ language, page }) => language === 'ts' && page !== 'docs/expectations.md')

test.each(suites)('the suite in $page, line $line, can be read', ({ text }) => {
  const options = { file: 'suite.yaml', expectations, params: { min_price: '10' } }
  const bases = /^extends: rentals.yaml$/m.test(text)
    ? [suiteFromYaml(data['rentals.yaml'], options)]
    : undefined
  const { checks } = suiteFromYaml(text, { ...options, bases })
  expect(checks.length).toBeGreaterThan(0)
})

test.each(otherYaml)('the steps in $page, line $line, are YAML', ({ text }) => {
  expect(() => parse(text)).not.toThrow()
})

test.each(modules)('the module in $page, line $line, passes on data like its reference', async ({ text }) => {
  const isTest = /\btest\(/.test(text)
  const name = isTest ? 'example.test.ts' : 'example.ts'
  const { folder: cwd } = workspace({ ...data, [name]: text })
  const { code, stdout, stderr } = await runCli([...against, ...(isTest ? [name] : ['--suite', name])], {
    cwd,
  })
  expect(`${stderr}${stdout}`).toMatch(/\d+ passed/)
  expect(code).toBe(0)
})

const commandNames =
  'accept artifact completion diff docs explain export history import init lineage merge model print profile run runs stage status types'.split(
    ' ',
  )

/** The data of the pages, and the history and artifacts that they talk about. */
async function documented() {
  const given = workspace(data)
  const history = openHistory({ cwd: given.folder, env: { MLCHECK_HOME: join(given.folder, '.mlcheck') } })
  for (const [index, id] of ['3f2a91c0', '8b1c22d4'].entries()) {
    const entry = anEntry({ batch: index + 1, runId: `${id}-0000-4000-8000-000000000000` })
    await history.reserve('weekly', entry.sample.identity)
    await history.record(entry)
  }
  const labels = ['--alias', 'prod', '--tag', 'checked']
  await given.run('artifact', 'put', 'train.csv', '--name', 'data_train.csv', ...labels)
  await given.run('artifact', 'put', 'older', '--type', 'batches')
  const tracking = openTracking({ cwd: given.folder, env: { MLCHECK_HOME: join(given.folder, '.mlcheck') } })
  const facts = {
    project: 'rentals',
    group: 'dev',
    name: 'mlcheck',
    jobType: 'pipeline',
    config: {},
    command: [],
  }
  const startedAt = '2026-11-30T10:00:00.000Z'
  const ids = ['3f2a91c000000000', '8b1c22d400000000']
  await tracking.write({ started: ids.map(id => ({ id, ...facts, startedAt })) })
  return given
}

test.each(commands)('%s: %s is understood', async (_, command) => {
  const [, ...words] = command.split(/\s+/).map(word => word.replace(/^'(.*)'$/, '$1'))
  const [name = ''] = words
  if (!commandNames.includes(name))
    expect(readArgs(words, () => {})).toMatchObject({ sample: expect.any(String) })
  else {
    const given = await documented()
    // What a page on pipelines says comes after the first run, and a model of images is imported before it is used.
    if (/^(lineage|runs?)$/.test(name)) await given.run('run', '--quiet')
    if (/ model predict model /.test(command))
      await given.run('model', 'import', 'resnet18.onnx', '--image-spec', 'spec.yaml')
    // What is merged was saved before.
    if (name === 'merge') await given.run(...against, '--states', 'states', '--partition', '2024-w07')
    expect(await given.run(...words)).toMatchObject({ code: 0, stderr: '' })
  }
})

test('a suite with mistakes is refused in the words of docs/suites.md', async () => {
  const [shown] = blocks.filter(({ page, language }) => page === 'docs/suites.md' && language === 'text')
  const { run } = workspace({
    ...data,
    'rentals.yaml': [
      'columns:',
      '  price:',
      '    - toHaveValuesBetwen: { max: 350 }',
      '    - toHaveMeanBetween: { min: 160, max: 80 }',
    ].join('\n'),
  })
  const { code, stderr } = await run(...against, '--suite', 'rentals.yaml')
  expect(stderr.trim()).toBe(shown?.text.trim())
  expect(code).toBe(2)
})

test('every link between pages leads somewhere', () => {
  const broken = [...pages].flatMap(([page, text]) =>
    [...text.matchAll(/\]\((?!https?:)([^)#]*)(#[^)]*)?\)/g)]
      .filter(([, path = '', anchor]) => {
        const target = path === '' ? page : join(dirname(page), path)
        if (!existsSync(join(root, target))) return true
        return anchor !== undefined && !anchorsOf(pages.get(target) ?? '').includes(anchor)
      })
      .map(([link]) => `${page}: ${link}`),
  )
  expect(broken).toEqual([])
})

function anchorsOf(text: string): readonly string[] {
  const headings = [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => heading)
  return headings.map(
    heading =>
      `#${heading
        .toLowerCase()
        .replace(/[^\w -]/g, '')
        .replaceAll(' ', '-')}`,
  )
}
