import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { messageOf, UserError } from '../core/errors.ts'
import type { Stage } from '../core/stage.ts'
import { builtFile } from '../vitest/package.ts'
import { runStage } from './stageContext.ts'
import type { FromStage, StageFailure, StageOrder } from './stageMessages.ts'

interface Launch {
  readonly order: StageOrder
  readonly stage: Stage
  /** For messages. */
  readonly step: string
  /** Where relative paths start. */
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** Whether it may write into its own folders only. */
  readonly isConfined: boolean
  /** Seconds. */
  readonly timeout?: number
  readonly signal?: AbortSignal
  readonly told: (message: FromStage) => void
}

/** What a stage is given to end by itself, in milliseconds, before its process is ended. */
const grace = 3000

/**
 * Runs a stage: in a process of its own, unless it comes with the tool and has no need of one.
 *
 * @throws UserError when it fails, takes too long, or its process is gone
 */
export async function launchStage(launch: Launch): Promise<void> {
  const { order, stage, signal } = launch
  signal?.throwIfAborted()
  const isOwn = order.module.kind === 'built-in' && stage.needsProcess?.(order.params) !== true
  return isOwn ? launchHere(launch) : launchProcess(launch)
}

async function launchHere({ order, stage, step, cwd, timeout, signal, told }: Launch): Promise<void> {
  const tooLong = timeout === undefined ? undefined : AbortSignal.timeout(timeout * 1000)
  const stop = AbortSignal.any([signal, tooLong].filter(each => each !== undefined))
  try {
    await runStage(stage, order, { cwd, signal: stop, tell: told })
  } catch (error) {
    signal?.throwIfAborted()
    throw tooLong?.aborted ? tookTooLong(step, timeout) : error
  }
  signal?.throwIfAborted()
}

async function launchProcess(launch: Launch): Promise<void> {
  const { order, step, timeout, signal, told } = launch
  const child = start(launch)
  let ending: FromStage | undefined
  let nonsense: unknown
  const stopped = stopper(child)
  child.on('message', (message: FromStage) => {
    if (message.kind === 'ended' || message.kind === 'failed') ending = message
    else
      try {
        told(message)
      } catch (error) {
        // Whatever a stage tells may make no sense; it must not end this process.
        nonsense ??= error
        stopped.stop('interrupt')
      }
  })
  for (const stream of [child.stdout, child.stderr])
    if (stream) forward(stream, text => told({ kind: 'log', text }))
  const timer = timeout === undefined ? undefined : setTimeout(() => stopped.stop('timeout'), timeout * 1000)
  const interrupt = () => stopped.stop('interrupt')
  signal?.addEventListener('abort', interrupt)
  child.send(order)
  const [code, killedBy] = await once(child, 'close')
  clearTimeout(timer)
  signal?.removeEventListener('abort', interrupt)
  stopped.done()
  signal?.throwIfAborted()
  if (nonsense !== undefined) throw nonsenseError(step, nonsense)
  if (stopped.reason() === 'timeout') throw tookTooLong(step, timeout)
  if (ending?.kind === 'failed') throw errorOf(ending.failure, launch)
  if (ending === undefined)
    throw new UserError(
      `${step} ended without a word: its process was gone (${killedBy ?? `exit code ${code}`}).`,
      { hint: 'It may have run out of memory, or ended the process itself.', fault: 'failed' },
    )
}

function nonsenseError(step: string, error: unknown): UserError {
  const hint = error instanceof UserError ? error.hint : undefined
  return new UserError(`${step} told what makes no sense: ${messageOf(error)}`, {
    fault: 'failed',
    ...(hint !== undefined && { hint }),
  })
}

function tookTooLong(step: string, timeout: number | undefined): UserError {
  return new UserError(`${step} took longer than ${timeout} s and was stopped.`, {
    hint: 'The step says how long it may take: timeout.',
    fault: 'failed',
  })
}

function start({ order, cwd, env, isConfined }: Launch): ChildProcess {
  const writable = [order.temporary, order.keep, ...Object.values(order.outputs).map(({ folder }) => folder)]
  const confinement = [
    '--experimental-permission',
    '--allow-fs-read=*',
    ...writable.map(folder => `--allow-fs-write=${folder}`),
    '--allow-addons',
    '--disable-warning=SecurityWarning',
    '--disable-warning=ExperimentalWarning',
  ]
  return fork(builtFile('stage'), [], {
    cwd,
    env: { ...env, TMPDIR: order.temporary },
    execArgv: isConfined ? confinement : [],
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
}

/** Ends a process: first it is asked to, then it is made to. */
function stopper(child: ChildProcess) {
  let reason: 'timeout' | 'interrupt' | undefined
  let killing: NodeJS.Timeout | undefined
  return {
    stop(why: 'timeout' | 'interrupt') {
      reason ??= why
      if (child.connected) child.send({ kind: 'abort' }, () => undefined)
      killing ??= setTimeout(() => child.kill('SIGKILL'), grace)
    },
    reason: () => reason,
    done: () => clearTimeout(killing),
  }
}

function forward(stream: Readable, line: (text: string) => void): void {
  createInterface({ input: stream }).on('line', line)
}

/** The failure of another process as an error: the user's, or one of the stage's code with its stack. */
function errorOf({ message, hint, exitCode, stack }: StageFailure, { step, order }: Launch): Error {
  if (exitCode !== undefined) {
    const fault = exitCode === 3 ? 'unreadable' : exitCode === 1 ? 'failed' : 'usage'
    return new UserError(message, { fault, ...(hint !== undefined && { hint }) })
  }
  if (/Access to this API has been restricted/.test(message)) return outsideError(step, stack)
  if (order.module.kind === 'built-in') return new Error(stack ?? message)
  return new UserError(`${step} failed: ${stack ?? message}`, { fault: 'failed' })
}

function outsideError(step: string, stack: string | undefined): UserError {
  return new UserError(
    `${step} did what a stage may not: it wrote outside of its own folders, or started a process.\n${stack ?? ''}`,
    {
      hint: 'What it makes goes into the folders of its outputs. startsProcesses: true in its definition allows processes.',
      fault: 'failed',
    },
  )
}
