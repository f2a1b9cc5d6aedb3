import { z } from 'zod'
import { UserError } from '../../core/errors.ts'
import { formatNumber } from '../../core/format.ts'
import { defineStage, type StageCheck, type StageInput } from '../../core/stage.ts'
import { didYouMean } from '../../core/suggest.ts'

const bound = z.strictObject({
  min: z.number().optional(),
  max: z.number().optional(),
  better: z.enum(['higher', 'lower']).optional(),
})

type Bound = z.output<typeof bound>

/** Points an alias at a version, such as `prod`, when what is known of it fulfils conditions. */
export const promote = defineStage({
  name: 'promote',
  version: '1',
  summary: 'Points an alias at a version when its numbers fulfil conditions.',
  params: z.strictObject({
    alias: z.string().min(1).describe('What is to point at the version, such as prod.'),
    when: z
      .record(z.string(), bound)
      .default({})
      .describe(
        'Bounds (min, max, better: higher or lower) by names of metrics of the stage that made the version.',
      ),
  }),
  inputs: {
    candidate: { description: 'The version that is to be promoted.' },
    current: { optional: true, description: 'The version that has the alias now.' },
  },
  outputs: {},
  cache: 'never',
  gate: true,
  async run({ params, inputs: { candidate, current }, check, alias, log }) {
    const found = Object.entries(params.when).map(([name, bound]) => judged(name, bound, candidate, current))
    for (const each of found) check(each)
    if (found.some(({ passed }) => !passed)) return
    alias(candidate, params.alias)
    log(`${candidate.name}:${candidate.version} becomes ${params.alias} when the run ends`)
  },
})

function judged(name: string, bound: Bound, candidate: StageInput, current?: StageInput): StageCheck {
  const value = numberIn(candidate, name)
  const before = current && numberIn(current, name)
  const failures = [
    bound.min !== undefined && value < bound.min && `below ${formatNumber(bound.min)}`,
    bound.max !== undefined && value > bound.max && `above ${formatNumber(bound.max)}`,
    before !== undefined && bound.better === 'higher' && value < before && worse('below', before, current),
    before !== undefined && bound.better === 'lower' && value > before && worse('above', before, current),
    Number.isNaN(value) && 'no number',
  ].filter(text => text !== false)
  const passed = failures.length === 0
  return {
    name,
    passed,
    found: `${name} is ${formatNumber(value)}${passed ? '' : `, ${failures.join(', ')}`}`,
  }
}

function worse(direction: string, before: number, current: StageInput | undefined): string {
  return `${direction} the ${formatNumber(before)} of ${current?.name}:${current?.version}`
}

function numberIn({ name, version, metadata }: StageInput, key: string): number {
  const value = metadata[key]
  if (typeof value === 'number') return value
  const numbers = Object.keys(metadata).filter(each => typeof metadata[each] === 'number')
  throw new UserError(`${name}:${version} has no number ${JSON.stringify(key)} in its metadata.`, {
    hint: didYouMean(key, numbers, 'Numbers are'),
  })
}
