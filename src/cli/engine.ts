import type { Engine } from '../core/engine.ts'
import { engines } from '../engines/index.ts'
import type { Io } from './io.ts'
import type { Progress } from './progress.ts'

/** The engine that commands work with. */
export const engineName = 'duckdb'

interface OpenOptions {
  /** Told what goes on; nobody where absent. */
  readonly progress?: Progress
  /** Bytes. */
  readonly memoryLimit?: number
  readonly threads?: number
}

/** Opens the engine. Ctrl-C interrupts what it does. */
export async function openEngine(
  io: Io,
  { progress, memoryLimit = 1e9, threads }: OpenOptions = {},
): Promise<Engine> {
  const load = engines[engineName]
  if (!load) throw new Error(`There is no engine ${engineName}.`)
  const open = await load()
  return open({
    memoryLimit,
    threads,
    signal: io.signal,
    progress: (phase, share, rows) => progress?.phase(phase, share, rows),
  })
}
