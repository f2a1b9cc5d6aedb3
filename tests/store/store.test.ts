import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { ArtifactStore, PutRequest } from '../../src/core/artifact.ts'
import { parseArtifactReference } from '../../src/core/artifact.ts'
import { openStore, resolveArtifact } from '../../src/store/index.ts'
import { networkFileSystemName } from '../../src/store/networkFileSystem.ts'
import { backToVersion } from '../support/oldStore.ts'
import { workspace } from '../support/workspace.ts'

test('versions count from zero, latest moves, and the same content is the same version', async () => {
  const given = store({})
  expect(await given.put('one')).toEqual('v0 latest, new')
  expect(await given.put('two')).toEqual('v1 latest, new')
  expect(await given.put('two')).toEqual('v1 latest, known')
  expect(await given.put('one', { aliases: ['prod'] })).toEqual('v0 latest prod, known')
  expect(await given.put('three', { aliases: ['prod'] })).toEqual('v2 latest prod, new')
  expect((await given.store.list()).map(({ version, aliases }) => [version, ...aliases])).toEqual([
    ['v2', 'latest', 'prod'],
    ['v1'],
    ['v0'],
  ])
})

test('the digest is that of the sorted lines of paths and digests', async () => {
  const given = store({ 'folder/b.csv': 'abc', 'folder/a/c.csv': '' })
  const { artifact } = await given.store.put({ path: join(given.folder, 'folder'), project: 'p', name: 'n' })
  // FIPS 180-4: SHA-256 of the empty text and of abc.
  const empty = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
  const abc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
  expect(artifact.files).toEqual([
    { path: 'a/c.csv', size: 0, digest: empty },
    { path: 'b.csv', size: 3, digest: abc },
  ])
  // printf 'a/c.csv:%s\nb.csv:%s\n' $empty $abc | sha256sum
  expect(artifact.digest).toBe('65e73979c14bbc4114dfc136e8779fa37f2fd4c4184b8d21686266d9bba96862')
})

test('opening gives paths that end in the original names', async () => {
  const given = store({ 'folder/b.csv.gz': 'abc', 'folder/a/c d#é.parquet': 'x' })
  await given.store.put({ path: join(given.folder, 'folder'), project: 'default', name: 'n' })
  const { paths, artifact } = await resolveArtifact('n', given.context)
  expect(paths.map(path => path.split('/').slice(-2))).toEqual([
    ['a', 'c d#é.parquet'],
    [artifact.digest, 'b.csv.gz'],
  ])
  expect(paths.map(path => readFileSync(path, 'utf8'))).toEqual(['x', 'abc'])
})

test('the same reference opens the same paths every time', async () => {
  const given = store({})
  await given.put('one')
  const { paths, artifact } = await resolveArtifact('data', given.context)
  expect(await resolveArtifact('data:v0', given.context)).toMatchObject({ paths, artifact })
})

test.each([1, 2, 3, 4])(
  'a store of version %i of the schema is read as it is, and written',
  async version => {
    const given = store({})
    await given.put('one', { metadata: { rows: 1 } })
    await backToVersion(join(given.folder, '.mlcheck/store.db'), version)
    const { paths, artifact } = await given.store.open(parseArtifactReference('data:v0'))
    expect(readFileSync(paths[0] ?? '', 'utf8')).toBe('one')
    expect(artifact).toMatchObject({ metadata: { rows: 1 }, tags: [], isExpired: false })
    expect(await given.store.collectGarbage({ dryRun: true })).toMatchObject({ expiredVersions: 0 })
    expect(await given.put('one', { tags: ['again'], timeToLive: 60 })).toBe('v0 latest, known')
    expect(await given.store.list()).toMatchObject([{ tags: ['again'], timeToLive: 60 }])
  },
)

test('projects do not see each other', async () => {
  const given = store({})
  expect(await given.put('one', { project: 'a' })).toBe('v0 latest, new')
  expect(await given.put('one', { project: 'b' })).toBe('v0 latest, new')
  expect(await given.store.list({ project: 'a' })).toHaveLength(1)
})

test('a removed version is gone, its number is not used again, and latest goes to the newest left', async () => {
  const given = store({})
  for (const content of ['one', 'two', 'three']) await given.put(content)
  await given.store.remove(parseArtifactReference('data:v2'))
  expect((await given.store.find(parseArtifactReference('data'))).version).toBe('v1')
  expect(await given.put('three')).toBe('v3 latest, new')
  for (const version of ['v0', 'v1', 'v3'])
    await given.store.remove(parseArtifactReference(`data:${version}`))
  expect(await given.store.list()).toEqual([])
  expect(await given.put('one', { type: 'model' })).toBe('v4 latest, new')
})

test('a version with an alias is removed only by force', async () => {
  const given = store({})
  await given.put('one', { aliases: ['prod', 'reference'] })
  const reference = parseArtifactReference('data:prod')
  await expect(given.store.remove(reference)).rejects.toThrowErrorMatchingInlineSnapshot(
    `[UserError: data:v0 is in use as prod and reference.]`,
  )
  expect((await given.store.remove(reference, { force: true })).version).toBe('v0')
})

test('a type stays the type of an artifact', async () => {
  const given = store({})
  await given.put('one', { type: 'model' })
  await expect(given.put('two', { type: 'dataset' })).rejects.toThrowErrorMatchingInlineSnapshot(
    `[UserError: The versions of data are of type model, not dataset.]`,
  )
  await given.put('two')
  expect((await given.store.find(parseArtifactReference('data'))).type).toBe('model')
})

test('metadata, description and producer come back as they were', async () => {
  const given = store({})
  const facts = {
    description: 'a "b"\n',
    metadata: { rows: 3, tags: ['x'], __proto__x: null },
    producedBy: 'run7',
  }
  await given.put('one', facts)
  expect(await given.store.find(parseArtifactReference('data'))).toMatchObject(facts)
})

test('reading creates nothing, neither a store nor a file in one', async () => {
  const given = store({})
  expect(await given.store.list()).toEqual([])
  await expect(given.store.open(parseArtifactReference('data'))).rejects.toThrow('is empty')
  await expect(given.store.setAlias(parseArtifactReference('data'), 'prod')).rejects.toThrow('is empty')
  await given.store.collectGarbage()
  expect(existsSync(join(given.folder, '.mlcheck'))).toBe(false)
  await given.put('one')
  const before = readdirSync(given.folder, { recursive: true })
  await resolveArtifact('data', given.context)
  expect(readdirSync(given.folder, { recursive: true })).toEqual(before)
})

test('the nearest store up the tree is used, and MLCHECK_HOME instead of it', async () => {
  const given = store({ 'deep/er/file.csv': 'x' })
  await given.put('one')
  const cwd = join(given.folder, 'deep/er')
  expect(openStore({ cwd, env: {} }).location).toBe(join(given.folder, '.mlcheck'))
  expect(openStore({ cwd, env: { MLCHECK_HOME: '../home' } }).location).toBe(join(given.folder, 'deep/home'))
})

test('a folder with odd characters holds a store', async () => {
  const name = 'odd %41 #?\'"&+;é\\ d'
  const given = store({ [`${name}/x`]: '' })
  const context = { cwd: join(given.folder, name), env: {} }
  const path = join(context.cwd, 'data.csv')
  writeFileSync(path, 'one')
  await openStore(context).put({ path, project: 'default', name: 'data' })
  const { paths } = await resolveArtifact('data', context)
  expect(paths.map(path => readFileSync(path, 'utf8'))).toEqual(['one'])
})

test('the store is left out of a folder that contains it', async () => {
  const given = store({ 'a.csv': 'a' })
  const request = { path: given.folder, project: 'default', name: 'all' }
  const first = await given.store.put(request)
  expect(first.artifact.files.map(({ path }) => path)).toEqual(['a.csv'])
  expect((await given.store.put(request)).isNew).toBe(false)
})

test('a link to a file inside of the folder is stored as that file', async () => {
  const given = store({ 'folder/a.csv': 'a' })
  symlinkSync('a.csv', join(given.folder, 'folder/b.csv'))
  const { artifact } = await given.store.put({
    path: join(given.folder, 'folder'),
    project: 'default',
    name: 'n',
  })
  expect(artifact.files.map(({ path, size }) => [path, size])).toEqual([
    ['a.csv', 1],
    ['b.csv', 1],
  ])
})

test.each([
  ['out of the folder', '../secret.csv'],
  ['to nothing', 'nowhere'],
  ['to a folder', 'sub'],
])('a link %s is refused', async (_, target) => {
  const given = store({ 'folder/sub/a.csv': 'a', 'secret.csv': 's' })
  symlinkSync(target, join(given.folder, 'folder/link'))
  const put = given.store.put({ path: join(given.folder, 'folder'), project: 'default', name: 'n' })
  await expect(put).rejects.toMatchObject({ exitCode: 3, message: expect.stringContaining('link') })
  expect(await given.store.list()).toEqual([])
})

test('what cannot be stored is named', async () => {
  const given = store({ 'folder/line\nbreak.csv': '' })
  mkdirSync(join(given.folder, 'empty'))
  const put = (path: string) =>
    given.store.put({ path: join(given.folder, path), project: 'default', name: 'n' })
  await expect(put('missing.csv')).rejects.toThrow(/^There is no file or folder .*missing\.csv\.$/)
  await expect(put('empty')).rejects.toThrow(/^The folder .*empty has no files in it\.$/)
  await expect(put('folder')).rejects.toThrowErrorMatchingInlineSnapshot(
    `[UserError: The file name "line\\nbreak.csv" contains a control character.]`,
  )
})

test('a store of a newer version of mlcheck is not touched', async () => {
  const given = store({})
  await given.put('one')
  const { createClient } = await import('@libsql/client/sqlite3')
  const client = createClient({ url: `file:${join(given.folder, '.mlcheck/store.db')}` })
  await client.execute('PRAGMA user_version = 999')
  client.close()
  await expect(given.store.list()).rejects.toMatchObject({ exitCode: 3, hint: 'Update mlcheck to read it.' })
  await expect(given.put('two')).rejects.toThrow('newer mlcheck')
})

test('a database that is none is said to be damaged', async () => {
  const given = store({})
  await given.put('one')
  writeFileSync(join(given.folder, '.mlcheck/store.db'), 'not a database, but long enough'.repeat(100))
  await expect(given.store.list()).rejects.toMatchObject({
    exitCode: 3,
    message: expect.stringContaining('is damaged'),
  })
})

test('a damaged object is named, and putting the file again repairs it', async () => {
  const given = store({})
  await given.put('one')
  const object = given.object()
  chmodSync(object, 0o644)
  writeFileSync(object, 'oNe')
  await expect(given.store.open(parseArtifactReference('data'))).rejects.toThrowErrorMatchingInlineSnapshot(
    `[UserError: The file data.csv of data:v0 is damaged: its bytes no longer have the digest 7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed.]`,
  )
  expect(await given.put('one')).toBe('v0 latest, known')
  const { paths } = await given.store.open(parseArtifactReference('data'))
  expect(readFileSync(paths[0] ?? '', 'utf8')).toBe('one')
})

test('a missing object is named', async () => {
  const given = store({})
  await given.put('one')
  renameSync(given.object(), join(given.folder, 'elsewhere'))
  const opened = given.store.open(parseArtifactReference('data'))
  await expect(opened).rejects.toMatchObject({ exitCode: 3 })
  await expect(opened).rejects.toThrowErrorMatchingInlineSnapshot(
    `[UserError: The file data.csv of data:v0 is missing from the store.]`,
  )
})

test('a record that leads out of the store is refused', async () => {
  const given = store({})
  await given.put('one')
  const { createClient } = await import('@libsql/client/sqlite3')
  const client = createClient({ url: `file:${join(given.folder, '.mlcheck/store.db')}` })
  await client.execute("UPDATE file SET path = '../../../outside'")
  client.close()
  await expect(given.store.open(parseArtifactReference('data'))).rejects.toThrowErrorMatchingInlineSnapshot(
    `[UserError: The record of data:v0 is damaged: it names a file "../../../outside", which would be outside of the artifact.]`,
  )
  expect(existsSync(join(given.folder, 'outside'))).toBe(false)
})

test('file systems are told by the magic number of statfs', () => {
  // linux/magic.h: NFS_SUPER_MAGIC, SMB2_MAGIC_NUMBER as a signed field, EXT4_SUPER_MAGIC
  expect([0x6969, 0xfe534d42 | 0, 0xef53].map(networkFileSystemName)).toEqual(['NFS', 'SMB', undefined])
})

function store(files: Readonly<Record<string, string>>) {
  const { folder } = workspace(files)
  const context = { cwd: folder, env: {} }
  const opened: ArtifactStore = openStore(context)
  return {
    folder,
    context,
    store: opened,
    /** Puts this text as `data`, and says what came of it in one line. */
    async put(content: string, request: Partial<PutRequest> = {}): Promise<string> {
      const path = join(folder, 'data.csv')
      writeFileSync(path, content)
      const { artifact, isNew } = await opened.put({ path, project: 'default', name: 'data', ...request })
      return `${[artifact.version, ...artifact.aliases].join(' ')}, ${isNew ? 'new' : 'known'}`
    },
    /** The only object. */
    object(): string {
      const objects = join(folder, '.mlcheck/objects')
      const [file] = readdirSync(objects, { recursive: true, withFileTypes: true }).filter(entry =>
        entry.isFile(),
      )
      return join(file?.parentPath ?? '', file?.name ?? '')
    },
  }
}
