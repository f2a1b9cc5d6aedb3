import { spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A file with the statements that a run of a suite sends, for the bare engine. */
export function explained(cli, data, suite) {
  const { stdout } = spawnSync(process.execPath, [cli, '--explain', '--sample', data, ...suite], {
    encoding: 'utf8',
  })
  const statements = stdout.split('\n\n').filter(part => part.startsWith('SELECT'))
  if (statements.length === 0) throw new Error('The plan has no statements.')
  const path = join(mkdtempSync(join(tmpdir(), 'mlcheck-bench-')), 'statements.sql')
  writeFileSync(path, statements.join('\n'))
  return path
}
