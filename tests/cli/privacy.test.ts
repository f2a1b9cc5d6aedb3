import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { reporters } from '../../reports/index.ts'
import { csv, workspace } from '../support/workspace.ts'

/** Each in cells of a column whose name does not tell. */
const secrets = [
  'ada.lovelace@example.org',
  '4111111111111111',
  '5500 0055 5555 5559',
  'DE89370400440532013000',
  'GB29 NWBK 6016 1331 9268 19',
  'AKIAIOSFODNN7EXAMPLE',
  `ghp_${'x7Q2'.repeat(9)}`,
  `glpat-${'k9_Z'.repeat(5)}`,
  `sk_live_${'4eC39'.repeat(4)}`,
  'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abcDEF123',
  'A sentence that somebody wrote about themselves, and nobody else is to read it',
]

const data = csv({
  note: [...secrets, ...secrets, 'fine', 'fine'],
  surname: Array.from({ length: 24 }, (_, row) => `Familienname${row % 3}`),
  phone: Array.from({ length: 24 }, (_, row) => 4_915_112_345_670 + row),
  price: Array.from({ length: 24 }, (_, row) => (row === 5 ? 1e6 : row)),
})
const reference = csv({
  note: Array.from({ length: 24 }, (_, row) => (row % 2 ? 'fine' : 'good')),
  surname: Array.from({ length: 24 }, () => 'Familienname9'),
  phone: Array.from({ length: 24 }, (_, row) => 4_915_112_300_000 + row),
  price: Array.from({ length: 24 }, (_, row) => row + 0.5),
})
const suite = `
columns:
  note:
    - toHaveDistinctValuesIn: { values: [fine, good] }
    - toHaveUniqueValues
    - toHaveSameCategorySharesAs
  surname:
    - toHaveUniqueValues
    - toHaveValuesInReference
  phone:
    - toHaveValuesBetween: { max: 5 }
    - toHaveValuesInReference
  price:
    - toHaveValuesBetween: { max: 100 }
`
const kept = [...secrets, 'Familienname', '49151123456', '4,915,112,345']

test('no report shows what is personal or secret, nor does what is written beside them', async () => {
  const given = workspace({ 'new.csv': data, 'train.csv': reference, 's.yaml': suite })
  const names = Object.keys(reporters)
  const { code, stdout, stderr } = await given.run(
    ...[
      '--sample',
      'new.csv',
      '--reference',
      'train.csv',
      '--suite',
      's.yaml',
      '--series',
      'weekly',
      '--verbose',
    ],
    ...names.flatMap(name => ['--reporter', `${name}=out/${name}`]),
  )
  expect(code).toBe(1)
  const written = given.files().filter(file => /^(out|mlcheck-report)\/[^/]+$/.test(file))
  expect(written).toHaveLength(names.length + 2)
  const texts = written.map(file => readFileSync(join(given.folder, file), 'utf8'))
  for (const text of [stdout, stderr, ...texts]) for (const secret of kept) expect(text).not.toContain(secret)
  // The findings themselves are there.
  expect(texts.filter(text => text.includes('surname.unique'))).toHaveLength(written.length)
})

test('--values counts shows how often and where, and no cell', async () => {
  const given = workspace({
    'new.csv': csv({ genre: ['pop', 'rokc', 'rokc', 'jaz'] }),
    's.yaml':
      "columns:\n  genre:\n    - toHaveDistinctValuesIn: { values: [pop] }\n    - toHaveValuesMatching: { pattern: '^p' }\n",
  })
  const { stdout } = await given.run(
    '--sample',
    'new.csv',
    '--suite',
    's.yaml',
    '--values',
    'counts',
    '--json',
  )
  expect(stdout).not.toMatch(/rokc|jaz/)
  expect(JSON.parse(stdout).outcomes[1].unexpected).toMatchInlineSnapshot(`
    {
      "count": 3,
      "distinct": 2,
      "of": 4,
      "positionKind": "line",
      "positions": [
        3,
        4,
        5,
      ],
      "values": [
        {
          "count": 2,
          "masked": true,
          "positions": [
            3,
            4,
          ],
          "value": "not shown",
        },
        {
          "count": 1,
          "masked": true,
          "positions": [
            5,
          ],
          "value": "not shown",
        },
      ],
    }
  `)
})
