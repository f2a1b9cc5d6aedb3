import { expect, test } from 'vitest'
import type { Outcome } from '../../src/core/result.ts'
import { csv, workspace } from '../support/workspace.ts'

const suite = 'columns:\n  genre:\n    - toHaveDistinctValuesIn: { values: [pop, rap] }\n'

async function outcomeOf(
  sample: readonly (string | number)[],
  reference: readonly (string | number)[],
  ...args: readonly string[]
): Promise<Outcome> {
  const given = workspace({
    'a.csv': csv({ genre: sample }),
    'b.csv': csv({ genre: reference }),
    's.yaml': suite,
  })
  const { stdout } = await given.run(
    '--sample',
    'a.csv',
    '--reference',
    'b.csv',
    '--suite',
    's.yaml',
    '--json',
    ...args,
  )
  return JSON.parse(stdout).outcomes[0]
}

test('a set that is left is shown beside the reference, the largest difference first', async () => {
  const { charts } = await outcomeOf(['pop', 'pop', 'Pop', 'rap'], ['pop', 'rap', 'rap', 'rap', 'pop'])
  expect(charts).toEqual([
    {
      kind: 'categories',
      entries: [
        { label: 'rap', sample: 1, reference: 3 },
        { label: 'Pop', sample: 1, reference: 0 },
        { label: 'pop', sample: 2, reference: 2 },
      ],
      total: { sample: 4, reference: 5 },
    },
  ])
})

test('the values beyond the fourteen most different are counted together', async () => {
  const names = Array.from({ length: 20 }, (_, at) => `g${at}`)
  const { charts } = await outcomeOf(names, [...names, ...names])
  expect(charts?.[0]).toMatchObject({ other: { categories: 6, sample: 6, reference: 12 } })
})

test('there is no chart of hundreds of values, nor where no cell is to be shown, nor of a set that is kept', async () => {
  const many = Array.from({ length: 201 }, (_, at) => `g${at}`)
  expect((await outcomeOf(many, ['pop'])).charts).toBeUndefined()
  expect((await outcomeOf(['x'], ['pop'], '--values', 'counts')).charts).toBeUndefined()
  expect((await outcomeOf(['pop'], ['pop'])).charts).toBeUndefined()
})

test('labels that look personal are masked in the chart too', async () => {
  const { charts } = await outcomeOf(['ada@example.org', 'pop'], ['pop'])
  expect(JSON.stringify(charts)).not.toContain('ada@')
})
