import { expect, test } from 'vitest'
import { failureCode } from '../../src/cli/failure.ts'
import { main } from '../../src/cli/main.ts'
import { UserError, unreadable } from '../../src/core/errors.ts'

function failed(error: unknown, signal?: AbortSignal): string {
  let said = ''
  const io = {
    cwd: '/data',
    env: {},
    stdout: () => {},
    stderr: (text: string) => {
      said += text
    },
    isTTY: false,
    columns: 80,
    signal,
  }
  return `exit code ${failureCode(error, io)}\n${said}`
}

test('what a user can correct is a sentence and a hint', () => {
  expect(
    failed(new UserError('There is no suite /data/a.yaml.', { hint: 'Did you mean b.yaml?' })),
  ).toMatchInlineSnapshot(`
    "exit code 2
    error: There is no suite a.yaml.
    hint:  Did you mean b.yaml?
    "
  `)
  expect(failed(unreadable('new.csv is empty.'))).toMatchInlineSnapshot(`
    "exit code 3
    error: new.csv is empty.
    "
  `)
})

test('a bug shows its stack, and exit code 4', () => {
  const bug = new TypeError('x is not a function')
  bug.stack = 'TypeError: x is not a function\n    at somewhere'
  expect(failed(bug).replace(/\d+\.\d+\.\d+/, 'VERSION')).toMatchInlineSnapshot(`
    "exit code 4
    internal error: this is a bug in mlcheck VERSION, not in your data.
    TypeError: x is not a function
        at somewhere
    "
  `)
  expect(failed('a text that was thrown').replace(/\d+\.\d+\.\d+/, 'VERSION')).toMatchInlineSnapshot(`
    "exit code 4
    internal error: this is a bug in mlcheck VERSION, not in your data.
    a text that was thrown
    "
  `)
})

test('whatever fails after Ctrl-C is an interruption', () => {
  expect(failed(new Error('INTERRUPT Error'), AbortSignal.abort())).toMatchInlineSnapshot(`
    "exit code 130
    Interrupted. No report was written.
    "
  `)
})

test('an error in the command itself ends in exit code 4, not in an exception', async () => {
  let said = ''
  const code = await main(['--version'], {
    cwd: '/data',
    env: {},
    stdout: () => {
      throw new RangeError('no more output')
    },
    stderr: text => {
      said += text
    },
    isTTY: false,
    columns: 80,
  })
  expect(code).toBe(4)
  expect(said).toContain('RangeError: no more output')
})
