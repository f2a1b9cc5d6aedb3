import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { Document, type Node, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml'
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
  const document = new Document(undefined, { version: '1.1' })
  document.contents = yamlNode(node)
  return document.toString({ lineWidth: 0 })
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

/** Nodes rather than plain data, which would put keys that are whole numbers first. */
function yamlNode(node: ConfigNode): Node {
  if (node.kind === 'list') {
    const list = new YAMLSeq()
    list.items = node.items.map(yamlNode)
    return list
  }
  if (node.kind === 'map') {
    const map = new YAMLMap()
    map.items = [...node.entries].map(([key, value]) => new Pair(new Scalar(key), yamlNode(value)))
    return map
  }
  const scalar = new Scalar(node.value)
  if (node.float) scalar.minFractionDigits = 1
  return scalar
}
