import { setTimeout as pause } from 'node:timers/promises'
import { isTransient } from './failure.ts'

const [firstPause, factor, longestPause] = [50, 4, 5000]

/** How often something is tried while a connection has never worked, and once it has. */
export const tries = { connecting: 4, connected: 8 } as const

/** Waits before another try, longer each time: 50 ms, 200 ms, 800 ms and so on up to 5 s. */
export async function backoff(failures: number, signal?: AbortSignal): Promise<void> {
  await pause(Math.min(firstPause * factor ** (failures - 1), longestPause), undefined, { signal })
}

/** What an attempt gives, repeated where the server was not there or was cut off. */
export async function retried<T>(
  attempt: () => Promise<T>,
  { most, signal }: { readonly most: number; readonly signal?: AbortSignal },
): Promise<T> {
  for (let failures = 1; ; failures++) {
    try {
      return await attempt()
    } catch (error) {
      if (!isTransient(error) || failures >= most) throw error
    }
    await backoff(failures, signal)
  }
}
