import { UserError } from '../../core/errors.ts'
import { applied } from './apply.ts'
import { type PlacedFile, placedFiles } from './defaults-tree.ts'
import { GroupChoices } from './group-choices.ts'
import { hydraSource } from './hydra-defaults.ts'
import { nodeAt } from './keys.ts'
import { embedded, merged } from './merge.ts'
import { type ConfigMap, type ConfigNode, emptyMap, nodeFromData, type PlainData } from './node.ts'
import { isHydraOverride, isSweep, type Override } from './override.ts'
import { readOverride } from './override-reader.ts'
import { overrideDirname } from './dirname.ts'
import { type ConfigSource, contentOf, layered } from './source.ts'

export interface ComposeOptions {
  readonly source: ConfigSource
  /** The path of the primary config: `config`. */
  readonly name: string
  /** Words of the command line. */
  readonly overrides?: readonly string[]
  /** What the runner knows, below `hydra`: `{ job: { num: 0, name: 'train' } }`. The config and overrides count more. */
  readonly facts?: PlainData
  /** Whether a sweep is still to come: sweeps are left out, and `- db: ???` is no error. */
  readonly sweeping?: boolean
}

/** A composed configuration; its interpolations are not resolved. */
export interface Composed {
  /** The program's configuration and, below `hydra`, the runner's. */
  readonly root: ConfigMap
  /** Config group → chosen option. */
  readonly choices: ReadonlyMap<string, string | null | readonly string[]>
  /** Overrides of the program's configuration; those of `hydra` are not among them. */
  readonly taskOverrides: readonly string[]
  readonly hydraOverrides: readonly string[]
  /** The overrides as the name of a folder: `db=mysql,lr=0.1`. */
  readonly overrideDirname: string
}

const builtIn = 'hydra/config'

/**
 * Composes a configuration as Hydra 1.3 does: the files of the defaults lists one over the other, then the overrides.
 *
 * @throws UserError when a file or an option is missing, an override does not fit, or one is a sweep
 */
export function compose({ source, name, overrides = [], facts, sweeping = false }: ComposeOptions): Composed {
  const all = layered(hydraSource, source)
  const given = overrides.map(readOverride)
  for (const override of given) ensureNoSweep(override, sweeping)
  const choices = new GroupChoices(all, given)
  const files = placedFiles([builtIn, name], { source: all, choices, allowMissing: sweeping })
  const composed = choices.valueOverrides.reduce(applied, mergedFiles(files, facts))
  const parts = {
    choices: choices.known,
    taskOverrides: given.filter(override => !isHydraOverride(override)).map(({ text }) => text),
    hydraOverrides: given.filter(isHydraOverride).map(({ text }) => text),
  }
  const dirname = overrideDirname(given, nodeAt(composed, ['hydra', 'job', 'config', 'override_dirname']))
  const root = withRecord(composed, name, dirname, parts)
  return { root, overrideDirname: dirname, ...parts }
}

/** The runner's facts stand directly over Hydra's own defaults. */
function mergedFiles(files: readonly PlacedFile[], facts: PlainData = {}): ConfigMap {
  let root = emptyMap
  for (const { file, path, package: where } of files) {
    root = merged(root, embedded(contentOf(file), where))
    if (path === builtIn) root = merged(root, below(facts))
  }
  return root
}

function withRecord(
  root: ConfigMap,
  name: string,
  dirname: string,
  { choices, taskOverrides, hydraOverrides }: Omit<Composed, 'root' | 'overrideDirname'>,
): ConfigMap {
  const record: PlainData = {
    overrides: { hydra: hydraOverrides, task: taskOverrides },
    job: { override_dirname: dirname, config_name: name },
    runtime: { choices: Object.fromEntries(choices) },
  }
  return merged(root, below(record))
}

function below(facts: PlainData): ConfigMap {
  const hydra: ConfigNode = nodeFromData(facts)
  return hydra.kind === 'map' ? embedded(hydra, 'hydra') : emptyMap
}

function ensureNoSweep(override: Override, sweeping: boolean): void {
  const { text, key, value } = override
  if (!isSweep(value)) return
  if (sweeping && !isHydraOverride(override)) return
  if (sweeping) throw new UserError(`Sweeping over Hydra's configuration is not supported: ${text}.`)
  if (value.kind !== 'choice' || !value.simple) throw new UserError(`The sweep ${text} requires --multirun.`)
  const values = text.slice(text.indexOf('=') + 1)
  throw new UserError(`Ambiguous value for argument ${text}.`, {
    hint: `To use it as a list, write ${key}=[${values}]; as text, ${key}='${values}' with the quotes escaped from the shell; to sweep over it, add --multirun.`,
  })
}
