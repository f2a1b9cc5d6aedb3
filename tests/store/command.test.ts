import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { shop } from '../support/artifacts.ts'

test('put says the version, what points at it, and whether it is new', async () => {
  const given = shop({ 'train.csv': 'a,b\n1,2\n', 'out/x.csv': 'x', 'out/y/z.csv': 'z' })
  const put = (...args: string[]) => given.run('put', ...args)
  expect(await put('train.csv', '--alias', 'prod', '--description', 'first')).toMatchInlineSnapshot(`
    "train.csv:v0 (latest, prod) · 8 B · digest 2c68ef35…
    exit 0"
  `)
  expect(await put('train.csv', '--description', 'second')).toMatchInlineSnapshot(`
    "train.csv:v0 (latest, prod) · same content as v0, no new version
    note: the description and metadata of v0 stay as they are; artifact edit changes them
    exit 0"
  `)
  expect(await put('out', '--project', 'rentals', '--type', 'features')).toMatchInlineSnapshot(`
    "rentals/out:v0 (latest) · 2 files, 2 B · digest b89b024c…
    exit 0"
  `)
})

test('ls shows the newest version of every artifact, or all versions of one', async () => {
  const given = shop({ 'train.csv': 'one', 'new.csv': 'x'.repeat(3_000_000) })
  expect(await given.run('ls')).toMatchInlineSnapshot(`
    "There are no artifacts in DIR/.mlcheck.
    exit 0"
  `)
  await given.run('put', 'train.csv', '--alias', 'prod', '--description', 'a\u001b[2J')
  writeFileSync(join(given.folder, 'train.csv'), 'two')
  await given.run('put', 'train.csv')
  await given.run('put', 'new.csv', '--project', 'other')
  expect(await given.run('ls')).toMatchInlineSnapshot(`
    "NAME           NEWEST  VERSIONS  TYPE     SIZE    CREATED (UTC)
    train.csv      v1      2         dataset  3 B     TIME
    other/new.csv  v0      1         dataset  2.9 MB  TIME
    exit 0"
  `)
  expect(await given.run('ls', 'train.csv')).toMatchInlineSnapshot(`
    "VERSION  ALIASES  SIZE  DIGEST    CREATED (UTC)     DESCRIPTION
    v1       latest   3 B   cf41ec2c  TIME
    v0       prod     3 B   ad9e44a3  TIME  a␛[2J
    exit 0"
  `)
  expect(JSON.parse((await given.run('ls', '--json')).replace('exit 0', ''))).toHaveLength(3)
})

test('show tells everything about a version', async () => {
  const given = shop({ 'train.csv': 'abc' })
  await given.run('put', 'train.csv', '--metadata', 'rows=1', '--metadata', 'source=a=b')
  expect(await given.run('show', 'train.csv')).toMatchInlineSnapshot(`
    "train.csv:v0
      project      default
      aliases      latest
      type         dataset
      digest       f70cde52b4c5571019e265fcabe94ec51f7d970ef73da3119222f5b8ab85d760
      created      TIME UTC
      size         3 B
      metadata     rows = 1
      metadata     source = a=b

    FILE       SIZE  SHA-256
    train.csv  3 B   ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad
    exit 0"
  `)
  expect(await given.run('show', 'train.csv:v0', '--json')).toMatchInlineSnapshot(`
    "{
      "project": "default",
      "name": "train.csv",
      "version": "v0",
      "aliases": [
        "latest"
      ],
      "type": "dataset",
      "description": "",
      "digest": "f70cde52b4c5571019e265fcabe94ec51f7d970ef73da3119222f5b8ab85d760",
      "files": [
        {
          "path": "train.csv",
          "size": 3,
          "digest": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        }
      ],
      "metadata": {
        "rows": 1,
        "source": "a=b"
      },
      "tags": [],
      "createdAt": "TIME",
      "isExpired": false,
      "usedBy": []
    }
    exit 0"
  `)
})

test('get copies out, and overwrites nothing unasked', async () => {
  const given = shop({ 'train.csv': 'one' })
  await given.run('put', 'train.csv')
  writeFileSync(join(given.folder, 'train.csv'), 'mine')
  expect(await given.run('get', 'train.csv')).toMatchInlineSnapshot(`
    "error: DIR has 1 file with other content: train.csv.
    hint:  Choose another folder with --to, or overwrite with --force.
    exit 2"
  `)
  expect(await given.run('get', 'train.csv', '--to', 'old')).toMatchInlineSnapshot(`
    "train.csv:v0 (latest) · 3 B · in old/train.csv
    exit 0"
  `)
  expect(await given.run('get', 'train.csv', '--to', 'old')).toMatchInlineSnapshot(`
    "train.csv:v0 (latest) · 3 B · in old/train.csv
    exit 0"
  `)
  expect(readFileSync(join(given.folder, 'train.csv'), 'utf8')).toBe('mine')
  await given.run('get', 'train.csv', '--force')
  expect(readFileSync(join(given.folder, 'train.csv'), 'utf8')).toBe('one')
  writeFileSync(join(given.folder, 'train.csv'), 'a copy can be changed')
})

test('get puts the files of a folder into a folder', async () => {
  const given = shop({ 'out/x.csv': 'x', 'out/y/z.csv': 'z' })
  await given.run('put', 'out', '--name', 'features')
  expect(await given.run('get', 'features')).toMatchInlineSnapshot(`
    "features:v0 (latest) · 2 files, 2 B · in features
    exit 0"
  `)
  expect(readFileSync(join(given.folder, 'features/y/z.csv'), 'utf8')).toBe('z')
})

test('alias moves a name and takes it away', async () => {
  const given = shop({ 'train.csv': 'one' })
  await given.run('put', 'train.csv', '--alias', 'prod')
  writeFileSync(join(given.folder, 'train.csv'), 'two')
  await given.run('put', 'train.csv')
  expect(await given.run('alias', 'train.csv:v1', 'prod', 'best')).toMatchInlineSnapshot(`
    "train.csv:v1 (latest, best, prod)
    exit 0"
  `)
  expect(await given.run('alias', 'train.csv', 'prod', '--remove')).toMatchInlineSnapshot(`
    "train.csv:v1 (latest, best)
    exit 0"
  `)
  expect(await given.run('alias', 'train.csv', 'prod', '--remove')).toMatchInlineSnapshot(`
    "error: The artifact train.csv has no alias prod.
    hint:  It has latest, best.
    exit 3"
  `)
  expect(await given.run('alias', 'train.csv', 'latest')).toMatchInlineSnapshot(`
    "error: The alias latest always points at the newest content and cannot be set.
    exit 2"
  `)
})

test('rm wants a version, and gc says what it kept', async () => {
  const given = shop({ 'train.csv': 'one' })
  await given.run('put', 'train.csv', '--alias', 'prod')
  expect(await given.run('rm', 'train.csv')).toMatchInlineSnapshot(`
    "error: train.csv does not say which version is to be removed.
    hint:  Write train.csv:v0, or train.csv:latest for the newest.
    exit 2"
  `)
  expect(await given.run('rm', 'train.csv:v0')).toMatchInlineSnapshot(`
    "error: train.csv:v0 is in use as prod.
    hint:  Let the aliases point at another version first, or remove it with --force.
    exit 2"
  `)
  expect(await given.run('rm', 'train.csv:v0', '--force')).toMatchInlineSnapshot(`
    "removed train.csv:v0 (latest, prod)
    exit 0"
  `)
  expect(await given.run('gc', '--dry-run')).toMatchInlineSnapshot(`
    "would remove 0 unused files
    kept 1 unused file of the last hour, which a command under way may be about to use
    exit 0"
  `)
})

test('what is unknown is said, with what there is', async () => {
  const given = shop({ 'train.csv': 'one' })
  expect(await given.run('show', 'train.csv')).toMatchInlineSnapshot(`
    "error: There is no artifact train.csv: the store .mlcheck is empty.
    hint:  Put a file into it with: mlcheck artifact put FILE --name "train.csv"
    exit 3"
  `)
  await given.run('put', 'train.csv', '--alias', 'prod')
  expect(await given.run('show', 'trian.csv')).toMatchInlineSnapshot(`
    "error: There is no artifact trian.csv in the project default of the store .mlcheck.
    hint:  Did you mean train.csv?
    exit 3"
  `)
  expect(await given.run('show', 'weather')).toMatchInlineSnapshot(`
    "error: There is no artifact weather in the project default of the store .mlcheck.
    hint:  It has train.csv.
    exit 3"
  `)
  expect(await given.run('show', 'defualt/train.csv:prod')).toMatchInlineSnapshot(`
    "error: There is no project defualt in the store .mlcheck.
    hint:  Did you mean default/train.csv:prod?
    exit 3"
  `)
  expect(await given.run('show', 'rentals/other')).toMatchInlineSnapshot(`
    "error: There is no project rentals in the store .mlcheck.
    hint:  Its projects are default.
    exit 3"
  `)
  expect(await given.run('show', 'train.csv:v7')).toMatchInlineSnapshot(`
    "error: The artifact train.csv has no version v7.
    hint:  It has v0.
    exit 3"
  `)
  expect(await given.run('show', 'train.csv:pord')).toMatchInlineSnapshot(`
    "error: The artifact train.csv has no alias pord.
    hint:  Did you mean prod?
    exit 3"
  `)
})

test('a wrong command line is answered with what is possible', async () => {
  const given = shop({ 'train.csv': 'one' })
  const said: string[] = []
  for (const args of [
    'put',
    'put missing.csv',
    'put train.csv --nam x',
    'put train.csv --name ../x',
    'put train.csv --alias v3',
    'put train.csv --metadata rows',
    'ls train.csv:v0',
    'gte x',
  ])
    said.push(`$ ${args}`, await given.run(...args.split(' ')))
  expect(said.join('\n')).toMatchInlineSnapshot(`
    "$ put
    error: Missing required argument 'path'.
    hint:  mlcheck artifact --help shows what is possible.
    exit 2
    $ put missing.csv
    error: There is no file or folder missing.csv.
    exit 3
    $ put train.csv --nam x
    error: There is no option --nam.
    hint:  Did you mean --name?
    exit 2
    $ put train.csv --name ../x
    error: "../x" cannot be the name of an artifact: it contains /.
    exit 2
    $ put train.csv --alias v3
    error: v3 cannot be an alias: it looks like a version, and versions do not move.
    exit 2
    $ put train.csv --metadata rows
    error: --metadata rows is no assignment.
    hint:  Write --metadata key=value.
    exit 2
    $ ls train.csv:v0
    error: ls takes the name of an artifact, and train.csv:v0 is a version.
    hint:  mlcheck artifact show train.csv:v0 shows it.
    exit 2
    $ gte x
    error: Unknown command 'gte'.
    hint:  Did you mean get?
    exit 2"
  `)
})

test.each(['put', 'get', 'ls', 'show', 'diff', 'alias', 'ttl', 'edit', 'rm', 'gc'])(
  '%s --help has examples',
  async name => {
    const said = await shop({}).run(name, '--help')
    expect(said).toContain(`Examples:\n  $ mlcheck artifact ${name}`)
    expect(said).toMatch(/exit 0$/)
  },
)

test('artifact alone shows its help and is a usage error', async () => {
  expect(await shop({}).run()).toMatch(/^Usage: mlcheck artifact <command>[\s\S]*exit 2$/)
})

test('MLCHECK_PROJECT names the project of names without one', async () => {
  const given = shop({ 'train.csv': 'one' }, { MLCHECK_PROJECT: 'rentals' })
  expect(await given.run('put', 'train.csv')).toMatchInlineSnapshot(`
    "train.csv:v0 (latest) · 3 B · digest ad9e44a3…
    exit 0"
  `)
  expect(await given.run('show', 'default/train.csv')).toMatchInlineSnapshot(`
    "error: There is no project default in the store .mlcheck.
    hint:  Did you mean rentals/train.csv:latest?
    exit 3"
  `)
})
