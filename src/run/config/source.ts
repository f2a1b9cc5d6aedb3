import { UserError } from '../../core/errors.ts'
import { type ConfigMap, type ConfigNode, emptyMap, mapOf, placePrefix } from './node.ts'

/** Where configuration files come from. Paths have slashes and no extension: `config`, `db/mysql`. */
export interface ConfigSource {
  /** `undefined` when there is no such file. */
  read(path: string): ConfigFile | undefined
  /** The options of a config group, sorted; `undefined` when there is no such group. */
  list(group: string): readonly string[] | undefined
}

export interface ConfigFile {
  /** As messages call it. */
  readonly name: string
  /** What stands in the header `# @package …`. */
  readonly package?: string
  /** An empty file is the scalar `null`. */
  readonly root: ConfigNode
}

/** Both sources as one; where both have a file, the first one's counts. */
export function layered(first: ConfigSource, second: ConfigSource): ConfigSource {
  return {
    read: path => first.read(path) ?? second.read(path),
    list(group) {
      const [one, other] = [first.list(group), second.list(group)]
      return one && other ? [...new Set([...one, ...other])].sort() : (one ?? other)
    },
  }
}

/** What a file says apart from its defaults list. @throws UserError when it is no mapping */
export function contentOf(file: ConfigFile): ConfigMap {
  const { entries, at } = rootOf(file)
  return mapOf(
    [...entries].filter(([key]) => key !== 'defaults'),
    at,
  )
}

/** The mapping that a file consists of. @throws UserError when it is none */
export function rootOf({ name, root }: ConfigFile): ConfigMap {
  if (root.kind === 'map') return root
  if (root.kind === 'scalar' && root.value === null) return emptyMap
  throw new UserError(`${placePrefix(root.at) || `${name}: `}A config has to be a mapping of keys to values.`)
}
