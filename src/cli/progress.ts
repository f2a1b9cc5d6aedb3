import type { Io } from './io.ts'

/** Tells on standard error what goes on; silent for work that is done within a second. */
export interface Progress {
  phase(name: string, share?: number): void
  done(): void
}

const silence = 1000
const redrawInterval = 100
const heartbeat = 30_000

/** One line that is redrawn on a terminal; a line per phase, and one every 30 s, elsewhere. */
export function openProgress(io: Io, { quiet }: { readonly quiet: boolean }): Progress {
  if (quiet) return { phase: () => {}, done: () => {} }
  const started = performance.now()
  const live = io.stderrIsTTY === true && !io.env.CI
  let current = ''
  let drawn = ''
  const draw = () => {
    const elapsed = performance.now() - started
    if (elapsed < silence || current === '') return
    if (live) io.stderr(`\r\u001b[2K${current.slice(0, io.columns - 8)} ${seconds(elapsed)}`)
    else io.stderr(`${current} ${seconds(elapsed)}\n`)
    drawn = current
  }
  const timer = setInterval(draw, live ? redrawInterval : heartbeat)
  timer.unref()
  return {
    phase(name, share) {
      current = share === undefined ? name : `${name} ${Math.floor(share * 100)} %`
      if (!live && name !== drawn.replace(/ \d+ %$/, '')) draw()
    },
    done() {
      clearInterval(timer)
      if (live && drawn !== '') io.stderr('\r\u001b[2K')
    },
  }
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(0)} s`
}
