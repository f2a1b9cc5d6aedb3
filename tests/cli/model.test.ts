import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { songs } from '../../examples/data.js'
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
