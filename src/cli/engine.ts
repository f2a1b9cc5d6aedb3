import type { Engine } from '../core/engine.ts'
import { type EngineName, engines } from '../engines/index.ts'
import type { Io } from './io.ts'
import type { Progress } from './progress.ts'

/** The engine that commands work with unless told otherwise. */
const standardEngine: EngineName = 'duckdb'

interface OpenOptions {
  readonly engine?: EngineName
  /** Where the engine runs, where that is elsewhere; else the variable `MLCHECK_REMOTE` says it. */
  readonly remote?: string
  /** Told what goes on; nobody where absent. */
  readonly progress?: Progress
  /** Bytes. */
  readonly memoryLimit?: number
  readonly threads?: number
}

/** Opens the engine. Ctrl-C interrupts what it does. */
export async function openEngine(
  io: Io,
  { engine = standardEngine, remote, progress, memoryLimit = 1e9, threads }: OpenOptions = {},
): Promise<Engine> {
  const open = await engines[engine]()
  return open({
    memoryLimit,
    threads,
    remote: remote ?? (io.env.MLCHECK_REMOTE || undefined),
    signal: io.signal,
    progress: (phase, share, rows) => progress?.phase(phase, share, rows),
  })
}
