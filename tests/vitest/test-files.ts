import { expect } from 'vitest'
import type { Result } from '../../src/core/result.ts'
import { type CliOptions, runCli } from '../support/cli.ts'
import { csv, workspace } from '../support/workspace.ts'

const columns = { tempo: [60, 120, 300, 90], price: [1.5, 2.5, 3.5, null], kind: ['a', 'b', 'a', 'b'] }

/** Four tracks in `sample.csv`, and the same in `reference.csv`. */
export const tables = { 'sample.csv': csv(columns), 'reference.csv': csv(columns) }

const header = `import { describe, expect, test } from 'mlcheck'\n`

export interface TestFileRun {
  readonly result: Result
  /** One line per outcome: `failed tempo.range`. */
  readonly outcomes: readonly string[]
  readonly code: number | null
  readonly stderr: string
  /** The outcome of an id. */
  of(id: string): Result['outcomes'][number]
}

/** Runs `tracks.test.ts` with some tests in it, imports given, in a folder with a sample and a reference. */
export async function runTests(
  tests: string,
  args: readonly string[] = ['--reference', 'reference.csv'],
  options: Partial<CliOptions> = {},
): Promise<TestFileRun> {
  const { folder } = workspace({ ...tables, 'tracks.test.ts': header + tests })
  const command = ['--sample', 'sample.csv', ...args, '--no-report', '--json', 'tracks.test.ts']
  const { code, stdout, stderr } = await runCli(command, { cwd: folder, ...options })
  const shown = stderr.replaceAll(folder, 'DIR')
  if (stdout === '') throw new Error(`The command printed no result.\n${shown}`)
  const result = JSON.parse(stdout) as Result
  return {
    result,
    outcomes: result.outcomes.map(({ status, id }) => `${status} ${id}`),
    code,
    stderr: shown,
    of: id => {
      const outcome = result.outcomes.find(each => each.id === id)
      expect(outcome, `outcome ${id}`).toBeDefined()
      return outcome as Result['outcomes'][number]
    },
  }
}
