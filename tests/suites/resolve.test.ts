import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { UserError } from '../../src/core/errors.ts'
import { type DefinedSuite, defineSuite } from '../../src/suites/define.ts'
import { type ResolveOptions, resolveSuites } from '../../src/suites/resolve.ts'
import * as expectations from './vocabulary.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'suites-'))
})

afterEach(() => {
  rmSync(folder, { recursive: true })
})

const modules: Record<string, Readonly<Record<string, unknown>>> = {}

function resolve(paths: readonly string[], options: Partial<ResolveOptions> = {}) {
  return resolveSuites(paths, {
    folder,
    expectations,
    params: {},
    glob: async () => [],
    loadModule: async path => modules[path.slice(folder.length + 1)] ?? {},
    ...options,
  })
}

async function errorOf(paths: readonly string[], options?: Partial<ResolveOptions>): Promise<string> {
  const error: unknown = await resolve(paths, options).catch(thrown => thrown)
  if (!(error instanceof UserError)) throw error
  expect(error.exitCode).toBe(2)
  return [error.message, error.hint]
    .filter(part => part !== undefined)
    .join('\n')
    .replaceAll(folder, '/data')
}

function write(file: string, text: string | Uint8Array) {
  writeFileSync(join(folder, file), text)
}

test('suites are read in the order of their paths, each file once', async () => {
  write('b.yaml', 'table: [toHaveRowCount]')
  write('a.json', '{ "table": ["toHaveRowCount"] }')
  const glob = async () => [join(folder, 'b.yaml'), join(folder, 'a.json')]
  const suites = await resolve(['b.yaml', '*', 'a.json'], { glob })
  expect(suites.map(suite => [suite.name, suite.origin?.file])).toEqual([
    ['b', 'b.yaml'],
    ['a', 'a.json'],
  ])
})

test('a module is a suite for each definition that it exports', async () => {
  write('suites.ts', '')
  const rentals = defineSuite({ name: 'rentals', table: ['toHaveRowCount'] })
  const prices = defineSuite({ name: 'prices', columns: { price: [{ toHaveType: 'integer' }] } })
  modules['suites.ts'] = { default: rentals, rentals, prices, limit: 3, none: null }
  const suites = await resolve(['suites.ts'])
  expect(suites.map(suite => [suite.name, suite.checks.map(check => check.id)])).toEqual([
    ['rentals', ['table.row-count']],
    ['prices', ['price.type']],
  ])
})

test('a suite that a second copy of the package defined is a suite', async () => {
  write('copy.js', '')
  const copy = { table: ['toHaveRowCount'], [Symbol.for('mlcheck.suite')]: true } as unknown as DefinedSuite
  modules['copy.js'] = { copy }
  expect(await resolve(['copy.js'])).toHaveLength(1)
})

test('a missing suite is named together with those that are there', async () => {
  expect(await errorOf(['rentals.yaml'])).toMatchInlineSnapshot(`
    "There is no suite rentals.yaml.
    There is no suite in /data."
  `)
  write('rentals.yml', '')
  write('prices.yaml', '')
  write('notes.txt', '')
  expect(await errorOf(['rentals.yaml'])).toMatchInlineSnapshot(`
    "There is no suite rentals.yaml.
    Did you mean rentals.yml?"
  `)
  expect(await errorOf(['taxi.yaml'])).toMatchInlineSnapshot(`
    "There is no suite taxi.yaml.
    Suites in /data are prices.yaml, rentals.yml."
  `)
  expect(await errorOf(['suites/rentals.yaml'])).toMatchInlineSnapshot(`
    "There is no suite suites/rentals.yaml.
    There is no folder /data/suites either."
  `)
  expect(await errorOf(['*.json'])).toMatchInlineSnapshot(`
    "No suite matches *.json.
    Looked in /data."
  `)
})

test('a folder, another kind of file and bytes that are no text are no suites', async () => {
  mkdirSync(join(folder, 'suites'))
  write('notes.txt', '')
  write('latin.yaml', Uint8Array.of(0x6e, 0xfc, 0x0a))
  expect(await errorOf(['suites'])).toMatchInlineSnapshot(`
    "suites is a folder.
    Name a suite in it. There is no suite in /data/suites."
  `)
  expect(await errorOf(['notes.txt'])).toMatchInlineSnapshot(`
    "notes.txt is no suite.
    Suites are files with .yaml, .yml, .json, .ts, .mts, .js, .mjs."
  `)
  expect(await errorOf(['latin.yaml'])).toMatchInlineSnapshot(
    `"latin.yaml could not be read: it is not UTF-8 text."`,
  )
})

test('a module that throws or exports no suite is named', async () => {
  write('empty.ts', '')
  const loadModule = async () => {
    throw new Error('limit is not defined')
  }
  expect(await errorOf(['empty.ts'])).toMatchInlineSnapshot(`
    "empty.ts exports no suite.
    Export what defineSuite({ … }) returns."
  `)
  expect(await errorOf(['empty.ts'], { loadModule })).toMatchInlineSnapshot(
    `"empty.ts could not be loaded: limit is not defined"`,
  )
})
