import { execFileSync } from 'node:child_process'
import type { Io } from '../../src/cli/io.ts'
import { main } from '../../src/cli/main.ts'

interface ProjectCommandOptions {
  readonly signal?: AbortSignal
  readonly env?: Readonly<Record<string, string>>
  /** Called with everything printed to standard output so far. */
  readonly onStdout?: (text: string) => void
}

/** Runs `mlcheck run` for a project; the folder appears as `DIR` in the output, and commits as `COMMIT`. */
export async function runInProject(
  folder: string,
  args: readonly string[],
  { signal, env, onStdout }: ProjectCommandOptions = {},
): Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }> {
  const out = { stdout: '', stderr: '' }
  const io: Io = {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder, MLCHECK_HOME: `${folder}/.mlcheck`, ...env },
    stdout: text => {
      out.stdout += text
      onStdout?.(out.stdout)
    },
    stderr: text => {
      out.stderr += text
    },
    isTTY: false,
    columns: 100,
    signal,
  }
  const code = await main(['run', ...args], io)
  const shown = (text: string) => text.replaceAll(folder, 'DIR').replace(/\b[0-9a-f]{40}\b/g, 'COMMIT')
  return { code, stdout: shown(out.stdout), stderr: shown(out.stderr) }
}

/** Runs git in a folder as nobody in particular, and returns what it prints. */
export function gitIn(folder: string, ...args: readonly string[]): string {
  const identity = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org']
  const settings = [...identity, '-c', 'init.defaultBranch=trunk', '-c', 'protocol.file.allow=always']
  return execFileSync('git', [...settings, ...args], { cwd: folder, encoding: 'utf8', stdio: 'pipe' }).trim()
}
