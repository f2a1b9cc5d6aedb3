import { expect, test } from 'vitest'
import { runCli } from '../support/cli.ts'
import { csv, workspace } from '../support/workspace.ts'

const files = {
  'new.csv': csv({ price: [1, 2, 3], size: [1, null, 3] }),
  's.yaml': `
columns:
  price:
    - toHaveNoNulls: { tags: [nightly, keys] }
    - toHaveValuesBetween: { max: 2, tags: [bounds] }
  size:
    - toHaveNoNulls
`,
  'a.test.ts': `
import { expect, test } from 'mlcheck'
test('tagged', async ({ sample }) => {
  await expect(sample).toHaveUniqueValues('price', { tags: ['keys'] })
  await expect(sample).toHaveNoNulls('size')
})
test('plain', () => { expect(1).toBe(1) })
test('broken', () => { expect(1).toBe(2) })
`,
}

async function outcomes(...args: readonly string[]) {
  const { folder: cwd } = workspace(files)
  const run = (...all: readonly string[]) => runCli(all, { cwd })
  const { stdout, stderr } = await run(
    '--sample',
    'new.csv',
    '--suite',
    's.yaml',
    '--no-report',
    '--json',
    ...args,
  )
  if (stderr !== '') return stderr
  return JSON.parse(stdout).outcomes.map(({ id, status }: Record<string, string>) => `${status} ${id}`)
}

test('--tag selects the checks that have one of the tags', async () => {
  expect(await outcomes('--tag', 'keys')).toEqual(['passed price.not-null'])
  expect(await outcomes('--tag', 'nightly', '--tag', 'bounds')).toEqual([
    'passed price.not-null',
    'failed price.range',
  ])
  expect(await outcomes('--tag', 'bounds', '--only', 'price.not-null')).toMatchInlineSnapshot(`
    "error: The check price.not-null is left out by --tag.
    "
  `)
})

test('--tag selects expectations of test files, whose failures are shown in any case', async () => {
  expect(await outcomes('--tag', 'keys', 'a.test.ts')).toEqual([
    'passed price.not-null',
    'passed price.unique',
    'failed test.broken',
  ])
})

test('a tag that no check has is refused, with the closest one', async () => {
  expect(await outcomes('--tag', 'nightli')).toMatchInlineSnapshot(`
    "error: There is no check with the tag nightli.
    hint:  Did you mean nightly?
    "
  `)
  expect(await outcomes('--tag', 'keys', '--tag', 'x')).toMatchInlineSnapshot(`
    "error: There is no check with the tag x.
    hint:  Tags are nightly, keys, bounds.
    "
  `)
})
