// biome-ignore-all lint/suspicious/noTemplateCurlyInString: ${…} is an interpolation of the configuration.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { configFolder, configText } from '../../../src/cli/configFiles.ts'
import { configFromYaml } from '../../../src/cli/configYaml.ts'
import { plainData } from '../../../src/run/config/node.ts'
import { refusal } from './support.ts'

const read = (text: string) => plainData(configFromYaml(text, 'config.yaml').root)

// OmegaConf.load(file), in omegaconf 2.3 with PyYAML 6
test.each([
  ['yes', true],
  ['off', false],
  ["'yes'", 'yes'],
  ['y', 'y'],
  ['010', 8],
  ['09', '09'],
  ['0x10', 16],
  ['0b11', 3],
  ['0o10', '0o10'],
  ['1_000', 1000],
  ['12:30', 750],
  ['1e-3', 0.001],
  ['1.5e3', 1500],
  ['.inf', Number.POSITIVE_INFINITY],
  ['~', null],
  ['2020-01-01', '2020-01-01'],
  ['2020-01-01 10:00:00', '2020-01-01 10:00:00'],
  ['!!str 1', '1'],
  ['123456789012345678901', 123456789012345678901n],
])('the YAML %s is %s', (text, value) => {
  expect(read(`a: ${text}\n`)).toEqual({ a: value })
})

test('the YAML key << merges, and the own keys count', () => {
  expect(read('b: &b {x: 1, y: 2}\nw: {<<: *b, y: 3}\nv: {<<: [{x: 5}, *b]}\n')).toEqual({
    b: { x: 1, y: 2 },
    w: { x: 1, y: 3 },
    v: { x: 5, y: 2 },
  })
})

test('what is no YAML has a line and a column', () => {
  expect(refusal(() => read('a: 1\nb: [1\n'))).toMatchInlineSnapshot(
    `"config.yaml:3:1: Flow sequence in block collection must be sufficiently indented and end with a ]."`,
  )
  expect(refusal(() => read('a: 1\na: 2\n'))).toMatchInlineSnapshot(
    `"config.yaml:2:1: Map keys must be unique."`,
  )
  expect(refusal(() => read('a: *b\n'))).toMatchInlineSnapshot(
    `"config.yaml:1:4: There is no anchor &b above."`,
  )
  expect(refusal(() => read(`a: ${'['.repeat(200)}${']'.repeat(200)}\n`))).toMatchInlineSnapshot(
    `"config.yaml:1:103: The file goes deeper than 100 levels."`,
  )
})

test('a folder is read by paths that do not leave it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'config-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  mkdirSync(join(folder, 'conf', 'db'), { recursive: true })
  writeFileSync(
    join(folder, 'conf', 'db', 'pg.yaml'),
    "# @package _global_\nport: 1.0\n2: [b, 'yes', 1e-5]\n1: {x: null, y: {}, z: '${a}'}\n",
  )
  writeFileSync(join(folder, 'secret.yaml'), 'a: 1\n')
  const source = configFolder(join(folder, 'conf'), folder)
  const file = source.read('db/pg')
  expect([file?.name, file?.package, source.list('db'), source.list('nope')]).toEqual([
    'conf/db/pg.yaml',
    '_global_',
    ['pg'],
    undefined,
  ])
  expect(source.read('../secret')).toBeUndefined()
  expect(file && configText(file.root)).toMatchInlineSnapshot(`
    "port: 1.0
    "2":
      - b
      - "yes"
      - 0.00001
    "1":
      x: null
      "y": {}
      z: \${a}
    "
  `)
})
