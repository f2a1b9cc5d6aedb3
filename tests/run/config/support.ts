import { configFromYaml } from '../../../src/cli/configYaml.ts'
import { compose } from '../../../src/run/config/compose.ts'
import { plainData } from '../../../src/run/config/node.ts'
import { resolveConfig } from '../../../src/run/config/resolve.ts'
import type { ConfigFile, ConfigSource } from '../../../src/run/config/source.ts'

/** YAML files by path: `config`, `db/mysql`. */
export function sourceOf(files: Readonly<Record<string, string>>): ConfigSource {
  const paths = Object.keys(files)
  return {
    read(path): ConfigFile | undefined {
      return Object.hasOwn(files, path) ? configFromYaml(files[path] ?? '', `${path}.yaml`) : undefined
    },
    list(group) {
      const within = paths
        .filter(path => path.startsWith(`${group}/`))
        .map(path => path.slice(group.length + 1))
      return within.length === 0 ? undefined : within.filter(name => !name.includes('/')).sort()
    },
  }
}

/** The composed and resolved configuration as one line of JSON. */
export function composed(files: Readonly<Record<string, string>>, ...overrides: readonly string[]): string {
  const environment = { SHELL: '/bin/sh' }
  const now = new Date(2024, 1, 3, 4, 5, 6)
  const config = compose({ source: sourceOf(files), name: 'config', overrides })
  return JSON.stringify(plainData(resolveConfig(config, { environment, now })))
}

/** The message and the hint of the error that a call throws. */
export function refusal(call: () => unknown): string {
  try {
    return `no error: ${call()}`
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'UserError') throw error
    const hint = 'hint' in error && error.hint !== undefined ? `\n${error.hint}` : ''
    return error.message + hint
  }
}
