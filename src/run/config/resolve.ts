import { messageOf, UserError } from '../../core/errors.ts'
import { didYouMean } from '../../core/suggest.ts'
import type { Composed } from './compose.ts'
import type { Argument, Interpolation, KeyReference, ResolverCall, Template } from './interpolation.ts'
import { readArgument, readTemplate } from './interpolation-reader.ts'
import { childOf, closestKey } from './keys.ts'
import {
  type ConfigMap,
  type ConfigNode,
  type ConfigScalar,
  isMissing,
  mapOf,
  type Place,
  placePrefix,
  scalar,
} from './node.ts'
import { resolvers, type Surroundings, textOf } from './resolvers.ts'
import { scalarFromWord } from './words.ts'

export interface ResolveOptions {
  /** The dotted key of the part that is wanted; without it, everything but `hydra`. */
  readonly at?: string
  readonly environment?: Surroundings['environment']
  readonly now?: Date
}

/**
 * The configuration with the values that its interpolations stand for.
 *
 * @throws UserError when an interpolation leads nowhere or in a circle, and for all `???` that are left
 */
export function resolveConfig({ root }: Pick<Composed, 'root'>, options: ResolveOptions = {}): ConfigNode {
  const { at, environment = {}, now = new Date() } = options
  const resolution = new Resolution(root, environment, now)
  const resolved = at === undefined ? resolution.resolve(withoutHydra(root), []) : resolution.wanted(at)
  resolution.ensureNothingMissing()
  return resolved
}

/** Bombs of interpolations of interpolations grow exponentially; no honest configuration has so many parts. */
const mostParts = 100_000
const mostDepth = 300
const mostText = 1_000_000

interface Located {
  readonly node: ConfigNode
  /** Where it is; absent for what a resolver made. */
  readonly path?: readonly string[]
}

class Resolution {
  private readonly root: ConfigMap
  private readonly environment: Surroundings['environment']
  private readonly now: Date
  /** The keys whose interpolations are being resolved, outermost first. */
  private readonly trail: string[] = []
  private readonly missing = new Map<string, Place | undefined>()
  private parts = 0
  private depth = 0

  constructor(root: ConfigMap, environment: Surroundings['environment'], now: Date) {
    this.root = root
    this.environment = environment
    this.now = now
  }

  wanted(key: string): ConfigNode {
    const found = this.find(key.split('.'))
    if (found) return this.value(found)
    throw new UserError(`There is no key ${key} in the config.`, { hint: this.guess(key) })
  }

  resolve(node: ConfigNode, path: readonly string[]): ConfigNode {
    if (++this.parts > mostParts) throw new UserError('The interpolations expand to too many parts.')
    if (++this.depth > mostDepth)
      throw new UserError(
        `${placePrefix(node.at)}${path.join('.')} is reached through too many interpolations.`,
      )
    const resolved = this.part(node, path)
    this.depth--
    return resolved
  }

  ensureNothingMissing(): void {
    const keys = [...this.missing.keys()]
    if (keys.length === 0) return
    const shown = [...this.missing].map(([key, at]) => placePrefix(at) + key)
    const what =
      keys.length === 1 ? `${shown.join()} has no value: ???.` : `${keys.length} keys have no value: ???.`
    const lines = keys.length === 1 ? [what] : [what, ...shown.map(line => `  ${line}`)]
    throw new UserError(lines.join('\n'), {
      hint: `Give them: ${keys.map(key => `${key}=VALUE`).join(' ')}.`,
    })
  }

  private part(node: ConfigNode, path: readonly string[]): ConfigNode {
    if (node.kind === 'list')
      return { ...node, items: node.items.map((item, index) => this.resolve(item, [...path, String(index)])) }
    if (node.kind === 'map')
      return mapOf(
        [...node.entries].map(([key, value]) => [key, this.resolve(value, [...path, key])]),
        node.at,
      )
    if (isMissing(node)) this.missing.set(path.join('.'), node.at)
    if (!isInterpolation(node)) return node
    return this.following(node, path, () => this.value(this.interpolated(node, path)))
  }

  private value({ node, path }: Located): ConfigNode {
    return path ? this.resolve(node, path) : node
  }

  /** Runs what follows the interpolations of a key; a key that is met again on the way leads in a circle. */
  private following<T>(node: ConfigScalar, path: readonly string[], follow: () => T): T {
    const key = path.join('.')
    const start = this.trail.indexOf(key)
    if (start >= 0) {
      const circle = [...this.trail.slice(start), key].join(' → ')
      throw new UserError(`${placePrefix(node.at)}The interpolations go in a circle: ${circle}.`)
    }
    this.trail.push(key)
    try {
      return follow()
    } catch (cause) {
      if (!(cause instanceof RangeError)) throw cause
      const message = `${placePrefix(node.at)}${key}: ${node.value} cannot be resolved. ${messageOf(cause)}`
      throw new UserError(message, { cause })
    } finally {
      this.trail.pop()
    }
  }

  /** What the text stands for: the part of the config that it points to, or a value. */
  private interpolated(node: ConfigScalar, path: readonly string[]): Located {
    const parts = readTemplate(String(node.value))
    const [only, ...others] = parts
    if (typeof only === 'object' && others.length === 0) return this.evaluated(only, path)
    return { node: { ...scalar(this.text(parts, path)), ...(node.at && { at: node.at }) } }
  }

  private evaluated(interpolation: Interpolation, path: readonly string[]): Located {
    if (++this.depth > mostDepth) throw new RangeError('It goes through too many interpolations.')
    const found =
      interpolation.kind === 'key'
        ? this.referred(interpolation, path)
        : { node: this.called(interpolation, path) }
    this.depth--
    return found
  }

  private referred(reference: KeyReference, path: readonly string[]): Located {
    const keys = reference.path.map(part => (typeof part === 'string' ? part : this.text([part], path)))
    const key = '.'.repeat(reference.dots) + keys.join('.')
    const found = this.find(absolute(key, path))
    if (found) return found
    const best = closestKey(absolute(key, path).join('.'), this.root)
    throw new RangeError(`There is no key ${key}.${best === undefined ? '' : ` Did you mean ${best}?`}`)
  }

  private called(call: ResolverCall, path: readonly string[]): ConfigNode {
    const resolver = resolvers.get(call.name)
    if (!resolver) {
      const hint = didYouMean(call.name, [...resolvers.keys()], 'Resolvers are')
      throw new RangeError(`There is no resolver ${call.name}. ${hint}`)
    }
    const { environment, now } = this
    return resolver(
      call.arguments.map(argument => this.argument(argument, path)),
      {
        environment,
        now,
        select: key => {
          const found = this.find(absolute(key, path))
          return found && this.value(found)
        },
        decode: text => this.argument(readArgument(text), path),
      },
    )
  }

  private argument(argument: Argument, path: readonly string[]): ConfigNode {
    if (argument.kind === 'list')
      return { kind: 'list', items: argument.items.map(item => this.argument(item, path)) }
    if (argument.kind === 'map')
      return mapOf(argument.entries.map(([key, value]) => [key, this.argument(value, path)]))
    const [only, ...others] = argument.parts
    if (argument.kind === 'quoted' || only === undefined || others.length > 0)
      return scalar(this.text(argument.parts, path))
    return typeof only === 'string' ? scalarFromWord(only) : this.value(this.evaluated(only, path))
  }

  private text(parts: Template, path: readonly string[]): string {
    const text = parts
      .map(part => (typeof part === 'string' ? part : textOf(this.value(this.evaluated(part, path)))))
      .join('')
    if (text.length > mostText) throw new RangeError(`It expands to more than ${mostText} characters.`)
    return text
  }

  /** The part at a path, through interpolations on the way, itself not resolved. */
  private find(path: readonly string[]): Located | undefined {
    let found: Located = { node: this.root, path: [] }
    for (const key of path) {
      const container = this.container(found)
      const child = childOf(container.node, key)
      if (child === undefined) return undefined
      found = { node: child, ...(container.path && { path: [...container.path, key] }) }
    }
    return found
  }

  private container(found: Located): Located {
    const { node, path } = found
    if (!path || node.kind !== 'scalar' || !isInterpolation(node)) return found
    return this.following(node, path, () => this.container(this.interpolated(node, path)))
  }

  private guess(key: string): string | undefined {
    const best = closestKey(key, this.root)
    return best === undefined ? undefined : `Did you mean ${best}?`
  }
}

/** A key with leading dots as seen from the value at `path`: one dot is a sibling, two are one level up. */
function absolute(key: string, path: readonly string[]): readonly string[] {
  const dots = /^\.*/.exec(key)?.[0].length ?? 0
  if (dots > path.length) throw new RangeError(`${key} leads above the root.`)
  const base = dots === 0 ? [] : path.slice(0, path.length - dots)
  return [...base, ...key.slice(dots).split('.')]
}

function withoutHydra(root: ConfigMap): ConfigMap {
  return { ...root, entries: new Map([...root.entries].filter(([key]) => key !== 'hydra')) }
}

function isInterpolation({ value }: ConfigScalar): boolean {
  return typeof value === 'string' && value.includes('${')
}
