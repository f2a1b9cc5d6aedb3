import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openStore } from '../../src/store/index.ts'
import { openTracking } from '../../src/store/tracking/index.ts'
import { age, shop } from '../support/artifacts.ts'
import { ran, shop as pipelineShop, states } from '../support/pipeline.ts'

test('a version expires when its time is over, and keeps its record', async () => {
  const given = shop({ 'scratch.csv': 'one' })
  await given.run('put', 'scratch.csv', '--ttl', '30d')
  await given.age(31)
  expect(await given.run('ls')).toMatchInlineSnapshot(`
    "NAME         NEWEST        VERSIONS  TYPE     SIZE  CREATED (UTC)
    scratch.csv  v0 (expired)  1         dataset  3 B   TIME
    exit 0"
  `)
  expect(await given.run('get', 'scratch.csv')).toMatchInlineSnapshot(`
    "error: scratch.csv:v0, put by hand, expired on TIME UTC.
    hint:  Its bytes are there until the next gc. Keep them with: mlcheck artifact ttl "default/scratch.csv:v0" none
    exit 3"
  `)
  expect(await given.run('gc', '--dry-run')).toMatchInlineSnapshot(`
    "would take the bytes of 1 expired version
    would remove 1 unused file (3 B)
    exit 0"
  `)
  expect(await given.run('gc')).toMatchInlineSnapshot(`
    "took the bytes of 1 expired version
    removed 1 unused file (3 B)
    exit 0"
  `)
  expect(given.objects()).toBe(0)
  expect(await given.run('gc')).toMatchInlineSnapshot(`
    "removed 0 unused files
    exit 0"
  `)
  expect(await given.run('ls', 'scratch.csv')).toMatchInlineSnapshot(`
    "VERSION  ALIASES          SIZE  DIGEST    CREATED (UTC)     DESCRIPTION
    v0       latest, expired  3 B   f8895d5a  TIME
    exit 0"
  `)
  expect(await given.run('get', 'scratch.csv')).toMatchInlineSnapshot(`
    "error: scratch.csv:v0, put by hand, expired on TIME UTC.
    hint:  Its bytes are gone. Put the same content again to have it back.
    exit 3"
  `)
  expect(await given.run('show', 'scratch.csv')).toMatchInlineSnapshot(`
    "scratch.csv:v0
      project      default
      aliases      latest
      type         dataset
      digest       f8895d5a2c2b0a1cddecf22879b32f4d1da506a86b50d697e980f1307dfecccd
      created      TIME UTC
      life         expired, its bytes were removed on TIME UTC
      size         3 B

    FILE         SIZE  SHA-256
    scratch.csv  3 B   7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed
    exit 0"
  `)
})

test('a check against an expired version ends with exit code 3', async () => {
  const given = shop({ 'scratch.csv': 'price\n1\n' })
  await given.run('put', 'scratch.csv', '--ttl', '1h')
  await given.age(1)
  const { code, stderr } = await given.workspace.run(
    '--reference',
    'scratch.csv:v0',
    '--sample',
    'scratch.csv',
  )
  expect([code, stderr.split(', expired')[0]]).toEqual([3, 'error: scratch.csv:v0, put by hand'])
})

test('it is whole until then', async () => {
  const given = shop({ 'scratch.csv': 'one' })
  await given.run('put', 'scratch.csv', '--ttl', '30d')
  await given.age(29)
  expect(await given.run('gc')).toMatch(/^removed 0 unused files/)
  expect(await given.run('get', 'scratch.csv', '--to', 'old')).toMatch(/exit 0$/)
})

test('ttl sets the time from when the content was put, and none takes it away', async () => {
  const given = shop({ 'scratch.csv': 'one' })
  await given.run('put', 'scratch.csv')
  await given.age(10)
  expect(await given.run('ttl', 'scratch.csv:v0', '2w')).toMatchInlineSnapshot(`
    "scratch.csv:v0 (latest) · expires on TIME UTC, after 2w
    exit 0"
  `)
  expect(await given.run('ttl', 'scratch.csv:v0', '1w')).toMatchInlineSnapshot(`
    "scratch.csv:v0 (latest, expired) · expired on TIME UTC, gc removes its bytes
    exit 0"
  `)
  expect(await given.run('ttl', 'scratch.csv:v0', 'none')).toMatchInlineSnapshot(`
    "scratch.csv:v0 (latest) · stays for ever
    exit 0"
  `)
  expect(await given.run('ttl', 'scratch.csv:v0', 'soon')).toMatchInlineSnapshot(`
    "error: "soon" is no time to live.
    hint:  Write a whole number with a unit, such as 90s, 30m, 12h, 30d or 2w, or none; a hundred years are the limit.
    exit 2"
  `)
  expect(await given.run('put', 'scratch.csv', '--ttl', '0d')).toMatchInlineSnapshot(`
    "error: --ttl 0d is not possible. Write a whole number with a unit, such as 90s, 30m, 12h, 30d or 2w, or none; a hundred years are the limit.
    exit 2"
  `)
})

test('an alias other than latest holds a version', async () => {
  const given = shop({ 'scratch.csv': 'one' })
  await given.run('put', 'scratch.csv', '--ttl', '1d', '--alias', 'prod')
  await given.age(2)
  expect(await given.run('gc')).toMatch(/^removed 0 unused files/)
  expect(await given.run('get', 'scratch.csv:prod', '--to', 'old')).toMatch(/exit 0$/)
  expect(await given.run('show', 'scratch.csv')).toMatch(/life +expires on TIME UTC, after 1d, unless prod/)
  await given.run('alias', 'scratch.csv', 'prod', '--remove')
  expect(await given.run('gc')).toMatch(/^took the bytes of 1 expired version\nremoved 1 unused file/)
})

test('the same content again brings an expired version back, for as long as before', async () => {
  const given = shop({ 'scratch.csv': 'one' })
  await given.run('put', 'scratch.csv', '--ttl', '1d')
  await given.age(2)
  await given.run('gc')
  expect(await given.run('put', 'scratch.csv')).toMatchInlineSnapshot(`
    "scratch.csv:v0 (latest) · same content as v0, no new version
    exit 0"
  `)
  expect(await given.run('get', 'scratch.csv', '--to', 'old')).toMatch(/exit 0$/)
  await given.age(2)
  expect(await given.run('get', 'scratch.csv', '--to', 'old')).toMatch(/exit 3$/)
})

test('bytes that a version shares with an expired one stay', async () => {
  const given = shop({ 'scratch.csv': 'one' })
  await given.run('put', 'scratch.csv', '--ttl', '1d')
  await given.run('put', 'scratch.csv', '--name', 'kept')
  await given.age(2)
  expect(await given.run('gc')).toMatch(/^took the bytes of 1 expired version\nremoved 0 unused files/)
  expect(await given.run('get', 'kept', '--to', 'old')).toMatch(/exit 0$/)
})

test('an expired version says which run made it', async () => {
  const given = shop({ 'a.csv': 'x\n1\n' })
  const context = { cwd: given.folder, env: {} }
  const store = openStore(context)
  const put = { path: join(given.folder, 'a.csv'), project: 'default', name: 'a', timeToLive: 60 }
  await store.put({ ...put, producedBy: 'aaaa1111bbbb2222' })
  await given.age(1)
  await given.run('gc')
  expect(await given.run('get', 'a')).toMatchInlineSnapshot(`
    "error: a:v0, made by run aaaa1111bbbb2222, expired on TIME UTC.
    hint:  Its bytes are gone. mlcheck runs show aaaa1111 shows how it was made.
    exit 3"
  `)
})

test('work whose output has expired is not recalled', async () => {
  const given = shop({ 'a.csv': 'x\n1\n' })
  await given.run('put', 'a.csv', '--ttl', '1d')
  const context = { cwd: given.folder, env: {} }
  const tracking = openTracking(context)
  const { project, name, version, digest } = await openStore(context).find({
    ...{ project: 'default', name: 'a.csv', alias: 'v0' },
  })
  const outputs = { data: { project, name, version, digest } }
  const work = { key: 'k', run: 'aaaa1111', createdAt: '2026-11-30T10:00:00.000Z', summary: {}, outputs }
  await tracking.write({ cached: [work] })
  expect(await tracking.recall('k')).toEqual(work)
  await given.age(2)
  expect(await tracking.recall('k')).toBeUndefined()
})

test('a step whose output has expired runs again', async () => {
  const given = pipelineShop()
  await ran(given)
  await given.run('artifact', 'ttl', 'rentals/total.txt:v0', '1s')
  await age(join(given.folder, '.mlcheck'), 1)
  expect(states(await ran(given))).toEqual({ download: 'cached', total: 'done', check: 'cached' })
  expect((await given.run('artifact', 'get', 'rentals/total.txt')).code).toBe(0)
})
