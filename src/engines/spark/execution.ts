import { randomUUID } from 'node:crypto'
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

/**
 * What a server answers to a plan. Where the stream ends early or is cut off, it is taken up again behind the last
 * answer; where the server never got the plan, it is sent again. A plan that nobody waits for any more is interrupted.
 */
export async function* execute(
  plan: Message,
  { transport, context, signal }: Execution,
): AsyncGenerator<ExecutePlanResponse> {
  let operationId = randomUUID() as string
  let lastResponseId: string | undefined
  let isSent = false
  let isComplete = false
  let failures = 0
  try {
    while (!isComplete) {
      signal?.throwIfAborted()
      const stream = isSent
        ? transport.stream<ExecutePlanResponse>('ReattachExecute', {
            ...context(),
            operationId,
            lastResponseId,
          })
        : transport.stream<ExecutePlanResponse>('ExecutePlan', {
            ...context(),
            operationId,
            plan,
            requestOptions: [{ reattachOptions: { reattachable: true } }],
          })
      isSent = true
      // An error after nobody reads any more would end the process.
      stream.on('error', () => {})
      const cancel = () => stream.cancel()
      signal?.addEventListener('abort', cancel, { once: true })
      try {
        for await (const response of stream as AsyncIterable<ExecutePlanResponse>) {
          failures = 0
          lastResponseId = response.responseId
          if (response.resultComplete !== undefined) isComplete = true
          yield response
        }
      } catch (error) {
        signal?.throwIfAborted()
        failures += 1
        const isLost = isUnknownOperation(error) && lastResponseId === undefined
        if ((!isLost && !isTransient(error)) || failures >= tries.connected) throw error
        if (isLost) [operationId, isSent] = [randomUUID(), false]
        await backoff(failures, signal)
      } finally {
        signal?.removeEventListener('abort', cancel)
        stream.cancel()
      }
    }
  } finally {
    const request = { ...context(), operationId }
    if (!isComplete && isSent)
      await quietly(transport.unary('Interrupt', { ...request, interruptType: byOperationId }))
    if (isSent) await quietly(transport.unary('ReleaseExecute', { ...request, releaseAll: {} }))
  }
}

/** A server forgets an operation by itself after a while, so that it does not matter whether it hears this. */
async function quietly(call: Promise<unknown>): Promise<void> {
  await call.catch(() => undefined)
}
