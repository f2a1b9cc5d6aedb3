import { messageOf, UserError } from '../core/errors.ts'
import { stackInFiles } from '../vitest/load.ts'
import { runStage } from './stageContext.ts'
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
  const around = {
    cwd: process.cwd(),
    signal: interrupt.signal,
    tell: (message: FromStage) => void tell(message),
  }
  const ended = await stageOf(order.module)
    .then(stage => runStage(stage, order, around))
    .then((): FromStage => ({ kind: 'ended' }))
    .catch((error: unknown): FromStage => ({ kind: 'failed', failure: failureOf(error) }))
  await tell(ended)
  process.exit(0)
}

function failureOf(error: unknown): StageFailure {
  if (error instanceof UserError)
    return { message: error.message, hint: error.hint, exitCode: error.exitCode }
  const stack = error instanceof Error && error.stack !== undefined ? stackInFiles(error.stack) : undefined
  return { message: messageOf(error), stack }
}
