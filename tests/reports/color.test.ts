import { expect, test } from 'vitest'
import { colorEnabled, painter, unicodeEnabled } from '../../reports/color.ts'

test.each([
  ['a terminal has colours', { env: {}, isTTY: true }, true],
  ['a pipe has none', { env: {}, isTTY: false }, false],
  ['a dumb terminal has none', { env: { TERM: 'dumb' }, isTTY: true }, false],
  ['logs of GitHub Actions have colours', { env: { GITHUB_ACTIONS: 'true' }, isTTY: false }, true],
  ['logs of GitLab have colours', { env: { GITLAB_CI: 'true' }, isTTY: false }, true],
  ['FORCE_COLOR wins over a pipe', { env: { FORCE_COLOR: '1' }, isTTY: false }, true],
  ['FORCE_COLOR=0 wins over a terminal', { env: { FORCE_COLOR: '0' }, isTTY: true }, false],
  ['NO_COLOR wins over FORCE_COLOR', { env: { NO_COLOR: '1', FORCE_COLOR: '1' }, isTTY: true }, false],
  ['an empty NO_COLOR says nothing', { env: { NO_COLOR: '' }, isTTY: true }, true],
  ['--color wins over NO_COLOR', { flag: true, env: { NO_COLOR: '1' }, isTTY: false }, true],
  ['--no-color wins over everything', { flag: false, env: { FORCE_COLOR: '1' }, isTTY: true }, false],
])('%s', (_, options, enabled) => {
  expect(colorEnabled(options)).toBe(enabled)
})

test.each([
  ['no locale means UTF-8', {}, true],
  ['a UTF-8 locale has Unicode', { LANG: 'de_DE.UTF-8' }, true],
  ['the C locale has not', { LANG: 'C' }, false],
  ['LC_ALL wins over LANG', { LC_ALL: 'POSIX', LANG: 'C.UTF-8' }, false],
  ['the Linux console has not', { TERM: 'linux', LANG: 'C.UTF-8' }, false],
])('%s', (_, env, enabled) => {
  expect(unicodeEnabled(env)).toBe(enabled)
})

test('a painter without colour leaves text alone', () => {
  expect(painter(false)('failed', 'red')).toBe('failed')
  expect(painter(true)('failed', 'red')).toBe('\u001b[31mfailed\u001b[39m')
  expect(painter(true)('failed')).toBe('failed')
})
