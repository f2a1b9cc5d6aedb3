import { EventEmitter } from 'node:events'
import type { PoolRunnerInitializer, PoolWorker } from 'vitest/node'

/** Runs tests in this process, where the data is. */
export const inlinePool: PoolRunnerInitializer = {
  name: 'mlcheck-inline',
  createPoolWorker: inlineWorker,
}

function inlineWorker(): PoolWorker {
  const toWorker = new EventEmitter()
  const fromWorker = new EventEmitter()
  const { exit } = process
  return {
    name: inlinePool.name,
    on: (event, listener) => {
      fromWorker.on(event, listener)
    },
    off: (event, listener) => {
      fromWorker.off(event, listener)
    },
    // Both sides keep books of the same tasks, so each has to have its own copies.
    send: message => {
      toWorker.emit('message', structuredClone(message))
    },
    deserialize: data => data,
    canReuse: () => true,
    start: async () => {
      const { init, runBaseTests, setupEnvironment } = await import('vitest/worker')
      init({
        post: message => {
          fromWorker.emit('message', structuredClone(message))
        },
        on: listener => toWorker.on('message', listener),
        off: listener => toWorker.off('message', listener),
        teardown: () => {
          toWorker.removeAllListeners()
        },
        setup: setupEnvironment,
        runTests: (state, traces) => runBaseTests('run', state, traces),
        collectTests: (state, traces) => runBaseTests('collect', state, traces),
      })
    },
    // vitest replaces it, so that a test cannot end the process.
    stop: async () => {
      process.exit = exit
    },
  }
}
