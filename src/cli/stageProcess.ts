import { resolve } from 'node:path'
import type { Engine } from '../core/engine.ts'
import { messageOf, UserError } from '../core/errors.ts'
import type { StageContext } from '../core/stage.ts'
import { openEngine } from './engine.ts'
import { stackInFiles } from '../vitest/load.ts'
import type { FromStage, StageFailure, StageOrder, ToStage } from './stageMessages.ts'
import { stageOf } from './stageModule.ts'

// The entry of the process that runs one stage. It lives no longer than the process that started it.
const interrupt = new AbortController()
process.on('disconnect', () => process.exit(1))
// Ctrl-C reaches the whole group; whoever started this process says what is to happen.
process.on('SIGINT', () => undefined)
process.on('message', (message: ToStage) => {
  if (message.kind === 'abort') interrupt.abort()
  else void run(message)
})

function tell(message: FromStage): Promise<void> {
  return new Promise(resolve => process.send?.(message, () => resolve()))
}

async function run(order: StageOrder): Promise<void> {
  const engines: Promise<Engine>[] = []
  const ended = await stageOf(order.module)
    .then(stage => stage.run(contextOf(order, engines)))
    .then((): FromStage => ({ kind: 'ended' }))
    .catch((error: unknown): FromStage => ({ kind: 'failed', failure: failureOf(error) }))
  for (const engine of engines) await engine.then(opened => opened.close()).catch(() => undefined)
  await tell(ended)
  process.exit(0)
}

function contextOf(order: StageOrder, engines: Promise<Engine>[]): StageContext<unknown> {
  const { inputs, seed, temporary, keep } = order
  const engine = () => {
    const [opened] = engines
    if (opened) return opened
    const opening = openEngine({ ...silentIo, signal: interrupt.signal })
    engines.push(opening)
    return opening
  }
  return {
    params: order.params,
    inputs,
    outputs: Object.fromEntries(
      Object.entries(order.outputs).map(([port, output]) => [
        port,
        { ...output, describe: metadata => void tell({ kind: 'describe', port, metadata }) },
      ]),
    ),
    seed,
    signal: interrupt.signal,
    temporary,
    keep,
    async open({ project, name, version, digest, paths }, read) {
      const artifact = { project, name, version, digest }
      return (await engine()).open({ kind: 'files', label: `${name}:${version}`, paths, read, artifact })
    },
    log: text => void tell({ kind: 'log', text }),
    progress: (done, total, phase) => void tell({ kind: 'progress', done, total, phase }),
    metrics: (values, { step } = {}) => void tell({ kind: 'metrics', values, step }),
    check: found => void tell({ kind: 'check', found }),
    attach: path => void tell({ kind: 'attach', path: resolve(path) }),
    alias: (input, alias) => void tell({ kind: 'alias', input, alias }),
  }
}

const silentIo = {
  cwd: process.cwd(),
  env: process.env,
  stdout: () => undefined,
  stderr: () => undefined,
  isTTY: false,
  columns: 80,
}

function failureOf(error: unknown): StageFailure {
  if (error instanceof UserError)
    return { message: error.message, hint: error.hint, exitCode: error.exitCode }
  const stack = error instanceof Error && error.stack !== undefined ? stackInFiles(error.stack) : undefined
  return { message: messageOf(error), stack }
}
