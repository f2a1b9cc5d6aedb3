import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { identityOf } from '../../src/cli/identity.ts'
import type { DatasetInfo } from '../../src/core/engine.ts'
import { workspace } from '../support/workspace.ts'

const bytes = 3_000_000

test('data are known by the digest of their file, whether it is an artifact or not', async () => {
  const link = { project: 'p', name: 'n', version: 'v0', digest: 'abc' }
  expect(await identityOf(info({ digest: 'def' }))).toBe('sha256:def')
  expect(await identityOf(info({ digest: 'def', artifact: link }))).toBe('sha256:def')
  expect(await identityOf(info({ artifact: link }))).toBe('artifact:abc')
})

test('files without a digest are known wherever they lie', async () => {
  const { folder } = workspace({ 'a.csv': filled(), 'moved.csv': filled() })
  const [one, other] = ['a.csv', 'moved.csv'].map(name => info({ files: [join(folder, name)] }))
  expect(await identityOf(one ?? info({}))).toBe(await identityOf(other ?? info({})))
})

test.each([0, 1, bytes / 2, bytes - 1])('a change from byte %i on makes them others', async position => {
  const { folder } = workspace({ 'a.csv': filled() })
  const known = info({ files: [join(folder, 'a.csv')] })
  const before = await identityOf(known)
  // As long as the distance of two blocks, so that one of them has a part of it.
  writeFileSync(join(folder, 'a.csv'), filled().fill(1, position, Math.min(bytes, position + bytes / 15)))
  expect(await identityOf(known)).not.toBe(before)
})

test('one byte more, one row more or the same file twice makes them others', async () => {
  const { folder } = workspace({ 'a.csv': filled(), 'b.csv': filled(1) })
  const [a, b] = [join(folder, 'a.csv'), join(folder, 'b.csv')]
  const identities = await Promise.all(
    [{ files: [a] }, { files: [b] }, { files: [a], rows: 11 }, { files: [a, a] }, { files: [a, b] }].map(
      facts => identityOf(info(facts)),
    ),
  )
  expect(new Set(identities).size).toBe(5)
})

test('small files are read whole', async () => {
  const { folder } = workspace({ 'a.csv': 'x'.repeat(70_000) })
  const known = info({ files: [join(folder, 'a.csv')] })
  const before = await identityOf(known)
  writeFileSync(join(folder, 'a.csv'), `${'x'.repeat(66_000)}y${'x'.repeat(3_999)}`)
  expect(await identityOf(known)).not.toBe(before)
})

function filled(more = 0): Buffer {
  return Buffer.alloc(bytes + more)
}

function info(facts: Partial<DatasetInfo>): DatasetInfo {
  return { label: 'new.csv', files: [], format: 'csv', rows: 10, columns: 1, bytes, remarks: [], ...facts }
}
