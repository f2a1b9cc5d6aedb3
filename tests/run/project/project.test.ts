// biome-ignore-all lint/suspicious/noTemplateCurlyInString: ${…} is a variable of the shell.
import { expect, test } from 'vitest'
import { configFromYaml } from '../../../src/cli/configYaml.ts'
import { commandOf } from '../../../src/run/project/command.ts'
import { entryPointNamed } from '../../../src/run/project/entry-point.ts'
import { type Project, projectFrom } from '../../../src/run/project/project.ts'
import { refusal } from '../config/support.ts'

// Expected commands: EntryPoint('main', parameters, command).compute_command(given, '/storage') of
// mlflow.projects._project_spec in MLflow 3.17.2, with Python 3.11.

const here = ['data/x.csv', 'a b.csv', 'conda.yaml', 'python_env.yaml', 's.sh', 'a b{1}.py']

function projectOf(text: string, files: readonly string[] = []): Project {
  return projectFrom(configFromYaml(text, 'MLproject'), file => files.includes(file))
}

/** The command of `main`. */
function command(text: string, given: Readonly<Record<string, string>> = {}, entry = 'main'): string {
  const point = entryPointNamed(projectOf(text), entry, file => here.includes(file))
  const absolutePath = (path: string) => (here.includes(path) ? `/cwd/${path}` : undefined)
  return commandOf(point, { values: new Map(Object.entries(given)), absolutePath })
}

function withParameters(parameters: string, line: string): string {
  return `entry_points: {main: {parameters: ${parameters}, command: ${JSON.stringify(line)}}}`
}

test('parameters have values from the command line, or their defaults', () => {
  const text = withParameters('{lr: float, n: {type: int, default: 100}}', 'python train.py --lr {lr} {n}')
  expect(command(text, { lr: '0.1' })).toBe('python train.py --lr 0.1 100')
  expect(command(text, { lr: '0.1', n: '7' })).toBe('python train.py --lr 0.1 7')
})

test.each([
  ['1', '1'],
  ['1.0', '1.0'],
  ['1.5e-7', '1.5e-07'],
  ['1.0e+22', '1e+22'],
  ['true', 'True'],
  ['no', 'False'],
  ["''", "''"],
  ['.inf', 'inf'],
  ['1180591620717411303424', '1180591620717411303424'],
  ['-0.0', '-0.0'],
])('a default %s is %s, as Python prints it', (written, printed) => {
  expect(command(withParameters(`{x: {default: ${written}}}`, '{x}'))).toBe(printed)
})

test.each([
  ['$(touch pwned)', "echo '$(touch pwned)'"],
  ["it's", `echo 'it'"'"'s'`],
  ['', "echo ''"],
  ['a\nb', "echo 'a\nb'"],
  ['"q"', `echo '"q"'`],
  ['a=b,c:d@e%f+g./-', 'echo a=b,c:d@e%f+g./-'],
  ['\\', "echo '\\'"],
  ['ü', "echo 'ü'"],
])('the value %j is one word of the shell', (value, expected) => {
  expect(command(withParameters('{x: string}', 'echo {x}'), { x: value })).toBe(expected)
})

test('doubled braces are braces', () => {
  const text = withParameters('{x: string}', "awk '{{print $1}}' {x} {x!s} {x:s} }}{{")
  expect(command(text, { x: 'a' })).toBe("awk '{print $1}' a a a }{")
})

test('what is no parameter follows the command, in the order in which it was given', () => {
  expect(command(withParameters('{}', 'main'), { 'b c': '1', a: '$x' })).toBe("main --'b c' 1 --a '$x'")
})

test('the parameters of the course, with Hydra behind an echo', () => {
  const text = `
name: nyc_airbnb
conda_env: conda.yml
entry_points:
  main:
    parameters:
      steps:
        description: Comma-separated list of steps to execute
        type: str
        default: all
      hydra_options:
        type: str
        default: ''
    command: "python main.py main.steps=\\\\'{steps}\\\\' $(echo {hydra_options})"
`
  const project = projectOf(text, ['conda.yml'])
  const values = new Map([['hydra_options', "etl.min_price=50 etl.name='a b'"]])
  expect(
    commandOf(
      entryPointNamed(project, 'main', () => false),
      { values, absolutePath: () => undefined },
    ),
  ).toBe(`python main.py main.steps=\\'all\\' $(echo 'etl.min_price=50 etl.name='"'"'a b'"'"'')`)
  expect(project.environment).toMatchObject({ kind: 'conda', source: 'conda.yml' })
})

test('a uri has a scheme, which an underscore is no part of', () => {
  const text = withParameters('{x: uri}', '{x}')
  expect(command(text, { x: 'iris.csv:latest' })).toBe('iris.csv:latest')
  expect(command(text, { x: ' s3://b' })).toBe("' s3://b'")
  expect(refusal(() => command(text, { x: 'raw_data.parquet:v3' }))).toMatchInlineSnapshot(`
    "The parameter x is a URI, and "raw_data.parquet:v3" is none.
    A URI begins with a scheme, as in https://example.org/data.csv."
  `)
  for (const none of ['exercise_4/x:latest', '1x:y', 'a', ''])
    expect(refusal(() => command(text, { x: none }))).toContain('is none.')
})

test('a path is there, and becomes absolute', () => {
  const text = withParameters('{x: path}', 'cat {x}')
  expect(command(text, { x: 'data/x.csv' })).toBe('cat /cwd/data/x.csv')
  expect(command(text, { x: 'file:a%20b.csv?v=1#top' })).toBe("cat '/cwd/a b.csv'")
  expect(refusal(() => command(text, { x: 'nope.csv' }))).toMatchInlineSnapshot(
    `"The parameter x is a path, and there is no file or folder "nope.csv"."`,
  )
  expect(refusal(() => command(text, { x: '' }))).toMatchInlineSnapshot(
    `"The parameter x is a path, and there is no file or folder ""."`,
  )
  expect(refusal(() => command(text, { x: 's3://bucket/x.csv' }))).toMatchInlineSnapshot(`
    "The parameter x is a path, and "s3://bucket/x.csv" is not on this machine.
    URIs are not downloaded for it: give a local file, or ./NAME for a name with a colon."
  `)
  expect(refusal(() => command(text, { x: 'file://host/x.csv' }))).toContain('is not on this machine.')
})

test('a parameter without a default, or with null, has to be given', () => {
  const text = withParameters(
    '{lr: float, n: {type: int, default: null}, m: {type: int, default: 1}}',
    '{lr}',
  )
  expect(refusal(() => command(text))).toMatchInlineSnapshot(`
    "The entry point main needs a value for lr and n.
    Give it with -P lr=VALUE."
  `)
  expect(refusal(() => command(text, { l_r: '1', n: '2' }))).toMatchInlineSnapshot(`
    "The entry point main needs a value for lr.
    l_r is no parameter of it. Give it with -P lr=VALUE."
  `)
})

test.each([
  ['{x', '{x is no placeholder.'],
  ['x}', '} is no placeholder.'],
  ['{', '{ is no placeholder.'],
  ['{}', '{} names no parameter.'],
  ['{0}', '{0} names no parameter.'],
  ['{x.a}', '{x.a} is no placeholder.'],
  ['{x[0]}', '{x[0]} is no placeholder.'],
  ['{x:.3}', '{x:.3} is no placeholder.'],
])('the command %s is refused', (line, expected) => {
  const [first] = refusal(() => command(withParameters('{x: string}', line), { x: 'abc d' })).split('\n')
  expect(first).toMatch(/^MLproject:1:\d+: In the command of main, /)
  expect(first?.endsWith(expected)).toBe(true)
})

test('a misspelt placeholder is shown with its place and the closest parameter', () => {
  const text = `
entry_points:
  main:
    parameters: {lrate: float}
    command: >-
      python train.py {lrte}
`
  expect(refusal(() => command(text, { lrate: '1' }))).toMatchInlineSnapshot(`
    "MLproject:5:14: In the command of main, {lrte} names no parameter.
    Did you mean lrate? Braces that are meant for the shell are doubled, as in \${{HOME}}."
  `)
  expect(refusal(() => command(withParameters('{}', 'echo ${HOME}')))).toMatchInlineSnapshot(`
    "MLproject:1:48: In the command of main, {HOME} names no parameter.
    Braces that are meant for the shell are doubled, as in \${{HOME}}."
  `)
})

test('a null character is refused: no program can be given one', () => {
  const text = withParameters('{x: string}', '{x}')
  expect(refusal(() => command(text, { x: 'a\0b' }))).toMatchInlineSnapshot(
    `"The value of x has a null character, which no program can be given."`,
  )
})

test('a script of the project is an entry point', () => {
  expect(command('', { lr: '1' }, 's.sh')).toBe('bash s.sh --lr 1')
  expect(command('', {}, 'a b{1}.py')).toBe("python 'a b{1}.py'")
})

test('without an entry point or a script, the closest entry point is named', () => {
  const text = 'entry_points: {train: {command: a}, test: {command: b}}'
  expect(refusal(() => command(text, {}, 'trian'))).toMatchInlineSnapshot(`
    "The project has no entry point trian, and no script of this name.
    Did you mean train?"
  `)
  expect(refusal(() => command(text))).toMatchInlineSnapshot(`
    "The project has no entry point main, and no script of this name.
    Entry points are train, test."
  `)
  expect(refusal(() => command('', {}, 'other.sh'))).toMatchInlineSnapshot(`
    "The project has no entry point other.sh, and no script of this name.
    It has no entry points. Scripts are *.py and *.sh."
  `)
})

test('an empty file is a project without entry points, and unknown keys mean nothing', () => {
  expect(projectOf('')).toEqual({ entryPoints: new Map() })
  expect(projectOf('{name: p, entry_points: null, conda_env: null, authors: [a]}')).toEqual({
    name: 'p',
    entryPoints: new Map(),
  })
})

test('a project has one environment, and its file is there', () => {
  expect(refusal(() => projectOf('conda_env: conda.yaml\npython_env: p.yaml\n'))).toMatchInlineSnapshot(
    `"MLproject:2:13: A project has one environment, and this one has conda_env and python_env."`,
  )
  expect(refusal(() => projectOf('name: p\npython_env: p.yaml\n'))).toMatchInlineSnapshot(
    `"MLproject:2:13: python_env names p.yaml, and there is no such file in the project."`,
  )
  expect(refusal(() => projectOf('docker_env: {volumes: []}'))).toMatchInlineSnapshot(`
    "MLproject:1:13: docker_env names no image.
    Write docker_env: {image: NAME}."
  `)
  expect(projectOf('docker_env: {image: python}').environment).toMatchObject({
    kind: 'docker',
    source: 'python',
  })
})

test('without one, python_env.yaml and then conda.yaml count', () => {
  expect(projectOf('', ['conda.yaml']).environment).toEqual({ kind: 'conda', source: 'conda.yaml' })
  expect(projectOf('', ['conda.yaml', 'python_env.yaml']).environment).toEqual({
    kind: 'python',
    source: 'python_env.yaml',
  })
})

test.each([
  ['[a]', 'A project has to be a mapping of keys to values.'],
  ['name: {}', 'The name of a project has to be text.'],
  ['entry_points: a', 'entry_points has to be a mapping of keys to values.'],
  ['entry_points: {main: a}', 'The entry point main has to be a mapping of keys to values.'],
  ['entry_points: {main: {}}', 'The entry point main has no command.'],
  ['entry_points: {main: {command: [a]}}', 'The command of main has to be text.'],
  [withParameters('{x: null}', ''), 'The parameter x has no type.'],
  [withParameters('{x: {type: []}}', ''), 'The type of x has to be text.'],
  [withParameters('{x: {default: [1]}}', ''), 'The default of x is no single value.'],
])('%s is no project', (text, expected) => {
  const [first = ''] = refusal(() => projectOf(text)).split('\n')
  expect(first.replace(/^MLproject:1:\d+: /, '')).toBe(expected)
  expect(first).not.toBe(expected)
})
