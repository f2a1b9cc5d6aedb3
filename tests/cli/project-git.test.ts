import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { withoutCredentials } from '../../src/core/credentials.ts'
import { gitIn, runInProject } from '../support/project.ts'
import { workspace } from '../support/workspace.ts'

/** A project that prints its argument, and in a folder one that prints its commit. */
const files = {
  MLproject: 'entry_points: {main: {command: cat version.txt}}',
  'version.txt': 'one\n',
  'components/get.data/MLproject':
    'entry_points: {main: {command: "git rev-parse HEAD; git status --short; touch left"}}',
}

/** A repository with two commits, the first with the tag v1 and the branch old, and the URL of it. */
function repository() {
  const { folder } = workspace({})
  const origin = join(folder, 'origin')
  const commit = (content: Readonly<Record<string, string>>) => {
    for (const [name, text] of Object.entries(content)) {
      mkdirSync(dirname(join(origin, name)), { recursive: true })
      writeFileSync(join(origin, name), text)
    }
    gitIn(origin, 'add', '--all')
    gitIn(origin, 'commit', '--quiet', '--message', 'a change')
    return gitIn(origin, 'rev-parse', 'HEAD')
  }
  mkdirSync(origin)
  gitIn(origin, 'init', '--quiet')
  const first = commit(files)
  gitIn(origin, 'tag', '--annotate', 'v1', '--message', 'first')
  gitIn(origin, 'branch', 'old')
  const second = commit({ 'version.txt': 'two\n' })
  return { folder, origin, url: `file://${origin}`, first, second, commit }
}

function cached(folder: string): readonly string[] {
  return readdirSync(join(folder, '.mlcheck', 'projects')).sort()
}

test('without a version the repository itself says which commit runs', async () => {
  const { folder, url } = repository()
  expect(await runInProject(folder, [url])).toEqual({
    code: 0,
    stdout: 'two\n',
    stderr: '$ cat version.txt\n',
  })
})

test('a version is a branch, a tag or a commit, in full or its beginning', async () => {
  const { folder, url, first, second } = repository()
  const run = async (version: string) => (await runInProject(folder, [url, '-v', version])).stdout
  for (const version of ['v1', 'old', 'refs/heads/old', first, first.slice(0, 8), first.toUpperCase()])
    expect([version, await run(version)]).toEqual([version, 'one\n'])
  expect(await run('trunk')).toBe('two\n')
  expect(cached(folder)).toEqual([first, second].sort())
})

test('a commit that no branch ends with is found', async () => {
  const { folder, url, second, commit } = repository()
  commit({ 'version.txt': 'three\n' })
  expect((await runInProject(folder, [url, '-v', second])).stdout).toBe('two\n')
})

test('a commit that is there needs no repository any more', async () => {
  const { folder, origin, url, second } = repository()
  await runInProject(folder, [url])
  rmSync(origin, { recursive: true })
  expect((await runInProject(folder, [url, '-v', second])).stdout).toBe('two\n')
})

test('a branch that has moved on runs as it is now', async () => {
  const { folder, url, commit } = repository()
  await runInProject(folder, [url, '-v', 'trunk'])
  commit({ 'version.txt': 'three\n' })
  expect((await runInProject(folder, [url, '-v', 'trunk'])).stdout).toBe('three\n')
})

test('each run has a copy of its own, which is a repository', async () => {
  const { folder, url } = repository()
  for (const _ of [1, 2]) {
    const { stdout, code } = await runInProject(folder, [`${url}#components/get.data`])
    expect({ stdout, code }).toEqual({ stdout: 'COMMIT\n', code: 0 })
  }
})

test('nothing is left behind where a run fails', async () => {
  const { folder, url, commit } = repository()
  const found = commit({ MLproject: 'entry_points: {main: {command: pwd; exit 3}}' })
  const { stdout, stderr } = await runInProject(folder, [url])
  expect(stdout).toMatch(/mlcheck-project-\w+\n$/)
  expect(existsSync(stdout.trim())).toBe(false)
  expect(stderr).toMatchInlineSnapshot(`
    "$ pwd; exit 3
    error: The entry point main of file://DIR/origin ended with exit code 3.
    "
  `)
  await runInProject(folder, [url, '-v', 'nope'])
  await runInProject(folder, [`${url}x`])
  expect(cached(folder)).toEqual([found])
})

test('submodules are there', async () => {
  const { folder, origin, url } = repository()
  const other = join(folder, 'other')
  gitIn(folder, 'clone', '--quiet', url, other)
  gitIn(origin, 'submodule', '--quiet', 'add', '../other', 'part')
  writeFileSync(join(origin, 'MLproject'), 'entry_points: {main: {command: cat part/version.txt}}')
  gitIn(origin, 'commit', '--quiet', '--all', '--message', 'a part')
  expect(await runInProject(folder, [url])).toMatchObject({ code: 0, stdout: 'two\n' })
})

test('what is fetched from elsewhere has no submodules on this machine', async () => {
  const { folder, origin } = repository()
  gitIn(folder, 'clone', '--quiet', `file://${origin}`, 'other')
  gitIn(origin, 'submodule', '--quiet', 'add', `file://${folder}/other`, 'part')
  gitIn(origin, 'commit', '--quiet', '--all', '--message', 'a part')
  // Stands for a server.
  const env = {
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: `url.file://${folder}/.insteadOf`,
    GIT_CONFIG_VALUE_0: 'https://example.invalid/',
  }
  expect(await runInProject(folder, ['https://example.invalid/origin'], { env })).toMatchInlineSnapshot(`
    {
      "code": 3,
      "stderr": "error: The submodules of https://example.invalid/origin could not be fetched: transport 'file' not allowed.
    ",
      "stdout": "",
    }
  `)
  expect(await runInProject(folder, ['https://example.invalid/other'], { env })).toMatchObject({ code: 0 })
})

test('a repository that variables name, as in a hook, means nothing', async () => {
  const { folder, origin, url } = repository()
  const env = { GIT_DIR: join(origin, '.git'), GIT_WORK_TREE: origin, GIT_INDEX_FILE: join(origin, 'index') }
  expect(await runInProject(folder, [url, '-v', 'v1'], { env })).toMatchObject({ code: 0, stdout: 'one\n' })
})

test('what cannot be fetched has exit code 3', async () => {
  const { folder, url, origin } = repository()
  const refused = async (...args: readonly string[]) => {
    const { code, stderr } = await runInProject(folder, args)
    return `${code} ${stderr}`
  }
  expect(await refused(url, '-v', 'trnk')).toMatchInlineSnapshot(`
    "3 error: There is no branch, tag or commit trnk in file://DIR/origin.
    hint:  Did you mean trunk?
    "
  `)
  expect(await refused(url, '-v', '0123456789'.repeat(4))).toMatchInlineSnapshot(`
    "3 error: There is no branch, tag or commit COMMIT in file://DIR/origin.
    "
  `)
  expect(await refused(url, '-v', 'abc123')).toMatchInlineSnapshot(`
    "3 error: There is no branch, tag or commit abc123 in file://DIR/origin.
    hint:  Where several commits begin so, give more of the one.
    "
  `)
  expect(await refused(`file://${folder}/nowhere`)).toMatchInlineSnapshot(`
    "3 error: The project file://DIR/nowhere could not be fetched: 'nowhere' does not appear to be a git repository.
    "
  `)
  expect(await refused(`${url}#nowhere`)).toMatchInlineSnapshot(`
    "3 error: The project has no folder nowhere.
    "
  `)
  gitIn(folder, 'init', '--quiet', '--bare', 'empty.git')
  expect(await refused(`file://${folder}/empty.git`)).toMatchInlineSnapshot(`
    "3 error: There are no commits in file://DIR/empty.git.
    "
  `)
  gitIn(origin, 'symbolic-ref', 'HEAD', 'refs/heads/gone')
  expect(await refused(url)).toMatchInlineSnapshot(`
    "3 error: file://DIR/origin does not say which branch is its main one.
    hint:  Name one with --version: old, trunk and v1.
    "
  `)
})

test('neither a URL nor a version reaches git as an option, or is run', async () => {
  const { folder, url } = repository()
  const refused = async (...args: readonly string[]) => {
    const { code, stderr } = await runInProject(folder, args)
    return `${code} ${stderr}`
  }
  expect(await refused(url, '-v', '--upload-pack=touch pwned')).toMatchInlineSnapshot(`
    "2 error: --upload-pack=touch pwned is no branch, tag or commit.
    "
  `)
  expect(await refused(url, '-v', '')).toMatchInlineSnapshot(`
    "2 error: '' is no branch, tag or commit.
    "
  `)
  expect(await refused('--', '-u:touch pwned')).toMatchInlineSnapshot(`
    "2 error: -u:touch pwned is no URL.
    "
  `)
  expect(await refused('ext::sh -c "touch pwned"')).toMatchInlineSnapshot(`
    "2 error: Projects are not fetched with ext.
    hint:  URLs begin with file://, git://, http://, https://, ssh://, or are user@host:path.
    "
  `)
  expect(await refused('ftp://example.org/a.git')).toMatchInlineSnapshot(`
    "2 error: Projects are not fetched with ftp.
    hint:  URLs begin with file://, git://, http://, https://, ssh://, or are user@host:path.
    "
  `)
  for (const version of [
    '+refs/heads/*:refs/heads/*',
    'old:refs/heads/new',
    '$(touch pwned)',
    'old^{}',
    'v1~0',
  ])
    expect(await refused(url, '-v', version)).toContain('There is no branch, tag or commit')
  expect(existsSync(join(folder, 'pwned'))).toBe(false)
})

test('credentials of a URL are not shown', async () => {
  const { folder } = workspace({})
  // Nobody listens on port 1. What curl says about it depends on its version.
  const { code, stderr } = await runInProject(folder, ['http://ada:pa:ss@127.0.0.1:1/a.git?token=abc'])
  expect(code).toBe(3)
  expect(stderr).toMatch(
    /^error: The project http:\/\/•••@127\.0\.0\.1:1\/a\.git\?token=••• could not be fetched: unable to access .*\.\n$/,
  )
  expect(stderr).not.toMatch(/ada|pa:ss|abc/)
})

test('passwords of other kinds of URLs are not shown either', () => {
  expect(withoutCredentials('see ssh://ada:pa:ss@host/a and git@host:a/b and ssh://git@host/a')).toBe(
    'see ssh://ada:•••@host/a and git@host:a/b and ssh://git@host/a',
  )
})

test('a folder behind # does not leave the project', async () => {
  const { folder, origin, url } = repository()
  mkdirSync(join(folder, 'outside'))
  symlinkSync(join(folder, 'outside'), join(origin, 'absolute'))
  symlinkSync('../../..', join(origin, 'relative'))
  symlinkSync('components', join(origin, 'within'))
  gitIn(origin, 'add', '--all')
  gitIn(origin, 'commit', '--quiet', '--message', 'links')
  for (const subfolder of ['../x', '..', 'components/../..', 'absolute', 'relative'])
    expect((await runInProject(folder, [`${url}#${subfolder}`])).stderr).toBe(
      `error: The folder ${subfolder} is not within the project.\n`,
    )
  for (const subfolder of ['within/get.data', '/components/get.data/', 'components/../components/get.data'])
    expect(await runInProject(folder, [`${url}#${subfolder}`])).toMatchObject({ code: 0 })
})

test('mistakes in a file are shown with the repository', async () => {
  const { folder, url, commit } = repository()
  commit({ MLproject: 'entry_points: {main: {command: "{x}"}}' })
  expect((await runInProject(folder, [url])).stderr).toMatchInlineSnapshot(`
    "error: file://DIR/origin/MLproject:1:32: In the command of main, {x} names no parameter.
    hint:  Braces that are meant for the shell are doubled, as in \${{HOME}}.
    "
  `)
})
