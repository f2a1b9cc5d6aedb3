import { UserError } from '../core/errors.ts'
import { didYouMean } from '../core/suggest.ts'
import type { Ran } from './pipelineRun.ts'
import { summaryOf } from './sweepText.ts'

/** What makes a run of a sweep the best one. */
export interface Objective {
  /** `step.metric` */
  readonly metric: string
  readonly isLowest: boolean
}

/**
 * The best of the runs that ended well: by the metric, then by the smaller model (`nodes` of the same step), then the
 * first one.
 *
 * @throws UserError when no run has the metric
 */
export function bestOf(ran: readonly Ran[], { metric, isLowest }: Objective): Ran {
  const valueIn = (run: Ran, name: string) => {
    const value = summaryOf(run)[name]
    return typeof value === 'number' ? value : undefined
  }
  const nodes = metric.replace(/\.[^.]*$/, '.nodes')
  const candidates = ran.filter(run => run.code === 0 && valueIn(run, metric) !== undefined)
  const sign = isLowest ? 1 : -1
  const [best] = candidates.toSorted(
    (a, b) =>
      sign * ((valueIn(a, metric) ?? 0) - (valueIn(b, metric) ?? 0)) ||
      (valueIn(a, nodes) ?? 0) - (valueIn(b, nodes) ?? 0),
  )
  if (best) return best
  const known = [...new Set(ran.flatMap(run => Object.keys(summaryOf(run))))]
  throw new UserError(`No run that ended well has a number ${metric}.`, {
    hint: didYouMean(metric, known, 'Numbers are'),
  })
}
