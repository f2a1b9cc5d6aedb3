import { type Result, resultSchema } from '../../src/core/result.ts'
import type { Workspace } from './workspace.ts'

export interface Judged {
  readonly code: number
  readonly stderr: string
  readonly result: Result
  /** One line per outcome: `failed price.range`. */
  readonly outcomes: readonly string[]
}

/** Runs the command line for its result document; fails unless that is all it prints. */
export async function judged(given: Workspace, ...args: readonly string[]): Promise<Judged> {
  const { code, stdout, stderr } = await given.run(...args, '--json', '--no-report')
  if (stdout === '') throw new Error(`There is no result.\n${stderr}`)
  const result = resultSchema.parse(JSON.parse(stdout))
  return { code, stderr, result, outcomes: result.outcomes.map(({ status, id }) => `${status} ${id}`) }
}
