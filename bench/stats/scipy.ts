import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** A Python process that runs SciPy's functions on demand. */
export interface Scipy {
  /** CPU seconds of one call. */
  readonly seconds: (name: string, files: readonly string[]) => Promise<number>
  readonly end: () => void
}

/** Starts it; `undefined` where that Python is missing or lacks SciPy. */
export async function scipyOf(python: string): Promise<Scipy | undefined> {
  const script = join('bench', 'peers', 'scipy_functions.py')
  const process = spawn(python, [script], { stdio: ['pipe', 'pipe', 'ignore'] })
  const lines = createInterface({ input: process.stdout })
  const ready = await Promise.race([
    once(lines, 'line').then(() => true),
    once(process, 'error').then(() => false),
    once(process, 'exit').then(() => false),
  ])
  if (!ready) return undefined
  return {
    seconds: async (name, files) => {
      const answered = once(lines, 'line')
      process.stdin.write(`${JSON.stringify({ name, files })}\n`)
      const [line] = await answered
      return Number(line)
    },
    end: () => process.stdin.end(),
  }
}
