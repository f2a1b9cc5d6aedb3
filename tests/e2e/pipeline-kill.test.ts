import { once } from 'node:events'
import { spawn } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { openStore } from '../../src/store/index.ts'
import { openTracking } from '../../src/store/tracking/index.ts'
import { builtCommand } from '../support/cli.ts'
import { workspace } from '../support/workspace.ts'

/** How many runs are killed; more where time is no matter. */
const kills = Number(process.env.MLCHECK_KILLS ?? 6)

const names = ['a', 'b', 'c', 'd', 'e']

const pipeline = `
round: 0
steps:
${names
  .map(
    (name, index) => `  ${name}:
    stage: ./add.js
    params: { letter: ${name}, round: "\${round}" }
    ${index === 0 ? '' : `inputs: { before: ${names[index - 1]}.txt }`}
    outputs: { after: ${name}.txt }`,
  )
  .join('\n')}
`

/** Each step writes what the one before wrote, and one line more. */
const stage = `
import { readFileSync, writeFileSync } from 'node:fs'
import { defineStage, z } from 'mlcheck'
export default defineStage({
  name: 'add', version: '1', summary: 'Adds a line.',
  params: z.strictObject({ letter: z.string(), round: z.int() }),
  inputs: { before: { optional: true } }, outputs: { after: {} },
  async run({ params: { letter, round }, inputs: { before }, outputs: { after } }) {
    const text = before ? readFileSync(before.paths[0], 'utf8') : ''
    writeFileSync(after.folder + '/text.txt', text + letter + round + ' ' + 'x'.repeat(100000) + '\\n')
  },
})
`

test(`a pipeline that is killed ${kills} times leaves nothing half there, and goes on to the same end`, async () => {
  const { folder, run } = workspace({ 'mlcheck.yaml': pipeline, 'add.js': stage })
  const context = { cwd: folder, env: { MLCHECK_HOME: join(folder, '.mlcheck') } }
  const expected = async (round: number) => {
    const other = workspace({ 'mlcheck.yaml': pipeline, 'add.js': stage })
    const { stdout } = await other.run('run', '--json', `round=${round}`)
    return digestsOf(stdout)
  }
  const oracle = [await expected(0), await expected(1)]
  let interrupted = 0
  for (let kill = 0; kill < kills; kill++) {
    const round = kill % 2
    if (kill % 2 === 0) await run('artifact', 'rm', 'a.txt:v0', '--force')
    const child = spawn(process.execPath, [builtCommand, 'run', '--force', `round=${round}`], {
      cwd: folder,
      env: { ...process.env, ...context.env },
      stdio: 'ignore',
    })
    const ended = once(child, 'exit')
    await Promise.race([delay(100 + ((kill * 397) % 1400)), ended])
    child.kill('SIGKILL')
    await ended
    if (child.signalCode === 'SIGKILL') interrupted++
    await assertWhole(context)
    const rerun = await run('run', '--json', '--quiet', `round=${round}`)
    expect([rerun.code, rerun.stderr]).toEqual([0, ''])
    expect(digestsOf(rerun.stdout)).toEqual(oracle[round])
  }
  expect(interrupted).toBeGreaterThan(kills / 4)
  const states = new Set((await openTracking(context).runs()).map(({ state }) => state))
  expect([...states].sort()).toEqual(['crashed', 'finished'])
  expect(readdirSync(join(folder, '.mlcheck', 'work'))).toEqual([])
}, 3_600_000)

function digestsOf(document: string): readonly string[] {
  const {
    steps,
  }: { readonly steps: readonly { readonly outputs: readonly { readonly digest: string }[] }[] } =
    JSON.parse(document)
  return steps.flatMap(({ outputs }) => outputs.map(({ digest }) => digest))
}

/** Every version has all its bytes, and no alias points at nothing. */
async function assertWhole(context: Parameters<typeof openStore>[0]): Promise<void> {
  const store = openStore(context)
  for (const { project, name, version } of await store.list())
    await store.open({ project, name, alias: version })
  await store.close()
}
