import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ran, shop } from '../support/pipeline.ts'
import type { Workspace } from '../support/workspace.ts'
import { workspace } from '../support/workspace.ts'

const steady = (text: string) =>
  text
    .replace(/\b[0-9a-f]{16}\b/g, 'LONG-ID')
    .replace(/\b[0-9a-f]{8}\b/g, 'ID')
    .replace(/\d{4}-\d\d-\d\d \d\d:\d\d/g, 'TIME')
    .replace(/\d+\.\d s/g, 'N s')

async function said(given: Workspace, ...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await given.run(...args)
  expect([code, stderr]).toEqual([0, ''])
  return steady(stdout)
}

test('runs are listed, shown and compared', async () => {
  const given = shop()
  const first = await ran(given)
  const second = await ran(given, 'etl.times=2')
  expect(await said(given, 'runs', 'ls')).toMatchInlineSnapshot(`
    "RUN       PROJECT  GROUP  NAME     STATE     STARTED (UTC)     TOOK   COMMIT
    ID  rentals  dev    mlcheck  finished  TIME  N s
    ID  rentals  dev    mlcheck  finished  TIME  N s
    "
  `)
  expect((await said(given, 'runs', 'ls', '--steps')).split('\n').slice(1, 5)).toHaveLength(4)
  const page = await said(given, 'runs', 'show', second.run)
  expect(page.slice(0, page.indexOf('\nconfig'))).toMatchInlineSnapshot(`
    "run      LONG-ID
    name     mlcheck (pipeline)
    project  rentals, group dev
    state    finished
    started  TIME UTC, took N s
    command  mlcheck run etl.times=2

    steps
      STEP      RUN       STATE     TOOK   TOOK IN        MADE
      total     ID  finished  N s  prices.csv:v0  total.txt:v1
      check     ID  cached           prices.csv:v0  check_report:v0
      download  ID  cached                          prices.csv:v0

    numbers
      total.total  200
      check.checks  1
      check.failed  0
      check.warnings  0
    "
  `)
  expect(await said(given, 'runs', 'diff', first.run.slice(0, 8), second.run)).toMatchInlineSnapshot(`
    "config
                              ID  ID
    etl.times                 1         2 (+1)
    steps.total.params.times  1         2 (+1)

    summary
                 ID  ID
    total.total  100       200 (+100)

    versions
                 ID              ID
    total.total  rentals/total.txt:v0  rentals/total.txt:v1
    "
  `)
  expect(await said(given, 'runs', 'diff', first.run, first.run)).toBe('The two runs do not differ.\n')
})

test('a step has its metrics, its parameters, and what it took and made', async () => {
  const given = shop()
  await ran(given)
  const runs = JSON.parse((await given.run('runs', 'ls', '--steps', '--json')).stdout)
  const total = runs.find((run: { readonly name: string }) => run.name === 'total')
  expect(await said(given, 'runs', 'show', total.id)).toMatchInlineSnapshot(`
    "run      LONG-ID
    name     total (sum)
    project  rentals, group dev
    state    finished
    started  TIME UTC, took N s
    command  mlcheck run
    part of  LONG-ID

    artifacts
      took  data rentals/prices.csv:v0
      made  total rentals/total.txt:v0

    numbers
      METRIC  LAST  RANGE
      total   100

    config
      {
        "times": 1
      }
    "
  `)
  const document = JSON.parse((await given.run('runs', 'show', total.id, '--json')).stdout)
  expect(document.metrics).toEqual([{ run: total.id, key: 'total', step: 0, value: 100 }])
})

test('lineage goes back to what was put by hand, and tells who took a version', async () => {
  const given = shop()
  await ran(given)
  await ran(given)
  expect(await said(given, 'lineage', 'rentals/check_report')).toMatchInlineSnapshot(`
    "rentals/check_report:v0, made by check (run ID, TIME) from
      rentals/prices.csv:v0, made by download (run ID, TIME)
    "
  `)
  expect(await said(given, 'lineage', 'rentals/prices.csv:v0')).toMatchInlineSnapshot(`
    "rentals/prices.csv:v0, made by download (run ID, TIME)
    used by
      check (run ID, TIME), which made rentals/check_report:v0
      total (run ID, TIME), which made rentals/total.txt:v0
    "
  `)
  const tree = JSON.parse((await given.run('lineage', 'rentals/total.txt', '--json')).stdout)
  expect(tree).toMatchObject({
    version: { name: 'total.txt', version: 'v0' },
    madeBy: { name: 'total', config: { times: 1 } },
    from: [{ version: { name: 'prices.csv' }, madeBy: { name: 'download' } }],
  })
  await given.run('artifact', 'put', 'prices.csv', '--name', 'by-hand')
  expect(await said(given, 'lineage', 'by-hand')).toBe('by-hand:v0, put by hand\n')
})

test('the commit of the working tree is a part of a run', async () => {
  const given = shop()
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args], {
      cwd: given.folder,
    })
  git('init', '-q')
  git('commit', '-q', '--allow-empty', '-m', 'first')
  const commit = git('rev-parse', 'HEAD').toString().trim()
  await ran(given, 'download')
  const [run] = JSON.parse((await given.run('runs', 'ls', '--json')).stdout)
  expect(run).toMatchObject({ commit, state: 'finished', command: ['mlcheck', 'run', 'download'] })
})

test('without runs there is a word, and an unknown one is not found', async () => {
  const given = workspace()
  expect(await given.run('runs', 'ls')).toEqual({
    code: 0,
    stdout: '',
    stderr: 'There are no runs in DIR/.mlcheck.\n',
  })
  expect(await given.run('runs', 'show', 'abcd1234')).toMatchInlineSnapshot(`
    {
      "code": 3,
      "stderr": "error: There is no run "abcd1234": the list of runs in .mlcheck is empty.
    hint:  mlcheck run records the runs of a pipeline.
    ",
      "stdout": "",
    }
  `)
})

test('files that a stage attaches can be got, and are called by their names', async () => {
  const given = workspace({
    'mlcheck.yaml': 'steps: { plot: { stage: ./plot.js, outputs: { made: made.txt } } }\n',
    'plot.js': `
import { writeFileSync } from 'node:fs'
import { defineStage, z } from 'mlcheck'
export default defineStage({
  name: 'plot', version: '1', summary: 'Plots.', params: z.strictObject({}), inputs: {}, outputs: { made: {} },
  async run({ outputs, temporary, attach, metrics }) {
    writeFileSync(outputs.made.folder + '/made.txt', 'x')
    writeFileSync(temporary + '/plot.svg', '<svg/>')
    attach(temporary + '/plot.svg')
    for (const [step, loss] of [3, 2, Number.NaN, 1].entries()) metrics({ loss }, { step })
  },
})
`,
  })
  await ran(given)
  const runs = JSON.parse((await given.run('runs', 'ls', '--steps', '--json')).stdout)
  const { id } = runs.find(({ name }: { readonly name: string }) => name === 'plot')
  const page = await said(given, 'runs', 'show', id)
  expect(page.slice(page.indexOf('\nnumbers'), page.indexOf('\nconfig'))).toMatchInlineSnapshot(`
    "
    numbers
      METRIC  LAST  RANGE
      loss    1     1 to 3 in 4 steps

    files
      plot.svg  6 B
    "
  `)
  expect(await said(given, 'runs', 'get', id, '--to', 'got')).toBe('got/plot.svg\n')
  expect(readFileSync(join(given.folder, 'got', 'plot.svg'), 'utf8')).toBe('<svg/>')
  expect((await given.run('runs', 'get', id, 'plot.png')).stderr).toMatch(
    /has no file plot.png.\nhint: {2}Did you mean plot.svg\?/,
  )
})
