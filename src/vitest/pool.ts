import { EventEmitter } from 'node:events'
import type { PoolRunnerInitializer, PoolWorker } from 'vitest/node'

/** Runs tests in this process, where the data is. */
export const inlinePool: PoolRunnerInitializer = {
  name: 'mlcheck-inline',
  createPoolWorker: inlineWorker,
}

// vitest keeps modules as long as the process lives, and with --watch that is several runs.
const loaded = new Set<string>()

function inlineWorker(): PoolWorker {
  const toWorker = new EventEmitter()
  const fromWorker = new EventEmitter()
  const { exit } = process
  const stale = new Set(loaded)
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
        runTests: async (state, traces) => {
          state.ctx.invalidates = [...stale]
          stale.clear()
          await runBaseTests('run', state, traces)
          for (const file of state.evaluatedModules.fileToModulesMap.keys()) loaded.add(file)
        },
        collectTests: (state, traces) => runBaseTests('collect', state, traces),
      })
    },
    // vitest replaces it, so that a test cannot end the process.
    stop: async () => {
      process.exit = exit
    },
  }
}
