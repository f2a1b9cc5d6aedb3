import { widthOf } from '../../reports/width.ts'
import { formatCount } from '../core/format.ts'
import type { Io } from './io.ts'

/** Tells on standard error what goes on; silent for work that is done soon. */
export interface Progress {
  phase(name: string, share?: number, rows?: number): void
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
  const rate = rateMeter()
  let current = ''
  let isDrawn = false
  const timer = setInterval(() => {
    const elapsed = performance.now() - started
    if (elapsed < silence.live || current === '') return
    io.stderr(`\r\u001b[2K${cutTo(io.columns - 8, current)} ${seconds(elapsed)}`)
    isDrawn = true
  }, redrawInterval)
  timer.unref()
  return {
    phase(name, share, rows) {
      const done = share === undefined ? '' : ` ${Math.floor(share * 100)} %`
      // Behind the name, so that a long one does not push the numbers off the line.
      current = `${cutTo(io.columns - 40, name)}${done}${rate(name, rows)}`
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
  const rate = rateMeter()
  let current = ''
  let speed = ''
  const tell = () => io.stderr(`${current}${speed} ${seconds(performance.now() - started)}\n`)
  const timer = setInterval(tell, heartbeat)
  timer.unref()
  return {
    phase(name, _, rows) {
      current = name
      speed = rate(name, rows)
      if (performance.now() - started < silence.log || told.has(name)) return
      told.add(name)
      tell()
    },
    done: () => clearInterval(timer),
  }
}

/** Tells how many rows a phase reads in a second, once there is something to tell. */
function rateMeter(): (phase: string, rows: number | undefined) => string {
  let current = ''
  let started = 0
  return (phase, rows) => {
    const now = performance.now()
    if (phase !== current || !rows) {
      current = phase
      started = now
      return ''
    }
    const elapsed = now - started
    return elapsed < 500 ? '' : `, ${formatCount(roundedTo2((rows / elapsed) * 1000))} rows/s`
  }
}

function roundedTo2(number: number): number {
  return Number(number.toPrecision(2))
}

/** As much of a text as fits into so many columns. */
function cutTo(columns: number, text: string): string {
  if (widthOf(text) <= columns) return text
  const characters = [...text]
  while (characters.length > 0 && widthOf(characters.join('')) > columns - 1) characters.pop()
  return `${characters.join('')}…`
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(0)} s`
}
