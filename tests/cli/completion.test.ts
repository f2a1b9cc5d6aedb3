import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { csv, workspace } from '../support/workspace.ts'

async function shop() {
  const given = workspace({
    'train.csv': csv({ price: [1, 2] }),
    's.yaml': 'columns:\n  price:\n    - toHaveUniqueValues\n    - toHaveNoNulls\n',
  })
  await given.run('artifact', 'put', 'train.csv', '--name', 'data_train.csv', '--alias', 'prod')
  const complete = async (...words: readonly string[]) =>
    (await given.run('__complete', '--', ...words)).stdout.split('\n').slice(0, -1)
  return { ...given, complete }
}

test('commands, options, choices, reporters, artifacts and ids are completed', async () => {
  const { complete } = await shop()
  expect(await complete('ex')).toEqual(['explain', 'export', ':files'])
  expect(await complete('--ks')).toEqual(['--ks-alpha'])
  expect(await complete('check', '--fail-on', '')).toEqual(['error', 'warning'])
  expect(await complete('--correction=si')).toEqual(['--correction=sidak'])
  expect(await complete('--reporter', 'g')).toEqual(['gitlab', 'github'])
  expect(await complete('--reference', 'data')).toEqual([
    'data_train.csv:latest',
    'data_train.csv:prod',
    ':files',
  ])
  expect(await complete('--suite', 's.yaml', '--only', 'price.')).toEqual(['price.unique', 'price.not-null'])
  expect(await complete('artifact', 'al')).toEqual(['alias'])
  expect(await complete('artifact', 'put', '--al')).toEqual(['--alias'])
  expect(await complete('profile', 'x.csv', '--vs', 'data_train.csv:p')).toEqual([
    'data_train.csv:prod',
    ':files',
  ])
})

test('what cannot be looked up is no error in the middle of a command line', async () => {
  const { run, complete } = await shop()
  expect(await complete('--suite', 'gone.yaml', '--only', '')).toEqual([])
  expect(await complete('nonsense', '--ks-alpha', '0')).toEqual([])
  expect(await run('__complete')).toMatchObject({ code: 0, stderr: '' })
})

test('bash itself completes by the script', async () => {
  const { run, folder } = await shop()
  const { stdout: script } = await run('completion', 'bash')
  writeFileSync(join(folder, 'script.bash'), script)
  const answer = (...words: readonly string[]) => {
    const list = words.map(word => `'${word}'`).join(' ')
    // A function in the place of mlcheck: what it is asked, and an answer as the command gives it.
    const lines = [
      `mlcheck() { printf '%s\\n' "asked:$*" >&2; printf 'sidak\\n:files\\n'; }`,
      `compopt() { :; }`,
      `source script.bash`,
      `COMP_WORDS=(${list}) COMP_CWORD=${words.length - 1}`,
      `exec 2>&1`,
      `_mlcheck`,
      `printf '%s\\n' "\${COMPREPLY[@]}"`,
    ]
    return spawnSync('bash', ['-c', lines.join('\n')], { cwd: folder, encoding: 'utf8' }).stdout
  }
  expect(answer('mlcheck', '--correction', 's')).toBe('sidak\nscript.bash\ns.yaml\n')
})

test('a shell that has no script is refused', async () => {
  const { code, stderr } = await workspace().run('completion', 'csh')
  expect([code, stderr]).toMatchInlineSnapshot(`
    [
      2,
      "error: Command-argument value 'csh' is invalid for argument 'shell'. Allowed choices are bash, zsh, fish.
    hint:  mlcheck completion --help shows what is possible.
    ",
    ]
  `)
})
