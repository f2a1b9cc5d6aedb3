import { spawnSync } from 'node:child_process'
import { chmodSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { workspace } from '../support/workspace.ts'

interface Step {
  readonly run?: string
  readonly env?: Readonly<Record<string, string>>
}

const action: { readonly inputs: object; readonly runs: { readonly steps: readonly Step[] } } = parse(
  readFileSync(join(import.meta.dirname, '../../action.yml'), 'utf8'),
)
const [check] = action.runs.steps

test('the action hands its inputs on as they are, and ends with the exit code', () => {
  // `npx` that prints its arguments, one to a line, and fails as a check does.
  const { folder } = workspace({ 'bin/npx': '#!/bin/bash\nprintf "%s\\n" "$@"\nexit 1\n', output: '' })
  chmodSync(join(folder, 'bin/npx'), 0o755)
  const { status, stdout } = spawnSync('bash', ['-c', check?.run ?? ''], {
    encoding: 'utf8',
    env: {
      PATH: `${join(folder, 'bin')}${delimiter}${process.env.PATH}`,
      GITHUB_OUTPUT: join(folder, 'output'),
      REFERENCE: 'train.csv:latest',
      SAMPLE: 'new $(touch pwned) *.csv',
      SUITE: '',
      ARGS: '--ks-alpha=0.05\n\n--param=name=two words',
      REPORT: 'out',
      VERSION: '',
    },
  })
  expect(status).toBe(1)
  expect(stdout).toMatchInlineSnapshot(`
    "--yes
    mlcheck
    --reporter
    pretty
    --reporter
    github
    --report
    out
    --reference
    train.csv:latest
    --sample
    new $(touch pwned) *.csv
    --ks-alpha=0.05
    --param=name=two words
    "
  `)
  expect(readFileSync(join(folder, 'output'), 'utf8')).toBe('exit-code=1\n')
})

test('no input is part of a script', () => {
  expect(action.runs.steps.flatMap(({ run = '' }) => run.match(/\$\{\{.*?\}\}/g) ?? [])).toEqual([])
})
