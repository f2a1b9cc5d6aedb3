import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Result } from '../../src/core/result.ts'
import { openHistory } from '../../src/store/index.ts'
import { runCli } from '../support/cli.ts'
import { judged } from '../support/judged.ts'
import { csv, type Workspace, workspace } from '../support/workspace.ts'

const suite = `columns:
  price:
    - toHaveNoNulls
table:
  - toHaveSameDistributionAs: { columns: [price, nights] }
`

describe('--confirm 2', () => {
  test('fails a test once two batches in a row reject it', async () => {
    const given = shop({ week1: 'steady', week2: 'shifted', week3: 'shifted', week4: 'steady' })
    const first = await given.judge('week1', '--confirm', '2')
    expect([first.code, first.result.counts.warnings]).toEqual([0, 0])

    const second = await given.judge('week2', '--confirm', '2')
    expect([second.code, second.result.verdict]).toEqual([0, 'passed'])
    expect(ks(second)).toMatchObject({
      status: 'failed',
      severity: 'warning',
      hint: expect.stringMatching(/; this awaits confirmation by the next batch\.$/),
    })

    const third = await given.judge('week3', '--confirm', '2')
    expect([third.code, ks(third)?.severity]).toEqual([1, 'error'])
    expect(ks(third)?.hint).not.toContain('awaits')
    expect((await given.judge('week4', '--confirm', '2')).code).toBe(0)
  })

  test('judges the same sample again as it did before', async () => {
    const given = shop({ week1: 'shifted', week2: 'shifted' })
    for (const time of [1, 2, 3])
      expect([time, (await given.judge('week1', '--confirm', '2')).code]).toEqual([time, 0])
    for (const time of [1, 2])
      expect([time, (await given.judge('week2', '--confirm', '2')).code]).toEqual([time, 1])
    const { result } = await given.judge('week1', '--confirm', '2')
    expect(result.series).toEqual({ name: 'weekly', batch: 1, confirm: 2 })
  })

  test('starts anew after a batch without the alarm', async () => {
    const given = shop({ week1: 'shifted', week2: 'steady', week3: 'shifted' })
    const codes = []
    for (const week of ['week1', 'week2', 'week3'])
      codes.push((await given.judge(week, '--confirm', '2')).code)
    expect(codes).toEqual([0, 0, 0])
  })

  test('starts anew after a person accepted the batch', async () => {
    const given = shop({ week1: 'shifted', week2: 'shifted', week3: 'shifted', week4: 'shifted' })
    await given.judge('week1', '--confirm', '2')
    const { result, code } = await given.judge('week2', '--confirm', '2')
    expect(code).toBe(1)
    await given.run('accept', result.run.id.slice(0, 8))
    expect((await given.judge('week3', '--confirm', '2')).code).toBe(0)
    expect((await given.judge('week4', '--confirm', '2')).code).toBe(1)
  })

  test('leaves alone what is no test, and what could not be judged', async () => {
    const given = shop({ week1: 'holes' })
    const { code, result } = await given.judge('week1', '--confirm', '2')
    expect(code).toBe(1)
    expect(result.outcomes.map(({ id, status, severity }) => `${id} ${status} ${severity}`)).toEqual([
      'price.ks passed error',
      'nights.ks errored error',
      'price.not-null failed error',
    ])
  })

  test('counts the batches that an alarm still awaits', async () => {
    const given = shop({ week1: 'shifted', week2: 'shifted', week3: 'shifted' })
    expect(ks(await given.judge('week1', '--confirm', '3'))?.hint).toContain('by the next 2 batches.')
    expect(ks(await given.judge('week2', '--confirm', '3'))?.hint).toContain('by the next batch.')
    expect((await given.judge('week3', '--confirm', '3')).code).toBe(1)
  })

  test('holds for matchers, whose tests go on after an alarm that is not confirmed', async () => {
    const given = shop({ week1: 'shifted', week2: 'shifted' })
    writeFileSync(
      join(given.folder, 'drift.test.ts'),
      `import { expect, test } from 'mlcheck'
      test('no drift', async ({ sample, reference }) => {
        await expect(sample).toHaveSameDistributionAs(reference, { columns: ['price'] })
        await expect(sample).toHaveSameDistributionAs(reference, { columns: ['price'], alpha: 0.01 })
        await expect(sample).toHaveNoNulls('price')
      })
      test('drift is wanted', async ({ sample }) => {
        await expect(sample).not.toHaveSameDistributionAs('price')
      })`,
    )
    const run = async (week: string) => {
      const args = ['--reference', 'train.csv', '--sample', `${week}.csv`, 'drift.test.ts']
      const { code, stdout } = await runCli([...args, '--confirm', '2', '--json', '--no-report'], {
        cwd: given.folder,
      })
      const { outcomes }: Result = JSON.parse(stdout)
      return [code, ...outcomes.map(({ id, status, severity }) => `${id} ${status} ${severity}`)]
    }
    expect(await run('week1')).toMatchInlineSnapshot(`
      [
        0,
        "price.ks failed warning",
        "price.ks.2 failed warning",
        "price.not-null passed error",
        "price.not-ks passed warning",
      ]
    `)
    expect(await run('week2')).toMatchInlineSnapshot(`
      [
        1,
        "price.ks failed error",
        "price.not-ks passed warning",
      ]
    `)
  })

  test('shows its sentence in every report', async () => {
    const given = shop({ week1: 'shifted' })
    const { stdout, code } = await given.run(
      ...given.args('week1', '--confirm', '2'),
      ...[
        '--reporter',
        'pretty',
        '--reporter',
        'markdown',
        '--reporter',
        'github',
        '--reporter',
        'junit=a.xml',
      ],
    )
    expect(code).toBe(0)
    const said = /this awaits\s+confirmation by the next batch/g
    expect(stdout.match(said)).toHaveLength(3)
    for (const file of ['a.xml', 'mlcheck-report/index.html'])
      expect(readFileSync(join(given.folder, file), 'utf8')).toMatch(said)
    expect(stdout).toContain('Series        weekly, batch 1 (an alarm needs 2 batches in a row)')
  })
})

describe('--horizon spend', () => {
  test('leaves each batch a smaller part of every alpha', async () => {
    const given = shop({ week1: 'steady', week2: 'steady', week3: 'steady' })
    const alphas = []
    for (const week of ['week1', 'week2', 'week3']) {
      const { result } = await given.judge(week, '--horizon', 'spend', '--ks-alpha', '0.1')
      alphas.push(result.families[0]?.alpha, ks({ result })?.test?.alpha, result.series?.share)
    }
    // Python: [6 * a / (pi * t) ** 2 for t in (1, 2, 3) for a in (.1, .1, 1)]
    const expected = [
      0.06079271018540267, 0.06079271018540267, 0.6079271018540267, 0.015198177546350666,
      0.015198177546350666, 0.15198177546350666, 0.006754745576155853, 0.006754745576155853,
      0.06754745576155852,
    ]
    expect(alphas.map(alpha => alpha?.toFixed(15))).toEqual(expected.map(alpha => alpha.toFixed(15)))
  })

  test('spends a level of a single check too', async () => {
    const given = shop({ week1: 'steady', week2: 'steady' })
    writeFileSync(
      join(given.folder, 's.yaml'),
      'table:\n  - toHaveSameDistributionAs: { columns: [price], alpha: 0.2 }\n',
    )
    await given.judge('week1', '--horizon', 'spend')
    const { result } = await given.judge('week2', '--horizon', 'spend')
    // Python: 6 * .2 / (pi * 2) ** 2
    expect(result.families).toMatchObject([{ alpha: expect.closeTo(0.03039635509270133, 15) }])
  })

  test('spends nothing when the same bytes are judged again under another name', async () => {
    const given = shop({ week1: 'steady', week2: 'steady' })
    await given.judge('week1', '--horizon', 'spend')
    await given.judge('week2', '--horizon', 'spend')
    given.copy('week2.csv', 'again.csv')
    const { result } = await given.judge('again', '--horizon', 'spend')
    expect(result.series?.batch).toBe(2)
  })

  test('counts a failed batch as well', async () => {
    const given = shop({ week1: 'shifted', week2: 'steady' })
    expect((await given.judge('week1', '--horizon', 'spend')).code).toBe(1)
    expect((await given.judge('week2', '--horizon', 'spend')).result.series?.batch).toBe(2)
  })

  test('is exit code 3 before anything is judged where the history cannot be written', async () => {
    const given = shop({ week1: 'steady' })
    writeFileSync(join(given.folder, '.mlcheck'), 'a file')
    expect(await given.run(...given.args('week1', '--horizon', 'spend'))).toMatchInlineSnapshot(`
      {
        "code": 3,
        "stderr": "error: The store .mlcheck cannot be written because a file is in the place of a folder.
      ",
        "stdout": "",
      }
    `)
    expect(given.files()).not.toContain('mlcheck-report')
  })
})

describe('a run is recorded', () => {
  const names = async (given: Workspace) =>
    openHistory({ cwd: given.folder, env: { MLCHECK_HOME: join(given.folder, '.mlcheck') } }).seriesNames()

  test('nowhere, unless an option asks for it or there is a store', async () => {
    const given = shop({ week1: 'steady' })
    const plain = ['--reference', 'train.csv', '--sample', 'week1.csv', '--no-report'] as const
    const { result } = await judged(given, ...plain)
    expect([result.series, given.files().includes('.mlcheck')]).toEqual([undefined, false])
    await given.run('artifact', 'put', 'train.csv')
    expect((await judged(given, ...plain)).result.series).toEqual({ name: 'train.csv', batch: 1 })
    expect(await names(given)).toEqual(['train.csv'])
  })

  test('after its suites and files, or the reference without its version', async () => {
    const given = shop({ week1: 'steady' })
    await given.run('artifact', 'put', 'train.csv', '--name', 'rentals', '--alias', 'prod')
    writeFileSync(join(given.folder, 'b.yaml'), 'name: bounds\ntable:\n  - toHaveRowCount: { min: 1 }\n')
    const sample = ['--sample', 'week1.csv', '--no-report'] as const
    await given.run('--reference', 'rentals:prod', ...sample)
    await given.run('--reference', 'rentals:v0', ...sample)
    await given.run('--reference', 'train.csv', ...sample, '--suite', 's.yaml', '--suite', 'b.yaml')
    await given.run('--reference', 'train.csv', ...sample, '--suite', 'b.yaml', '--suite', 's.yaml')
    expect(await names(given)).toEqual(['bounds + s', 'rentals'])
  })

  test('not with --no-history, and not as a part', async () => {
    const given = shop({ week1: 'steady', week2: 'steady' })
    await given.judge('week1')
    const { result } = await given.judge('week2', '--only', 'price.ks', '--horizon', 'spend')
    expect(result.series).toMatchObject({ batch: 2, share: expect.closeTo(0.152, 3) })
    await given.judge('week2', '-t', 'ks')
    await given.run(...given.args('week2', '--explain'))
    await given.run('--sample', 'week2.csv', '--suite', 's.yaml', '--no-history')
    const { stdout } = await given.run('history', '--json')
    expect(JSON.parse(stdout)).toMatchObject([{ series: 'weekly', batch: 1, sample: { label: 'week1.csv' } }])
  })

  test('or says why not, and the verdict stands', async () => {
    const given = shop({ week1: 'steady' })
    writeFileSync(join(given.folder, '.mlcheck'), 'a file')
    const { code, stderr, stdout } = await given.run(...given.args('week1'))
    expect(stdout).toContain('All 3 expectations were met.')
    expect({ code, stderr }).toMatchInlineSnapshot(`
      {
        "code": 0,
        "stderr": "warning: The store .mlcheck cannot be written because a file is in the place of a folder.
      hint:  The run is not recorded. --no-history says nothing of it.
      ",
      }
    `)
  })

  test('or says that its store may only be read', async () => {
    const given = shop({ week1: 'steady', week2: 'steady' })
    await given.judge('week1')
    const home = join(given.folder, '.mlcheck')
    for (const name of readdirSync(home)) chmodSync(join(home, name), name === 'store.db' ? 0o444 : 0o555)
    for (const folder of [home, given.folder]) chmodSync(folder, 0o555)
    onTestFinished(() => chmodSync(given.folder, 0o755))
    onTestFinished(() => chmodSync(home, 0o755))
    // Permissions do not hold back root, so that the run is somebody else's then: nobody's.
    const uid = process.getuid?.() === 0 ? 65_534 : undefined
    const run = async (...args: readonly string[]) => {
      const options = { cwd: given.folder, uid }
      const { code, stderr } = await runCli([...given.args('week2', ...args), '--no-report'], options)
      return { code, stderr }
    }
    expect(await run()).toMatchInlineSnapshot(`
      {
        "code": 0,
        "stderr": "warning: The store's database .mlcheck/store.db may not be written.
      hint:  The run is not recorded. --no-history says nothing of it.
      ",
      }
    `)
    expect(await run('--confirm', '2')).toMatchInlineSnapshot(`
      {
        "code": 3,
        "stderr": "error: The store's database .mlcheck/store.db may not be written.
      ",
      }
    `)
  })

  test('when nothing could be judged, not at all', async () => {
    const given = shop({ week1: 'steady' })
    writeFileSync(join(given.folder, 's.yaml'), 'columns:\n  price:\n    - toHaveMinBetween: { min: 1 }\n')
    writeFileSync(join(given.folder, 'week1.csv'), 'price,nights\n,1\n')
    expect((await given.judge('week1')).result.verdict).toBe('nothing-checked')
    expect(await names(given)).toEqual([])
  })
})

describe('mlcheck history', () => {
  test('lists batches, the newest first', async () => {
    const given = shop({ week1: 'steady', week2: 'shifted', week3: 'shifted' })
    for (const week of ['week1', 'week2', 'week3'])
      await given.judge(week, '--horizon', 'spend', '--confirm', '2')
    const { code, stdout } = await given.run('history', 'weekly')
    const shown = stdout
      .replace(/\d{4}-\d\d-\d\d \d\d:\d\d/g, 'YYYY-MM-DD HH:MM')
      .replace(/[\da-f]{8}$/gm, 'ID')
    expect([code, shown]).toMatchInlineSnapshot(`
      [
        0,
        "weekly: 3 batches
      BATCH  WHEN (UTC)        SAMPLE     VERDICT  ACCEPTED  FAILED      ALPHA   RUN
      3      YYYY-MM-DD HH:MM  week3.csv  failed   no        price.ks    0.0034  ID
      2      YYYY-MM-DD HH:MM  week2.csv  passed   yes       (price.ks)  0.0076  ID
      1      YYYY-MM-DD HH:MM  week1.csv  passed   yes       –           0.03    ID
      ",
      ]
    `)
  })

  test('says what to do where there is nothing, and creates nothing', async () => {
    const given = workspace()
    expect(await given.run('history')).toMatchInlineSnapshot(`
      {
        "code": 0,
        "stderr": "Nothing is recorded in DIR/.mlcheck.
      hint:  Runs are recorded with --series NAME, and wherever there is a store.
      ",
        "stdout": "",
      }
    `)
    expect(given.files()).toEqual([])
  })

  test('names the closest series', async () => {
    const given = shop({ week1: 'steady' })
    await given.judge('week1')
    expect((await given.run('history', 'weakly')).stderr).toMatchInlineSnapshot(`
      "error: There is no series weakly in .mlcheck.
      hint:  Did you mean weekly?
      "
    `)
  })
})

describe('mlcheck accept', () => {
  test('lets a failed batch count as good, until that is revoked', async () => {
    const given = shop({ week1: 'shifted' })
    const { result } = await given.judge('week1')
    const id = result.run.id.slice(0, 8)
    const said = async (...args: readonly string[]) =>
      (await given.run('accept', ...args)).stdout.replace(id, 'ID')
    expect(await said(id)).toBe('ID, batch 1 of weekly (week1.csv), is accepted\n')
    expect((await given.run('history')).stdout).toContain('failed   yes, by hand')
    expect(await said(result.run.id, '--revoke')).toBe('ID, batch 1 of weekly (week1.csv), is not accepted\n')
    expect((await given.run('history')).stdout).toContain('failed   no, by hand')
  })

  test('knows no run of another id', async () => {
    const given = workspace()
    expect((await given.run('accept', 'abc')).code).toBe(2)
    expect((await given.run('accept', 'abcd')).code).toBe(3)
    expect(given.files()).toEqual([])
  })
})

describe('the name of a series', () => {
  test.each([
    '../../etc/passwd',
    `it's "quoted"; DROP TABLE batch; --`,
    '<b>価格</b> & co',
    '$(touch x)',
    '--',
  ])('%s is a name and nothing else', async name => {
    const given = shop({ week1: 'steady' })
    const { result } = await judged(
      given,
      ...['--reference', 'train.csv', '--sample', 'week1.csv', '--suite', 's.yaml', `--series=${name}`],
    )
    expect(result.series?.name).toBe(name)
    expect((await given.run('history')).stdout).toContain(`${name}: 1 batch\n`)
    expect(given.files().filter(file => !file.startsWith('.mlcheck'))).toEqual([
      's.yaml',
      'train.csv',
      'week1.csv',
    ])
  })

  test('has no character that cannot be seen', async () => {
    const { code, stderr } = await shop({}).run('--series', 'a\u001b[2J\u202e', '--sample', 'x.csv')
    expect([code, stderr]).toMatchInlineSnapshot(`
      [
        2,
        "error: --series a␛[2J\\u202e is not possible. It contains an invisible character.
      ",
      ]
    `)
  })

  test('of a suite that has such characters goes without them', async () => {
    const given = shop({ week1: 'steady' })
    writeFileSync(join(given.folder, 's.yaml'), 'name: "a\\e[2J"\ntable:\n  - toHaveRowCount: { min: 1 }\n')
    await given.run('--sample', 'week1.csv', '--suite', 's.yaml', '--confirm', '2')
    expect((await given.run('history')).stdout).toContain('a [2J: 1 batch\n')
  })
})

test.each([
  [['--confirm', '1']],
  [['--confirm', '2.5']],
  [['--horizon', 'spent']],
  [['--confirm', '2', '--no-history']],
  [['--series', 'weekly', '--no-history']],
  [['--confirm', '2', '--fail-on', 'warning']],
])('%j is refused', async args => {
  const given = shop({ week1: 'steady' })
  const { code, stderr } = await given.run('--sample', 'week1.csv', '--suite', 's.yaml', ...args)
  expect({ code, stderr }).toMatchSnapshot()
})

test('a series without a sample is refused', async () => {
  const given = shop({})
  writeFileSync(join(given.folder, 'a.test.ts'), '')
  expect((await given.run('a.test.ts', '--series', 'weekly')).stderr).toMatchInlineSnapshot(`
    "error: --series is about samples, and there is none.
    hint:  Name it with --sample REF.
    "
  `)
})

type Kind = 'steady' | 'shifted' | 'holes'

/** Weeks of prices; steady ones are like the reference, shifted ones are not, and others lack values and a column. */
function shop(weeks: Readonly<Record<string, Kind>>) {
  const files = Object.entries(weeks).map(([name, kind], index) => [`${name}.csv`, week(kind, 150 + index)])
  const given = workspace({ 'train.csv': week('steady', 400), 's.yaml': suite, ...Object.fromEntries(files) })
  const args = (name: string, ...more: readonly string[]) => [
    ...['--reference', 'train.csv', '--sample', `${name}.csv`, '--suite', 's.yaml', '--series', 'weekly'],
    ...more,
  ]
  return {
    ...given,
    args,
    judge: (name: string, ...more: readonly string[]) => judged(given, ...args(name, ...more)),
    copy: (from: string, to: string) =>
      writeFileSync(join(given.folder, to), week(weeks[from.replace('.csv', '')] ?? 'steady', 151)),
  }
}

function week(kind: Kind, rows: number): string {
  const numbers = Array.from({ length: rows }, (_, row) => ((row * 7919) % 997) / 10)
  const nights = Array.from({ length: rows }, (_, row) => (row * 31) % 17)
  if (kind === 'holes')
    return csv({ price: numbers.map((price, row) => (row % 9 === 0 ? null : price)), other: nights })
  return csv({ price: numbers.map(price => (kind === 'shifted' ? price / 2 + 40 : price)), nights })
}

function ks({ result }: Pick<Awaited<ReturnType<typeof judged>>, 'result'>) {
  return result.outcomes.find(({ id }) => id === 'price.ks')
}

test('the number of rows is compared with that of the accepted batches of the series', async () => {
  const given = workspace({
    's.yaml': 'table:\n  - toHaveRowCountNearAccepted: { least: 2 }\ncolumns:\n  a:\n    - toHaveNoNulls\n',
    ...Object.fromEntries(
      [100, 101, 102, 3, 99].map((rows, week) => [
        `${week}.csv`,
        csv({ a: Array.from({ length: rows }, (_, row) => row) }),
      ]),
    ),
  })
  const judge = async (week: number) => {
    const { stdout } = await given.run(
      ...['--sample', `${week}.csv`, '--suite', 's.yaml', '--series', 'weekly', '--json', '--no-report'],
    )
    const result: Result = JSON.parse(stdout)
    return {
      run: result.run.id,
      verdict: result.verdict,
      found: result.outcomes.find(({ id }) => id === 'table.row-count-near-accepted')?.found,
    }
  }
  const found = []
  for (const week of [0, 1, 2, 3, 4]) {
    const { run, ...said } = await judge(week)
    found.push(`${said.verdict}: ${said.found}`)
    if (week < 2) await given.run('accept', run)
  }
  expect(found).toMatchInlineSnapshot(`
    [
      "failed: 100 rows; 0 accepted batches to compare with, 2 needed",
      "failed: 101 rows; 1 accepted batch to compare with, 2 needed",
      "passed: 102 rows, 100.5 in the median of 2 accepted batches, 1.5 % more",
      "failed: 3 rows, 101 in the median of 3 accepted batches, 97.0 % fewer",
      "passed: 99 rows, 101 in the median of 3 accepted batches, 2.0 % fewer",
    ]
  `)
})
