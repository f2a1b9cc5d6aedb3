import { randomUUID } from 'node:crypto'
import { unreadable } from '../../core/errors.ts'
import { isTransient, isUnknownOperation } from './failure.ts'
import type { ExecutePlanResponse, Message } from './messages.ts'
import { backoff, tries } from './retry.ts'
import type { Transport } from './transport.ts'

interface Execution {
  readonly transport: Transport
  /** What every request has: the session and its user. */
  context(): Message
  readonly signal?: AbortSignal
}

/** Interrupts one operation. */
const byOperationId = 3

/** How far an operation has come. */
interface Progress {
  /** A new one for every time that the plan is sent. */
  operationId: string
  isSent: boolean
  isComplete: boolean
  lastResponseId?: string
  /** In a row, without an answer between them. */
  failures: number
}

/**
 * What a server answers to a plan. Where the stream ends early or is cut off, it is taken up again behind the last
 * answer; where the server never got the plan, it is sent again. A plan that nobody waits for any more is interrupted.
 */
export async function* execute(plan: Message, execution: Execution): AsyncGenerator<ExecutePlanResponse> {
  const progress: Progress = { operationId: randomUUID(), isSent: false, isComplete: false, failures: 0 }
  try {
    while (!progress.isComplete) {
      const before = progress.lastResponseId
      const start = performance.now()
      try {
        yield* oneStream(plan, execution, progress)
        const isEmpty = !progress.isComplete && progress.lastResponseId === before
        if (isEmpty && performance.now() - start < shortestStream)
          await pauseAfterNothing(progress, execution)
      } catch (error) {
        execution.signal?.throwIfAborted()
        await prepareNext(error, progress, execution)
      }
    }
  } finally {
    await release(progress, execution)
  }
}

/** A server keeps a stream open longer than these milliseconds, unless it has something to say. */
const shortestStream = 1000

/** @throws UserError when a server has ended its answer several times in a row without a word */
async function pauseAfterNothing(progress: Progress, { signal }: Execution): Promise<void> {
  progress.failures += 1
  if (progress.failures >= tries.connecting)
    throw unreadable('Spark ends its answer again and again before it is complete.', {
      hint: 'Run it again.',
    })
  await backoff(progress.failures, signal)
}

/** The answers of one stream, be it the first or a later one. */
async function* oneStream(plan: Message, { transport, context, signal }: Execution, progress: Progress) {
  signal?.throwIfAborted()
  const { operationId, lastResponseId } = progress
  const request = { ...context(), operationId }
  const stream = progress.isSent
    ? transport.stream<ExecutePlanResponse>('ReattachExecute', { ...request, lastResponseId })
    : transport.stream<ExecutePlanResponse>('ExecutePlan', { ...request, plan, requestOptions })
  progress.isSent = true
  // An error after nobody reads any more would end the process.
  stream.on('error', () => {})
  const cancel = () => stream.cancel()
  signal?.addEventListener('abort', cancel, { once: true })
  try {
    for await (const response of stream as AsyncIterable<ExecutePlanResponse>) {
      progress.failures = 0
      progress.lastResponseId = response.responseId
      if (response.resultComplete !== undefined) progress.isComplete = true
      yield response
    }
  } finally {
    signal?.removeEventListener('abort', cancel)
    stream.cancel()
  }
}

const requestOptions = [{ reattachOptions: { reattachable: true } }]

/** @throws the error, when another stream would not help */
async function prepareNext(error: unknown, progress: Progress, { signal }: Execution): Promise<void> {
  progress.failures += 1
  const isLost = isUnknownOperation(error) && progress.lastResponseId === undefined
  if ((!isLost && !isTransient(error)) || progress.failures >= tries.connected) throw error
  if (isLost) {
    progress.operationId = randomUUID()
    progress.isSent = false
  }
  await backoff(progress.failures, signal)
}

/** A server forgets an operation by itself after a while, so that it does not matter whether it hears this. */
async function release(
  { operationId, isSent, isComplete }: Progress,
  { transport, context }: Execution,
): Promise<void> {
  if (!isSent) return
  const request = { ...context(), operationId }
  const calls = [
    ...(isComplete ? [] : [['Interrupt', { ...request, interruptType: byOperationId }] as const]),
    ['ReleaseExecute', { ...request, releaseAll: {} }] as const,
  ]
  for (const [method, message] of calls) await transport.unary(method, message).catch(() => undefined)
}
