/** Runs work, some of it at once and the rest in order. */
export type Limiter = <T>(work: () => Promise<T>) => Promise<T>

/** @param most how much work goes on at once */
export function limiter(most: number): Limiter {
  let free = most
  const waiting: (() => void)[] = []
  return async work => {
    if (free > 0) free--
    else await new Promise<void>(resolve => waiting.push(resolve))
    try {
      return await work()
    } finally {
      // A place goes to who waits, and is free for nobody else in between.
      const next = waiting.shift()
      if (next) next()
      else free++
    }
  }
}
