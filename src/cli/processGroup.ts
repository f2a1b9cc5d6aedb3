import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import type { Io } from './io.ts'

export type OutputStream = 'stdout' | 'stderr'

export interface GroupOptions {
  readonly cwd: string
  readonly env: Io['env']
  /** Ends the program and everything that it started. */
  readonly signal?: AbortSignal
  /** Milliseconds that the processes have between SIGTERM and SIGKILL. */
  readonly grace?: number
  /** Whether processes that the program leaves behind in its group are ended with it. */
  readonly endsLeftovers?: boolean
  /** Called with each line, its end included: `\n` or `\r`. Only the last line may lack one. */
  readonly onOutput: (line: string, stream: OutputStream) => void
}

/** The exit code of a program, or the signal that ended it. */
export type Ended =
  | { readonly code: number; readonly signal: null }
  | { readonly code: null; readonly signal: NodeJS.Signals }

/**
 * Runs a program in a process group of its own, without a terminal and with nothing to read, until its end. A signal
 * that is aborted ends the whole group.
 *
 * @throws the system's error when the program cannot be started
 */
export async function runInGroup(
  [program = '', ...args]: readonly string[],
  { cwd, env, signal, grace = 5000, endsLeftovers = true, onOutput }: GroupOptions,
): Promise<Ended> {
  const child = spawn(program, args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  const closed = new Promise(resolve => child.once('close', resolve))
  forwardLines(child.stdout, line => onOutput(line, 'stdout'))
  forwardLines(child.stderr, line => onOutput(line, 'stderr'))
  let ending: Promise<void> | undefined
  const end = () => {
    ending ??= endGroup(child.pid, grace)
    return ending
  }
  // The second Ctrl-C does not wait for anything, and leaves nothing behind.
  const kill = () => void send(child.pid, 'SIGKILL')
  process.once('exit', kill)
  signal?.addEventListener('abort', end, { once: true })
  try {
    if (signal?.aborted) end()
    const [code, endedBy] = await once(child, 'exit')
    if (endsLeftovers || ending) await end()
    // Whoever left the group may still hold the pipes.
    const giveUp = setTimeout(() => [child.stdout, child.stderr].map(stream => stream.destroy()), grace)
    await closed
    clearTimeout(giveUp)
    return endedBy === null ? { code, signal: null } : { code: null, signal: endedBy }
  } finally {
    process.off('exit', kill)
    signal?.removeEventListener('abort', end)
  }
}

/** Milliseconds between looks whether a group is gone. */
const interval = 20

async function endGroup(group: number | undefined, grace: number): Promise<void> {
  const started = performance.now()
  for (let alive = send(group, 'SIGTERM'); alive; alive = send(group, 0)) {
    if (performance.now() - started >= grace) {
      send(group, 'SIGKILL')
      return
    }
    await delay(interval)
  }
}

/** Whether there was somebody to send it to. */
function send(group: number | undefined, signal: NodeJS.Signals | 0): boolean {
  if (group === undefined) return false
  try {
    return process.kill(-group, signal)
  } catch {
    return false
  }
}

/** Characters after which a line is passed on before its end. */
const longestLine = 1 << 16

function forwardLines(stream: Readable, write: (line: string) => void): void {
  let rest = ''
  stream.setEncoding('utf8').on('data', (text: string) => {
    // Progress bars end their lines with \r.
    const lines = (rest + text).split(/(?<=\n|\r(?!\n))/)
    rest = lines.pop() ?? ''
    if (/[\n\r]$/.test(rest) || rest.length > longestLine) {
      lines.push(rest)
      rest = ''
    }
    for (const line of lines) write(line)
  })
  stream.on('close', () => {
    if (rest !== '') write(rest)
  })
}
