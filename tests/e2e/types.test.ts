import { execFile } from 'node:child_process'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { csv, workspace } from '../support/workspace.ts'

const root = resolve(import.meta.dirname, '..', '..')
const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc')

const settings = {
  compilerOptions: {
    strict: true,
    noEmit: true,
    target: 'es2023',
    module: 'nodenext',
    skipLibCheck: true,
    allowImportingTsExtensions: true,
    types: ['node'],
    typeRoots: [join(root, 'node_modules', '@types')],
    paths: { mlcheck: [join(root, 'src', 'index.ts')] },
  },
  include: ['*.ts', join(root, 'src', '*.d.ts')],
}

/** What the compiler says of the files of a folder: file, line and the sentence, without the types at its end. */
async function compilerErrors(folder: string): Promise<readonly string[]> {
  const { stdout } = await promisify(execFile)(process.execPath, [compiler, '-p', folder], {
    cwd: folder,
  }).catch((error: { readonly stdout: string }) => error)
  return stdout.split('\n').flatMap(line => {
    const [, file, number, sentence] = /^(\S+)\((\d+),\d+\): error TS\d+: (.*)$/.exec(line) ?? []
    return file === undefined ? [] : [`${file}:${number} ${sentence?.replace(/ in type .*/, '')}`]
  })
}

test('with declared columns, a mistyped one and a range of text do not compile', {
  timeout: 120_000,
}, async () => {
  const { folder, run } = workspace({
    'tsconfig.json': JSON.stringify(settings),
    'package.json': '{ "type": "module" }',
    'train.csv': csv({ price: [1.5, 2], room: ['a', 'b'] }),
    'right.test.ts': `
import { expect, test } from 'mlcheck'
test('right', async ({ sample }) => {
  await expect(sample).toHaveValuesBetween('price', { max: 350 })
  await expect(sample).toHaveNoNulls('room')
})`,
    'wrong.test.ts': `
import { expect, test } from 'mlcheck'
test('wrong', async ({ sample }) => {
  await expect(sample).toHaveValuesBetween('prize', { max: 350 })
  await expect(sample).toHaveValuesBetween('room', { max: 350 })
})`,
    'suite.ts': `
import { defineSuite } from 'mlcheck'
export const right = defineSuite({ columns: { price: [{ toHaveValuesBetween: { max: 350 } }], room: ['toHaveNoNulls'] } })
export const mistyped = defineSuite({ columns: { prize: ['toHaveNoNulls'] } })
export const ofText = defineSuite({ columns: { room: [{ toHaveValuesBetween: { max: 350 } }] } })
`,
  })
  await run('types', 'train.csv', '--out', 'columns.d.ts')
  expect(await compilerErrors(folder)).toEqual([
    "suite.ts:4 Object literal may only specify known properties, but 'prize' does not exist",
    "suite.ts:5 Object literal may only specify known properties, and 'toHaveValuesBetween' does not exist",
    `wrong.test.ts:4 Argument of type '"prize"' is not assignable to parameter of type '"price"'.`,
    `wrong.test.ts:5 Argument of type '"room"' is not assignable to parameter of type '"price"'.`,
  ])
})
