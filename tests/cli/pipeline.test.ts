import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type CliResult, runCli } from '../support/cli.ts'
import {
  pipeline,
  type RunDocument,
  ran,
  shop,
  states,
  steady,
  suite,
  sumStage,
} from '../support/pipeline.ts'
import { gitIn } from '../support/project.ts'
import { csv, type Workspace, workspace } from '../support/workspace.ts'

test('steps run in the order of their artifacts, and not again', async () => {
  const given = shop()
  const first = await given.run('run')
  expect([first.code, first.stderr]).toEqual([0, ''])
  expect(steady(first.stdout).split('\n').slice(0, 3).sort().join('\n')).toMatchInlineSnapshot(`
    "check     done        N s  check_report:v0
    download  done        N s  prices.csv:v0
    total     done        N s  total.txt:v0"
  `)
  const second = await given.run('run')
  expect(steady(second.stdout)).toMatchInlineSnapshot(`
    "download  cached             prices.csv:v0  of TIME
    check     cached             check_report:v0  of TIME
    total     cached             total.txt:v0  of TIME
    Run ID of rentals: 3 cached.
    "
  `)
  expect(readFileSync(join(given.folder, '.mlcheck', '.gitignore'), 'utf8')).toBe('*\n')
  expect(readdirSync(join(given.folder, '.mlcheck', 'work'))).toEqual([])
})

test('a parameter runs again only what depends on it', async () => {
  const given = shop()
  await ran(given)
  expect(states(await ran(given, 'etl.times=2'))).toEqual({
    download: 'cached',
    total: 'done',
    check: 'cached',
  })
  expect(states(await ran(given, 'etl.max_price=60'))).toEqual({
    download: 'cached',
    total: 'cached',
    check: 'done',
  })
  // And back again, to what was done at first.
  expect(new Set(Object.values(states(await ran(given))))).toEqual(new Set(['cached']))
})

test('other bytes, other code and other suites run again what depends on them', async () => {
  const given = shop()
  await ran(given)
  writeFileSync(join(given.folder, 'sum.ts'), sumStage.replace('* params.times', '* params.times + 1'))
  expect(states(await ran(given))).toEqual({ download: 'cached', total: 'done', check: 'cached' })
  writeFileSync(join(given.folder, 'suite.yaml'), suite.replace('min: 10', 'min: 9'))
  expect(states(await ran(given))).toEqual({ download: 'cached', total: 'cached', check: 'done' })
  writeFileSync(join(given.folder, 'prices.csv'), csv({ price: [11, 12], room: ['a', 'b'] }))
  const all = await ran(given)
  expect(states(all)).toEqual({ download: 'done', total: 'done', check: 'done' })
  expect(all.steps.find(({ name }) => name === 'total')?.summary).toEqual({ total: 24 })
})

test('runs of a sweep that go on at once share the cores', async () => {
  const given = workspace({
    'mlcheck.yaml': `times: 1\nsteps: { count: { stage: ./count.js, params: { times: "\${times}" } } }\n`,
    'count.js': `
import { defineStage, z } from 'mlcheck'
export default defineStage({
  name: 'count', version: '1', summary: 'Counts cores.', params: z.strictObject({ times: z.number() }),
  inputs: {}, outputs: {}, cache: 'never',
  run: async ({ cores, metrics }) => metrics({ cores }),
})`,
  })
  const cores = async (...args: readonly string[]) => {
    const { stdout } = await given.run('run', '--json', '--quiet', ...args)
    const runs: readonly RunDocument[] = [JSON.parse(stdout)].flat()
    return runs.map(({ steps }) => steps[0]?.summary?.cores)
  }
  const all = availableParallelism()
  const half = Math.max(1, Math.floor(all / 2))
  const joblib = ['-m', 'hydra/launcher=joblib', 'hydra.launcher.n_jobs=2']
  expect(await cores()).toEqual([all])
  expect(await cores('-m', 'times=1,2')).toEqual([all, all])
  expect(await cores(...joblib, 'times=1,2,3')).toEqual([half, half, half])
  expect(await cores(...joblib, 'times=1')).toEqual([all])
})

test('--force does all work again, with the same digests; status and --dry do none', async () => {
  const given = shop()
  const planned = await given.run('status')
  expect(planned.stdout).toMatchInlineSnapshot(`
    "download  to run
    check     to run
    total     to run
    3 steps: 3 to run
    "
  `)
  expect(given.files().some(name => name.startsWith('outputs'))).toBe(false)
  const first = await ran(given)
  const forced = await ran(given, '--force')
  expect(new Set(Object.values(states(forced)))).toEqual(new Set(['done']))
  const digests = ({ steps }: RunDocument) =>
    steps
      .filter(({ name }) => name !== 'check')
      .flatMap(({ outputs = [] }) => outputs.map(({ digest }) => digest))
  expect(digests(forced)).toEqual(digests(first))
  expect(states(await ran(given, '--dry', 'etl.times=3'))).toEqual({
    download: 'cached',
    total: 'planned',
    check: 'cached',
  })
})

test('a gate that fails stops the line, says why, and lets no alias move', async () => {
  const given = shop({
    'mlcheck.yaml':
      pipeline.replace('inputs: { data: prices.csv }', 'inputs: { data: checked.csv }') +
      `
  copy:
    stage: ./copy.js
    inputs: { data: prices.csv, report: check_report }
    outputs: { copied: checked.csv }
`,
    'copy.js': `
import { copyFileSync } from 'node:fs'
import { defineStage, z } from 'mlcheck'
export default defineStage({
  name: 'copy', version: '1', summary: 'Copies.', params: z.strictObject({}),
  inputs: { data: {}, report: {} }, outputs: { copied: {} },
  async run({ inputs, outputs }) { copyFileSync(inputs.data.paths[0], outputs.copied.folder + '/c.csv') },
})
`,
  })
  const good = await given.run('run')
  expect(good.code).toBe(0)
  const { code, stdout, stderr } = await given.run('run', 'etl.max_price=35', 'source=prices.csv')
  expect([code, stderr]).toEqual([1, ''])
  expect(steady(stdout)).toMatchInlineSnapshot(`
    "download  cached             prices.csv:v0  of TIME
    check     failed      N s  price.range: 1 of 4 values outside
              report: .mlcheck/checkout/DIGEST/index.html
    copy      stopped            check did not end well
    total     stopped            check did not end well
    Run ID of rentals: 1 cached, 1 failed and 2 stopped. latest and all other aliases stay where they were.
    "
  `)
  const [, page = ''] = /report: (\S+)/.exec(stdout) ?? []
  expect(readFileSync(join(given.folder, page), 'utf8')).toContain('1 of 4 values outside')
  const { stdout: shown } = await given.run('artifact', 'ls', 'rentals/check_report')
  expect(shown).toMatch(/v1 +\S+ .*\n.*v0 +latest/)
  // It is judged again, not taken over.
  expect(states(await ran(given, 'etl.max_price=35')).check).toBe('failed')
})

test('only some steps are run, on what is there of the others', async () => {
  const given = shop()
  const lacking = await given.run('run', 'total')
  expect([lacking.code, steady(lacking.stdout)]).toMatchInlineSnapshot(`
    [
      3,
      "total  failed             There is no artifact prices.csv: the store DIR/.mlcheck is empty.
           hint: Put a file into it with: mlcheck artifact put FILE --name "prices.csv"
    Run ID of rentals: 1 failed. latest and all other aliases stay where they were.
    ",
    ]
  `)
  await ran(given, 'main.steps=download')
  expect(states(await ran(given, 'main.steps=[total]'))).toEqual({ total: 'done' })
  expect(states(await ran(given, "main.steps='download,total'"))).toEqual({
    download: 'cached',
    total: 'cached',
  })
  expect(states(await ran(given, 'check', 'total'))).toEqual({ total: 'cached', check: 'done' })
})

test.for([
  ['main.steps=totl', 'a step that is not there'],
  ['steps.total.stage=./nothing', 'a stage that is not there'],
  ['steps.total.stage=dwnload', 'a package that is not there'],
  ['steps.total.params.times=many', 'a parameter of another type'],
  ['+steps.total.params.tmies=1', 'a parameter that is not there'],
  ['+steps.total.inptus={}', 'a key that is not there'],
  ['~steps.total.inputs.data', 'an input that is lacking'],
  ['+steps.total.inputs.dta=x', 'an input that is not there'],
  ['steps.total.outputs.total=../up', 'a name that is a path'],
  ['steps.total.outputs.total=prices.csv', 'two makers'],
  ['+steps.check.params.ksAlfa=0.1', 'an option of check that is not there'],
  ['steps.download.params.url=gone.csv', 'a file that is not there'],
  ['main.group=???', 'a value that is missing'],
])('%s is answered with a sentence: %s', async ([override]) => {
  const { code, stdout, stderr } = await shop().run('run', override ?? '')
  expect({
    override,
    code,
    said: `${stderr}${steady(stdout).split('\n').slice(0, 3).join('\n')}`,
  }).toMatchSnapshot()
})

test('without a configuration there is a hint', async () => {
  expect(await workspace().run('run')).toMatchInlineSnapshot(`
    {
      "code": 3,
      "stderr": "error: There is no mlcheck.yaml and no config.yaml in DIR.
    hint:  mlcheck run reads a pipeline from mlcheck.yaml; see mlcheck run --help.
    ",
      "stdout": "",
    }
  `)
})

const hostile = (body: string) => `
import { writeFileSync } from 'node:fs'
import { execSync } from 'node:child_process'
import { defineStage, z } from 'mlcheck'
export default defineStage({
  name: 'hostile', version: '1', summary: 'Does what it may not.', params: z.strictObject({}),
  inputs: {}, outputs: { made: {} },
  async run({ outputs, temporary, metrics, alias }) { ${body} },
})
`

const alone = (body: string, more = '') =>
  workspace({
    'mlcheck.yaml': `steps:\n  bad: { stage: ./bad.ts, outputs: { made: made.txt }${more} }\n`,
    'bad.ts': hostile(body),
  })

test('a stage that throws gives its stack and its name', async () => {
  const { code, stdout } = await alone('throw new Error("no luck")').run('run')
  expect(code).toBe(1)
  expect(stdout.split('\n').slice(0, 2)).toEqual([
    expect.stringMatching(/^bad {2}failed +bad failed: Error: no luck$/),
    expect.stringMatching(/^ +at Object.run \(bad.ts:8:\d+\)$/),
  ])
})

test('a stage that writes outside of its folders, or starts a process, is refused', async () => {
  for (const body of ['writeFileSync("../../../stolen.txt", "x")', 'execSync("touch stolen.txt")']) {
    const given = alone(body)
    const { code, stdout } = await given.run('run')
    expect(code).toBe(1)
    expect(stdout).toContain('bad did what a stage may not')
    expect(given.files().filter(name => name.includes('stolen'))).toEqual([])
  }
  expect(
    (
      await alone('writeFileSync(temporary + "/t", ""); writeFileSync(outputs.made.folder + "/m", "x")').run(
        'run',
      )
    ).code,
  ).toBe(0)
})

test('a stage whose output leads out of its folder is refused', async () => {
  const given = workspace({
    'mlcheck.yaml': 'steps:\n  bad: { stage: ./bad.ts, outputs: { made: made.txt } }\n',
    'bad.ts': hostile('execSync("ln -s /etc/passwd " + outputs.made.folder + "/m")').replace(
      "version: '1'",
      "version: '1', startsProcesses: true",
    ),
  })
  const { code, stdout } = await given.run('run')
  expect(code).toBe(3)
  expect(stdout).toContain('which is outside of the folder that is stored')
})

test('a stage that writes nothing, ends its process or takes too long is said to', async () => {
  const said = async (given: Workspace) => {
    const { code, stdout } = await given.run('run')
    return `${code} ${stdout.split('\n')[0]}`
  }
  expect(await said(alone(''))).toMatchInlineSnapshot(
    `"1 bad  failed             bad wrote nothing for its output made."`,
  )
  expect(await said(alone('process.exit(7)'))).toMatchInlineSnapshot(
    `"1 bad  failed             bad ended without a word: its process was gone (exit code 7)."`,
  )
  expect(await said(alone('process.kill(process.pid, "SIGKILL")'))).toMatchInlineSnapshot(
    `"1 bad  failed             bad ended without a word: its process was gone (SIGKILL)."`,
  )
  expect(
    await said(alone('await new Promise(r => setTimeout(r, 60000))', ', timeout: 0.5')),
  ).toMatchInlineSnapshot(`"1 bad  failed             bad took longer than 0.5 s and was stopped."`)
  expect(await said(alone('for (;;) {}', ', timeout: 0.5'))).toMatchInlineSnapshot(
    `"1 bad  failed             bad took longer than 0.5 s and was stopped."`,
  )
})

test('a stage that tells what makes no sense is stopped, and nothing else', async () => {
  const told = async (body: string) => {
    const given = alone(body)
    const { code, stdout, stderr } = await given.run('run')
    return `${code} ${stderr}${stdout.split('\n')[0]}`
  }
  const wait = 'await new Promise(r => setTimeout(r, 60000))'
  expect(await told(`metrics(undefined); ${wait}`)).toMatchInlineSnapshot(
    `"1 bad  failed             bad told what makes no sense: Cannot convert undefined or null to object"`,
  )
  expect(
    await told(`alias({ project: 'p', name: 'n', version: 'v0', digest: '' }, 'latest'); ${wait}`),
  ).toMatchInlineSnapshot(
    `"1 bad  failed             bad told what makes no sense: The alias latest always points at the newest content and cannot be set."`,
  )
})

test('a stage comes from a package in another folder', async () => {
  const given = shop({
    'node_modules/@acme/stages/package.json':
      '{"name":"@acme/stages","version":"1.0.0","type":"module","exports":"./main.js"}',
    'node_modules/@acme/stages/main.js': sumStage.replace("name: 'sum'", "name: 'acme-sum'"),
  })
  expect(states(await ran(given, 'steps.total.stage="@acme/stages#acme-sum"')).total).toBe('done')
  expect(states(await ran(given, 'steps.total.stage="@acme/stages"')).total).toBe('cached')
})

test('a sweep does common work once, in parallel, and shows its runs', async () => {
  const given = shop()
  const { code, stdout, stderr } = await given.run(
    ...['run', '-m', 'hydra/launcher=joblib', 'etl.times=1,2,3', 'etl.max_price=50,60'],
  )
  expect([code, stderr]).toEqual([0, ''])
  const table = steady(stdout.slice(stdout.indexOf('\njob'))).replace(/[0-9a-f]{8}/g, 'ID')
  expect(table).toMatchInlineSnapshot(`
    "
    job  run       state     times  max_price  total.total
    0    ID  finished  1      50         100
    1    ID  finished  1      60         100
    2    ID  finished  2      50         200
    3    ID  finished  2      60         200
    4    ID  finished  3      50         300
    5    ID  finished  3      60         300
    "
  `)
  const downloads = stdout.split('\n').filter(line => /^#\d download +done/.test(line))
  expect(downloads).toHaveLength(1)
  const [day = ''] = readdirSync(join(given.folder, 'multirun'))
  const [time = ''] = readdirSync(join(given.folder, 'multirun', day))
  const saved = (job: number) =>
    readFileSync(join(given.folder, 'multirun', day, time, String(job), '.hydra', 'overrides.yaml'), 'utf8')
  expect([0, 5].map(saved)).toEqual([
    '- etl.times=1\n- etl.max_price=50\n',
    '- etl.times=3\n- etl.max_price=60\n',
  ])
})

test('a sweep without -m is an error, as in Hydra', async () => {
  const { code, stderr } = await shop().run('run', 'etl.times=1,2')
  expect([code, stderr]).toMatchInlineSnapshot(`
    [
      2,
      "error: Ambiguous value for argument etl.times=1,2.
    hint:  To use it as a list, write etl.times=[1,2]; as text, etl.times='1,2' with the quotes escaped from the shell; to sweep over it, add --multirun.
    ",
    ]
  `)
})

test('the resolved configuration and what steps said are in the folder of the run', async () => {
  const given = shop()
  await ran(given, 'hydra.run.dir=out', 'etl.times=3')
  const read = (name: string) => readFileSync(join(given.folder, 'out', name), 'utf8')
  expect(read('.hydra/config.yaml')).toContain('params:\n      times: 3\n')
  expect(read('.hydra/overrides.yaml')).toBe('- etl.times=3\n')
  expect(read('.hydra/hydra.yaml')).toContain('dir: out')
  expect(read('mlcheck.log')).toContain('[total] adding up\n')
})

test('Ctrl-C ends the stages, and the store is as it was', async () => {
  const given = workspace({
    'mlcheck.yaml': 'steps:\n  slow: { stage: ./slow.ts, outputs: { made: made.txt } }\n',
    'slow.ts': hostile(
      'writeFileSync(outputs.made.folder + "/half", "x"); console.log("waiting"); await new Promise(r => setTimeout(r, 60000))',
    ),
  })
  const { code, stderr }: CliResult = await runCli(['run', '--verbose'], {
    cwd: given.folder,
    onStderr: (text, signal) => text.includes('waiting') && signal('SIGINT'),
  })
  expect([code, stderr.split('\n').at(-2)]).toEqual([130, 'Interrupted. No report was written.'])
  expect(readdirSync(join(given.folder, '.mlcheck', 'work'))).toEqual([])
  expect((await given.run('artifact', 'ls')).stdout).not.toContain('made.txt')
})

test('an artifact of a stage that nobody declares is not kept', async () => {
  const given = shop({ 'mlcheck.yaml': pipeline.replace('    outputs: { report: check_report }\n', '') })
  await ran(given)
  expect(existsSync(join(given.folder, '.mlcheck'))).toBe(true)
  expect((await given.run('artifact', 'ls')).stdout).not.toContain('check_report')
})

const component = `
name: upper
entry_points:
  main:
    parameters:
      before: path
      after: path
      suffix: { type: str, default: null }
    command: "tr a-z A-Z < {before} > {after} && printf %s {suffix} >> {after} && echo written"
  broken:
    command: "echo no luck >&2; exit 3"
`

const withComponent = (stage: string, more = '') => `
steps:
  upper:
    stage: ${stage}
    params: { suffix: "it's" }
    inputs: { before: lower.txt }
    outputs: { after: upper.txt }
${more}`

async function uppered(given: Workspace): Promise<string> {
  await given.run('artifact', 'put', 'lower.txt')
  const { code, stdout } = await given.run('run')
  expect([code, stdout]).toEqual([0, expect.stringContaining('upper.txt:v0')])
  await given.run('artifact', 'get', 'upper.txt')
  return readFileSync(join(given.folder, 'upper.txt'), 'utf8')
}

test('a step runs an MLflow project in any language, and again only when a file of it changes', async () => {
  const given = workspace({
    'lower.txt': 'abc\n',
    'steps/upper/MLproject': component,
    'mlcheck.yaml': withComponent('./steps/upper'),
  })
  expect(await uppered(given)).toBe("ABC\nit's")
  expect(states(await ran(given))).toEqual({ upper: 'cached' })
  writeFileSync(join(given.folder, 'steps', 'upper', 'readme.txt'), 'new')
  expect(states(await ran(given))).toEqual({ upper: 'done' })
})

test('a step runs a version of a project from a git repository', async () => {
  const given = workspace({ 'lower.txt': 'abc\n', 'repository/steps/upper/MLproject': component })
  const repository = join(given.folder, 'repository')
  gitIn(repository, 'init', '-q')
  gitIn(repository, 'add', '-A')
  gitIn(repository, 'commit', '-qm', 'first')
  gitIn(repository, 'tag', '1.0')
  writeFileSync(
    join(given.folder, 'mlcheck.yaml'),
    withComponent(`file://${repository}#steps/upper`, '    version: "1.0"\n'),
  )
  expect(await uppered(given)).toBe("ABC\nit's")
})

test('a project that fails says what it said last; a missing parameter and entry point are named', async () => {
  const given = workspace({
    'steps/upper/MLproject': component,
    'mlcheck.yaml': 'steps: { bad: { stage: ./steps/upper, entry: broken } }\n',
  })
  const said = async (...args: readonly string[]) => {
    const { code, stdout, stderr } = await given.run('run', ...args)
    return `${code} ${stderr}${steady(stdout).split('\n').slice(0, 2).join('\n')}`
  }
  expect(await said()).toMatchInlineSnapshot(`
    "1 bad  failed             bad ended with exit code 3.
         no luck"
  `)
  expect(await said('steps.bad.entry=main')).toMatchInlineSnapshot(`
    "2 bad  failed             The entry point main needs a value for before, after and suffix.
         hint: Give it with -P before=VALUE."
  `)
  expect(await said('steps.bad.entry=brokn')).toMatchInlineSnapshot(`
    "2 bad  failed             The project has no entry point brokn, and no script of this name.
         hint: Did you mean broken?"
  `)
})

test('four processes that run the same pipeline at once lose nothing', async () => {
  const given = shop()
  const results = await Promise.all(
    [1, 2, 3, 4].map(times => runCli(['run', `etl.times=${times}`], { cwd: given.folder })),
  )
  expect(results.map(({ code, stderr }) => [code, stderr])).toEqual(results.map(() => [0, '']))
  const versions = JSON.parse((await given.run('artifact', 'ls', 'rentals/total.txt', '--json')).stdout)
  expect(versions.map(({ version }: { readonly version: string }) => version)).toEqual([
    'v3',
    'v2',
    'v1',
    'v0',
  ])
  expect(versions.flatMap(({ aliases }: { readonly aliases: readonly string[] }) => aliases)).toEqual([
    'latest',
  ])
  const runs = JSON.parse((await given.run('runs', 'ls', '--json')).stdout)
  expect(runs.map(({ state }: { readonly state: string }) => state)).toEqual(runs.map(() => 'finished'))
  expect(runs).toHaveLength(4)
})

test('an output may have aliases, a type, and a time to live', async () => {
  const given = shop({
    'mlcheck.yaml': pipeline.replace(
      'outputs: { data: prices.csv }',
      'outputs: { data: { artifact: prices.csv, aliases: [raw], type: raw_data, description: As it came., ttl: 30d } }',
    ),
  })
  await ran(given, 'download')
  const shown = JSON.parse((await given.run('artifact', 'show', 'rentals/prices.csv:raw', '--json')).stdout)
  expect(shown).toMatchObject({
    aliases: ['latest', 'raw'],
    type: 'raw_data',
    description: 'As it came.',
    timeToLive: 2_592_000,
  })
  const { code, stderr } = await given.run('run', 'steps.download.outputs.data.ttl=soon')
  expect([code, stderr]).toMatchInlineSnapshot(`
    [
      2,
      "error: mlcheck.yaml:19:22: "soon" is no time to live.
    hint:  Write a whole number with a unit, such as 90s, 30m, 12h, 30d or 2w, or none; a hundred years are the limit.
    ",
    ]
  `)
})

test('a check runs test files too, and again when one of them changes', async () => {
  const testFile = (most: number) => `
import { expect, test } from 'mlcheck'
test('prices are sane', async ({ sample }) => {
  await expect(sample).toHaveValuesBetween('price', { min: 0, max: ${most} })
})
`
  const given = shop({
    'sane.test.ts': testFile(50),
    'mlcheck.yaml': pipeline.replace('suite: suite.yaml,', 'files: [sane.test.ts],'),
  })
  const first = await ran(given)
  expect(states(first).check).toBe('done')
  expect(first.steps.find(({ name }) => name === 'check')?.summary).toMatchObject({ failed: 0 })
  expect(states(await ran(given)).check).toBe('cached')
  writeFileSync(join(given.folder, 'sane.test.ts'), testFile(30))
  const third = await ran(given)
  expect(third.exitCode).toBe(1)
  expect(third.steps.find(({ name }) => name === 'check')?.failure).toMatch(/1 of 4 values outside/)
})
