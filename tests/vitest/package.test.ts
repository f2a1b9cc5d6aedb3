import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { runCli } from '../support/cli.ts'
import { workspace } from '../support/workspace.ts'
import { tables } from './test-files.ts'

const npm = promisify(execFile)
const root = resolve(import.meta.dirname, '..', '..')

test('the packed package runs tests and suites in an empty folder', { timeout: 300_000 }, async ({
  skip,
}) => {
  const { folder } = workspace({
    ...tables,
    'package.json': '{ "private": true }',
    'bounds.test.ts': `
      import { expect, test } from 'mlcheck'
      import { decideFamily } from 'mlcheck/stats'
      test('statistics are there', () => { expect(decideFamily).toBeTypeOf('function') })
      test('tempo', async ({ sample, reference }) => {
        await expect(sample).toHaveValuesBetween('tempo', { max: 300 })
        await expect(sample).toHaveSameDistributionAs(reference, { allowUnderpowered: true })
      })`,
    'suite.ts': `
      import { defineSuite } from 'mlcheck'
      export default defineSuite({ columns: { kind: [{ toHaveValuesInSet: { values: ['a', 'b'] } }] } })`,
  })
  const pack = ['pack', root, '--ignore-scripts', '--pack-destination', folder, '--json']
  const [{ filename }] = JSON.parse((await npm('npm', pack, { cwd: folder })).stdout)
  const install = [
    'install',
    `./${filename}`,
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--prefer-offline',
  ]
  await npm('npm', install, { cwd: folder }).catch((error: Error) => {
    if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENOTCACHED/.test(error.message))
      skip('The npm registry cannot be reached.')
    throw error
  })
  expect(existsSync(join(folder, 'node_modules', '.bin', 'mlcheck'))).toBe(true)

  const args = [
    '--sample',
    'sample.csv',
    '--reference',
    'reference.csv',
    '--suite',
    'suite.ts',
    '--no-report',
  ]
  const command = join(folder, 'node_modules', 'mlcheck', 'dist', 'cli.js')
  const { code, stdout, stderr } = await runCli([...args, '--json', 'bounds.test.ts'], {
    cwd: folder,
    command,
  })
  expect(stderr).toBe('')
  expect(
    JSON.parse(stdout).outcomes.map(({ id, status }: Record<string, string>) => `${status} ${id}`),
  ).toEqual([
    'passed kind.in-set',
    'passed test.statistics-are-there',
    'passed tempo.range',
    'passed tempo.ks',
    'passed price.ks',
  ])
  expect(code).toBe(0)

  // What speaks to Spark is installed by those who want it.
  const spark = await runCli([...args, '--engine', 'spark', '--remote', 'sc://localhost'], {
    cwd: folder,
    command,
  })
  expect(spark).toMatchInlineSnapshot(`
    {
      "code": 2,
      "stderr": "error: The engine spark needs packages that are not installed.
    hint:  Install them: npm install @grpc/grpc-js @bufbuild/protobuf
    ",
      "stdout": "",
    }
  `)
  const licenses = join(folder, 'node_modules', 'mlcheck', 'dist', 'THIRD_PARTY_LICENSES.txt')
  expect(readFileSync(licenses, 'utf8')).toMatch(/^commander 14.* \(MIT\)$/m)
})
