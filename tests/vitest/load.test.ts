import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadModule } from '../../src/vitest/load.ts'
import { workspace } from '../support/workspace.ts'

async function load(files: Readonly<Record<string, string>>, file: string) {
  const { folder } = workspace(files)
  const shown = (text: string) => text.replaceAll(/\S*mlcheck-test-[^/]*\//g, '')
  return loadModule(join(folder, file)).catch((error: Error) => shown(error.message))
}

test('a suite may be TypeScript, import other files and data, and read what lies beside it', async () => {
  const module = await load(
    {
      'suite.ts': `
        import { readFileSync } from 'node:fs'
        import { defineSuite } from 'mlcheck'
        import { most } from './bounds/tempo.ts'
        import kinds from './kinds.json' with { type: 'json' }
        const max: number = most
        export const text = readFileSync(new URL('./kinds.json', import.meta.url), 'utf8')
        export default defineSuite({ columns: {
          tempo: [{ toHaveValuesBetween: { max } }],
          kind: [{ toHaveValuesInSet: { values: kinds } }],
        } })`,
      'bounds/tempo.ts': 'export const most = 250 as const',
      'kinds.json': '["a","b"]',
    },
    'suite.ts',
  )
  expect(module).toMatchObject({
    text: '["a","b"]',
    default: {
      columns: {
        tempo: [{ toHaveValuesBetween: { max: 250 } }],
        kind: [{ toHaveValuesInSet: { values: ['a', 'b'] } }],
      },
    },
  })
})

test('a package is imported from where it is installed', async () => {
  const module = await load(
    {
      'suite.ts': `import { bound } from 'bounds'\nexport default { bound }`,
      'node_modules/bounds/package.json': '{ "type": "module", "exports": "./main.js" }',
      'node_modules/bounds/main.js': 'export const bound = 3',
    },
    'suite.ts',
  )
  expect(module).toMatchObject({ default: { bound: 3 } })
})

test.for([
  ['const a = ;', 'suite.ts:1:11 cannot be loaded. Unexpected token'],
  [`\nconst a: number = 1\nthrow new Error('Not today.')`, 'suite.ts:3:7 cannot be loaded. Not today.'],
  [`import './gone.ts'`, `suite.ts:1:8 cannot be loaded. Could not resolve './gone.ts' in suite.ts`],
  [`import 'gone'`, 'suite.ts cannot be loaded. It imports gone, and there is no such package.'],
  [
    `import { test } from 'mlcheck'\ntest('x', () => {})`,
    `suite.ts cannot be loaded. The requested module 'mlcheck' does not provide an export named 'test'`,
  ],
] as const)('a suite that reads %j is refused', async ([source, message]) => {
  expect(await load({ 'suite.ts': source }, 'suite.ts')).toBe(message)
})

test('a file that an imported file breaks is told by its own name', async () => {
  const files = { 'suite.ts': `import './broken.ts'`, 'broken.ts': `export const a = 1\nnull.length` }
  expect(await load(files, 'suite.ts')).toBe(
    `broken.ts:2:6 cannot be loaded. Cannot read properties of null (reading 'length')`,
  )
})
