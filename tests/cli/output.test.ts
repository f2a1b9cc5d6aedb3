import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { judged } from '../support/judged.ts'
import { csv, type Workspace, workspace } from '../support/workspace.ts'

const people = csv({
  contact: ['ada@example.com', 'bob@example.org', 'eve@example.net'],
  price: [1, 2, 30],
})
const suite = `
columns:
  contact:
    - toHaveValuesMatching: { pattern: '^x' }
    - toHaveDistinctValuesIn: { values: [nobody] }
    - toHaveUniqueValues
  price:
    - toHaveValuesBetween: { max: 10 }
`
const files = { 'people.csv': people, 's.yaml': suite }
const check = ['--sample', 'people.csv', '--suite', 's.yaml'] as const

test('the word check is optional', async () => {
  const given = workspace(files)
  const run = async (...args: readonly string[]) => {
    const { code, stdout } = await given.run(...args, '--only', 'price.range')
    return { code, stdout: stdout.replace('mlcheck check ', 'mlcheck ') }
  }
  expect(await run('check', ...check)).toEqual(await run(...check))
})

test('a run leaves its report behind and nothing else', async () => {
  const given = workspace(files)
  const before = given.files()
  const { stdout } = await given.run(...check)
  expect(given.files().filter(file => !before.includes(file))).toEqual([
    'mlcheck-report',
    'mlcheck-report/index.html',
    'mlcheck-report/result.json',
  ])
  expect(stdout).toContain('mlcheck-report/index.html')
})

test('the report of a second run replaces the first', async () => {
  const given = workspace(files)
  await given.run(...check)
  await given.run(...check, '--only', 'price.range')
  expect(given.files().filter(file => file.startsWith('mlcheck-report/'))).toHaveLength(2)
  expect(JSON.parse(read(given, 'mlcheck-report/result.json')).outcomes).toHaveLength(1)
  expect(read(given, 'mlcheck-report/index.html')).not.toContain('contact.unique')
})

test('--report names the folder, --no-report leaves it out', async () => {
  const given = workspace(files)
  await given.run(...check, '--no-report')
  expect(given.files()).toEqual(['people.csv', 's.yaml'])
  const { stdout } = await given.run(...check, '--report', 'out/today')
  expect(given.files()).toEqual([
    'out',
    'out/today',
    'out/today/index.html',
    'out/today/result.json',
    'people.csv',
    's.yaml',
  ])
  expect(stdout).toContain('out/today/index.html')
})

test('--report-assets files puts style and script beside the page', async () => {
  const given = workspace(files)
  await given.run(...check, '--report-assets', 'files')
  const written = given.files().filter(file => file.startsWith('mlcheck-report/'))
  expect(written.map(file => file.replace(/-[0-9a-f]{12}\./, '-HASH.')).toSorted()).toEqual([
    'mlcheck-report/index.html',
    'mlcheck-report/mlcheck-HASH.css',
    'mlcheck-report/mlcheck-HASH.js',
    'mlcheck-report/result.json',
  ])
  const page = read(given, 'mlcheck-report/index.html')
  for (const file of written.filter(file => /-[0-9a-f]{12}\./.test(file)))
    expect(page).toContain(`"${file.replace('mlcheck-report/', '')}"`)
  expect(page).not.toContain('<style>')
})

test('--json prints the document of the report and nothing else', async () => {
  const given = workspace(files, { env: { GITHUB_ACTIONS: 'true' } })
  const { code, stdout, stderr } = await given.run(...check, '--json')
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' })
  expect(stdout.replaceAll('DIR', given.folder)).toBe(read(given, 'mlcheck-report/result.json'))
  const { result } = await judged(given, ...check, '--reporter', 'junit')
  expect(result.verdict).toBe('failed')
  expect(read(given, 'mlcheck-junit.xml')).toContain('<testsuite')
})

test('--json and a reporter that prints do not go together', async () => {
  expect(await workspace(files).run(...check, '--json', '--reporter', 'github')).toMatchInlineSnapshot(`
    {
      "code": 2,
      "stderr": "error: --json leaves standard output to the result document, and github writes there too.
    hint:  Give the report a path, as in --reporter github=PATH.
    ",
      "stdout": "",
    }
  `)
})

test('reporters are written where each is told to go, and printed in their order', async () => {
  const given = workspace(files)
  const reporters = [
    'junit=ci/junit.xml',
    'markdown=ci/comment.md',
    'html=ci/page.html',
    'json=ci/result.json',
  ]
  const { code, stdout } = await given.run(
    ...check,
    ...[...reporters, 'github', 'pretty'].flatMap(reporter => ['--reporter', reporter]),
    '--no-report',
  )
  expect(code).toBe(1)
  expect(stdout.indexOf('::error')).toBeLessThan(stdout.indexOf('Expectations'))
  expect(stdout.indexOf('::error')).toBeGreaterThanOrEqual(0)
  expect(given.files().filter(file => file.startsWith('ci/'))).toEqual([
    'ci/comment.md',
    'ci/junit.xml',
    'ci/page.html',
    'ci/result.json',
  ])
  expect(read(given, 'ci/junit.xml')).toMatch(/^<\?xml/)
  expect(read(given, 'ci/comment.md')).toMatch(/^## /)
  expect(read(given, 'ci/page.html')).toMatch(/^<!doctype html>/i)
  expect(JSON.parse(read(given, 'ci/result.json'))).toMatchObject({ schema: 'mlcheck.result/1' })
})

test('in GitHub Actions a run annotates, and adds to the summary of the job', async () => {
  const given = workspace(
    { ...files, 'summary.md': 'from another step\n' },
    { env: { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: 'summary.md' } },
  )
  const { stdout } = await given.run(...check)
  expect(stdout).toMatch(/^::error file=s\.yaml,line=\d+,/m)
  expect(stdout).toContain('Expectations')
  expect(read(given, 'summary.md')).toMatch(/^from another step\n## /)
})

test('a summary that cannot be written is told', async () => {
  const given = workspace(
    { ...files, 'ok.yaml': 'table:\n  - toHaveRowCount: { min: 1 }\n' },
    { env: { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: 'nowhere/summary.md' } },
  )
  const { code, stderr } = await given.run('--sample', 'people.csv', '--suite', 'ok.yaml')
  expect(`exit code ${code}\n${stderr}`).toMatchInlineSnapshot(`
    "exit code 3
    error: nowhere/summary.md could not be written: there is no such folder. The verdict stands.
    "
  `)
})

test.each(['report', 'reporter'])(
  'a --%s that cannot be written does not change the verdict of a failed run',
  async option => {
    const given = workspace({ ...files, 'ok.yaml': 'table:\n  - toHaveRowCount: { min: 1 }\n' })
    const target = {
      report: ['--report', 'people.csv/out'],
      reporter: ['--no-report', '--reporter', 'html=people.csv/out.html'],
    }
    const into = target[option as keyof typeof target]
    const { code, stderr } = await given.run('--sample', 'people.csv', '--suite', 'ok.yaml', ...into)
    expect(`exit code ${code}\n${stderr}`).toMatchSnapshot()
    expect((await given.run(...check, ...into)).code).toBe(1)
    expect(given.files()).toEqual(['ok.yaml', 'people.csv', 's.yaml'])
  },
)

const everyReport = ['pretty', 'github', 'json', 'junit=j.xml', 'markdown=m.md', 'html=h.html']

/** What a run says and writes anywhere, with every reporter. */
async function everything(given: Workspace, ...args: readonly string[]): Promise<readonly string[]> {
  const before = given.files()
  const reporters = everyReport.flatMap(reporter => ['--reporter', reporter])
  const { stdout, stderr } = await given.run(...args, ...reporters, '--verbose')
  const { stdout: plan } = await given.run(...args, '--explain')
  const written = given
    .files()
    .filter(file => !before.includes(file) && statSync(join(given.folder, file)).isFile())
  expect(written).toHaveLength(5)
  return [stdout, stderr, plan, ...written.map(file => read(given, file))]
}

test.each(['masked', 'none', 'full'])(
  'an e-mail address appears only with --values full: %s',
  async values => {
    const texts = await everything(workspace(files), ...check, '--values', values)
    expect(texts.some(text => /(ada|bob|eve)@/.test(text))).toBe(values === 'full')
  },
)

test.each(['masked', 'none', 'full'])(
  'derived checks name cells only with --values full: %s',
  async values => {
    const table = (...names: readonly string[]) =>
      csv({
        contact: Array.from({ length: 300 }, (_, row) => `${names[row % 2]}@example.com`),
        first_name: Array.from({ length: 300 }, (_, row) => names[row % 2] ?? ''),
      })
    const given = workspace({ 'train.csv': table('Ada', 'Bob'), 'new.csv': table('Ada', 'Eve') })
    const args = ['--reference', 'train.csv', '--sample', 'new.csv', '--values', values] as const
    const texts = await everything(given, ...args)
    expect(texts.some(text => /(Ada|Bob|Eve)@/.test(text))).toBe(values === 'full')
    const [said] = texts
    expect(/Ada|Bob|Eve/.test(said ?? '')).toBe(values === 'full')
  },
)

test('--values none shows no cell at all', async () => {
  const given = workspace({
    'new.csv': csv({ room: ['Zimmer', 'chambre'] }),
    's.yaml': 'columns:\n  room:\n    - toHaveValuesInSet: { values: [room] }\n',
  })
  const { stdout } = await given.run('--sample', 'new.csv', '--suite', 's.yaml', '--values', 'none')
  for (const text of [
    stdout,
    read(given, 'mlcheck-report/index.html'),
    read(given, 'mlcheck-report/result.json'),
  ])
    expect(text).not.toMatch(/Zimmer|chambre/)
})

test.each<[string, Record<string, string>, readonly string[], boolean]>([
  ['output that is piped', {}, [], false],
  ['FORCE_COLOR', { FORCE_COLOR: '1' }, [], true],
  ['NO_COLOR', { NO_COLOR: '1', FORCE_COLOR: '1' }, [], false],
  ['--no-color', { FORCE_COLOR: '1' }, ['--no-color'], false],
  ['--color', { NO_COLOR: '1' }, ['--color'], true],
])('%s decides about colours, and files have none', async (_, env, flags, colored) => {
  const given = workspace(files, { env })
  const { stdout } = await given.run(
    ...check,
    ...flags,
    '--reporter',
    'pretty',
    '--reporter',
    'markdown=m.md',
  )
  expect(stdout.includes('\u001b[')).toBe(colored)
  expect(read(given, 'm.md')).not.toContain('\u001b[')
})

function read({ folder }: Workspace, file: string): string {
  return readFileSync(join(folder, file), 'utf8')
}
