import { describe, expect, test } from 'vitest'
import { judged } from '../support/judged.ts'
import { csv, workspace } from '../support/workspace.ts'

const upTo = (n: number) => Array.from({ length: n }, (_, index) => index)
const suite = 'columns:\n  price:\n    - toHaveSameDistributionAs\n    - toHaveSameMeanAs\n'

/** 400 prices of 40 shops; those of the last `changed` shops are another matter. */
const prices = (changed: number, rows = 400) =>
  csv({
    price: upTo(rows).map(row => (row % 97) + 0.5 + (row % 40 >= 40 - changed ? 200 : 0)),
    shop: upTo(rows).map(row => `s${row % 40}`),
    share: upTo(rows).map(row => (row % 40 >= 40 - changed ? 0 : 1)),
    kind: upTo(rows).map(row => (row % 40 >= 36 ? 'new' : 'old')),
  })

const files = { 'train.csv': prices(0), 'new.csv': prices(4), 'few.csv': prices(0, 40), 's.yaml': suite }
const run = ['--reference', 'train.csv', '--sample', 'new.csv', '--suite', 's.yaml'] as const
const statuses = async (...args: readonly string[]) => (await judged(workspace(files), ...args)).outcomes

describe('modes', () => {
  test('relevant and certified ask for the effect that they are about', async () => {
    const given = workspace(files)
    for (const mode of ['relevant', 'certified']) {
      const { code, stderr } = await given.run(...run, '--mode', mode)
      expect([code, stderr.replace(mode, 'MODE')]).toEqual([
        2,
        'error: --mode MODE needs the effect that matters.\nhint:  Name it with --min-effect, such as --min-effect 0.1.\n',
      ])
      expect((await given.run(...run, '--mode', mode, '--min-effect', '0')).code).toBe(2)
    }
  })

  test('say of the same change that it is significant, not relevant, or not certified to be small', async () => {
    const given = workspace({ ...files, 'train.csv': prices(0, 4000), 'new.csv': prices(4, 4000) })
    const found: string[] = []
    for (const mode of ['difference', 'relevant', 'certified'])
      found.push(
        ...(await judged(given, ...run, '--only', 'price.ks', '--min-effect', '0.09', '--mode', mode))
          .outcomes,
      )
    expect(found).toEqual(['failed price.ks', 'passed price.ks', 'inconclusive price.ks'])
  })
})

test('few rows decide nothing unless they may', async () => {
  const few = [
    '--reference',
    'few.csv',
    '--sample',
    'few.csv',
    '--suite',
    's.yaml',
    '--only',
    'price.ks',
  ] as const
  expect(await statuses(...few)).toEqual(['inconclusive price.ks'])
  expect(await statuses(...few, '--allow-underpowered')).toEqual(['passed price.ks'])
  expect(await statuses(...few, '--min-effect', '0.6')).toEqual(['passed price.ks'])
})

describe('rows that are not alike', () => {
  test('--cluster makes a change of four shops out of 40 no change', async () => {
    const only = [...run, '--only', 'price.ks'] as const
    expect(await statuses(...only)).toEqual(['failed price.ks'])
    const { outcomes, result } = await judged(workspace(files), ...only, '--cluster', 'shop')
    expect(outcomes).toEqual(['passed price.ks'])
    expect(result.outcomes[0]?.test?.choice).toMatchInlineSnapshot(
      `"40 and 40 clusters of shop were dealt anew as wholes, 200 times; a row tells as much as 0.66 of an independent one."`,
    )
  })

  test('--weight takes rows that stand for none out', async () => {
    const { outcomes, result } = await judged(workspace(files), ...run, '--weight', 'share')
    expect(outcomes).toEqual(['passed price.ks', 'passed price.t'])
    expect(result.outcomes.map(({ test }) => test?.choice)).toMatchInlineSnapshot(`
      [
        "Rows weighted by share tell as much as 400 and 360 rows of equal weight.",
        "Rows weighted by share tell as much as 400 and 360 rows of equal weight.",
      ]
    `)
  })

  test('columns that cannot be clusters or weights are told by the tests that need them', async () => {
    const found: unknown[] = []
    for (const option of ['--cluster shpo', '--weight shop', '--weight wieght']) {
      const { code, result } = await judged(workspace(files), ...run, ...option.split(' '))
      found.push(code, ...result.outcomes.map(({ id, status, found, hint }) => [id, status, found, hint]))
    }
    expect(found).toMatchInlineSnapshot(`
      [
        1,
        [
          "price.ks",
          "errored",
          "There is no column shpo in new.csv.",
          "Did you mean shop?",
        ],
        [
          "price.t",
          "errored",
          "There is no column shpo in new.csv.",
          "Did you mean shop?",
        ],
        1,
        [
          "price.ks",
          "errored",
          "The values of shop in new.csv are each text, so they are no weights.",
          undefined,
        ],
        [
          "price.t",
          "errored",
          "The values of shop in new.csv are each text, so they are no weights.",
          undefined,
        ],
        1,
        [
          "price.ks",
          "errored",
          "There is no column wieght in new.csv.",
          "Columns are price, shop, share, kind.",
        ],
        [
          "price.t",
          "errored",
          "There is no column wieght in new.csv.",
          "Columns are price, shop, share, kind.",
        ],
      ]
    `)
  })

  test('--cluster and --weight exclude each other', async () => {
    const { code, stderr } = await workspace(files).run(...run, '--cluster', 'shop', '--weight', 'share')
    expect([code, stderr]).toMatchInlineSnapshot(`
      [
        2,
        "error: --cluster and --weight cannot be used together.
      hint:  Tests of weighted rows take them for independent.
      ",
      ]
    `)
  })
})

test('the rows that explain a change are named', async () => {
  const { result } = await judged(workspace(files), ...run, '--only', 'price.ks')
  expect(result.outcomes[0]?.test?.region).toMatchInlineSnapshot(`
    {
      "from": 89.5,
      "label": "from 89.5",
      "reference": 0.08,
      "sample": 0.18,
    }
  `)
  expect(result.outcomes[0]?.test?.slice?.sentence).toMatchInlineSnapshot(
    `"91.1 % of the difference comes from the rows with share 0, which are new (10.0 % of the sample); elsewhere the share of values from 89.5 went from 8.0 % to 8.9 %."`,
  )
})
