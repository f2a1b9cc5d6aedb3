import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ran, steady } from '../support/pipeline.ts'
import { serveFile } from '../support/server.ts'
import { type Workspace, workspace } from '../support/workspace.ts'

type Served = Parameters<typeof serveFile>[0]

const long = 'price\n'.concat('12345678\n'.repeat(40_000))
const other = 'price\n'.concat('87654321\n'.repeat(40_000))
const cut = 180_000

test('what has the same ETag is not fetched again', async () => {
  const served: Served = { content: 'price\n1\n', etag: '"one"' }
  const { run, requests, given } = await fetching(served)
  expect(await run()).toBe('done')
  expect(requests.splice(0)).toEqual(['HEAD', 'GET'])
  expect(await run()).toBe('cached')
  expect(requests.splice(0)).toEqual(['HEAD'])
  Object.assign(served, { content: 'price\n2\n', etag: '"two"' })
  expect(await run()).toBe('done')
  expect(await fetched(given)).toBe('price\n2\n')
})

test('what has the same time and size is not fetched again', async () => {
  const served: Served = { content: 'price\n1\n', modified: 'Mon, 23 Nov 2026 06:00:00 GMT' }
  const { run } = await fetching(served)
  expect([await run(), await run()]).toEqual(['done', 'cached'])
  served.modified = 'Mon, 23 Nov 2026 06:00:01 GMT'
  expect(await run()).toBe('done')
})

test('a server that refuses HEAD is asked for the file, and its answer broken off', async () => {
  const served: Served = { content: 'price\n1\n', etag: '"one"', refusesHead: true }
  const { run, requests } = await fetching(served)
  expect([await run(), await run()]).toEqual(['done', 'cached'])
  expect(requests).toEqual(['HEAD', 'GET', 'GET', 'HEAD', 'GET'])
})

test('from a server that tells nothing it is fetched every time, and is the same version', async () => {
  const { run, given } = await fetching({ content: 'price\n1\n' })
  expect([await run(), await run()]).toEqual(['done', 'done'])
  const { stdout } = await given.run('artifact', 'ls', 'p/data.csv', '--json')
  expect(stdout.match(/"version"/g)).toHaveLength(1)
})

test('a download that broke off goes on where it did', async () => {
  const served: Served = { content: long, etag: '"one"', cutAfter: cut }
  const { given, run, requests } = await fetching(served)
  expect(await run()).toBe('failed')
  const { stdout } = await given.run('run')
  expect(requests.splice(0)).toEqual(['HEAD', 'GET', 'HEAD', expect.stringMatching(/^GET bytes=\d+-$/)])
  expect(stdout).toMatch(/^download {2}done/)
  expect((await fetched(given)) === long).toBe(true)
})

test.each<[string, Served]>([
  ['a server that notices', { content: long, etag: '"one"' }],
  ['a server that does not look at If-Range', { content: long, etag: '"one"', ignoresIfRange: true }],
])('a file that changed between attempts is fetched from its beginning, from %s', async (_, served) => {
  served.cutAfter = cut
  const { given, run } = await fetching(served)
  expect(await run()).toBe('failed')
  Object.assign(served, { content: other, etag: '"two"' })
  expect(await run()).toBe('done')
  expect((await fetched(given)) === other).toBe(true)
})

test('a file that is shorter than the part that is there is fetched from its beginning', async () => {
  const served: Served = { content: long, etag: '"one"', ignoresIfRange: true, cutAfter: cut }
  const { given, run } = await fetching(served)
  expect(await run()).toBe('failed')
  Object.assign(served, { content: 'price\n3\n', etag: '"two"' })
  expect(await run()).toBe('done')
  expect(await fetched(given)).toBe('price\n3\n')
})

test.each<[string, Served]>([
  ['with a weak ETag', { content: long, etag: 'W/"one"' }],
  ['without an ETag and a time', { content: long }],
  ['that is sent compressed', { content: long, etag: '"one"', isCompressed: true }],
])('a file %s is never gone on with', async (_, served) => {
  served.cutAfter = cut
  const { given, run, requests } = await fetching(served)
  expect([await run(), await run()]).toEqual(['failed', 'done'])
  expect(requests).not.toContainEqual(expect.stringMatching(/bytes/))
  expect((await fetched(given)) === long).toBe(true)
})

test('what went wrong is said', async () => {
  const served: Served = { content: long, etag: '"one"', cutAfter: cut }
  const { said, close } = await fetching(served)
  const texts = [await said()]
  served.status = 404
  texts.push(await said())
  await close()
  texts.push(await said())
  expect(texts.join('\n')).toMatchInlineSnapshot(`
    "download  failed             http://HOST/data.csv could not be fetched to its end: other side closed.
              hint: The next run goes on from there where the server allows it.
    Run ID of p: 1 failed. latest and all other aliases stay where they were.
    exit 3
    download  failed             http://HOST/data.csv answered 404 Not Found.
    Run ID of p: 1 failed. latest and all other aliases stay where they were.
    exit 3
    download  failed             http://HOST/data.csv could not be fetched: connect ECONNREFUSED HOST.
    Run ID of p: 1 failed. latest and all other aliases stay where they were.
    exit 3"
  `)
})

test('other bytes than the checksum says are refused', async () => {
  const served: Served = { content: 'price\n1\n', etag: '"one"' }
  const { said } = await fetching(served, { checksum: `sha256:${'0'.repeat(64)}` })
  expect(await said()).toMatchInlineSnapshot(`
    "download  failed             http://HOST/data.csv is not what it should be: its SHA-256 is DIGEST.
              hint: The step asks for DIGEST.
    Run ID of p: 1 failed. latest and all other aliases stay where they were.
    exit 3"
  `)
})

test('with a checksum a server is asked once, and never again', async () => {
  const content = 'price\n1\n'
  const checksum = `sha256:${createHash('sha256').update(content).digest('hex')}`
  const { run, requests, close } = await fetching({ content, etag: '"one"' }, { checksum })
  expect(await run()).toBe('done')
  expect(requests).toEqual(['GET'])
  await close()
  expect(await run()).toBe('cached')
})

test('a redirect is followed, and the name is that of the URL that was given', async () => {
  const { given, run } = await fetching({ content: 'price\n1\n', etag: '"one"' }, { path: 'moved.csv' })
  expect(await run()).toBe('done')
  const { stdout } = await given.run('artifact', 'show', 'p/data.csv')
  expect(stdout).toMatch(/^moved\.csv {2}8 B/m)
})

test('credentials are sent, and shown nowhere', async () => {
  const authorization = `Basic ${Buffer.from('me:hunter2').toString('base64')}`
  const served: Served = { content: 'price\n1\n', etag: '"one"', authorization }
  const { given, run, said } = await fetching(served, { user: 'me:hunter2@' })
  expect(await run()).toBe('done')
  served.authorization = 'other'
  const texts = [await said()]
  const commands = ['artifact show p/data.csv', 'artifact show p/data.csv --json', 'runs ls --steps']
  for (const command of commands) texts.push((await given.run(...command.split(' '))).stdout)
  expect(texts[0]).toMatch(/http:\/\/•••@HOST\/data\.csv answered 401 Unauthorized/)
  expect(texts.join('\n')).not.toContain('hunter2')
})

interface Options {
  readonly checksum?: string
  readonly path?: string
  /** In front of the host. */
  readonly user?: string
}

/** A pipeline that downloads one file from a server of its own; the server appears as HOST. */
async function fetching(served: Served, { checksum, path = 'data.csv', user = '' }: Options = {}) {
  const { origin, requests, close } = await serveFile(served)
  const given = workspace()
  const params = {
    url: `${origin.replace('http://', `http://${user}`)}/${path}`,
    ...(checksum && { checksum }),
  }
  const step = { stage: 'download', params, outputs: { data: 'data.csv' } }
  const config = { main: { project: 'p', group: 'g', steps: 'all' }, steps: { download: step } }
  writeFileSync(join(given.folder, 'mlcheck.yaml'), JSON.stringify(config))
  return {
    ...{ given, requests, close },
    /** The state of the step. */
    run: async () => (await ran(given)).steps[0]?.state,
    /** What a run prints, with its exit code. */
    async said(): Promise<string> {
      const { code, stdout, stderr } = await given.run('run')
      return `${steady(`${stderr}${stdout}`).replaceAll(new URL(origin).host, 'HOST')}exit ${code}`
    },
  }
}

async function fetched(given: Workspace): Promise<string> {
  await given.run('artifact', 'get', 'p/data.csv', '--to', 'got', '--force')
  return readFileSync(join(given.folder, 'got', 'data.csv'), 'utf8')
}
