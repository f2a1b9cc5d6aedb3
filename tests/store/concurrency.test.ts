import { once } from 'node:events'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStore } from '../../src/store/index.ts'
import { runCli } from '../support/cli.ts'
import { bundleScript, outputOf, startScript } from '../support/scripts.ts'
import { serveFile } from '../support/server.ts'
import { workspace } from '../support/workspace.ts'

let writer: Awaited<ReturnType<typeof bundleScript>>
beforeAll(async () => {
  writer = await bundleScript(new URL('./writer.ts', import.meta.url))
})
afterAll(() => writer.remove())

test('four processes that put twenty contents 160 times make exactly twenty versions', async () => {
  const given = shop()
  const processes = ['a', 'b', 'c', 'd'].map(name =>
    outputOf(startScript(writer.script, [given.home, given.folderOf(name), 'data', '40', '20', 'content '])),
  )
  const said = (await Promise.all(processes)).flatMap(output => output.trim().split('\n'))
  const artifacts = await given.store.list()
  expect(artifacts.map(artifact => artifact.version)).toEqual(versions(20).reverse())
  expect([said.length, new Set(said).size]).toEqual([160, 20])
  expect(readdirSync(join(given.home, 'tmp'))).toEqual([])
  expect(given.objects()).toHaveLength(20)
})

test('four processes that put one content and one URL at once lose no tag and make one version', async () => {
  const given = shop()
  const { url } = await serveFile({ content: 'price\n1\n', etag: '"one"' })
  const path = join(given.folderOf('data'), 'train.csv')
  writeFileSync(path, 'price\n1\n')
  const names = ['a', 'b', 'c', 'd']
  const put = (what: readonly string[], tag: string) =>
    runCli(['artifact', 'put', ...what, '--tag', tag, '--alias', tag], {
      cwd: given.folderOf(`${what.length}${tag}`),
      env: { MLCHECK_HOME: given.home },
    })
  const finished = await Promise.all(
    names.flatMap(tag => [put([path], tag), put([url, '--reference', '--name', 'elsewhere'], tag)]),
  )
  expect(finished.map(({ code, stderr }) => [code, stderr])).toEqual(Array(8).fill([0, '']))
  const artifacts = await given.store.list()
  expect(artifacts.map(({ name, version, tags, aliases }) => [name, version, tags, aliases])).toEqual([
    ['elsewhere', 'v0', names, ['latest', ...names]],
    ['train.csv', 'v0', names, ['latest', ...names]],
  ])
})

test('processes killed in the middle of fifty puts lose nothing that was stored', async () => {
  const given = shop()
  let least = 0
  for (const [round, limit] of [1, 7, 16, 29, 44].entries()) {
    const folder = given.folderOf(`round${round}`)
    const child = startScript(writer.script, [given.home, folder, 'data', '50', '50', `round ${round}, `])
    least += await killAfter(child, limit)
    const artifacts = await given.store.list()
    expect(artifacts.length).toBeGreaterThanOrEqual(least)
    expect(artifacts.map(({ version }) => version)).toEqual(versions(artifacts.length).reverse())
    expect(artifacts.filter(({ aliases }) => aliases.includes('latest'))).toEqual([artifacts[0]])
    for (const { version } of artifacts) {
      const { paths } = await given.store.open({ project: 'default', name: 'data', alias: version })
      expect(readFileSync(paths[0] ?? '', 'utf8')).toMatch(/^round \d, \d+\n/)
    }
    least = artifacts.length
  }
})

test('a collection of garbage beside writers takes nothing that they need', async () => {
  const given = shop()
  const processes = ['a', 'b', 'c'].map(name =>
    outputOf(
      startScript(writer.script, [given.home, given.folderOf(name), name, '30', '5', 'x', 'collects']),
    ),
  )
  await Promise.all(processes)
  const artifacts = await given.store.list()
  expect(artifacts).toHaveLength(15)
  for (const { name, version } of artifacts)
    await given.store.open({ project: 'default', name, alias: version })
})

test('puts within one process do not wait for each other for ever', async () => {
  const given = workspace({ 'a.csv': 'a', 'b.csv': 'b', 'c.csv': 'c', 'd.csv': 'd' })
  const context = { cwd: given.folder, env: {} }
  const results = await Promise.all(
    ['a.csv', 'b.csv', 'c.csv', 'd.csv'].map(file =>
      openStore(context).put({ path: join(given.folder, file), project: 'default', name: 'data' }),
    ),
  )
  expect(results.map(({ artifact }) => artifact.version).sort()).toEqual(versions(4))
})

function shop() {
  const { folder } = workspace()
  const home = join(folder, 'store')
  return {
    home,
    store: openStore({ cwd: folder, env: { MLCHECK_HOME: home } }),
    folderOf(name: string): string {
      mkdirSync(join(folder, name))
      return join(folder, name)
    },
    objects: () =>
      readdirSync(join(home, 'objects'), { recursive: true, withFileTypes: true }).filter(entry =>
        entry.isFile(),
      ),
  }
}

/** Kills a writer as soon as it has said so many versions, and returns how many it had said in the end. */
async function killAfter(child: ReturnType<typeof startScript>, limit: number): Promise<number> {
  const { stdout } = child
  if (stdout === null) throw new Error('The script has no standard output.')
  let said = 0
  createInterface({ input: stdout }).on('line', () => {
    if (++said === limit) child.kill('SIGKILL')
  })
  const [, signal] = await once(child, 'close')
  expect(signal).toBe('SIGKILL')
  return said
}

function versions(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `v${index}`)
}
