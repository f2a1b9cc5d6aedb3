import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runStatisticsCases } from './statistics.ts'

// scipy.stats.norm.sf(5) and ttest_ind([1, 2, 3, 4], [2, 3, 4, 9], equal_var=False)
const tail = '{"id":"tail","fn":"norm_sf","args":{"z":5},"expect":{"value":2.866515718791939e-07}}'
const welch = '"fn":"ttest_ind","args":{"equal_var":false},"x":{"inline":[1,2,3,4]},"y":{"inline":[2,3,4,9]}'

test('a case passes when all fields agree', () => {
  const found = run(tail, `{"id":"welch",${welch},"expect":{"n1":4,"p_two":0.3004189689727079}}`)
  expect(found).toMatchObject({ passed: 2, failed: 0, compared: 3 })
})

test('a case fails with each field that differs', () => {
  const { failures } = run(`{"id":"welch",${welch},"expect":{"n1":5,"p_two":0.3,"df":"NaN"}}`)
  expect(failures).toMatchInlineSnapshot(`
    [
      "welch: n1 is 4, not 5; p_two is 0.3004189689727079, not 0.3; df is 4.004618937644342, not "NaN"",
    ]
  `)
})

test('a field without a counterpart is counted, and does not make a case pass', () => {
  const { failures, ignored } = run('{"id":"tail","fn":"norm_sf","args":{"z":5},"expect":{"log":-15}}')
  expect(failures).toEqual(['tail: nothing could be compared'])
  expect([...ignored]).toEqual([['norm_sf: log', 1]])
})

test('a function without a counterpart fails', () => {
  expect(run('{"id":"one","fn":"norm_pdf","args":{},"expect":{"value":1}}').failures).toEqual([
    'one: there is no function norm_pdf',
  ])
})

test('a generated array must have its four check values', () => {
  const x = '{"gen":{"prng":"mulberry32","seed":1,"n":3,"dist":"u"},"check":[0.5,0.5,0.5,0.5]}'
  const { failures } = run(
    `{"id":"one","fn":"ttest_ind","args":{},"x":${x},"y":{"inline":[1,2]},"expect":{"n1":3}}`,
  )
  expect(failures).toMatchInlineSnapshot(`
    [
      "one: Error: The generated values 0.6270739405881613, 0.002735721180215478, 0.002735721180215478, 0.5274470399599522 are not 0.5, 0.5, 0.5, 0.5.",
    ]
  `)
})

test('a line that is no case is told by its number', () => {
  expect(() => run(tail, '{"id":')).toThrow(/cases\.jsonl:2 is not JSON/)
  expect(() => run(tail, '', '7')).toThrow(/cases\.jsonl:3 is not a case: it has no id, fn or expect\.$/)
  expect(() => runStatisticsCases('/nowhere.jsonl')).toThrow('There is no file /nowhere.jsonl.')
})

function run(...lines: readonly string[]) {
  const path = join(mkdtempSync(join(tmpdir(), 'mlcheck-')), 'cases.jsonl')
  writeFileSync(path, lines.join('\n'))
  return runStatisticsCases(path)
}
