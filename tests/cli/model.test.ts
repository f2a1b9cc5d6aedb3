import { existsSync, readFileSync, watch, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { expect, onTestFinished, test } from 'vitest'
import { songs } from '../../examples/data.js'
import { main } from '../../src/cli/main.ts'
import { runCli } from '../support/cli.ts'
import { columnsOf, modelFolder } from '../support/model.ts'
import { workspace } from '../support/workspace.ts'

test('a file is predicted, to standard output or into a file', async () => {
  const given = await modelFolder()
  writeFileSync(join(given.folder, 'new.csv'), columnsOf(songs(20, 9)))
  const printed = await given.run('model', 'predict', './model', 'new.csv')
  expect([printed.code, printed.stderr]).toEqual([0, ''])
  expect(printed.stdout.split('\n').slice(0, 1)).toEqual(['prediction'])
  expect(printed.stdout.trim().split('\n')).toHaveLength(21)
  const kept = await given.run(
    'model',
    'predict',
    'model',
    'new.csv',
    '--keep',
    'tempo',
    '--out',
    'out.ndjson',
  )
  expect(kept).toEqual({ code: 0, stdout: '', stderr: '20 rows predicted, in out.ndjson\n' })
  const first = JSON.parse(readFileSync(join(given.folder, 'out.ndjson'), 'utf8').split('\n')[0] ?? '')
  expect(Object.keys(first)).toEqual(['tempo', 'prediction'])
})

test('an artifact is a model too', async () => {
  const given = await modelFolder()
  writeFileSync(join(given.folder, 'new.csv'), columnsOf(songs(20, 9)))
  await given.run('artifact', 'put', 'model', '--type', 'model', '--alias', 'prod')
  const [fromFolder, fromStore] = await Promise.all(
    ['./model', 'model:prod'].map(model => given.run('model', 'predict', model, 'new.csv')),
  )
  expect(fromStore).toEqual(fromFolder)
})

test('a server answers until Ctrl-C', async () => {
  const given = await modelFolder()
  let answer: Promise<unknown> | undefined
  const { code, stderr } = await runCli(['model', 'serve', 'model', '--port', '0'], {
    cwd: given.folder,
    onStderr: (text, signal) => {
      const [, address] = /answers at (\S+)\/invocations/.exec(text) ?? []
      if (address === undefined || answer) return
      answer = fetch(`${address}/ping`)
        .then(async response => `${response.status} ${await response.text()}`)
        .finally(() => signal('SIGINT'))
    },
  })
  expect(await answer).toBe('200 \n')
  expect([code, stderr.replace(/:\d{4,5}/, ':PORT')]).toEqual([
    0,
    'model answers at http://127.0.0.1:PORT/invocations; Ctrl-C ends it.\nStopped.\n',
  ])
})

test('a Dockerfile is written beside the model, and not over what is there', async () => {
  const given = await modelFolder()
  const { code, stdout } = await given.run('model', 'dockerfile', 'model')
  expect([code, stdout.split('\n')[0]]).toEqual([0, 'image/Dockerfile'])
  expect(existsSync(join(given.folder, 'image', 'model', 'MLmodel'))).toBe(true)
  expect(readFileSync(join(given.folder, 'image', 'Dockerfile'), 'utf8')).toContain('USER node')
  expect((await given.run('model', 'dockerfile', 'model')).stderr).toMatch(/^error: image is there already\./)
})

test('mistakes are sentences', async () => {
  const given = workspace({ 'new.csv': 'x\n1\n', 'empty/readme': '' })
  const said = async (...args: readonly string[]) => {
    const { code, stderr } = await given.run('model', ...args)
    return `${code} ${stderr}`
  }
  expect(await said('predict', 'modle', 'new.csv')).toMatchInlineSnapshot(`
    "3 error: There is no artifact modle: the store .mlcheck is empty.
    hint:  Put a file into it with: mlcheck artifact put FILE --name "modle"
    "
  `)
  expect(await said('predict', 'empty', 'new.csv')).toMatchInlineSnapshot(`
    "3 error: empty is no model: it has no model.mlcheck.json.
    hint:  Models are made by the stage train, and of images by mlcheck model import.
    "
  `)
  expect(await said('predict', 'empty', 'new.csv', '--out', 'x.xlsx')).toMatchInlineSnapshot(`
    "2 error: x.xlsx is not possible: predictions are written as .csv or .ndjson.
    "
  `)
  expect(await said('serve', 'empty', '--port', '70000')).toMatchInlineSnapshot(`
    "2 error: --port 70000 is not possible. A port lies between 0 and 65535.
    "
  `)
})

test('rows that lack what the model needs are named by their lines', async () => {
  const given = await modelFolder()
  const rows = songs(20, 9).map((song, row) => (row === 4 ? { ...song, tempo: '' } : song))
  writeFileSync(join(given.folder, 'new.csv'), columnsOf(rows))
  const { stdout, stderr } = await given.run('model', 'predict', 'model', 'new.csv')
  expect(stderr).toBe('warning: 1 row without a prediction, for lack of a value that is required: line 6.\n')
  expect(stdout.split('\n')[5]).toBe('')
})

/** Rows of songs with an id, more than are predicted at once. */
function manySongs(count: number, few = songs(500, 9)): Readonly<Record<string, string | number>>[] {
  return Array.from({ length: count }, (_, id) => ({ id, ...few[id % few.length] }))
}

test('rows of many batches are each predicted as they are alone, in their order', async () => {
  const given = await modelFolder()
  const rows = manySongs(40_000)
  writeFileSync(join(given.folder, 'few.csv'), columnsOf(rows.slice(0, songs(500, 9).length)))
  writeFileSync(join(given.folder, 'many.csv'), columnsOf(rows))
  const predict = async (data: string) =>
    (await given.run('model', 'predict', 'model', data, '--keep', 'id')).stdout.trim().split('\n').slice(1)
  const [few, many] = [await predict('few.csv'), await predict('many.csv')]
  const labels = few.map(line => line.split(',')[1])
  expect(many).toEqual(rows.map((_, id) => `${id},${labels[id % labels.length]}`))
})

test('what is wrong with a row of a later batch is said of its number in the data', async () => {
  const given = await modelFolder()
  const rows = manySongs(40_000).map(song => (song.id === 39_000 ? { ...song, key: 77 } : song))
  rows[1] = { ...rows[1], id: 1, tempo: '' }
  writeFileSync(join(given.folder, 'many.csv'), columnsOf(rows))
  const { code, stderr } = await given.run('model', 'predict', 'model', 'many.csv', '--out', 'deep/out.csv')
  expect(`${code} ${stderr}`).toMatchInlineSnapshot(`
    "2 error: key is 77 in row 39000, which was not seen when the encoder was fitted. Seen were 0, 1, 2, 3, 4, 5, 6, 7 and 4 more.
    hint:  Set unknown: -1 to give such values a number of their own.
    "
  `)
  expect(given.files().filter(name => name.startsWith('deep'))).toEqual([])
})

test('integers beyond 2⁵³, truths and dates stand before the prediction as they are', async () => {
  const given = await modelFolder()
  const rows = songs(2, 9).map(song => ({ ...song, id: '9007199254740993', sold: 'true', day: '2020-01-02' }))
  writeFileSync(join(given.folder, 'new.csv'), columnsOf(rows))
  const keep = ['id', 'sold', 'day'].flatMap(name => ['--keep', name])
  const first = async (...args: readonly string[]) => {
    await given.run('model', 'predict', 'model', 'new.csv', ...keep, ...args)
    return readFileSync(join(given.folder, args[1] ?? ''), 'utf8')
      .split('\n')
      .slice(0, 2)
  }
  expect((await first('--out', 'a.csv')).map(line => line.replace(/,[^,]*$/, ''))).toEqual([
    'id,sold,day',
    '9007199254740993,true,2020-01-02',
  ])
  expect((await first('--out', 'a.ndjson'))[0]?.replace(/"prediction":.*/, '…')).toBe(
    '{"id":9007199254740993,"sold":true,"day":"2020-01-02",…',
  )
})

test('Ctrl-C leaves the file that was there, and nothing else', async () => {
  const given = await modelFolder()
  writeFileSync(join(given.folder, 'many.csv'), columnsOf(manySongs(60_000)))
  writeFileSync(join(given.folder, 'out.csv'), 'earlier\n')
  const before = given.files()
  const interrupt = new AbortController()
  let stderr = ''
  const code = await main(['model', 'predict', 'model', 'many.csv', '--out', 'out.csv'], {
    ...{ cwd: given.folder, env: {}, isTTY: false, columns: 80, stdout: () => {} },
    stderr: text => {
      stderr += text
    },
    signal: interruptedOnceWritten(given.folder, interrupt),
  })
  expect([code, stderr]).toEqual([130, 'Interrupted. No report was written.\n'])
  expect(given.files()).toEqual(before)
  expect(readFileSync(join(given.folder, 'out.csv'), 'utf8')).toBe('earlier\n')
})

/** Aborted as soon as a part of the predictions is on disk. */
function interruptedOnceWritten(folder: string, interrupt: AbortController): AbortSignal {
  const watcher = watch(folder, (_, name) => {
    if (name?.startsWith('out.csv.')) interrupt.abort()
  })
  onTestFinished(() => watcher.close())
  return interrupt.signal
}

test('nobody waits for rows that nobody reads', async () => {
  const given = await modelFolder()
  writeFileSync(join(given.folder, 'many.csv'), columnsOf(manySongs(60_000)))
  const { code, stderr } = await runCli(['model', 'predict', 'model', 'many.csv'], {
    cwd: given.folder,
    reader: 'leaves',
  })
  expect([code, stderr]).toEqual([0, ''])
})

test('data larger than the memory of the process are predicted', async () => {
  const given = await modelFolder()
  // Three million values, half a million of them texts, do not fit into a heap of 64 MB together.
  const path = join(given.folder, 'large.parquet')
  const connection = await (await DuckDBInstance.create()).connect()
  const cells = ['danceability', 'loudness', 'tempo'].map(
    (name, place) => `(i % ${97 + place}) / 97.0 AS ${name}`,
  )
  await connection.run(
    `COPY (SELECT i AS id, ${cells.join(', ')}, i % 12 AS key, 'Song ' || i AS title FROM range(500000) AS r(i)) TO '${path}' (FORMAT parquet)`,
  )
  connection.closeSync()
  const { code, stderr } = await runCli(
    ['model', 'predict', 'model', 'large.parquet', '--keep', 'id', '--out', 'out.csv', '--quiet'],
    { cwd: given.folder, env: { NODE_OPTIONS: '--max-old-space-size=64' } },
  )
  expect([code, stderr]).toEqual([0, '500,000 rows predicted, in out.csv\n'])
  const lines = readFileSync(join(given.folder, 'out.csv'), 'utf8').trimEnd().split('\n')
  expect(lines).toHaveLength(500_001)
  expect(lines.at(-1)).toMatch(/^499999,/)
})
