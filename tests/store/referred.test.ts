import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { createClient } from '@libsql/client'
import { expect, test } from 'vitest'
import { openStore } from '../../src/store/index.ts'
import { shop } from '../support/artifacts.ts'
import { ran, shop as pipelineShop } from '../support/pipeline.ts'
import { serve, serveFile } from '../support/server.ts'

const modified = 'Mon, 23 Nov 2026 06:00:00 GMT'

test('a URL is known by its ETag, and read from where it is', async () => {
  const served = { content: 'price\n1\n2\n', etag: '"one"' }
  const { given, run, requests, url } = await elsewhere(served)
  expect(await run('put', url, '--reference')).toMatchInlineSnapshot(`
    "data.csv:v0 (latest) · 10 B · digest c2982a14…
    exit 0"
  `)
  expect(requests).toEqual(['HEAD'])
  expect(await run('put', url, '--reference')).toMatchInlineSnapshot(`
    "data.csv:v0 (latest) · same content as v0, no new version
    exit 0"
  `)
  expect(await run('show', 'data.csv')).toMatchInlineSnapshot(`
    "data.csv:v0
      project      default
      aliases      latest
      type         dataset
      digest       c2982a14244a41a9550baca96c60a1bed767ee6a9eea4235d05b7b97de97c34d
      created      TIME UTC
      size         10 B

    FILE      SIZE  STATE     WHERE
    data.csv  10 B  etag:one  http://HOST/data.csv
    exit 0"
  `)
  expect(given.workspace.files().filter(name => name.includes('objects'))).toEqual([])
  expect(await run('get', 'data.csv', '--to', 'here')).toMatchInlineSnapshot(`
    "data.csv:v0 (latest) · 10 B · in here/data.csv
    exit 0"
  `)
  expect(readFileSync(join(given.folder, 'here/data.csv'), 'utf8')).toBe(served.content)
  const profiled = await given.workspace.run('profile', 'data.csv:v0', '--json')
  expect([profiled.code, JSON.parse(profiled.stdout).sample.rows]).toEqual([0, 2])
})

test('what is no longer what was referred to is refused, with both states', async () => {
  const served = { content: 'one', etag: '"one"' }
  const { run, url } = await elsewhere(served)
  await run('put', url, '--reference')
  Object.assign(served, { content: 'two', etag: '"two"' })
  expect(await run('get', 'data.csv')).toMatchInlineSnapshot(`
    "error: http://HOST/data.csv is no longer what data.csv:v0 refers to: it was etag:one and is etag:two.
    hint:  Refer to it again to have its present state as the next version.
    exit 3"
  `)
  expect(await run('put', url, '--reference')).toMatchInlineSnapshot(`
    "data.csv:v1 (latest) · 3 B · digest ba48a075…
    exit 0"
  `)
  expect(await run('get', 'data.csv', '--to', 'here')).toMatch(/exit 0$/)
  expect(await run('diff', 'data.csv:v0', 'data.csv')).toMatchInlineSnapshot(`
    "data.csv:v0 → data.csv:v1

             FILE      SIZE  DIGEST
    changed  data.csv  3 B   etag:one → etag:two

    What is in the two tables is compared by: mlcheck profile data.csv:v1 --vs data.csv:v0
    exit 0"
  `)
})

test('without an ETag it is known by time and size', async () => {
  const served: Parameters<typeof serveFile>[0] = { content: 'one', modified }
  const { run, url } = await elsewhere(served)
  expect(await run('put', url, '--reference')).toMatch(/^data.csv:v0 /)
  expect(await run('show', 'data.csv')).toMatch(/modified:Mon, 23 Nov 2026 06:00:00 GMT, 3 bytes/)
  expect(await run('get', 'data.csv', '--to', 'here')).toMatch(/exit 0$/)
  // The size is that of what arrives.
  served.isChunked = true
  expect(await run('get', 'data.csv', '--to', 'here')).toMatch(/exit 0$/)
  served.content = 'longer'
  expect(await run('get', 'data.csv')).toMatchInlineSnapshot(`
    "error: http://HOST/data.csv is no longer what data.csv:v0 refers to: it was modified:Mon, 23 Nov 2026 06:00:00 GMT, 3 bytes and is modified:Mon, 23 Nov 2026 06:00:00 GMT, 6 bytes.
    hint:  Refer to it again to have its present state as the next version.
    exit 3"
  `)
})

test('where the server tells nothing it is known by its bytes', async () => {
  const served = { content: 'one' }
  const { run, url, requests } = await elsewhere(served)
  await run('put', url, '--reference')
  expect(requests).toEqual(['HEAD', 'GET'])
  expect(await run('get', 'data.csv', '--to', 'here')).toMatch(/exit 0$/)
  served.content = 'two'
  expect(await run('get', 'data.csv')).toMatchInlineSnapshot(`
    "error: http://HOST/data.csv is no longer what data.csv:v0 refers to: it was sha256:7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed and is sha256:3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3.
    hint:  Refer to it again to have its present state as the next version.
    exit 3"
  `)
})

test('where the server compresses unasked, its size is not that of the file', async () => {
  const { run, url } = await elsewhere({ content: 'one', modified, isCompressed: true })
  expect(await run('put', url, '--reference')).toMatch(/ · 3 B · /)
  expect(await run('show', 'data.csv')).toMatch(/ sha256:7692c3ad/)
  expect(await run('get', 'data.csv')).toMatch(/exit 0$/)
  const byEtag = await elsewhere({ content: 'one', etag: '"one"', isCompressed: true })
  expect(await byEtag.run('put', byEtag.url, '--reference')).toMatch(/ · size unknown · /)
  expect(await byEtag.run('get', 'data.csv')).toMatch(/ · size unknown · in data.csv\nexit 0$/)
})

test('a server that refuses HEAD is asked for the file, which is not read', async () => {
  const { run, url, requests } = await elsewhere({ content: 'one', etag: '"one"', refusesHead: true })
  expect(await run('put', url, '--reference')).toMatch(/exit 0$/)
  expect(requests).toEqual(['HEAD', 'GET'])
  expect(await run('show', 'data.csv')).toMatch(/etag:one/)
})

test('a redirect is followed', async () => {
  const { run, origin } = await elsewhere({ content: 'one', etag: '"one"' })
  expect(await run('put', `${origin}/moved.csv`, '--reference')).toMatch(/^moved.csv:v0/)
  expect(await run('get', 'moved.csv')).toMatch(/exit 0$/)
})

test('credentials are sent, kept, and shown nowhere', async () => {
  const authorization = `Basic ${Buffer.from('me:hunter2').toString('base64')}`
  const served: Parameters<typeof serveFile>[0] = { content: 'one', etag: '"one"', authorization }
  const { run, origin } = await elsewhere(served)
  const url = `${origin.replace('http://', 'http://me:hunter2@')}/data.csv?token=hunter3&x=1`
  const said = [await run('put', url, '--reference')]
  for (const args of ['show data.csv', 'show data.csv --json', 'ls', 'ls --json', 'get data.csv --to here'])
    said.push(await run(...args.split(' ')))
  Object.assign(served, { etag: '"two"' })
  said.push(await run('get', 'data.csv'), await run('put', url, '--reference', '--name', 'other'))
  said.push(await run('diff', 'data.csv', 'other'), await run('diff', 'data.csv', 'other', '--json'))
  Object.assign(served, { status: 503 })
  said.push(await run('get', 'other'), await run('put', url, '--reference'), await run('put', url))
  Object.assign(served, { authorization: 'none' })
  said.push(await run('get', 'other'))
  expect(said.map(text => Number(text.at(-1)))).toEqual([0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 3, 3, 2, 3])
  expect(said.join('\n')).not.toMatch(/hunter/)
  expect(said.slice(-4).join('\n')).toMatchInlineSnapshot(`
    "error: http://•••@HOST/data.csv?token=•••&x=1 answered 503 Service Unavailable.
    exit 3
    error: http://•••@HOST/data.csv?token=•••&x=1 answered 503 Service Unavailable.
    exit 3
    error: http://•••@HOST/data.csv?token=•••&x=1 is a URI, and put stores files.
    hint:  Refer to it with --reference.
    exit 2
    error: http://•••@HOST/data.csv?token=•••&x=1 answered 401 Unauthorized.
    exit 3"
  `)
})

test('new credentials for the same state take the place of the old ones', async () => {
  const served: Parameters<typeof serveFile>[0] = { content: 'one', etag: '"one"' }
  const { run, origin, url } = await elsewhere(served)
  await run('put', url, '--reference')
  served.authorization = `Basic ${Buffer.from('me:new').toString('base64')}`
  expect(await run('get', 'data.csv')).toMatch(/answered 401 Unauthorized.\nexit 3$/)
  const renewed = `${origin.replace('http://', 'http://me:new@')}/data.csv`
  expect(await run('put', renewed, '--reference')).toMatch(/no new version/)
  expect(await run('get', 'data.csv')).toMatch(/exit 0$/)
})

test('a server that is not there, breaks off or has no such file is said', async () => {
  const served: Parameters<typeof serveFile>[0] = { content: 'one two three', etag: '"one"' }
  const { run, url, close } = await elsewhere(served)
  await run('put', url, '--reference')
  served.cutAfter = 3
  const said = [await run('get', 'data.csv')]
  served.status = 404
  said.push(await run('get', 'data.csv'), await run('put', url, '--reference'))
  await close()
  said.push(await run('get', 'data.csv'))
  expect(said.join('\n')).toMatchInlineSnapshot(`
    "error: http://HOST/data.csv could not be fetched to its end: other side closed.
    exit 3
    error: http://HOST/data.csv answered 404 Not Found.
    exit 3
    error: http://HOST/data.csv answered 404 Not Found.
    exit 3
    error: http://HOST/data.csv could not be fetched: connect ECONNREFUSED HOST.
    exit 3"
  `)
})

test('a file is known by its bytes, and read in place', async () => {
  const given = shop({ 'data/train.csv': 'price\n1\n' })
  const path = join(given.folder, 'data/train.csv')
  const uri = pathToFileURL(path).href
  expect(await given.run('put', uri, '--reference')).toMatchInlineSnapshot(`
    "train.csv:v0 (latest) · 8 B · digest 32377ebc…
    exit 0"
  `)
  expect(await given.run('put', uri, '--reference')).toMatch(/no new version/)
  expect(await given.run('show', 'train.csv')).toMatchInlineSnapshot(`
    "train.csv:v0
      project      default
      aliases      latest
      type         dataset
      digest       32377ebcb817bf7314309a462334e9d7e863ca4d68d98968040b295471c900f4
      created      TIME UTC
      size         8 B

    FILE       SIZE  STATE                                                                    WHERE
    train.csv  8 B   sha256:2afd5bde72ac9567b98d29a799c775ca272abb74f8037ec0d0020aadad27b519  file://DIR/data/train.csv
    exit 0"
  `)
  const profiled = await given.workspace.run('profile', 'train.csv:v0', '--json')
  expect(profiled.code).toBe(0)
  writeFileSync(path, 'price\n2\n')
  expect(await given.run('get', 'train.csv')).toMatchInlineSnapshot(`
    "error: file://DIR/data/train.csv is no longer what train.csv:v0 refers to: it was sha256:2afd5bde72ac9567b98d29a799c775ca272abb74f8037ec0d0020aadad27b519 and is sha256:2c5df598c6fc3cc43738c07699ac48d3fe9b1b529c39af96d4ca1c678898e294.
    hint:  Refer to it again to have its present state as the next version.
    exit 3"
  `)
  rmSync(path)
  expect(await given.run('get', 'train.csv')).toMatchInlineSnapshot(`
    "error: train.csv:v0 refers to data/train.csv, and there is no such file.
    exit 3"
  `)
})

test('a folder is all files below it', async () => {
  const given = shop({ 'data/a.csv': 'a', 'data/sub/b c.csv': 'b' })
  const uri = pathToFileURL(join(given.folder, 'data')).href
  expect(await given.run('put', uri, '--reference')).toMatchInlineSnapshot(`
    "data:v0 (latest) · 2 files, 2 B · digest cb18a18e…
    exit 0"
  `)
  expect(await given.run('get', 'data', '--path', 'sub/b c.csv')).toMatchInlineSnapshot(`
    "data:v0 (latest) · 1 B · in sub/b c.csv
    exit 0"
  `)
  expect(readFileSync(join(given.folder, 'sub/b c.csv'), 'utf8')).toBe('b')
})

test('the same bytes that are referred to and that are stored are two versions', async () => {
  const given = shop({ 'train.csv': 'one' })
  const uri = pathToFileURL(join(given.folder, 'train.csv')).href
  await given.run('put', uri, '--reference')
  expect(await given.run('put', 'train.csv')).toMatch(/^train.csv:v1 /)
})

test('other schemes are kept and not read', async () => {
  const given = shop()
  const put = (uri: string, ...args: string[]) => given.run('put', uri, '--reference', ...args)
  expect(await put('s3://bucket/data/train.parquet')).toMatchInlineSnapshot(`
    "train.parquet:v0 (latest) · size unknown · digest 1ef246fb…
    exit 0"
  `)
  expect(await put('s3://bucket/data/train.parquet')).toMatch(/no new version/)
  expect(await put('gs://me:hunter2@bucket/train.parquet')).toMatch(/^train.parquet:v1 /)
  expect(await given.run('show', 'train.parquet')).toMatch(/gs:\/\/me:•••@bucket\/train.parquet/)
  expect(await given.run('get', 'train.parquet')).toMatchInlineSnapshot(`
    "error: train.parquet:v1 refers to gs://me:•••@bucket/train.parquet, and mlcheck cannot read gs itself.
    hint:  Fetch it with a tool for that, and put the file.
    exit 3"
  `)
})

test('what is no URI is not referred to', async () => {
  const given = shop({ 'train.csv': 'one' })
  const said: string[] = []
  for (const uri of [
    'train.csv',
    'http://me:hunter2@[',
    'file://host/x.csv',
    'data:text/csv,1',
    's3://a b/c',
    'http://me:100%@127.0.0.1/x.csv',
  ])
    said.push(await given.run('put', uri, '--reference', '--name', 'x'))
  said.push(await given.run('put', 's3://bucket/train.csv'))
  said.push(await given.run('put', 'file:///no/such/file.csv', '--reference'))
  said.push(await given.run('put', 's3://bucket/', '--reference'))
  said.push(await given.run('put', 's3://me:hunter2@bucket', '--reference'))
  said.push(await given.run('put', 'http://me:hunter2@[', '--reference'))
  said.push(await given.run('put', 'https://example.org/a%3Ab.csv:3', '--reference'))
  expect(said.join('\n')).toMatchInlineSnapshot(`
    "error: "train.csv" is no URI that can be referred to.
    hint:  URIs are written https://HOST/FILE, s3://BUCKET/FILE or file:///FOLDER/FILE.
    exit 2
    error: "http://•••@[" is no URI that can be referred to.
    hint:  URIs are written https://HOST/FILE, s3://BUCKET/FILE or file:///FOLDER/FILE.
    exit 2
    error: "file://host/x.csv" is no URI of a file on this machine.
    hint:  Such a URI has three slashes: file:///FOLDER/FILE.
    exit 2
    error: "data:text/csv,1" is no URI that can be referred to.
    hint:  URIs are written https://HOST/FILE, s3://BUCKET/FILE or file:///FOLDER/FILE.
    exit 2
    error: "s3://a b/c" is no URI that can be referred to.
    hint:  URIs are written https://HOST/FILE, s3://BUCKET/FILE or file:///FOLDER/FILE.
    exit 2
    error: The user or the password of http://•••@127.0.0.1/x.csv cannot be decoded.
    hint:  A % in them is written %25.
    exit 2
    error: s3://bucket/train.csv is a URI, and put stores files.
    hint:  Refer to it with --reference.
    exit 2
    error: There is no file or folder /no/such/file.csv.
    exit 3
    bucket:v0 (latest) · size unknown · digest 675c165c…
    exit 0
    bucket:v1 (latest) · size unknown · digest c7a6e502…
    exit 0
    error: "http://•••@[" is no URI that can be referred to.
    hint:  URIs are written https://HOST/FILE, s3://BUCKET/FILE or file:///FOLDER/FILE.
    exit 2
    error: "a%3Ab.csv:3" cannot be the name of an artifact: it contains :.
    exit 2"
  `)
})

test('an expired reference is not read', async () => {
  const { given, run, url, requests } = await elsewhere({ content: 'one', etag: '"one"' })
  await run('put', url, '--reference', '--ttl', '1d')
  await given.age(2)
  expect(await run('get', 'data.csv')).toMatch(/expired on TIME UTC/)
  expect(await run('gc')).toMatch(/^took the bytes of 1 expired version/)
  expect(requests).toEqual(['HEAD'])
})

test('what was fetched is removed when the store is closed', async () => {
  const { given, run, url } = await elsewhere({ content: 'one', etag: '"one"' })
  await run('put', url, '--reference')
  const store = openStore({ cwd: given.folder, env: {} })
  const { paths } = await store.open({ project: 'default', name: 'data.csv', alias: 'v0' })
  expect(paths.map(path => readFileSync(path, 'utf8'))).toEqual(['one'])
  await store.close()
  expect(paths.map(path => existsSync(path))).toEqual([false])
})

test('a record that was tampered with writes nothing outside', async () => {
  const { given, run, url } = await elsewhere({ content: 'one', etag: '"one"' })
  await run('put', url, '--reference')
  const client = createClient({ url: `file:${join(given.folder, '.mlcheck/store.db')}` })
  await client.execute("UPDATE version SET referred = replace(referred, 'data.csv\"', '../evil.csv\"')")
  client.close()
  expect(await run('get', 'data.csv')).toMatchInlineSnapshot(`
    "error: The record of data.csv:v0 is damaged: it names a file "../evil.csv", which would be outside of the artifact.
    exit 3"
  `)
})

test('a step takes what is referred to, and its work is taken over without looking', async () => {
  const { origin, requests } = await serveFile({ content: 'price\n10\n20\n', etag: '"one"' })
  const given = pipelineShop()
  const names = ['--project', 'rentals', '--name', 'prices.csv']
  await given.run('artifact', 'put', `${origin}/prices.csv`, '--reference', ...names)
  const total = async () => (await ran(given, 'total')).steps.find(({ name }) => name === 'total')
  expect(await total()).toMatchObject({ state: 'done', summary: { total: 30 } })
  expect(requests.splice(0)).toEqual(['HEAD', 'GET'])
  expect(await total()).toMatchObject({ state: 'cached' })
  expect(requests).toEqual([])
})

test('waiting for a server ends with the command', async () => {
  const interruption = new AbortController()
  const { origin } = await serve(({ method }, response) => {
    if (method === 'HEAD') response.setHeader('etag', '"one"').end()
    else interruption.abort()
  })
  const given = shop()
  await given.run('put', `${origin}/data.csv`, '--reference')
  const opening = openStore({ cwd: given.folder, env: {} }).open(
    { project: 'default', name: 'data.csv', alias: 'v0' },
    { signal: interruption.signal },
  )
  await expect(opening).rejects.toThrow(/could not be fetched: This operation was aborted/)
})

/** A store, and a server with one file; it appears as HOST in what is said. */
async function elsewhere(served: Parameters<typeof serveFile>[0]) {
  const given = shop()
  const server = await serveFile(served)
  const run = async (...args: readonly string[]) =>
    (await given.run(...args)).replaceAll(new URL(server.origin).host, 'HOST')
  return { given, run, ...server }
}
