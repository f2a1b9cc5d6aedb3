import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { songs } from '../../examples/data.js'
import { launchStage } from '../../src/cli/stageLaunch.ts'
import type { FromStage } from '../../src/cli/stageMessages.ts'
import type { Json } from '../../src/core/value.ts'
import { fitPipeline, growForest, pipelineSpec, pipelineToJson } from '../../src/ml/index.ts'
import { growTrees, workersOf } from '../../src/stages/train/grow-trees.ts'
import { train } from '../../src/stages/train/index.ts'
import { growInWorkers } from '../../src/stages/train/tree-workers.ts'
import { penguins } from '../ml/penguins.ts'
import { columnsOf } from '../support/model.ts'
import { refusalOf } from '../support/stage.ts'
import { workspace } from '../support/workspace.ts'

const file = resolve(import.meta.dirname, '../../dist/tree-worker.js')
const features = ['Beak Length (mm)', 'Beak Depth (mm)', 'Flipper Length (mm)']

type Grow = NonNullable<Parameters<typeof fitPipeline>[3]['grow']>

/** A model of the penguins as text, byte by byte what would be kept. */
async function modelText(model: Readonly<Record<string, unknown>>, grow: Grow): Promise<string> {
  const isClassifier = model.kind !== 'random_forest_regressor'
  const spec = pipelineSpec.parse({
    tracks: [{ name: 'size', columns: features, steps: [{ use: 'impute', strategy: 'mean' }] }],
    model: { kind: 'random_forest_classifier', n_estimators: 11, ...model },
  })
  const table = isClassifier ? penguins : { ...penguins, columns: new Map([...penguins.columns, heavy]) }
  const target = isClassifier ? 'Species' : 'heavy'
  return JSON.stringify(pipelineToJson(await fitPipeline(spec, table, target, { seed: 7, grow })))
}

const grams = penguins.columns.get('Body Mass (g)') as Float64Array
const heavy = ['heavy', grams.map(gram => (Number.isNaN(gram) ? 4000 : gram))] as const

test.each([
  {},
  { oob_score: true },
  { class_weight: 'balanced' },
  { class_weight: 'balanced', bootstrap: false, max_leaf_nodes: 6 },
  { class_weight: 'balanced_subsample', criterion: 'entropy' },
  { kind: 'random_forest_regressor', max_features: 2 },
  { kind: 'random_forest_regressor', criterion: 'absolute_error', n_estimators: 3 },
])('a forest of %o is the same whoever grows it', async model => {
  const alone = await modelText(model, growForest)
  for (const workers of [1, 2, 3])
    expect(await modelText(model, task => growInWorkers(task, { workers, file }))).toBe(alone)
})

test('every tree is told of', async () => {
  const told: string[] = []
  await modelText({}, task =>
    growInWorkers(task, {
      ...{ workers: 3, file },
      onTree: (done, total) => told.push(`${done} of ${total}`),
    }),
  )
  expect(told).toEqual(Array.from({ length: 11 }, (_, tree) => `${tree + 1} of 11`))
})

const threads = () => process.getActiveResourcesInfo().filter(name => name === 'WORKER').length

test('Ctrl-C ends the threads', async () => {
  const before = threads()
  const interrupt = new AbortController()
  const onTree = () => interrupt.abort(new Error('stopped'))
  const { signal } = interrupt
  const growing = modelText({ n_estimators: 5000 }, task =>
    growInWorkers(task, { workers: 2, file, signal, onTree }),
  )
  await expect(growing).rejects.toThrow('stopped')
  expect(threads()).toBe(before)
  await expect(modelText({}, task => growTrees(task, { workers: 1, signal, log: () => {} }))).rejects.toThrow(
    'stopped',
  )
})

test('a thread that is gone is no forest with fewer trees', async () => {
  const { folder } = workspace({ 'leaver.mjs': 'process.exit(3)', 'thrower.mjs': 'throw new Error("a bug")' })
  const said = (name: string) =>
    refusalOf(modelText({}, task => growInWorkers(task, { workers: 2, file: join(folder, name) })))
  expect(await said('leaver.mjs')).toMatchInlineSnapshot(`
    "A thread that grew trees is gone: exit code 3. (exit 1)
    It may have run out of memory: let fewer work at once, with workers or n_jobs."
  `)
  await expect(said('thrower.mjs')).rejects.toThrow('a bug')
})

const much = { n_estimators: 3000, max_features: null }

test('little work is done without threads, and much where there can be none, which is told', async () => {
  const log: string[] = []
  const options = { workers: 2, file: '/nowhere/tree-worker.js', log: (text: string) => void log.push(text) }
  await modelText({}, task => growTrees(task, options))
  expect(log).toEqual([])
  const alone = await modelText(much, task => growTrees(task, options))
  expect(log).toEqual(['Trees are grown by one thread instead of 2: there is no /nowhere/tree-worker.js.'])
  expect(await modelText(much, task => growTrees(task, { workers: 2, log: options.log }))).toBe(alone)
  expect(log).toHaveLength(1)
})

test('a process that may not start threads grows the same trees without', async () => {
  const pipeline = {
    random_forest: { n_estimators: 400, max_depth: 8, max_features: null, n_jobs: -1 },
    features: { numerical: ['tempo', 'loudness', 'danceability'] },
  }
  const [confined, free] = [await launched(pipeline, true), await launched(pipeline, false)]
  expect(confined.log).toContain(
    'Trees are grown by one thread instead of 2: this process may not start threads.',
  )
  expect(free.log.filter(line => line.startsWith('Trees'))).toEqual([])
  expect(confined.model === free.model).toBe(true)
})

/** The stage in a process of its own, as pipelines run it. */
async function launched(pipeline: Json, isConfined: boolean) {
  const folder = mkdtempSync(join(tmpdir(), 'mlcheck-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const log: string[] = []
  const made = (name: string) => {
    mkdirSync(join(folder, name))
    return join(folder, name)
  }
  const data = join(folder, 'songs.csv')
  writeFileSync(data, columnsOf(songs(2000)))
  const params = {
    task: 'classification',
    target: 'genre',
    pipeline,
    validationSize: 0.3,
    stratify: null,
    workers: null,
  }
  const artifact = { project: 'p', version: 'v0', digest: '0'.repeat(64), metadata: {} }
  await launchStage({
    order: {
      ...{ kind: 'run', module: { kind: 'built-in', name: 'train' }, params, seed: 1, cores: 2 },
      inputs: { data: { ...artifact, name: 'songs', paths: [data] } },
      outputs: { model: { name: 'model', folder: made('model') }, report: { name: 'r', folder: made('r') } },
      ...{ temporary: made('temporary'), keep: made('keep') },
    },
    ...{ stage: train, step: 'train', cwd: folder, env: process.env, isConfined },
    told: (message: FromStage) => message.kind === 'log' && log.push(message.text),
  })
  return { log, model: readFileSync(join(folder, 'model', 'model.mlcheck.json'), 'utf8') }
}

test.each([
  [-1, 8, 8],
  [-2, 8, 7],
  [-9, 8, 1],
  [3, 8, 3],
  [12, 8, 8],
  [-1, 1, 1],
])('%i jobs on %i cores are %i threads', (jobs, cores, workers) => {
  expect(workersOf(jobs, cores)).toBe(workers)
})

test('how many threads work is no reason to do work again, and what is no number of them is refused', async () => {
  const songFile = columnsOf(songs(300))
  const config = `
steps:
  train:
    stage: train
    inputs: { data: songs.csv }
    params:
      task: classification
      target: genre
      workers: 1
      pipeline: { random_forest: { n_estimators: 2, n_jobs: 1 }, features: { numerical: [tempo] } }
    outputs: { model: model }
`
  const given = workspace({ 'songs.csv': songFile, 'mlcheck.yaml': config })
  await given.run('artifact', 'put', 'songs.csv')
  const state = async (...overrides: readonly string[]) => {
    const { stdout, stderr } = await given.run('run', '--json', ...overrides)
    return stdout === '' ? stderr : (JSON.parse(stdout).steps[0].failure ?? JSON.parse(stdout).steps[0].state)
  }
  const at = 'steps.train.params'
  expect(await state()).toBe('done')
  expect(await state(`${at}.workers=2`, `${at}.pipeline.random_forest.n_jobs=-1`)).toBe('cached')
  expect(await state(`${at}.pipeline.random_forest.n_estimators=3`)).toBe('done')
  expect(await state(`${at}.workers=0`)).toMatchInlineSnapshot(`
    "error: mlcheck.yaml:7:7: steps.train.params.workers: no thread grows no tree.
    "
  `)
  expect(await state(`${at}.pipeline.random_forest.n_jobs=0`, '--force')).toMatchInlineSnapshot(
    `"UserError: n_jobs 0 is not possible: it is how many cores work."`,
  )
})
