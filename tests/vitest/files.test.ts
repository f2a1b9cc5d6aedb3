import { appendFileSync, chmodSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runCli } from '../support/cli.ts'
import { workspace } from '../support/workspace.ts'
import { tables } from './test-files.ts'

const passing = `
import { expect, test } from 'mlcheck'
test('complete', async ({ sample }) => { await expect(sample).toHaveNoNulls('tempo') })
`

async function run(files: Readonly<Record<string, string>>, ...args: readonly string[]) {
  const { folder, files: list } = workspace({ ...tables, ...files })
  const before = list()
  const finished = await runCli(['--sample', 'sample.csv', '--no-report', '--quiet', ...args], {
    cwd: folder,
  })
  const written = list().filter(file => !before.includes(file))
  return { ...finished, written, stderr: finished.stderr.replaceAll(folder, 'DIR') }
}

test('a run writes nothing and reads no configuration of the project', async () => {
  const broken = `throw new Error('This configuration is not for mlcheck.')`
  const { code, stderr, written } = await run(
    {
      'a.test.ts': passing,
      'vite.config.ts': broken,
      'vitest.config.ts': broken,
      'vitest.workspace.ts': broken,
      'postcss.config.js': broken,
      '.env': 'NODE_ENV=production',
    },
    'a.test.ts',
  )
  expect({ code, stderr, written }).toEqual({ code: 0, stderr: '', written: [] })
})

test('a test file may import others, with the tests of both in the order of the command line', async () => {
  const { stdout, code } = await run(
    {
      'bounds.ts': 'export const most: number = 250',
      'b.test.ts': passing,
      'tests/a.test.mts': `
        import { expect, test } from 'mlcheck'
        import { most } from '../bounds.ts'
        enum Column { tempo = 'tempo' }
        test('tempo', async ({ sample }) => { await expect(sample).toHaveMaxBetween(Column.tempo, { max: most }) })
      `,
    },
    '--json',
    'tests/a.test.mts',
    'b.test.ts',
  )
  const { outcomes } = JSON.parse(stdout) as { outcomes: { id: string; suite: string }[] }
  expect(outcomes.map(({ id, suite }) => `${suite} ${id}`)).toEqual([
    'tests/a.test.mts tempo.max',
    'b.test.ts tempo.not-null',
  ])
  expect(code).toBe(1)
})

test('tests of the project that nobody named are not run', async () => {
  const { stdout } = await run(
    { 'a.test.ts': passing, 'b.test.ts': passing, 'src/c.spec.ts': passing },
    '--json',
    'a.test.ts',
  )
  expect(JSON.parse(stdout).outcomes).toHaveLength(1)
})

test('a folder that cannot be written to is good enough', async () => {
  const { folder } = workspace({ ...tables, 'project/a.test.ts': passing })
  const project = join(folder, 'project')
  mkdirSync(join(project, 'node_modules'))
  chmodSync(join(project, 'node_modules'), 0o555)
  chmodSync(project, 0o555)
  const { code } = await runCli(['--sample', '../sample.csv', '--no-report', 'a.test.ts'], { cwd: project })
  chmodSync(project, 0o755)
  expect(code).toBe(0)
  expect(readdirSync(project)).toEqual(['a.test.ts', 'node_modules'])
})

test('watching sees changes of a test file and of what it imports', async () => {
  const { folder } = workspace({
    ...tables,
    'most.ts': 'export const max = 1',
    'a.test.ts': `
      import { expect, test } from 'mlcheck'
      import { max } from './most.ts'
      test('tempo', async ({ sample }) => { await expect(sample).toHaveMaxBetween('tempo', { max }) })`,
  })
  let runs = 0
  const { stdout } = await runCli(['--sample', 'sample.csv', '--no-report', '--watch', 'a.test.ts'], {
    cwd: folder,
    onStderr: (text, signal) => {
      if (text.split('Waiting for a change').length - 1 === runs) return
      runs++
      if (runs > 1) return signal('SIGINT')
      writeFileSync(join(folder, 'most.ts'), 'export const max = 300')
      appendFileSync(join(folder, 'a.test.ts'), '\n')
    },
  })
  expect(stdout.match(/Expectations .*/g)).toEqual(['Expectations  1 failed', 'Expectations  1 passed'])
})

interface Mistake {
  readonly file: string
  readonly source: string
  readonly message: string
  readonly beside?: Readonly<Record<string, string>>
}

const mistakes: readonly Mistake[] = [
  {
    file: 'syntax.test.ts',
    source: `import { test } from 'mlcheck'\n\nconst bound: number = ;\ntest('x', () => {})`,
    message: 'syntax.test.ts:3:23 cannot be run. Unexpected token',
  },
  {
    file: 'throws.test.ts',
    source: `import { test } from 'mlcheck'\ninterface Empty {}\nthrow new Error('Not today.')\ntest('x', () => {})`,
    message: 'throws.test.ts:3:7 cannot be run. Not today.',
  },
  {
    file: 'import.test.ts',
    source: `import { test } from 'mlcheck'\nimport { bound } from './bounds.ts'\ntest('x', () => bound)`,
    message: `import.test.ts:2:1 cannot be run. Cannot find module './bounds.ts' imported from import.test.ts`,
  },
  {
    file: 'package.test.ts',
    source: `import { test } from 'mlcheck'\nimport 'no-such-package'\ntest('x', () => {})`,
    message: `package.test.ts:2:1 cannot be run. Cannot find package 'no-such-package' imported from package.test.ts`,
  },
  {
    file: 'name.test.ts',
    source: `import { test, toHaveNothing } from 'mlcheck'\ntest('x', toHaveNothing())`,
    message: 'name.test.ts:2:11 cannot be run. toHaveNothing is not a function',
  },
  {
    file: 'helper.test.ts',
    source: `import './helper.ts'`,
    beside: { 'helper.ts': 'export const a = 1\n\nnull.length' },
    message: `helper.ts:3:6 cannot be run. Cannot read properties of null (reading 'length')`,
  },
  {
    file: 'describe.test.ts',
    source: `import { describe } from 'mlcheck'\ndescribe('x', () => {\n  throw new Error('Not today.') })`,
    message: 'describe.test.ts:3:9 cannot be run. Not today.',
  },
  {
    file: 'empty.test.ts',
    source: 'export const a = 1',
    message: 'empty.test.ts cannot be run. It has no tests.',
  },
]

test.for(mistakes)('exit code 2 and the place of the mistake in $file', async mistake => {
  const { file, source, message, beside } = mistake
  const { code, stdout, stderr, written } = await run({ ...beside, [file]: source }, file)
  expect({ code, stdout, stderr, written }).toEqual({
    code: 2,
    stdout: '',
    stderr: `error: ${message}\n`,
    written: [],
  })
})
