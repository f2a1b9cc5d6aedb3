import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runProject } from '../../src/cli/projectRun.ts'
import { bundleScript, outputOf, startScript } from '../support/scripts.ts'
import { gitIn, runInProject } from '../support/project.ts'
import { workspace } from '../support/workspace.ts'

/** The lines that a command for bash prints, and the exit code or the error it ends with. */
async function ran(
  script: string,
  {
    onLine = () => {},
    ...options
  }: {
    readonly onLine?: (line: string) => void
    readonly signal?: AbortSignal
    readonly timeout?: number
    readonly grace?: number
  } = {},
) {
  const { folder } = workspace({ 'main.sh': script })
  const lines: string[] = []
  const onOutput = (line: string, stream: string) => {
    lines.push(`${stream} ${line}`)
    onLine(line)
  }
  const { PATH } = process.env
  const started = runProject({ folder, entry: 'main.sh', cwd: folder, env: { PATH }, onOutput, ...options })
  const ended = await started.then(
    code => ({ code, error: undefined }),
    (error: unknown) => ({ code: undefined, error }),
  )
  return { ...ended, lines }
}

/** Whether a process is there and does something: one that ended and that nobody waited for does not. */
function isAlive(id: string): boolean {
  try {
    return !execFileSync('ps', ['-o', 'stat=', '-p', id], { encoding: 'utf8' }).startsWith('Z')
  } catch {
    return false
  }
}

/** The process that the first line names. */
function idIn([first = '']: readonly string[]): string {
  return first.replace('stdout ', '').trim()
}

test('output arrives line by line, the last one as it is', async () => {
  const { lines, code } = await ran(`printf 'a\\nb\\r50 %%\\rc\\r\\n\\nü'; exit 4`)
  expect({ lines, code }).toEqual({
    code: 4,
    lines: ['stdout a\n', 'stdout b\r', 'stdout 50 %\r', 'stdout c\r\n', 'stdout \n', 'stdout ü'],
  })
})

test('both streams are told apart, and there is nothing to read', async () => {
  const { lines } = await ran('cat; echo out; echo err >&2')
  expect([...lines].sort()).toEqual(['stderr err\n', 'stdout out\n'])
})

test('a long line is not kept until its end', async () => {
  const { lines } = await ran("head -c 1000000 /dev/zero | tr '\\0' x")
  expect(lines.length).toBeGreaterThan(1)
  expect(lines.map(line => line.slice('stdout '.length)).join('')).toBe('x'.repeat(1_000_000))
})

test('a command has the environment that it is given, and no other', async () => {
  const { folder } = workspace({ 'main.sh': 'echo "$GREETING $HOME."' })
  const lines: string[] = []
  const env = { PATH: process.env.PATH, GREETING: 'hello' }
  await runProject({ folder, entry: 'main.sh', cwd: folder, env, onOutput: line => lines.push(line) })
  expect(lines).toEqual(['hello .\n'])
})

test('a command that takes too long is ended, and what it started', async () => {
  const { error, lines } = await ran('sleep 1000 & echo $!; wait', { timeout: 1000 })
  expect(error).toMatchInlineSnapshot(
    `[UserError: The entry point main.sh took longer than 1 s and was ended.]`,
  )
  expect(error).toMatchObject({ exitCode: 1 })
  expect(isAlive(idIn(lines))).toBe(false)
})

test('what ignores SIGTERM is killed after the grace', async () => {
  const script = `trap 'echo asked' TERM; bash -c 'trap "" TERM; echo $$; while :; do sleep 0.1; done' & while :; do wait; done`
  const ready = new AbortController()
  const { lines, error } = await ran(script, {
    signal: ready.signal,
    grace: 200,
    onLine: () => ready.abort(),
  })
  expect(error).toBe(ready.signal.reason)
  expect(lines).toContain('stdout asked\n')
  expect(isAlive(idIn(lines))).toBe(false)
})

test('what a command leaves running is ended with it', async () => {
  const { lines, code } = await ran('sleep 1000 & echo $!; exit 3')
  expect(code).toBe(3)
  expect(isAlive(idIn(lines))).toBe(false)
})

test('who leaves the group and keeps the pipe open is not waited for', async () => {
  const script = `read id < <(setsid bash -c 'echo $$; exec sleep 1000'); echo $id`
  const { lines, code } = await ran(script, { grace: 100 })
  const id = idIn(lines)
  expect({ code, alive: isAlive(id) }).toEqual({ code: 0, alive: true })
  process.kill(Number(id), 'SIGKILL')
})

test('an aborted signal ends the group, also before it began', async () => {
  const interrupt = new AbortController()
  const { error, lines } = await ran('sleep 1000 & echo $!; wait; echo not reached', {
    signal: interrupt.signal,
    onLine: () => interrupt.abort(),
  })
  expect(error).toBe(interrupt.signal.reason)
  expect(lines).toHaveLength(1)
  expect(isAlive(idIn(lines))).toBe(false)
  expect(await ran('echo not reached', { signal: interrupt.signal })).toEqual({
    error: interrupt.signal.reason,
    lines: [],
  })
})

test('a process that ends at once leaves nothing running', async () => {
  const { folder } = workspace({ 'main.sh': `trap '' TERM; echo $$; while :; do sleep 0.1; done` })
  const { script, remove } = await bundleScript(new URL('./leaver.ts', import.meta.url))
  const id = await outputOf(startScript(script, [folder]))
  remove()
  expect(isAlive(id.trim())).toBe(false)
})

test('exit code 130 when the command line is interrupted', async () => {
  const { folder } = workspace({ MLproject: 'entry_points: {main: {command: "echo on; sleep 1000"}}' })
  const interrupt = new AbortController()
  const options = { signal: interrupt.signal, onStdout: () => interrupt.abort() }
  expect(await runInProject(folder, ['.'], options)).toMatchInlineSnapshot(`
    {
      "code": 130,
      "stderr": "$ echo on; sleep 1000
    Interrupted. No report was written.
    ",
      "stdout": "on
    ",
    }
  `)
})

test('--timeout is in seconds', async () => {
  const { folder } = workspace({ MLproject: 'entry_points: {main: {command: sleep 1000}}' })
  expect(await runInProject(folder, ['.', '--timeout', '0.2'])).toMatchInlineSnapshot(`
    {
      "code": 1,
      "stderr": "$ sleep 1000
    error: The entry point main took longer than 0.2 s and was ended.
    ",
      "stdout": "",
    }
  `)
})

test('any part of a second is a timeout', async () => {
  expect(await ran('echo done', { timeout: 30_000.1 })).toMatchObject({ code: 0 })
  expect(await ran('sleep 1000', { timeout: 0.1 })).toMatchObject({ error: { exitCode: 1 } })
  expect(await ran('echo done', { timeout: 1e15 })).toMatchObject({ code: 0 })
})

test('without bash, that is what is said', async () => {
  const { folder } = workspace({ 'main.sh': '' })
  const run = { folder, entry: 'main.sh', cwd: folder, onOutput: () => {} }
  await expect(runProject({ ...run, env: { PATH: folder } })).rejects.toMatchObject({
    message: 'bash could not be started because it does not exist.',
    exitCode: 3,
  })
})

test('a command that is too long for the system is refused', async () => {
  const { folder } = workspace({ 'main.sh': '' })
  const parameters = new Map([['x', 'y'.repeat(1 << 22)]])
  const run = { folder, entry: 'main.sh', parameters, cwd: folder, env: process.env, onOutput: () => {} }
  await expect(runProject(run)).rejects.toMatchObject({
    message: 'bash could not be started because its arguments are too long for this system.',
    exitCode: 3,
  })
})

test('an interrupted fetch leaves nothing behind', async () => {
  const { folder } = workspace({})
  const interrupt = new AbortController()
  interrupt.abort()
  const { code } = await runInProject(folder, [`file://${folder}/a`], { signal: interrupt.signal })
  expect(code).toBe(130)
  expect(readdirSync(join(folder, '.mlcheck', 'projects'))).toEqual([])
})

test('processes that fetch the same commit at once all get it', async () => {
  const { folder } = workspace({ 'origin/MLproject': 'entry_points: {main: {command: echo done}}' })
  const origin = join(folder, 'origin')
  gitIn(origin, 'init', '--quiet')
  gitIn(origin, 'add', '--all')
  gitIn(origin, 'commit', '--quiet', '--message', 'a project')
  const commit = gitIn(origin, 'rev-parse', 'HEAD')
  const { script, remove } = await bundleScript(new URL('./fetcher.ts', import.meta.url))
  const cache = join(folder, 'cache')
  const fetchers = Array.from({ length: 4 }, () => startScript(script, [`file://${origin}`, cache]))
  const outputs = await Promise.all(fetchers.map(outputOf))
  remove()
  expect(new Set(outputs)).toEqual(new Set([join(cache, 'projects', commit)]))
  expect(readdirSync(join(cache, 'projects'))).toEqual([commit])
  expect(existsSync(join(cache, 'projects', commit, 'MLproject'))).toBe(true)
})
