import { Console } from 'node:console'

const signals = ['SIGINT', 'SIGTERM', 'exit'] as const
const errors = ['uncaughtException', 'unhandledRejection'] as const
type Listener = (...args: unknown[]) => void

/**
 * Lends the process to vitest: what tests print goes to stderr, since stdout belongs to the reports, and stray errors
 * go to vitest's worker alone. Afterwards everything is as before.
 */
export async function withLentProcess<T>(work: (dropNewListeners: () => void) => Promise<T>): Promise<T> {
  const { exitCode, exit } = process
  const { console } = globalThis
  const environment = { ...process.env }
  const before = listeners()
  globalThis.console = new Console({ stdout: process.stderr, stderr: process.stderr })
  process.env.NODE_ENV ??= 'test'
  process.env.VITEST = 'true'
  try {
    return await work(() => dropListeners(before))
  } finally {
    restoreListeners(before)
    globalThis.console = console
    restoreEnvironment(environment)
    process.exit = exit
    process.exitCode = exitCode
  }
}

type Listeners = ReadonlyMap<string, readonly Listener[]>

function listeners(): Listeners {
  return new Map(
    [...signals, ...errors].map(event => [event, process.listeners(event as 'exit') as Listener[]]),
  )
}

/** vitest would end the process on a signal or a stray error, without a report; both are ours to handle. */
function dropListeners(before: Listeners): void {
  for (const event of signals)
    for (const listener of process.listeners(event as 'exit') as Listener[])
      if (!before.get(event)?.includes(listener)) process.off(event, listener)
  // The worker stays silent about an error that someone else listens to.
  for (const event of errors) process.removeAllListeners(event)
}

function restoreListeners(before: Listeners): void {
  for (const [event, saved] of before) {
    process.removeAllListeners(event)
    for (const listener of saved) process.on(event, listener)
  }
}

/** In place: a new object would no longer reach the operating system. */
function restoreEnvironment(before: NodeJS.ProcessEnv): void {
  for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name]
  Object.assign(process.env, before)
}
