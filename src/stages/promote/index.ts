import { z } from 'zod'
import { UserError } from '../../core/errors.ts'
import { defineStage, type StageCheck, type StageInput } from '../../core/stage.ts'
import { didYouMean } from '../../core/suggest.ts'
import { bound, boundCheck } from './bounds.ts'

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

function judged(
  name: string,
  bounds: z.output<typeof bound>,
  candidate: StageInput,
  current?: StageInput,
): StageCheck {
  const before = current && { value: numberIn(current, name), label: `${current.name}:${current.version}` }
  return boundCheck(name, bounds, numberIn(candidate, name), before)
}

function numberIn({ name, version, metadata }: StageInput, key: string): number {
  const value = metadata[key]
  if (typeof value === 'number') return value
  const numbers = Object.keys(metadata).filter(each => typeof metadata[each] === 'number')
  throw new UserError(`${name}:${version} has no number ${JSON.stringify(key)} in its metadata.`, {
    hint: didYouMean(key, numbers, 'Numbers are'),
  })
}
