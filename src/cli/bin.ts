#!/usr/bin/env node
import { once } from 'node:events'
import { exitCodes } from '../core/errors.ts'
import { main } from './main.ts'

const interrupt = new AbortController()
process.on('SIGINT', () => {
  // The second Ctrl-C does not wait for anything.
  if (interrupt.signal.aborted) process.exit(exitCodes.interrupted)
  interrupt.abort()
})
process.on('SIGTERM', () => interrupt.abort())
// A reader that closes the pipe early, such as head, is no error, and the verdict does not depend on it.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })

async function drained(): Promise<boolean> {
  const { stdout } = process
  // An error means that the reader is gone, and Ctrl-C that nobody waits for it.
  if (stdout.writableNeedDrain) await once(stdout, 'drain', interrupt).catch(() => undefined)
  return stdout.writable
}

const code = await main(process.argv.slice(2), {
  cwd: process.cwd(),
  env: process.env,
  stdout: text => process.stdout.write(text),
  drained,
  stderr: text => process.stderr.write(text),
  isTTY: process.stdout.isTTY ?? false,
  stderrIsTTY: process.stderr.isTTY ?? false,
  columns: process.stdout.columns ?? 80,
  signal: interrupt.signal,
})
// The engine's threads keep the process alive; output to a pipe has to be out first.
process.stdout.write('', () => process.stderr.write('', () => process.exit(code)))
