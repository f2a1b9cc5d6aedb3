import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { isProject } from '../../src/cli/projectSource.ts'
import { runInProject } from '../support/project.ts'
import { workspace } from '../support/workspace.ts'

const mlproject = `
name: demo
entry_points:
  main:
    parameters:
      text: {type: string, default: hello}
    command: printf '%s|' {text}
  fails:
    command: echo before; exit 7
  file:
    parameters: {data: path}
    command: cat {data}; pwd
  lost:
    command: no-such-program
`

test('the entry point main runs in the folder of the project, with its defaults', async () => {
  const { folder } = workspace({ 'p/MLproject': mlproject, 'data/a.csv': 'x\n' })
  expect(await runInProject(folder, ['./p'])).toEqual({
    code: 0,
    stdout: 'hello|',
    stderr: "$ printf '%s|' hello\n",
  })
  const { stdout } = await runInProject(folder, ['p', '-e', 'file', '-P', 'data=data/a.csv'])
  expect(stdout).toBe('x\nDIR/p\n')
})

test.each([
  '$(touch pwned)',
  '`touch pwned`',
  "'; touch pwned; '",
  '"',
  'a\nb',
  '\\',
  '--x',
  '',
  '*',
  '~',
  '{text}',
])('the hostile value %j arrives as one argument', async value => {
  const { folder } = workspace({ MLproject: mlproject })
  const { stdout, code } = await runInProject(folder, ['.', '-P', `text=${value}`])
  expect({ stdout, code }).toEqual({ stdout: `${value}|`, code: 0 })
  expect(existsSync(join(folder, 'pwned'))).toBe(false)
})

test('a hostile name of what is no parameter is a word too', async () => {
  const { folder } = workspace({ MLproject: mlproject })
  const { stdout } = await runInProject(folder, ['.', '-P', '$(touch pwned)=a b', '-P', '; touch pwned;=c'])
  expect(stdout).toBe('hello|--$(touch pwned)|a b|--; touch pwned;|c|')
  expect(existsSync(join(folder, 'pwned'))).toBe(false)
})

test('exit code 1 when the command fails, and its own is said', async () => {
  const { folder } = workspace({ 'p/MLproject': mlproject })
  expect(await runInProject(folder, ['p', '-e', 'fails'])).toMatchInlineSnapshot(`
    {
      "code": 1,
      "stderr": "$ echo before; exit 7
    error: The entry point fails of p ended with exit code 7.
    ",
      "stdout": "before
    ",
    }
  `)
  expect(
    (await runInProject(folder, ['p', '-e', 'lost'])).stderr.split('\n').slice(-3).join('\n'),
  ).toMatchInlineSnapshot(`
    "error: The entry point lost of p ended with exit code 127.
    hint:  A program that its command names was not found.
    "
  `)
})

test('a command that a signal ends has the exit code that a shell gives it', async () => {
  const { folder } = workspace({ MLproject: 'entry_points: {main: {command: kill -KILL $$}}' })
  expect((await runInProject(folder, ['.'])).stderr).toMatchInlineSnapshot(`
    "$ kill -KILL $$
    error: The entry point main of this folder ended with exit code 137.
    "
  `)
})

test('--dry prints the command and runs nothing', async () => {
  const { folder } = workspace({ MLproject: 'entry_points: {main: {command: touch ran}}' })
  expect(await runInProject(folder, ['.', '--dry', '-P', 'lr=0.1'])).toEqual({
    code: 0,
    stdout: 'touch ran --lr 0.1\n',
    stderr: '',
  })
  expect(existsSync(join(folder, 'ran'))).toBe(false)
})

test('a command cannot hide from a terminal', async () => {
  const { folder } = workspace({
    MLproject: 'entry_points: {main: {command: "  echo a # \\e[2K\\r echo b"}}',
  })
  const { stderr } = await runInProject(folder, ['.'])
  expect(stderr).toBe('$   echo a # ␛[2K␍ echo b\n')
})

test('a script of a folder without MLproject runs', async () => {
  const { folder } = workspace({ 'p/say it.sh': 'echo "$1 $2"' })
  expect(await runInProject(folder, ['p', '-e', 'say it.sh', '-P', 'a=b'])).toMatchObject({
    code: 0,
    stdout: '--a b\n',
  })
  expect(await runInProject(folder, ['./p'])).toMatchInlineSnapshot(`
    {
      "code": 2,
      "stderr": "error: The project has no entry point main, and no script of this name.
    hint:  It has no entry points. Scripts are *.py and *.sh.
    ",
      "stdout": "",
    }
  `)
})

test('what lists the packages is remarked on', async () => {
  const { folder } = workspace({
    MLproject: 'conda_env: env.yml\nentry_points: {main: {command: echo done}}',
    'env.yml': '',
  })
  expect(await runInProject(folder, ['.'])).toMatchInlineSnapshot(`
    {
      "code": 0,
      "stderr": "note: The packages of env.yml are expected to be there, and are not installed.
    $ echo done
    ",
      "stdout": "done
    ",
    }
  `)
})

test('a container needs --env-manager local', async () => {
  const { folder } = workspace({
    MLproject: 'docker_env:\n  image: python:3\nentry_points: {main: {command: echo done}}',
  })
  expect(await runInProject(folder, ['.'])).toMatchInlineSnapshot(`
    {
      "code": 2,
      "stderr": "error: MLproject:2:3: The project runs in a container of python:3, and containers are not supported.
    hint:  With --env-manager local its command runs here, with what is installed.
    ",
      "stdout": "",
    }
  `)
  expect(await runInProject(folder, ['.', '--env-manager', 'local'])).toMatchInlineSnapshot(`
    {
      "code": 0,
      "stderr": "note: The command runs here, and not in a container of python:3.
    $ echo done
    ",
      "stdout": "done
    ",
    }
  `)
})

test('mistakes in the file are shown with their place', async () => {
  const { folder } = workspace({
    'p/MLproject': 'entry_points:\n  main: {command: "echo {nmae}", parameters: {name: {default: a}}}\n',
    'q/mlproject': 'entry_points: [\n',
  })
  expect(await runInProject(folder, ['./p'])).toMatchInlineSnapshot(`
    {
      "code": 2,
      "stderr": "error: p/MLproject:2:19: In the command of main, {nmae} names no parameter.
    hint:  Did you mean name? Braces that are meant for the shell are doubled, as in \${{HOME}}.
    ",
      "stdout": "",
    }
  `)
  expect(await runInProject(folder, ['q'])).toMatchInlineSnapshot(`
    {
      "code": 2,
      "stderr": "error: q/mlproject:2:1: Flow sequence in block collection must be sufficiently indented and end with a ].
    ",
      "stdout": "",
    }
  `)
})

test('mistakes on the command line are sentences', async () => {
  const { folder } = workspace({ MLproject: mlproject })
  const refused = async (...args: readonly string[]) => {
    const { code, stderr } = await runInProject(folder, args)
    return `${code} ${stderr}`
  }
  expect(await refused('.', '-e', 'mian')).toMatchInlineSnapshot(`
    "2 error: The project has no entry point mian, and no script of this name.
    hint:  Did you mean main?
    "
  `)
  expect(await refused('.', '-v', 'main')).toMatchInlineSnapshot(`
    "2 error: . is a folder, and only git URLs have versions.
    hint:  Check the version out, or give the folder as a URL: file:///PATH.
    "
  `)
  expect(await refused('.', '-P', 'text')).toMatchInlineSnapshot(`
    "2 error: -P text is no assignment.
    hint:  Write -P name=value.
    "
  `)
  expect(await refused('.', '-P', 'text=a', '-P', 'text=b')).toMatchInlineSnapshot(`
    "2 error: -P text is given twice.
    "
  `)
  expect(await refused('.', '--timeout', '0')).toMatchInlineSnapshot(`
    "2 error: --timeout 0 is not possible. It is a number of seconds above 0, such as 60.
    "
  `)
  expect(await refused('.', '--env-manager', 'conda')).toMatchInlineSnapshot(`
    "2 error: --env-manager conda is not possible.
    hint:  Possible are local.
    "
  `)
  expect(await refused('.#../x')).toMatchInlineSnapshot(`
    "2 error: The folder ../x is not within the project.
    "
  `)
  expect(await refused('.#x')).toMatchInlineSnapshot(`
    "3 error: The project has no folder x.
    "
  `)
})

test('a project is a folder with an MLproject file, or a git URL', () => {
  const { folder } = workspace({
    'p/mlPROJECT': '',
    'q/sub/MLproject': '',
    'a:b/other': '',
    'f/MLproject/x': '',
  })
  const projects = ['p', './p', join(folder, 'p'), 'q#sub']
  const urls = [
    'https://example.org/a.git#b/c',
    'file:///srv/a',
    'git@example.org:a/b.git',
    'host:a',
    'ssh://h/a=b',
  ]
  for (const text of [...projects, ...urls]) expect([text, isProject(text, folder)]).toEqual([text, true])
  const others = [
    'q',
    'q#other',
    'a:b',
    'f',
    'train',
    'lr=0.1',
    'data=iris.csv:latest',
    'db@a:b=mysql',
    './x:y',
    '',
  ]
  for (const text of others) expect([text, isProject(text, folder)]).toEqual([text, false])
})

test('what the command writes into a folder stays there', async () => {
  const { folder } = workspace({ 'p/MLproject': 'entry_points: {main: {command: "echo made > made.txt"}}' })
  await runInProject(folder, ['./p'])
  expect(readFileSync(join(folder, 'p/made.txt'), 'utf8')).toBe('made\n')
})
