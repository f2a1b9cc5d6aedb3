import { UserError } from '../../core/errors.ts'
import { type ComposeOptions, compose } from './compose.ts'
import { overrideDirname } from './dirname.ts'
import { hydraSource } from './hydra-defaults.ts'
import { nodeAt } from './keys.ts'
import { type ConfigMap, mapOf } from './node.ts'
import { isHydraOverride, isSweep, keyElement, type Override, plainValueOf } from './override.ts'
import { readOverride } from './override-reader.ts'
import { overrideValueText } from './override-text.ts'
import { type ConfigSource, layered } from './source.ts'
import { sweepValues } from './sweep-values.ts'

/** One run of a sweep. */
export interface Job {
  /** `hydra.job.num`: counts from 0. */
  readonly number: number
  /** What to compose with: overrides of `hydra` first, then one value of each sweep. */
  readonly overrides: readonly string[]
  /** The overrides as the name of a folder: `db=mysql,lr=0.1`. */
  readonly overrideDirname: string
}

const mostJobs = 100_000

/**
 * The runs of a sweep in the order of Hydra's basic sweeper: every combination, later overrides varying fastest.
 * Without a sweep among the overrides, that is one run. `hydra.sweeper.params` come before the overrides.
 *
 * @throws UserError as `compose` does, and for a sweep of no or of too many runs
 */
export function sweepJobs(options: Omit<ComposeOptions, 'sweeping'>): readonly Job[] {
  const { root } = compose({ ...options, sweeping: true })
  const given = (options.overrides ?? []).map(readOverride)
  const settings = nodeAt(root, ['hydra', 'job', 'config', 'override_dirname'])
  const hydraOverrides = given.filter(isHydraOverride)
  const task = [...sweeperParameters(root), ...given.filter(override => !isHydraOverride(override))]
  return combinations(alternatives(task, layered(hydraSource, options.source))).map((words, number) => ({
    number,
    overrides: [...hydraOverrides.map(({ text }) => text), ...words],
    overrideDirname: overrideDirname(words.map(readOverride), settings),
  }))
}

function sweeperParameters(root: ConfigMap): readonly Override[] {
  const params = nodeAt(root, ['hydra', 'sweeper', 'params']) ?? mapOf([])
  if (params.kind !== 'map') return []
  return [...params.entries].map(([key, value]) => {
    const isText = value.kind === 'scalar' && typeof value.value === 'string'
    return readOverride(`${key}=${isText ? value.value : overrideValueText(value)}`)
  })
}

/** A later override of the same key takes the place of the earlier one. */
function alternatives(overrides: readonly Override[], source: ConfigSource): readonly (readonly string[])[] {
  const words = new Map<string, readonly string[]>()
  for (const override of overrides) {
    const element = keyElement(override)
    const { key, value, text } = override
    const values = isSweep(value) ? sweepValues(value, key, source) : [plainValueOf(override)]
    words.set(
      element,
      values.map(one => (one ? `${element}=${overrideValueText(one)}` : text)),
    )
  }
  return [...words.values()]
}

function combinations(lists: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const count = lists.reduce((product, { length }) => product * length, 1)
  if (count > mostJobs) throw new UserError(`The sweep has ${count} runs, more than ${mostJobs}.`)
  let all: readonly (readonly string[])[] = [[]]
  for (const list of lists) all = all.flatMap(words => list.map(word => [...words, word]))
  return all
}
