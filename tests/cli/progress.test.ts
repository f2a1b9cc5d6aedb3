import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openProgress } from '../../src/cli/progress.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance', 'setInterval', 'clearInterval'] })
})
afterEach(() => {
  vi.useRealTimers()
})

function terminal(facts: { readonly stderrIsTTY: boolean; readonly columns: number }) {
  const lines: string[] = []
  const io = {
    cwd: '/',
    env: {},
    stdout: () => {},
    stderr: (text: string) => {
      lines.push(text.replaceAll('\r\u001b[2K', '⏎'))
    },
    isTTY: false,
    ...facts,
  }
  return { lines, progress: openProgress(io, { quiet: false }) }
}

test('a terminal shows phase, share, rows in a second and seconds, and the line goes away', () => {
  const { lines, progress } = terminal({ stderrIsTTY: true, columns: 80 })
  progress.phase('checking new.csv', 0, 1)
  vi.advanceTimersByTime(2000)
  progress.phase('checking new.csv', 0.42, 2_468_000)
  vi.advanceTimersByTime(100)
  progress.done()
  vi.advanceTimersByTime(5000)
  expect(lines.slice(-2)).toEqual(['⏎checking new.csv 42 %, 1,200,000 rows/s 2 s', '⏎'])
})

test('a long name is cut, and what is wide counts as wide', () => {
  const { lines, progress } = terminal({ stderrIsTTY: true, columns: 60 })
  progress.phase(`checking ${'データ'.repeat(20)}.csv`, 0.5)
  vi.advanceTimersByTime(1100)
  progress.done()
  expect(lines.at(-2)).toBe('⏎checking データデータ… 50 % 1 s')
})

test('what is done soon is done without a word', () => {
  const { lines, progress } = terminal({ stderrIsTTY: true, columns: 80 })
  progress.phase('checking new.csv', 0.5)
  vi.advanceTimersByTime(900)
  progress.done()
  expect(lines).toEqual([])
})

test('a log has a line for each phase, and a sign of life every 30 s', () => {
  const { lines, progress } = terminal({ stderrIsTTY: false, columns: 80 })
  progress.phase('reading new.csv')
  vi.advanceTimersByTime(6000)
  progress.phase('checking new.csv', 0.1, 10)
  vi.advanceTimersByTime(20_000)
  progress.phase('checking new.csv', 0.4, 400_000)
  vi.advanceTimersByTime(5000)
  progress.done()
  vi.advanceTimersByTime(60_000)
  expect(lines).toEqual(['checking new.csv 6 s\n', 'checking new.csv, 20,000 rows/s 30 s\n'])
})
