import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '..')

/** Layer → the layers and packages it may import. A layer may always import itself. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  core: ['zod'],
  stats: ['@stdlib'],
  expectations: ['core', 'stats', 'zod'],
  'engines/index': ['core', 'engines/duckdb', 'engines/spark'],
  'engines/duckdb': ['core', '@duckdb', 'apache-arrow'],
  'engines/spark': ['core', '@grpc/grpc-js', '@bufbuild/protobuf', 'apache-arrow'],
  store: ['core', '@libsql', 'zod'],
  suites: ['core', 'yaml', 'zod'],
  reports: ['core', 'handlebars', 'd3-scale'],
  run: ['core'],
  ml: ['core', 'stats', 'zod'],
  stages: ['core', 'stats', 'ml', 'zod', 'onnxruntime-web', 'sharp'],
  serve: ['core', 'stats', 'ml', 'stages', 'fastify', 'csv-parse'],
}
const everything = [
  'core',
  'stats',
  'expectations',
  'engines/index',
  'store',
  'suites',
  'reports',
  'run',
  'ml',
  'stages',
  'serve',
]
const frontDoors: Readonly<Record<string, readonly string[]>> = {
  vitest: [...everything, 'vitest', 'rolldown', 'zod'],
  cli: [...everything, 'vitest', 'commander', 'tinyglobby', 'yaml', 'zod'],
  index: [...everything, 'vitest'],
}

test('no file imports what its layer may not see', () => {
  const rules = { ...allowed, ...frontDoors }
  const forbidden = sourceFiles().flatMap(file =>
    importsOf(file)
      .filter(target => !mayImport(rules, layerOf(file), target))
      .map(target => `${relative(root, file)} imports ${target}`),
  )
  expect(forbidden).toEqual([])
})

test('no two folders import each other in a circle', () => {
  const edges = new Map<string, Set<string>>()
  for (const file of sourceFiles()) {
    const from = dirname(relative(root, file))
    for (const target of importsOf(file).filter(target => target.startsWith('/'))) {
      const to = dirname(relative(root, target))
      if (to !== from) edges.set(from, (edges.get(from) ?? new Set()).add(to))
    }
  }
  expect([...edges.keys()].filter(folder => reaches(edges, folder, folder))).toEqual([])
})

/** `import … from '…'`, `export … from '…'`, `import '…'` and `import('…')`. */
const importPattern = /(?:^(?:import|export)\b[^'\n]*(?:\n[^'\n]+)*?from |^import |\bimport\()'([^']+)'/gm

function sourceFiles(): readonly string[] {
  return ['src', 'expectations', 'reports'].flatMap(folder =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile() && /\.ts$/.test(entry.name) && !entry.name.endsWith('.d.ts'))
      .map(entry => join(entry.parentPath, entry.name)),
  )
}

/** Absolute paths of project files, names of packages; Node's own modules are left out. */
function importsOf(file: string): readonly string[] {
  const source = readFileSync(file, 'utf8')
  const specifiers = [...source.matchAll(importPattern)].map(match => match[1] ?? '')
  return specifiers
    .filter(specifier => !specifier.startsWith('node:') && !/\.(hbs|json)$|\?text$|-text$/.test(specifier))
    .map(specifier => (specifier.startsWith('.') ? resolve(dirname(file), specifier) : specifier))
}

function layerOf(path: string): string {
  const [top = '', second = '', third = ''] = relative(root, path).split('/')
  if (top !== 'src') return top
  if (second === 'engines') return third === 'index.ts' ? 'engines/index' : `engines/${third}`
  return second.replace(/\.ts$/, '')
}

function mayImport(
  rules: Readonly<Record<string, readonly string[]>>,
  layer: string,
  target: string,
): boolean {
  const may = rules[layer] ?? []
  if (!target.startsWith('/')) return may.some(name => target === name || target.startsWith(`${name}/`))
  const other = layerOf(target)
  return other === layer || may.includes(other) || (layer in frontDoors && other in frontDoors)
}

function reaches(edges: ReadonlyMap<string, ReadonlySet<string>>, from: string, wanted: string): boolean {
  const seen = new Set<string>()
  const queue = [...(edges.get(from) ?? [])]
  for (let folder = queue.pop(); folder !== undefined; folder = queue.pop()) {
    if (folder === wanted) return true
    if (seen.has(folder)) continue
    seen.add(folder)
    queue.push(...(edges.get(folder) ?? []))
  }
  return false
}
