import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import type { RequestListener } from 'node:http'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { judged } from '../support/judged.ts'
import { serve } from '../support/server.ts'
import { csv, type Workspace, workspace } from '../support/workspace.ts'

const suite = 'table:\n  - toHaveRowCount: { min: 1 }\n'
const rows = (n: number, from = 0) => csv({ price: Array.from({ length: n }, (_, row) => from + row) })

describe('a glob', () => {
  test('is one table of all matching files, in the order of their paths', async () => {
    const given = workspace({
      'new/b.csv': rows(2, 10),
      'new/a.csv': rows(3),
      'new/c.txt': 'no data',
      's.yaml': 'columns:\n  price:\n    - toHaveValuesBetween: { max: 9 }\n',
    })
    const { result } = await judged(given, '--sample', 'new/*.csv', '--suite', 's.yaml')
    expect(result.sample).toMatchObject({ label: 'new/*.csv', rows: 5 })
    expect(result.sample?.files.map(file => file.replace(given.folder, 'DIR'))).toEqual([
      'DIR/new/a.csv',
      'DIR/new/b.csv',
    ])
    // Lines count from the beginning of each file.
    expect(result.outcomes[0]?.unexpected).toMatchObject({ count: 2, positions: [2, 3] })
  })

  test('that matches nothing says where it looked', async () => {
    expect(
      await workspace({ 's.yaml': suite }).run('--sample', 'new/*.csv', '--suite', 's.yaml'),
    ).toMatchInlineSnapshot(`
      {
        "code": 3,
        "stderr": "error: No file matches new/*.csv.
      hint:  Looked in DIR. Quote the pattern so that the shell leaves it alone.
      ",
        "stdout": "",
      }
    `)
  })

  test('that the shell took apart is told to be quoted', async () => {
    const given = workspace({ 'a.csv': rows(1), 'b.csv': rows(1), 's.yaml': suite })
    expect(await given.run('--suite', 's.yaml', '--sample', 'a.csv', 'b.csv')).toMatchInlineSnapshot(`
      {
        "code": 2,
        "stderr": "error: b.csv is neither a test file (.ts, .js) nor a suite (.yaml, .json).
      hint:  Name data with --sample or --reference, and put a glob in quotes.
      ",
        "stdout": "",
      }
    `)
  })
})

describe('a URL', () => {
  test('is fetched, and redirects are followed', async () => {
    const given = workspace({ 's.yaml': suite })
    const { origin } = await serve((request, response) => {
      if (request.url === '/new.csv') response.end(rows(4))
      else response.writeHead(302, { location: '/new.csv' }).end()
    })
    const { code, result } = await judged(given, '--sample', `${origin}/moved`, '--suite', 's.yaml')
    expect({ code, label: result.sample?.label, rows: result.sample?.rows }).toEqual({
      code: 0,
      label: `${origin}/moved`,
      rows: 4,
    })
  })

  test.each([
    ['compressed', '/new.csv.gz?day=1', gzipSync(rows(4)), 'csv'],
    ['NDJSON', '/new.ndjson', '{"price":1}\n{"price":2}\n', 'ndjson'],
    ['not a valid escape', '/100%.csv', rows(4), 'csv'],
  ])('with a name that is %s is read accordingly', async (_, path, body, format) => {
    const { origin } = await serve((__, response) => response.end(body))
    const { result } = await judged(
      workspace({ 's.yaml': suite }),
      '--sample',
      origin + path,
      '--suite',
      's.yaml',
    )
    expect(result.sample?.format).toBe(format)
  })

  test.each<[string, RequestListener]>([
    ['says what it is', (_, response) => response.writeHead(404).end()],
    [
      'breaks off',
      (_, response) => {
        response.writeHead(200, { 'content-length': 1000 })
        response.write('price\n1\n', () => response.destroy())
      },
    ],
  ])('that fails %s', async (_, listener) => {
    const { origin } = await serve(listener)
    const { code, stderr } = await workspace({ 's.yaml': suite }).run(
      '--sample',
      `${origin}/new.csv`,
      '--suite',
      's.yaml',
    )
    expect(`exit code ${code}\n${stderr.replaceAll(origin, 'ORIGIN')}`).toMatchSnapshot()
  })

  test('that nobody answers', async () => {
    const { origin, close } = await serve(() => {})
    await close()
    const { code, stderr } = await workspace({ 's.yaml': suite }).run(
      '--sample',
      `${origin}/new.csv`,
      '--suite',
      's.yaml',
    )
    expect(`exit code ${code}\n${stderr.replace(/127[\d.:]+/g, 'HOST')}`).toMatchInlineSnapshot(`
      "exit code 3
      error: http://HOST/new.csv could not be fetched: connect ECONNREFUSED HOST
      "
    `)
  })

  test('may hold a password, which the server gets and nobody else', async () => {
    const given = workspace(
      { 'train.csv': rows(4) },
      { env: { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: 'summary.md' } },
    )
    const seen: unknown[] = []
    const { origin } = await serve((request, response) => {
      seen.push(request.headers.authorization)
      response.end('price\nfree\n')
    })
    const url = `${origin.replace('//', '//me:hunter%2F2@')}/new.csv?x-amz-signature=s3cr3t&day=1`
    const reports = ['junit=j.xml', 'markdown=m.md', 'html=h.html', 'json=r.json', 'github', 'pretty']
    const { code, stdout, stderr } = await given.run(
      '--reference',
      'train.csv',
      `--sample=${url}`,
      ...reports.flatMap(report => ['--reporter', report]),
    )
    expect(code).toBe(1)
    expect(seen).toEqual([`Basic ${Buffer.from('me:hunter/2').toString('base64')}`])
    expect(stdout).toContain(`${origin.replace('//', '//•••@')}/new.csv?x-amz-signature=•••&day=1`)
    for (const text of [stdout, stderr, ...texts(given)]) expect(text).not.toMatch(/hunter|s3cr3t/)
  })

  test.each([['http://me:hunter2@127.0.0.1:9/new.csv'], ['http://me:hunter2@[']])(
    'with a password in an error message: %s',
    async url => {
      const { stdout, stderr } = await workspace({ 's.yaml': suite }).run(
        '--sample',
        url,
        '--suite',
        's.yaml',
      )
      expect(stderr).toContain('http://•••@')
      expect(stdout + stderr).not.toContain('hunter2')
      expect((await workspace().run('--sample', url)).stderr).not.toContain('hunter2')
    },
  )
})

describe('an artifact', () => {
  test('is meant by its name, an alias, a version, and its project', async () => {
    const given = workspace({
      'new.csv': rows(5),
      'first.csv': rows(3),
      'second.csv': rows(4),
      'other.csv': rows(2),
    })
    await given.run('artifact', 'put', 'first.csv', '--name', 'train', '--alias', 'prod')
    await given.run('artifact', 'put', 'second.csv', '--name', 'train')
    await given.run('artifact', 'put', 'other.csv', '--name', 'train', '--project', 'music')
    const meant: string[] = []
    for (const reference of [
      'train',
      'train:latest',
      'train:prod',
      'train:v0',
      'music/train',
      'music/train:latest',
    ]) {
      const { result } = await judged(given, '--reference', reference, '--sample', 'new.csv')
      const { artifact, rows: count } = result.reference ?? {}
      meant.push(
        `${reference} is ${artifact?.project}/${artifact?.name}:${artifact?.version} with ${count} rows`,
      )
    }
    expect(meant).toEqual([
      'train is default/train:v1 with 4 rows',
      'train:latest is default/train:v1 with 4 rows',
      'train:prod is default/train:v0 with 3 rows',
      'train:v0 is default/train:v0 with 3 rows',
      'music/train is music/train:v0 with 2 rows',
      'music/train:latest is music/train:v0 with 2 rows',
    ])
  })

  test('is reported with the version and the digest that it was resolved to', async () => {
    const given = workspace({ 'train.csv': rows(3) })
    await given.run('artifact', 'put', 'train.csv')
    const shown: { digest: string } = JSON.parse(
      (await given.run('artifact', 'show', 'train.csv', '--json')).stdout,
    )
    const { stdout } = await given.run('--reference', 'train.csv:latest', '--sample', 'train.csv')
    expect(stdout).toContain('train.csv:latest → v0')
    const { result } = await judged(given, '--reference', 'train.csv:latest', '--sample', 'train.csv')
    expect(result.reference?.artifact).toEqual({
      project: 'default',
      name: 'train.csv',
      version: 'v0',
      digest: shown.digest,
    })
    const page = texts(given, 'mlcheck-report').join()
    expect(page).toContain('resolved to v0')
    expect(page).toContain(shown.digest)
  })

  test('has a lower rank than a file of its name', async () => {
    const given = workspace({ 'train.csv': rows(3) })
    await given.run('artifact', 'put', 'train.csv')
    writeFileSync(join(given.folder, 'train.csv'), rows(7))
    const { result } = await judged(given, '--reference', 'train.csv', '--sample', 'train.csv:latest')
    expect([result.reference?.rows, result.sample?.rows]).toEqual([7, 3])
  })

  test('whose bytes were changed is refused, until it is put again', async () => {
    const given = workspace({ 'train.csv': rows(200) })
    await given.run('artifact', 'put', 'train.csv')
    const [object = ''] = objects(given)
    chmodSync(object, 0o644)
    writeFileSync(object, rows(3).replace('1', '7'))
    const against = ['--reference', 'train.csv:latest', '--sample', 'train.csv'] as const
    const { code, stdout, stderr } = await given.run(...against)
    expect(
      `exit code ${code}\n${stdout}${stderr.replace(/[0-9a-f]{62,64}/g, 'HEX').replace(/\/..\/HEX/, '/HEX')}`,
    ).toMatchInlineSnapshot(`
      "exit code 3
      error: The file train.csv of train.csv:v0 is damaged: its bytes no longer have the digest HEX.
      hint:  Put the original file again to repair .mlcheck/objects/HEX.
      "
    `)
    await given.run('artifact', 'put', 'train.csv')
    expect((await given.run(...against)).code).toBe(0)
  })
})

/** The contents of all files below a folder of the workspace. */
function texts(given: Workspace, below = ''): readonly string[] {
  return given
    .files()
    .filter(file => file.startsWith(below) && statSync(join(given.folder, file)).isFile())
    .map(file => readFileSync(join(given.folder, file), 'utf8'))
}

function objects(given: Workspace): readonly string[] {
  return given
    .files()
    .map(file => join(given.folder, file))
    .filter(file => file.includes('/.mlcheck/objects/') && statSync(file).isFile())
}
