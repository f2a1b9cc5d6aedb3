import { once } from 'node:events'
import { mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { type CliOptions, runCli } from '../support/cli.ts'
import { csv, type Workspace, workspace } from '../support/workspace.ts'

const prices = (from: number) => csv({ price: Array.from({ length: 50 }, (_, row) => from + row) })
const files = {
  'new.csv': prices(0),
  's.yaml': 'columns:\n  price:\n    - toHaveValuesBetween: { max: 10 }\n',
}
const check = ['--sample', 'new.csv', '--suite', 's.yaml'] as const

/** Runs the command with a folder of its own for temporary files, and tells what is left in it. */
async function run(given: Workspace, args: readonly string[], options: Partial<CliOptions> = {}) {
  const temporary = join(given.folder, 'tmp')
  mkdirSync(temporary, { recursive: true })
  const env = { TMPDIR: temporary, ...options.env }
  const finished = await runCli(args, { cwd: given.folder, ...options, env })
  return { ...finished, left: readdirSync(temporary) }
}

test('a process ends with the exit code of the run, plain output, and no temporary file', async () => {
  const { code, stdout, stderr, left } = await run(workspace(files), check)
  expect({ code, stderr, left }).toEqual({ code: 1, stderr: '', left: [] })
  expect(stdout).toContain('price.range')
  expect(stdout).not.toContain('\u001b')
})

test('a reader that leaves early changes nothing about the verdict', async () => {
  const given = workspace(files)
  const { code, stderr } = await run(given, check, { reader: 'leaves' })
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' })
  expect(given.files()).toContain('mlcheck-report/result.json')
})

test('Ctrl-C while a URL is fetched ends the run, with nothing left behind', async () => {
  const given = workspace(files)
  let interrupt = () => {}
  const server = createServer((_, response) => {
    response.writeHead(200)
    response.write('price\n1\n')
    interrupt()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/new.csv`
  const { code, stdout, stderr, left } = await run(given, ['--sample', url, '--suite', 's.yaml'], {
    onStart: signal => {
      interrupt = () => signal('SIGINT')
    },
  })
  expect({ code, stdout, stderr, left }).toEqual({
    code: 130,
    stdout: '',
    stderr: 'Interrupted. No report was written.\n',
    left: [],
  })
  expect(given.files()).not.toContain('mlcheck-report')
})

test('Ctrl-C during a scan ends the run, with nothing left behind', async () => {
  const given = workspace({
    'big.csv': `id,text\n${Array.from({ length: 600_000 }, (_, row) => `${row},${'ab'.repeat(row % 40)}${row}`).join('\n')}\n`,
    'slow.test.ts': `
      import { expect, test } from 'mlcheck'
      test('slow', async ({ sample }) => {
        console.log('scanning')
        await Promise.all([
          expect(sample).toHaveUniqueValues('text'),
          ...Array.from({ length: 40 }, (_, n) => expect(sample).toHaveValuesMatching('text', { pattern: '(a|b)*c?[0-9]{' + (n + 1) + ',}$' })),
        ])
      })
    `,
  })
  const { code, stdout, stderr, left } = await run(
    given,
    ['--sample', 'big.csv', 'slow.test.ts', '--quiet'],
    {
      onStderr: (text, signal) => text.includes('scanning') && signal('SIGINT'),
    },
  )
  expect({ code, stdout, left }).toEqual({ code: 130, stdout: '', left: [] })
  expect(stderr).toContain('Interrupted. No report was written.')
  expect(given.files()).not.toContain('mlcheck-report')
})

test('a second Ctrl-C does not wait for a suite that never ends', async () => {
  const given = workspace({
    ...files,
    'endless.ts': `
      process.on('SIGINT', () => console.error('first'))
      console.error('loading')
      await new Promise(resolve => setTimeout(resolve, 600_000))
    `,
  })
  const sent = new Set<string>()
  const { code } = await run(given, ['--sample', 'new.csv', '--suite', 'endless.ts'], {
    onStderr: (text, signal) => {
      for (const word of ['loading', 'first'])
        if (text.includes(word) && !sent.has(word)) {
          sent.add(word)
          signal('SIGINT')
        }
    },
  })
  expect({ code, sent: [...sent] }).toEqual({ code: 130, sent: ['loading', 'first'] })
})

test('--watch judges again when the data is replaced, and when the suite changes, until Ctrl-C', async () => {
  const given = workspace({ ...files, 'next.csv': prices(-100) })
  const change = (name: string, text: string) => writeFileSync(join(given.folder, name), text)
  const changes: readonly (() => void)[] = [
    () => renameSync(join(given.folder, 'next.csv'), join(given.folder, 'new.csv')),
    () => change('s.yaml', 'table:\n  - toHaveRowCont: { max: 9 }\n'),
    () => change('s.yaml', 'table:\n  - toHaveRowCount: { max: 9 }\n'),
  ]
  let runs = 0
  const { code, stdout, stderr } = await run(given, [...check, '--watch', '--no-report'], {
    onStderr: (text, signal) => {
      if (text.split('Waiting for a change').length - 1 === runs) return
      const next = changes[runs]
      runs++
      if (next) next()
      else signal('SIGINT')
    },
  })
  expect(code).toBe(130)
  expect(stdout.match(/Expectations .*/g)).toEqual([
    'Expectations  1 failed',
    'Expectations  1 passed',
    'Expectations  1 failed',
  ])
  expect(stderr).toContain(
    'error: s.yaml:2:5 › table › toHaveRowCont is no expectation. Did you mean toHaveRowCount?',
  )
  expect(stderr).toContain('Waiting for a change of new.csv, s.yaml. Ctrl-C ends.')
})

test('--watch judges again when a file comes that a glob matches', async () => {
  const given = workspace({ 's.yaml': files['s.yaml'], 'in/a.csv': prices(-100) })
  let runs = 0
  const { stdout } = await run(
    given,
    ['--sample', 'in/*.csv', '--suite', 's.yaml', '--watch', '--no-report'],
    {
      onStderr: (text, signal) => {
        if (text.split('Waiting for a change').length - 1 === runs) return
        runs++
        if (runs > 1) return signal('SIGINT')
        writeFileSync(join(given.folder, 'in', 'b.csv'), prices(0))
      },
    },
  )
  expect(stdout.match(/in\/\*\.csv \(\d+ rows/g)).toEqual(['in/*.csv (50 rows', 'in/*.csv (100 rows'])
})

test('--watch with nothing that can change is an error', async () => {
  const { code, stderr } = await workspace().run(
    '--sample',
    'http://localhost/new.csv',
    '--reference',
    'train:prod',
    '--watch',
  )
  expect(`exit code ${code}\n${stderr}`).toMatchInlineSnapshot(`
    "exit code 2
    error: There is nothing to watch: what a URL or an artifact means is looked up once.
    hint:  Leave --watch out, or name a file.
    "
  `)
})

test('a suite and test files are judged together, over one scan for each turn', async () => {
  const given = workspace({
    ...files,
    'a.test.ts': `
      import { expect, test } from 'mlcheck'
      for (let n = 0; n < 10; n++)
        test('bound ' + n, async ({ sample }) => { await expect(sample).toHaveMeanBetween('price', { max: 90 + n }) })
      test('is plain', () => { expect(1).toBe(1) })
    `,
  })
  const { code, stdout } = await run(given, [...check, 'a.test.ts', '--json', '--no-report'])
  const { outcomes, run: facts, suites } = JSON.parse(stdout)
  expect(code).toBe(1)
  expect(outcomes).toHaveLength(12)
  expect(suites.map((suite: { name: string; checks: number }) => `${suite.name} ${suite.checks}`)).toEqual([
    's 1',
    'a.test.ts 11',
  ])
  // One for the suite; for what offends one for the values, one for what they may have been, one for the rows that are
  // shown; one for all tests together.
  expect(facts.queries).toEqual({ sample: 5, reference: 0 })
})

test.each([
  ['passes', 0, '() => { expect(1).toBe(1) }'],
  ['fails', 1, '() => { expect(1).toBe(2) }'],
  ['lacks its reference', 1, '({ reference }) => { reference.rowCount() }'],
])('with a suite that is met, a test that %s gives exit code %i', async (_, expected, body) => {
  const given = workspace({
    'new.csv': prices(-100),
    's.yaml': files['s.yaml'],
    'a.test.ts': `import { expect, test } from 'mlcheck'\ntest('a test', ${body})`,
  })
  const { code, stdout } = await run(given, [...check, 'a.test.ts', '--no-report'])
  expect(code).toBe(expected)
  expect(stdout.replace(/\s+/g, ' ').includes('Give one with --reference.')).toBe(body.includes('reference'))
})
