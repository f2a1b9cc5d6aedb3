import { expect, test } from 'vitest'
import { runCli } from '../support/cli.ts'
import { workspace } from '../support/workspace.ts'
import { runTests, tables } from './test-files.ts'

test('a matcher that is not awaited fails its own test', async () => {
  const { result, code } = await runTests(`
    test('forgets two', ({ sample }) => {
      expect(sample).toHaveNoNulls('tempo')
      expect(sample).toHaveNoNulls('kind')
    })
    test('gives it back', ({ sample }) => expect(sample).toHaveNoNulls('tempo'))
    test('waits for all', async ({ sample }) => {
      await Promise.all(['tempo', 'kind'].map(column => expect(sample).toHaveType(column, { type: 'string' })))
    })
  `)
  expect(code).toBe(1)
  expect(result.outcomes.map(({ id, status, found }) => `${status} ${id}: ${found}`)).toMatchInlineSnapshot(`
    [
      "passed tempo.not-null: none of 4 values missing",
      "passed kind.not-null: none of 4 values missing",
      "errored test.forgets-two: 2 expectations were not awaited (line 4, 5). Write await before each.",
      "passed tempo.not-null.2: none of 4 values missing",
      "failed tempo.type: a whole number",
      "passed kind.type: text",
    ]
  `)
})

test('a test of plain values is one outcome', async () => {
  const { of, outcomes } = await runTests(`
    describe('numbers', () => {
      test('add up', () => { expect(1 + 1).toBe(2) })
      test('differ', () => {
        const sum: number = 1 + 1
        expect(sum).toBe(3)
      })
      test('throw', () => { throw new RangeError('Too far.') })
    })
  `)
  expect(outcomes).toEqual([
    'passed test.numbers-add-up',
    'failed test.numbers-differ',
    'errored test.numbers-throw',
  ])
  expect(of('test.numbers-add-up')).toMatchObject({
    category: 'test',
    expected: '“numbers › add up” to pass',
    found: 'it passed',
  })
  expect(of('test.numbers-differ')).toMatchObject({
    found: 'expected 2 to be 3 // Object.is equality',
    origin: { file: 'tracks.test.ts', line: 7 },
  })
  expect(of('test.numbers-throw')).toMatchObject({ found: 'Too far.', origin: { line: 9 } })
})

test('skip, todo, each, for, fails and concurrent mean what they mean in vitest', async () => {
  const { outcomes } = await runTests(`
    test.skip('later', async ({ sample }) => { await expect(sample).toHaveNoNulls('price') })
    test.todo('some day')
    test('by itself', ({ skip }) => { skip('no need') })
    test.each(['tempo', 'kind'])('%s is there', column => { expect(column).not.toBe('') })
    test.for(['tempo', 'kind'])('%s is complete', async (column, { sample }) => { await expect(sample).toHaveNoNulls(column) })
    test.fails('known to fail', async ({ sample }) => { await expect(sample).toHaveNoNulls('price') })
    test.concurrent('at once', () => {})
  `)
  expect(outcomes).toEqual([
    'skipped test.later',
    'skipped test.some-day',
    'skipped test.by-itself',
    'passed test.tempo-is-there',
    'passed test.kind-is-there',
    'passed tempo.not-null',
    'passed kind.not-null',
    'passed test.known-to-fail',
    'passed test.at-once',
  ])
})

test('with only, the other tests are shown as skipped', async () => {
  const { outcomes } = await runTests(`
    test('one', () => {})
    test.only('two', () => {})
  `)
  expect(outcomes).toEqual(['skipped test.one', 'passed test.two'])
})

test('a failed hook is an outcome', async () => {
  const { outcomes, of, code } = await runTests(`
    import { afterEach, beforeAll, beforeEach } from 'mlcheck'
    describe('group', () => {
      beforeAll(() => { throw new Error('No connection.') })
      test('never run', () => {})
    })
    describe('other group', () => {
      beforeEach(async ({ sample }) => { await expect(sample).toHaveNoNulls('price') })
      test('has a hook', () => {})
    })
  `)
  expect(outcomes).toEqual(['errored test.group', 'skipped test.group-never-run', 'failed price.not-null'])
  expect(of('test.group').found).toBe('No connection.')
  expect(code).toBe(1)
})

test('an error that no test waits for is an outcome', async () => {
  const { of, code } = await runTests(`
    test('passes', async () => {
      Promise.reject(new Error('Lost.'))
      await new Promise(resolve => setTimeout(resolve, 10))
    })
  `)
  expect(of('test.unhandled-error')).toMatchObject({ status: 'errored', found: 'Lost.', origin: { line: 4 } })
  expect(code).toBe(1)
})

test('a test cannot end the process', async () => {
  const { of } = await runTests(`test('exits', () => { process.exit(0) })`)
  expect(of('test.exits').status).toBe('errored')
})

test('what tests print goes to stderr', async () => {
  const { stderr, code } = await runTests(`test('prints', () => { console.log('from a test') })`)
  expect(stderr).toContain('from a test')
  expect(code).toBe(0)
})

test('a fixture without a value names the option that gives it one', async () => {
  const { of } = await runTests(
    `test('no drift', async ({ sample, reference }) => { await expect(sample).toHaveSameDistributionAs(reference) })`,
    [],
  )
  expect(of('test.no-drift')).toMatchObject({
    status: 'errored',
    found: 'This test needs a reference. Give one with --reference.',
  })
})

test('fixtures tell what the command line says', async () => {
  const { outcomes } = await runTests(
    `
    test('fixtures', ({ sample, reference, ksAlpha, params }) => {
      expect([sample.label, reference.label, ksAlpha, params]).toEqual(['sample.csv', 'reference.csv', 0.01, { year: '2019' }])
      expect(sample.rowCount()).toBe(4)
      expect(sample.columns().map(({ name, type }) => name + ' ' + type)).toEqual(['tempo integer', 'price number', 'kind string'])
    })
  `,
    ['--reference', 'reference.csv', '--ks-alpha', '0.01', '--param', 'year=2019'],
  )
  expect(outcomes).toEqual(['passed test.fixtures'])
})

test('expectations about data count as assertions', async () => {
  const { outcomes } = await runTests(`
    test('one', async ({ sample }) => {
      expect.assertions(2)
      await expect(sample).toHaveNoNulls('tempo')
      expect(1).toBe(1)
    })
    test('two', async ({ sample }) => {
      expect.assertions(2)
      await expect(sample).toHaveNoNulls('tempo')
    })
  `)
  expect(outcomes).toEqual(['passed tempo.not-null', 'passed tempo.not-null.2', 'errored test.two'])
})

test('bail stops at the first test that fails', async () => {
  const { outcomes, of, code } = await runTests(
    `
    test('one', async ({ sample }) => { await expect(sample).toHaveNoNulls('tempo') })
    test('two', async ({ sample }) => { await expect(sample).toHaveNoNulls('price') })
    test('three', async ({ sample }) => { await expect(sample).toHaveNoNulls('kind') })
  `,
    ['--bail'],
  )
  expect(outcomes).toEqual(['passed tempo.not-null', 'failed price.not-null', 'skipped test.three'])
  expect(of('test.three').found).toMatchInlineSnapshot(`"it was skipped"`)
  expect(code).toBe(1)
})

test('a name pattern leaves the other tests out', async () => {
  const { outcomes } = await runTests(
    `
    describe('tempo', () => {
      test('is there', () => {})
      test('is fast', () => {})
    })
    test('else', () => {})
  `,
    ['-t', '^tempo is f'],
  )
  expect(outcomes).toEqual(['passed test.tempo-is-fast'])
})

test('only asks for single outcomes, also behind one that fails', async () => {
  const tests = `
    test('tempo', async ({ sample }) => {
      await expect(sample).toHaveValuesBetween('tempo', { max: 1 })
      await expect(sample).toHaveValuesBetween('tempo', { max: 2 })
      await expect(sample).toHaveNoNulls('tempo')
    })
    test('plain', () => {})
  `
  const { result } = await runTests(tests, ['--only', 'tempo.range.2'])
  expect(result.outcomes.map(({ id, expected }) => `${id}: ${expected}`)).toEqual([
    'tempo.range.2: tempo at most 2',
  ])
  expect((await runTests(tests, ['--only', 'test.plain'])).outcomes).toEqual(['passed test.plain'])
})

test('Ctrl-C ends a run', async () => {
  const { folder } = workspace({
    ...tables,
    'slow.test.ts': `import { test } from 'mlcheck'
      test('waits', async () => {
        console.log('waiting')
        await new Promise(resolve => setTimeout(resolve, 20_000))
      })`,
  })
  const { code } = await runCli(['--sample', 'sample.csv', '--no-report', 'slow.test.ts'], {
    cwd: folder,
    onStderr: (text, signal) => text.includes('waiting') && signal('SIGINT'),
  })
  expect(code).toBe(130)
})
