import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { stringify } from 'yaml'
import { unreadable, messageOf } from '../core/errors.ts'
import type { ConfigNode } from '../run/config/node.ts'
import type { ConfigFile, ConfigSource } from '../run/config/source.ts'
import { configFromYaml } from './configYaml.ts'

/** The YAML files of a folder as a source of configuration: `config.yaml` is `config`, `db/mysql.yaml` is `db/mysql`. */
export function configFolder(folder: string, shownFrom: string = process.cwd()): ConfigSource {
  const read = new Map<string, ConfigFile | undefined>()
  return {
    read(path) {
      if (!read.has(path)) read.set(path, readConfig(folder, path, shownFrom))
      return read.get(path)
    },
    list: group => optionsOf(folder, group),
  }
}

/** A configuration as YAML, in its own order, floats as floats. */
export function configText(node: ConfigNode): string {
  return stringify(yamlValue(node), { version: '1.1', lineWidth: 0 })
}

function readConfig(folder: string, path: string, shownFrom: string): ConfigFile | undefined {
  const file = join(folder, path.endsWith('.yaml') ? path : `${path}.yaml`)
  if (!isWithin(folder, file) || !existsSync(file) || !statSync(file).isFile()) return undefined
  const name = relative(shownFrom, file) || file
  try {
    return configFromYaml(readFileSync(file, 'utf8'), name)
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause)
      throw unreadable(`${name} cannot be read. ${messageOf(cause)}`, { cause })
    throw cause
  }
}

function optionsOf(folder: string, group: string): readonly string[] | undefined {
  const groupFolder = join(folder, group)
  if (!isWithin(folder, groupFolder) || !existsSync(groupFolder) || !statSync(groupFolder).isDirectory())
    return undefined
  return readdirSync(groupFolder)
    .filter(name => name.endsWith('.yaml'))
    .map(name => name.slice(0, -'.yaml'.length))
    .sort()
}

/** A name like `../secrets` leads to no file. */
function isWithin(folder: string, path: string): boolean {
  return !relative(folder, path).startsWith('..')
}

/** Maps keep the order of all keys, whole numbers as well. */
function yamlValue(node: ConfigNode): unknown {
  if (node.kind === 'list') return node.items.map(yamlValue)
  if (node.kind === 'map') return new Map([...node.entries].map(([key, value]) => [key, yamlValue(value)]))
  return node.value
}
