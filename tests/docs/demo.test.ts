import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { workspace } from '../support/workspace.ts'
import { root } from './pages.ts'

test('the demo lets one week of flights pass, stops another, and prints where the reports are', () => {
  const { folder, files } = workspace()
  const output = execFileSync(process.execPath, [join(root, 'docs/demo/flights.js')], {
    cwd: folder,
    encoding: 'utf8',
  })
  expect(output).toContain('exit code 0, report mlcheck-report/demo/week-10/index.html')
  expect(output).toContain('exit code 1, report mlcheck-report/demo/week-08/index.html')
  expect(files().filter(file => file.endsWith('index.html'))).toHaveLength(2)
})
