import { formatted } from './date-format.ts'
import { type ConfigNode, scalar } from './node.ts'
import { pythonText } from './words.ts'

/** What resolvers see of the world. */
export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>
  /** One moment for the whole run, so that each `${now:…}` says the same. */
  readonly now: Date
  /** The resolved value of a dotted key, or `undefined`; a leading dot makes it relative. */
  select(key: string): ConfigNode | undefined
  /** Text read as an argument of a resolver is. */
  decode(text: string): ConfigNode
}

/** @throws RangeError with a sentence when it cannot be resolved */
export type Resolver = (values: readonly ConfigNode[], surroundings: Surroundings) => ConfigNode

/** What `${name:…}` may be called with. */
export const resolvers: ReadonlyMap<string, Resolver> = new Map<string, Resolver>([
  ['oc.env', environmentVariable],
  ['oc.select', select],
  ['oc.decode', ([value], { decode }) => (isNull(value) ? scalar(null) : decode(textOf(value)))],
  ['oc.create', ([value]) => value ?? scalar(null)],
  ['oc.dict.keys', ([key], { select }) => keysOf(textOf(key), select)],
  ['oc.dict.values', ([key], { select }) => valuesOf(textOf(key), select)],
  ['now', ([format], { now }) => scalar(formatted(now, textOf(format)))],
  ['hydra', ([path], { select }) => existing(`hydra.${textOf(path)}`, select)],
])

/** Defaults become text as well, except for null. */
function environmentVariable(values: readonly ConfigNode[], { environment }: Surroundings): ConfigNode {
  const [name, fallback] = values
  const key = textOf(name)
  const value = Object.hasOwn(environment, key) ? environment[key] : undefined
  if (value !== undefined) return scalar(value)
  if (isNull(fallback)) return scalar(null)
  if (fallback !== undefined) return scalar(textOf(fallback))
  throw new RangeError(`Environment variable ${key} is not set, and there is no default.`)
}

function select(values: readonly ConfigNode[], { select }: Surroundings): ConfigNode {
  const [key, fallback] = values
  return select(textOf(key)) ?? fallback ?? scalar(null)
}

function keysOf(key: string, select: Surroundings['select']): ConfigNode {
  const map = existing(key, select)
  if (map.kind !== 'map') throw new RangeError(`${key} is no mapping.`)
  return { kind: 'list', items: [...map.entries.keys()].map(scalar) }
}

function valuesOf(key: string, select: Surroundings['select']): ConfigNode {
  const map = existing(key, select)
  if (map.kind !== 'map') throw new RangeError(`${key} is no mapping.`)
  return { kind: 'list', items: [...map.entries.values()] }
}

function existing(key: string, select: Surroundings['select']): ConfigNode {
  const node = select(key)
  if (node === undefined) throw new RangeError(`There is no key ${key}.`)
  return node
}

/** As Python writes it: the text that stands for a value within other text. @throws RangeError for what is no scalar */
export function textOf(node: ConfigNode | undefined): string {
  if (node === undefined) throw new RangeError('It needs an argument.')
  if (node.kind === 'scalar') return pythonText(node)
  throw new RangeError(`A ${node.kind === 'map' ? 'mapping' : 'list'} cannot stand within text.`)
}

function isNull(node: ConfigNode | undefined): boolean {
  return node?.kind === 'scalar' && node.value === null
}
