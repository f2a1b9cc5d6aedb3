import { expect, test } from 'vitest'
import { workspace } from '../support/workspace.ts'

test('with several files a line is told with its file', async () => {
  const given = workspace({
    'new/a.csv': 'price\n1\n-2\n3\n',
    'new/b.csv': 'price\n-4\n5\n-6\n',
    's.yaml': 'columns:\n  price:\n    - toHaveValuesBetween: { min: 0 }\n',
  })
  const { stdout } = await given.run('--sample', 'new/*.csv', '--suite', 's.yaml', '--no-report')
  expect(stdout.split('\n').slice(3, 6).join('\n')).toMatchInlineSnapshot(`
    " ✕ price.range  3 of 6 values outside
         Expected price at least 0
         -2 1 · -4 1 · -6 1 · lines 3 of a.csv; 2, 4 of b.csv"
  `)
})
