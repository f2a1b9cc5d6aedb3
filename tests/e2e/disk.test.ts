import { execFile, spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { builtCommand } from '../support/cli.ts'
import { csv, type Workspace, workspace } from '../support/workspace.ts'

const prices = csv({ price: Array.from({ length: 50 }, (_, row) => row) })
const files = {
  'new.csv': prices,
  'met.yaml': 'columns:\n  price:\n    - toHaveNoNulls\n',
  'missed.yaml': 'columns:\n  price:\n    - toHaveMaxBetween: { max: 10 }\n',
}

// Disks of any size and mood need a mount namespace, which not every container and no other system allows.
const mayMount = spawnSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'none', '/mnt']).status === 0

describe.skipIf(!mayMount)('a disk (needs the right to mount)', () => {
  test('that is full fails a run that passed, and keeps no half of a report', async () => {
    expect(
      await inNamespace(
        workspace(files),
        'mount -t tmpfs -o size=16k none out && "$@"; echo "exit code $?"; find out',
        '--sample',
        'new.csv',
        '--suite',
        'met.yaml',
        '--report',
        'out/report',
      ),
    ).toMatchInlineSnapshot(`
      "
       mlcheck 0.1.0   new.csv (50 rows, 1 column)

       ✓ The expectation was met.

       Expectations  1 passed
       Suites        met.yaml (1)
       Duration      N ms

      error: out/report/index.html could not be written: the disk is full. The verdict stands.
      exit code 3
      out
      "
    `)
  })

  test('that is full leaves the report of the run before as it was', async () => {
    expect(
      await inNamespace(
        workspace(files),
        'mount -t tmpfs -o size=256k none out && "$@" && head -c 1m /dev/zero > out/other 2>/dev/null; cp out/index.html before; "$@"; echo "exit code $?"; cmp out/index.html before && ls out',
        '--sample',
        'new.csv',
        '--suite',
        'met.yaml',
        '--report',
        'out',
      ),
    ).toMatchInlineSnapshot(`
      "
       mlcheck 0.1.0   new.csv (50 rows, 1 column)

       ✓ The expectation was met.

       Expectations  1 passed
       Suites        met.yaml (1)
       Duration      N ms
       Report        out/index.html


       mlcheck 0.1.0   new.csv (50 rows, 1 column)

       ✓ The expectation was met.

       Expectations  1 passed
       Suites        met.yaml (1)
       Duration      N ms

      error: out/index.html could not be written: the disk is full. The verdict stands.
      exit code 3
      index.html
      other
      result.json
      "
    `)
  })

  test('that is full does not hide that data failed', async () => {
    const said = await inNamespace(
      workspace(files),
      'mount -t tmpfs -o size=16k none out && "$@"; echo "exit code $?"',
      '--sample',
      'new.csv',
      '--suite',
      'missed.yaml',
      '--report',
      'out/report',
    )
    expect(said).toContain('error: out/report/index.html could not be written: the disk is full.')
    expect(said).toContain('exit code 1')
  })

  test.each([
    ['without a report in it', ''],
    ['with the report of an earlier run', '"$@" && '],
  ])('that is read-only, %s, gets its report in a temporary folder', async (_, before) => {
    const said = await inNamespace(
      workspace(files),
      `${before} mount --bind . . && mount -o remount,ro,bind . && cd "$PWD" && "$@"; echo "exit code $?"; ls "$TMPDIR"/mlcheck-report-*`,
      '--sample',
      'new.csv',
      '--suite',
      'met.yaml',
    )
    expect(said.slice(said.indexOf('warning'))).toMatchSnapshot()
  })

  test('that is read-only refuses a folder that was asked for', async () => {
    const said = await inNamespace(
      workspace(files),
      'mount --bind . . && mount -o remount,ro,bind . && cd "$PWD" && "$@"; echo "exit code $?"',
      '--sample',
      'new.csv',
      '--suite',
      'met.yaml',
      '--report',
      'mine',
    )
    expect(said).toContain(
      'error: mine/index.html could not be written: the file system is read-only. The verdict stands.',
    )
    expect(said).toContain('exit code 3')
  })

  test('that is read-only holds a store to compare with', async () => {
    const given = workspace(files)
    await given.run('artifact', 'put', 'new.csv', '--name', 'train')
    const said = await inNamespace(
      given,
      'mount --bind . . && mount -o remount,ro,bind . && cd "$PWD" && "$@"; echo "exit code $?"',
      '--reference',
      'train:latest',
      '--sample',
      'new.csv',
      '--no-report',
    )
    expect(said).toContain('exit code 0')
  })
})

/** What a script says in which `"$@"` is the command; it may mount what it likes. */
function inNamespace({ folder }: Workspace, script: string, ...args: readonly string[]): Promise<string> {
  // The command's temporary files stay off the disk under test.
  const temporary = workspace().folder
  mkdirSync(join(folder, 'out'))
  const command = [process.execPath, builtCommand, ...args, '--quiet']
  return new Promise(resolve => {
    execFile(
      'unshare',
      ['-rm', 'sh', '-c', `exec 2>&1; ${script}`, 'sh', ...command],
      { cwd: folder, env: { PATH: process.env.PATH, TMPDIR: temporary } },
      (_, said) =>
        resolve(
          said
            .replaceAll(temporary, 'TMP')
            .replace(/mlcheck-report-\w{6}/g, 'mlcheck-report-XXXXXX')
            .replace(/(Duration\s+)[\d.,]+ m?s/g, '$1N ms'),
        ),
    )
  })
}
