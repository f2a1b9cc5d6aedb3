import { spawn } from 'node:child_process'
import { join, resolve } from 'node:path'

/** The command that was built for the tests. */
export const builtCommand: string = join(resolve(import.meta.dirname, '..', '..'), 'dist', 'cli.js')

export interface CliOptions {
  readonly cwd: string
  readonly env?: Readonly<Record<string, string>>
  readonly input?: string
  /** The command's file, instead of the one that was built for the tests. */
  readonly command?: string
  /** The user that runs it. */
  readonly uid?: number
  /** Whether whoever reads standard output is gone before anything is written to it. */
  readonly reader?: 'reads' | 'leaves'
  /** Called with what ends the process as a user would. */
  readonly onStart?: (signal: (name: NodeJS.Signals) => void) => void
  /** Called with everything printed so far to stderr, and what ends the process as a user would. */
  readonly onStderr?: (text: string, signal: (name: NodeJS.Signals) => void) => void
}

export interface CliResult {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs the built command in a process of its own. */
export function runCli(args: readonly string[], options: CliOptions): Promise<CliResult> {
  const { cwd, env, input = '', command = builtCommand, uid, onStart, onStderr, reader = 'reads' } = options
  const child = spawn(process.execPath, [command, ...args], { cwd, env: environment(env), uid })
  onStart?.(name => child.kill(name))
  if (reader === 'leaves') child.stdout.destroy()
  const output = { stdout: '', stderr: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output.stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output.stderr += text
    onStderr?.(output.stderr, name => child.kill(name))
  })
  child.stdin.end(input)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', code => resolve({ code, ...output }))
  })
}

/** The tests' own environment without what their runner put there. */
function environment(extra: CliOptions['env']): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^(VITEST|TEST$|NODE_ENV$|GITHUB_)/.test(name))
  return { ...Object.fromEntries(own), ...extra }
}
