import type { ConfigNode, ConfigScalar } from './node.ts'

/** One word of the command line: `model.depth=3`, `+a=1`, `++a=1`, `~a`, `db@backup=mysql`. */
export interface Override {
  /** As it was given. */
  readonly text: string
  /** `=` changes what there is, `+` adds what there is not, `++` does either, `~` removes. */
  readonly action: 'change' | 'add' | 'force' | 'remove'
  /** A dotted key or a config group. */
  readonly key: string
  /** What stands behind `@`; `''` is the root. */
  readonly package?: string
  /** `undefined` for `~key` alone. */
  readonly value: ConfigNode | Sweep | undefined
}

/** Values to be tried one after the other. */
export type Sweep = ChoiceSweep | RangeSweep | GlobSweep

export interface ChoiceSweep {
  readonly kind: 'choice'
  readonly choices: readonly ConfigNode[]
  /** `a,b` rather than `choice(a,b)`. */
  readonly simple: boolean
  readonly shuffle?: boolean
}

/** `start`, `start + step`, … while that is before `stop`. */
export interface RangeSweep {
  readonly kind: 'range'
  readonly start: ConfigScalar
  readonly stop: ConfigScalar
  readonly step: ConfigScalar
  readonly shuffle?: boolean
}

/** The options of a config group whose names match. */
export interface GlobSweep {
  readonly kind: 'glob'
  readonly include: readonly string[]
  readonly exclude: readonly string[]
}

export function isSweep(value: ConfigNode | Sweep | undefined): value is Sweep {
  return value?.kind === 'choice' || value?.kind === 'range' || value?.kind === 'glob'
}

/** The value of an override that is no sweep; `undefined` for `~key` alone. */
export function plainValueOf({ value }: Override): ConfigNode | undefined {
  return isSweep(value) ? undefined : value
}

/** `key`, `+key@package`, `~key`: what stands before the `=`. */
export function keyElement({ action, key, package: where }: Override): string {
  const prefix = { change: '', add: '+', force: '++', remove: '~' }[action]
  return prefix + (where === undefined ? key : `${key}@${where}`)
}

/** Whether it is about the `hydra` part of the configuration rather than about the program's. */
export function isHydraOverride({ key }: Override): boolean {
  return key.startsWith('hydra.') || key.startsWith('hydra/')
}
