import { describe, expect, test } from 'vitest'
import type { Result } from '../../src/core/result.ts'
import { judged } from '../support/judged.ts'
import { csv, workspace } from '../support/workspace.ts'

const numbers = (n: number, numberAt: (row: number) => number) =>
  Array.from({ length: n }, (_, row) => numberAt(row))
const train = csv({
  price: numbers(400, row => (row % 97) + 0.5),
  area: numbers(400, row => (row % 89) + 0.25),
})
const shifted = csv({
  price: numbers(400, row => (row % 97) + 8.5),
  area: numbers(400, row => (row % 89) + 0.25),
})
const suite = `
columns:
  price:
    - toHaveValuesBetween: { max: 50, severity: warning }
    - toHaveNoNulls
    - toHaveMaxBetween: { max: $most }
  area:
    - toHaveNoNulls
`
const files = { 'train.csv': train, 'new.csv': shifted, 's.yaml': suite }
const bySuite = ['--sample', 'new.csv', '--suite', 's.yaml', '--param', 'most=200'] as const
const byReference = ['--reference', 'train.csv', '--sample', 'new.csv'] as const

describe('which checks run', () => {
  test('--only names ids, -t matches ids and expectations', async () => {
    const given = workspace(files)
    expect(
      (await judged(given, ...bySuite, '--only', 'price.max', '--only', 'area.not-null')).outcomes,
    ).toEqual(['passed price.max', 'passed area.not-null'])
    expect((await judged(given, ...bySuite, '-t', '^area')).outcomes).toEqual(['passed area.not-null'])
    expect((await judged(given, ...bySuite, '-t', 'toHaveNoNulls$')).outcomes).toEqual([
      'passed price.not-null',
      'passed area.not-null',
    ])
  })

  test('a test that is left out still counts in its family', async () => {
    const { result } = await judged(workspace(files), ...byReference, '--only', 'price.ks')
    expect(result.families).toMatchObject([{ family: 'ks', size: 2 }])
    expect(result.outcomes).toMatchObject([{ id: 'price.ks', test: { familySize: 2 } }])
  })

  test('--derive adds what follows from the reference to what is written', async () => {
    const given = workspace(files)
    const { outcomes, result } = await judged(given, ...bySuite, ...byReference.slice(0, 2), '--derive')
    expect(result.suites.map(({ derived, checks }) => ({ derived, checks }))).toEqual([
      { derived: false, checks: 4 },
      { derived: true, checks: 10 },
    ])
    expect(outcomes).toEqual(
      expect.arrayContaining(['passed price.max', 'passed price.ks', 'passed area.ks']),
    )
    const { code, stderr } = await given.run(...bySuite, '--derive')
    expect({ code, stderr }).toMatchInlineSnapshot(`
      {
        "code": 2,
        "stderr": "error: There is no reference to derive checks from.
      hint:  Name it with --reference REF.
      ",
      }
    `)
  })

  test('--param gives values to suites, as YAML would read them', async () => {
    const given = workspace(files)
    expect((await judged(given, ...bySuite)).outcomes).toContain('passed price.max')
    expect((await judged(given, ...bySuite, '--param', 'most=20')).outcomes).toContain('failed price.max')
  })

  test('--fail-on warning lets warnings fail the run', async () => {
    const given = workspace(files)
    const verdict = ({ code, result }: Awaited<ReturnType<typeof judged>>) => [
      code,
      result.verdict,
      result.counts.warnings,
    ]
    expect(verdict(await judged(given, ...bySuite))).toEqual([0, 'passed', 1])
    expect(verdict(await judged(given, ...bySuite, '--fail-on', 'warning'))).toEqual([1, 'failed', 1])
  })
})

describe('statistics', () => {
  test.each([
    ['none', 0.05],
    ['bonferroni', 0.025],
    ['sidak', 1 - 0.95 ** 0.5],
    ['holm', 0.025],
    ['bh', 0.025],
  ])('--correction %s gives two tests together the level of one', async (correction, limit) => {
    const { result } = await judged(workspace(files), ...byReference, '--correction', correction)
    expect(result.families).toMatchObject([{ family: 'ks', size: 2, correction }])
    expect(result.families[0]?.limit).toBeCloseTo(limit, 12)
  })

  test('--ks-alpha, --t-alpha and --chi-alpha are the levels of their families', async () => {
    const given = workspace({
      'train.csv': csv({
        price: numbers(60, row => row % 7),
        room: numbers(60, row => row).map(row => `r${row % 3}`),
      }),
      's.yaml':
        'columns:\n  price:\n    - toHaveSameDistributionAs\n    - toHaveSameMeanAs\n  room:\n    - toHaveSameCategorySharesAs\n',
    })
    const { result } = await judged(
      given,
      '--reference',
      'train.csv',
      '--sample',
      'train.csv',
      '--suite',
      's.yaml',
      '--ks-alpha',
      '0.01',
      '--t-alpha',
      '0.02',
      '--chi-alpha',
      '0.03',
    )
    expect(Object.fromEntries(result.families.map(({ family, alpha }) => [family, alpha]))).toEqual({
      ks: 0.01,
      t: 0.02,
      'chi-square': 0.03,
    })
  })

  test('a stricter level lets a difference pass', async () => {
    const given = workspace(files)
    const { result } = await judged(given, ...byReference, '--only', 'price.ks')
    const pValue = result.outcomes[0]?.test?.pValue ?? 0
    expect(pValue).toBeGreaterThan(1e-4)
    expect((await judged(given, ...byReference, '--only', 'price.ks', '--ks-alpha', '0.2')).code).toBe(1)
    expect((await judged(given, ...byReference, '--only', 'price.ks', '--ks-alpha', '0.00001')).code).toBe(0)
  })

  test('--min-effect lets a difference pass that is too small to matter', async () => {
    const given = workspace(files)
    const only = [...byReference, '--ks-alpha', '0.2', '--only', 'price.ks'] as const
    expect((await judged(given, ...only, '--min-effect', '0.01')).code).toBe(1)
    expect((await judged(given, ...only, '--min-effect', '0.5')).code).toBe(0)
  })
})

describe('how files are read', () => {
  const wide = 'table:\n  - toHaveRowCount: { min: 1 }\n'
  const read = async (bytes: string | Uint8Array, ...flags: readonly string[]) => {
    const given = workspace({ 'new.txt': bytes, 's.yaml': wide })
    const { result } = await judged(given, '--sample', 'new.txt', '--suite', 's.yaml', ...flags)
    return { rows: result.sample?.rows, columns: columnsOf(result) }
  }

  test('--missing names cells without a value', async () => {
    expect(await read('a,b\n1,NA\n-99,2\n', '--missing', 'NA', '--missing', '-99')).toEqual({
      rows: 2,
      columns: ['a integer', 'b integer'],
    })
    expect(await read('a,b\n1,NA\n-99,2\n')).toEqual({ rows: 2, columns: ['a integer', 'b string'] })
  })

  test('--delimiter takes one character, or \\t', async () => {
    expect(await read('a|b,c\n1|2\n', '--delimiter', '|')).toEqual({
      rows: 1,
      columns: ['a integer', 'b,c integer'],
    })
    expect(await read('a,b\tc\n1\t2\n', '--delimiter', '\\t')).toEqual({
      rows: 1,
      columns: ['a,b integer', 'c integer'],
    })
  })

  test('--no-header makes the first line data', async () => {
    expect((await read('1,2\n3,4\n', '--no-header')).rows).toBe(2)
  })

  test('--encoding names that of the text', async () => {
    expect(await read(Buffer.from('prénom\nZoë\n', 'latin1'), '--encoding', 'latin-1')).toEqual({
      rows: 1,
      columns: ['prénom string'],
    })
  })

  test('--format goes before the name of the file', async () => {
    expect(await read('{"a":1}\n{"a":2}\n', '--format', 'ndjson')).toEqual({
      rows: 2,
      columns: ['a integer'],
    })
  })
})

describe('what the engine may use', () => {
  test('a limit of memory and one thread change no verdict', async () => {
    const given = workspace(files)
    const { outcomes } = await judged(given, ...byReference)
    expect(
      (await judged(given, ...byReference, '--memory-limit', '512MB', '--threads', '1')).outcomes,
    ).toEqual(outcomes)
  })

  test('too little memory is said, with exit code 3', async () => {
    const { code, stderr } = await workspace(files).run(...byReference, '--memory-limit', '1KB')
    expect(`exit code ${code}\n${stderr}`).toMatchInlineSnapshot(`
      "exit code 3
      error: Out of memory: the memory limit is too low for this data.
      hint:  Allow it more memory, or fewer threads: each thread needs memory of its own.
      "
    `)
  })
})

test('the scans of a run do not grow with its expectations', async () => {
  const bounds = (n: number) => {
    const line = (max: number) =>
      `    - toHaveValuesBetween: { max: ${max} }\n    - toHaveMeanBetween: { max: ${max} }\n`
    return `columns:\n${['price', 'area']
      .map(
        name =>
          `  ${name}:\n${numbers(n, row => row + 1000)
            .map(line)
            .join('')}`,
      )
      .join('')}`
  }
  const given = workspace({ ...files, 'few.yaml': bounds(3), 'many.yaml': bounds(50) })
  const few = await judged(given, '--sample', 'new.csv', '--suite', 'few.yaml')
  const many = await judged(given, '--sample', 'new.csv', '--suite', 'many.yaml')
  expect([few.result.outcomes.length, many.result.outcomes.length]).toEqual([12, 200])
  expect(many.result.run.queries).toEqual(few.result.run.queries)
  expect(many.result.run.queries).toEqual({ sample: 1, reference: 0 })
})

function columnsOf(result: Result): readonly string[] {
  return result.columns.map(({ name, type }) => `${name} ${type}`)
}
