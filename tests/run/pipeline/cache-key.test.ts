import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { type CacheSubject, cacheKey } from '../../../src/run/pipeline/cache-key.ts'

const split: CacheSubject = {
  stage: 'segregate',
  version: '1',
  codeDigest: '',
  params: { testSize: 0.3, stratify: null, columns: ['b', 'a'], nested: { y: 1, x: 2 } },
  inputs: { data: 'd1' },
  seed: 42,
}

test('the key is the digest of all that the outputs follow from, with keys in order', () => {
  const text =
    '{"codeDigest":"","inputs":{"data":"d1"},"outside":null,"params":{"columns":["b","a"],"nested":{"x":2,"y":1},"stratify":null,"testSize":0.3},"schema":1,"seed":42,"stage":"segregate","version":"1"}'
  expect(cacheKey(split)).toBe(createHash('sha256').update(text).digest('hex'))
})

test('the order of keys does not matter, that of lists and every value does', () => {
  const { params, ...others } = split
  expect(
    cacheKey({
      ...others,
      params: { nested: { x: 2, y: 1 }, columns: ['b', 'a'], stratify: null, testSize: 0.3 },
    }),
  ).toBe(cacheKey(split))
  const changes: readonly Partial<CacheSubject>[] = [
    { stage: 'other' },
    { version: '2' },
    { codeDigest: 'c' },
    { params: { ...(params as object), columns: ['a', 'b'] } },
    { params: { ...(params as object), testSize: 0.31 } },
    { inputs: { data: 'd2' } },
    { inputs: { data: 'd1', reference: 'd1' } },
    { seed: 43 },
  ]
  const keys = changes.map(change => cacheKey({ ...split, ...change }))
  expect(new Set([...keys, cacheKey(split)]).size).toBe(changes.length + 1)
})
