import type { Io } from './io.ts'

/** Tells on standard error what goes on; silent for work that is done soon. */
export interface Progress {
  phase(name: string, share?: number): void
  done(): void
}

/** Milliseconds without a word: most runs are over by then. */
const silence = { live: 1000, log: 5000 }
const redrawInterval = 100
const heartbeat = 30_000

/** One line that is redrawn on a terminal; elsewhere, a line for each new phase and one every 30 s. */
export function openProgress(io: Io, { quiet }: { readonly quiet: boolean }): Progress {
  if (quiet) return { phase: () => {}, done: () => {} }
  return io.stderrIsTTY === true && !io.env.CI ? liveProgress(io) : loggedProgress(io)
}

function liveProgress(io: Io): Progress {
  const started = performance.now()
  let current = ''
  let isDrawn = false
  const timer = setInterval(() => {
    const elapsed = performance.now() - started
    if (elapsed < silence.live || current === '') return
    io.stderr(`\r\u001b[2K${current.slice(0, io.columns - 8)} ${seconds(elapsed)}`)
    isDrawn = true
  }, redrawInterval)
  timer.unref()
  return {
    phase(name, share) {
      current = share === undefined ? name : `${name} ${Math.floor(share * 100)} %`
    },
    done() {
      clearInterval(timer)
      if (isDrawn) io.stderr('\r\u001b[2K')
      isDrawn = false
    },
  }
}

function loggedProgress(io: Io): Progress {
  const started = performance.now()
  const told = new Set<string>()
  let current = ''
  const tell = () => io.stderr(`${current} ${seconds(performance.now() - started)}\n`)
  const timer = setInterval(tell, heartbeat)
  timer.unref()
  return {
    phase(name) {
      current = name
      if (performance.now() - started < silence.log || told.has(name)) return
      told.add(name)
      tell()
    },
    done: () => clearInterval(timer),
  }
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(0)} s`
}
