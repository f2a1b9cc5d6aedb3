import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openStore } from '../../src/store/index.ts'
import { shop } from '../support/artifacts.ts'
import { ran, shop as pipelineShop, steady, sumStage } from '../support/pipeline.ts'

test('metadata are JSON where they look like it, else text', async () => {
  const given = shop({ 'a.csv': 'a' })
  const facts = ['rows=3', 'share=0.5', 'ok=true', 'none=null', 'list=[1,"b"]', 'text=a=b', 'quoted="7"']
  const others = ['code=007', 'nan=NaN', 'empty=', 'big=12345678901234567890']
  await given.run('put', 'a.csv', ...[...facts, ...others].flatMap(fact => ['--metadata', fact]))
  const { metadata } = JSON.parse((await given.run('show', 'a.csv', '--json')).replace('exit 0', ''))
  expect(metadata).toEqual({
    ...{ rows: 3, share: 0.5, ok: true, none: null, list: [1, 'b'], text: 'a=b', quoted: '7' },
    ...{ code: '007', nan: null, empty: '', big: '12345678901234567890' },
  })
})

test('metadata have limits', async () => {
  const given = shop({ 'a.csv': 'a' })
  const many = (count: number) => Array.from({ length: count }, (_, n) => ['--metadata', `k${n}=1`]).flat()
  expect(await given.run('put', 'a.csv', ...many(100))).toMatch(/exit 0$/)
  const said = [
    await given.run('put', 'a.csv', ...many(101)),
    await given.run('edit', 'a.csv:v0', '--metadata', 'one=more'),
    await given.run('put', 'a.csv', '--metadata', 'x=-Infinity'),
    await given.run('put', 'a.csv', '--metadata', 'x={"y":[0,1e999]}'),
    await given.run('put', 'a.csv', '--metadata', '=1'),
  ]
  expect(said.join('\n')).toMatchInlineSnapshot(`
    "error: The metadata have 101 keys, and 100 are the limit.
    hint:  Put what is more than that into a file of the artifact.
    exit 2
    error: The metadata have 101 keys, and 100 are the limit.
    hint:  Put what is more than that into a file of the artifact.
    exit 2
    error: The metadata x are -Infinity, and an infinity cannot be stored.
    hint:  Write it as a text, or leave it out.
    exit 2
    error: The metadata x.y[1] are Infinity, and an infinity cannot be stored.
    hint:  Write it as a text, or leave it out.
    exit 2
    error: --metadata =1 is no assignment.
    hint:  Write --metadata key=value.
    exit 2"
  `)
})

test('of more numbers than metadata may have, a step keeps the last hundred beside its output', async () => {
  const many = 'metrics(Object.fromEntries(Array.from({ length: 150 }, (_, n) => [String(n), n])))'
  const given = pipelineShop({ 'sum.ts': sumStage.replace('metrics({ total })', many) })
  const { steps } = await ran(given, 'total', 'download')
  expect(Object.keys(steps.find(({ name }) => name === 'total')?.summary ?? {})).toHaveLength(150)
  const { stdout } = await given.run('artifact', 'show', 'rentals/total.txt', '--json')
  expect(Object.keys(JSON.parse(stdout).metadata)).toHaveLength(100)
})

test('NaN deep within metadata becomes null', async () => {
  const given = shop({ 'a.csv': 'a' })
  const store = openStore({ cwd: given.folder, env: {} })
  const put = { path: join(given.folder, 'a.csv'), project: 'default', name: 'a' }
  const { artifact } = await store.put({ ...put, metadata: { scores: [1, Number.NaN, { f1: Number.NaN }] } })
  expect(artifact.metadata).toEqual({ scores: [1, null, { f1: null }] })
})

test('tags are words, sorted, once each; putting again adds to them', async () => {
  const given = shop({ 'a.csv': 'a' })
  await given.run('put', 'a.csv', '--tag', 'week 47', '--tag', 'checked', '--tag', 'checked')
  await given.run('put', 'a.csv', '--tag', 'again')
  expect(await given.run('show', 'a.csv')).toMatch(/tags +again, checked, week 47\n/)
  const said: string[] = []
  for (const tag of ['', ' a', 'a,b', 'é']) said.push(await given.run('put', 'a.csv', '--tag', tag))
  expect(said.join('\n')).toMatchInlineSnapshot(`
    "error: "" cannot be a tag.
    hint:  A tag consists of the letters a to z and A to Z, digits, _ and -, with spaces between words.
    exit 2
    error: " a" cannot be a tag.
    hint:  A tag consists of the letters a to z and A to Z, digits, _ and -, with spaces between words.
    exit 2
    error: "a,b" cannot be a tag.
    hint:  A tag consists of the letters a to z and A to Z, digits, _ and -, with spaces between words.
    exit 2
    error: "é" cannot be a tag.
    hint:  A tag consists of the letters a to z and A to Z, digits, _ and -, with spaces between words.
    exit 2"
  `)
})

test('edit changes what is not content', async () => {
  const given = shop({ 'a.csv': 'a' })
  await given.run('put', 'a.csv', '--metadata', 'rows=1', '--metadata', 'old=x', '--tag', 'raw')
  const description = ['--description', 'without the test rows']
  const changes = [
    '--metadata',
    'rows=2',
    '--remove-metadata',
    'old',
    '--tag',
    'checked',
    '--remove-tag',
    'raw',
  ]
  expect(await given.run('edit', 'a.csv:v0', ...description, ...changes)).toMatchInlineSnapshot(`
    "a.csv:v0 (latest) was changed
    exit 0"
  `)
  expect(await given.run('show', 'a.csv')).toMatchInlineSnapshot(`
    "a.csv:v0
      project      default
      aliases      latest
      type         dataset
      tags         checked
      description  without the test rows
      digest       f4999b8c56d3e34f12fc356199e294e41a50bf362e8e04425e6d490b8a85d714
      created      TIME UTC
      size         1 B
      metadata     rows = 2

    FILE   SIZE  SHA-256
    a.csv  1 B   ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb
    exit 0"
  `)
  expect(await given.run('edit', 'a.csv:v0', '--description', '')).toMatch(/exit 0$/)
  expect(await given.run('show', 'a.csv')).not.toMatch(/description/)
  const said = [
    await given.run('edit', 'a.csv:v0'),
    await given.run('edit', 'a.csv:v0', '--remove-tag', 'cheked'),
    await given.run('edit', 'a.csv:v0', '--remove-metadata', 'old'),
    await given.run('edit', 'a.csv:v0', '--tag', 'a/b'),
    await given.run('edit', 'a.csv:v7', '--tag', 'b'),
  ]
  expect(said.join('\n')).toMatchInlineSnapshot(`
    "error: edit needs to be told what is to be changed.
    hint:  Give it --description, --metadata or --tag, or what is to be taken away.
    exit 2
    error: a.csv:v0 has no tag cheked.
    hint:  Did you mean checked?
    exit 2
    error: a.csv:v0 has no metadata old.
    hint:  It has rows.
    exit 2
    error: "a/b" cannot be a tag.
    hint:  A tag consists of the letters a to z and A to Z, digits, _ and -, with spaces between words.
    exit 2
    error: The artifact a.csv has no version v7.
    hint:  It has v0.
    exit 3"
  `)
})

test('edits of one version at the same time lose nothing', async () => {
  const given = shop({ 'a.csv': 'a' })
  await given.run('put', 'a.csv')
  const tags = Array.from({ length: 8 }, (_, n) => `tag${n}`)
  await Promise.all(tags.map(tag => given.run('edit', 'a.csv:v0', '--tag', tag)))
  expect(await given.run('show', 'a.csv')).toContain(tags.join(', '))
})

test('ls takes type, tags and aliases', async () => {
  const given = shop({ 'a.csv': 'a', 'm.onnx': 'm' })
  await given.run('put', 'a.csv', '--tag', 'raw', '--tag', 'big', '--alias', 'prod')
  writeFileSync(join(given.folder, 'a.csv'), 'b')
  await given.run('put', 'a.csv', '--tag', 'raw')
  await given.run('put', 'm.onnx', '--type', 'model')
  const said: string[] = []
  for (const args of ['--type model', '--tag raw --tag big', '--alias prod', 'a.csv --tag raw', '--tag none'])
    said.push(`$ ls ${args}`, await given.run('ls', ...args.split(' ')))
  expect(said.join('\n')).toMatchInlineSnapshot(`
    "$ ls --type model
    NAME    NEWEST  VERSIONS  TYPE   SIZE  CREATED (UTC)
    m.onnx  v0      1         model  1 B   TIME
    exit 0
    $ ls --tag raw --tag big
    NAME   NEWEST  VERSIONS  TYPE     SIZE  CREATED (UTC)
    a.csv  v0      1         dataset  1 B   TIME
    exit 0
    $ ls --alias prod
    NAME   NEWEST  VERSIONS  TYPE     SIZE  CREATED (UTC)
    a.csv  v0      1         dataset  1 B   TIME
    exit 0
    $ ls a.csv --tag raw
    VERSION  ALIASES  SIZE  DIGEST    CREATED (UTC)     DESCRIPTION
    v1       latest   1 B   d6ebbf57  TIME
    v0       prod     1 B   f4999b8c  TIME
    exit 0
    $ ls --tag none
    None of the versions is like that.
    exit 0"
  `)
})

test('an entity in front of project and name is left out', async () => {
  const given = shop({ 'a.csv': 'a' })
  await given.run('put', 'a.csv', '--project', 'rentals')
  expect(await given.run('show', 'ada/rentals/a.csv:v0')).toMatch(/^rentals\/a.csv:v0\n/)
  expect(await given.run('ls', 'ada/rentals/a.csv')).toMatch(/exit 0$/)
  expect(await given.run('show', 'x/ada/rentals/a.csv')).toMatchInlineSnapshot(`
    "error: "x/ada/rentals/a.csv" is not the name of an artifact.
    hint:  Artifacts are written name, name:v3, name:latest or project/name:alias.
    exit 2"
  `)
})

test('one file of many is taken out, under its own path', async () => {
  const given = shop({ 'out/x.csv': 'x', 'out/sub/z.csv': 'z' })
  await given.run('put', 'out', '--name', 'features')
  expect(await given.run('get', 'features:v0', '--path', 'sub/z.csv', '--to', 'here')).toMatchInlineSnapshot(`
    "features:v0 (latest) · 1 B · in here/sub/z.csv
    exit 0"
  `)
  expect(readFileSync(join(given.folder, 'here/sub/z.csv'), 'utf8')).toBe('z')
  expect(given.workspace.files().filter(name => name.startsWith('here'))).toEqual([
    ...['here', 'here/sub', 'here/sub/z.csv'],
  ])
  expect(await given.run('get', 'features', '--path', 'sub/y.csv')).toMatchInlineSnapshot(`
    "error: features:v0 has no file sub/y.csv.
    hint:  Did you mean sub/z.csv?
    exit 3"
  `)
  expect(await given.run('get', 'features', '--path', '../../etc/passwd')).toMatchInlineSnapshot(`
    "error: features:v0 has no file ../../etc/passwd.
    hint:  It has sub/z.csv, x.csv.
    exit 3"
  `)
  expect(await given.run('get', 'features')).toMatch(/2 files, 2 B · in features\nexit 0$/)
})

test('diff tells files added, removed and changed, and metadata', async () => {
  const given = shop({ 'one/a.csv': 'a', 'one/b.csv': 'b', 'one/gone.csv': 'g', 'two/a.csv': 'longer' })
  writeFileSync(join(given.folder, 'two/b.csv'), 'b')
  writeFileSync(join(given.folder, 'two/new.csv'), 'new')
  await given.run('put', 'one', '--name', 'out', '--metadata', 'rows=1', '--metadata', 'same=1')
  await given.run('put', 'two', '--name', 'out', '--metadata', 'same=1', '--metadata', 'note=x\u001b[2J')
  expect(await given.run('diff', 'out:v0', 'out')).toMatchInlineSnapshot(`
    "out:v0 → out:v1

             FILE      SIZE       DIGEST
    changed  a.csv     1 B → 6 B  ca978112 → 73834add
    removed  gone.csv  1 B        cd0aa985
    added    new.csv   3 B        11507a0e

    METADATA  out:v0  out:v1
    rows      1       –
    note      –       x␛[2J
    exit 0"
  `)
  expect(await given.run('diff', 'out:v1', 'out')).toMatchInlineSnapshot(`
    "out:v1 → out:v1

    The files are the same.
    exit 0"
  `)
  const { files } = JSON.parse((await given.run('diff', 'out:v0', 'out', '--json')).replace('exit 0', ''))
  expect(files.map(({ path }: { path: string }) => path)).toEqual(['a.csv', 'gone.csv', 'new.csv'])
})

test('diff of two tables points to what compares tables', async () => {
  const given = shop({ 'a.csv': 'a\n1\n', 'b.csv': 'a\n2\n' })
  await given.run('put', 'a.csv', '--name', 'data')
  await given.run('put', 'b.csv', '--name', 'data')
  const said = await given.run('diff', 'data:v0', 'data:v1')
  expect(said).toMatchInlineSnapshot(`
    "data:v0 → data:v1

             FILE   SIZE  DIGEST
    removed  a.csv  4 B   309b0e45
    added    b.csv  4 B   fa39ab7b

    What is in the two tables is compared by: mlcheck profile data:v1 --vs data:v0
    exit 0"
  `)
  const [, command = ''] = /compared by: mlcheck (.+)/.exec(said) ?? []
  expect((await given.workspace.run(...command.split(' '), '--json')).code).toBe(0)
})

test('show tells which runs made a version and used it', async () => {
  const given = pipelineShop()
  await ran(given)
  const { stdout } = await given.run('artifact', 'show', 'rentals/prices.csv')
  const runs = /^ {2}(produced by|used by).*$/gm
  const lines = [...stdout.matchAll(runs)].map(([line]) => steady(line).replace(/run [0-9a-f]{8}/, 'run ID'))
  expect(lines.sort()).toMatchInlineSnapshot(`
    [
      "  produced by  download (run ID, TIME)",
      "  used by      check (run ID, TIME)",
      "  used by      total (run ID, TIME)",
    ]
  `)
  const shown = await given.run('artifact', 'show', 'rentals/prices.csv', '--json')
  expect(JSON.parse(shown.stdout).usedBy).toHaveLength(2)
})
