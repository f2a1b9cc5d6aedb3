import { formatNumber, formatShare } from '../../../src/core/format.ts'
import type { Outcome } from '../../../src/core/result.ts'
import { display } from '../../text/display.ts'
import { changeOf } from '../../text/headline.ts'
import { changesOf, short } from '../../text/wording.ts'
import { capitalised, cutProse, prose } from './text.ts'

/** The fact of a finding, with its number, as a heading: the state stands beside it. */
export function headlineOf(outcome: Outcome): string {
  return capitalised(prose(changeOf(outcome) ?? outcome.found), outcome.columns)
}

/** The hint, unless the headline says it already. */
export function hintOf(outcome: Outcome): string | undefined {
  return outcome.hint && changeOf(outcome) === undefined ? prose(outcome.hint) : undefined
}

/**
 * What a line about a finding has to add to its headline: how strong a drift is, `median 11.3 → 12.8 · D 0.145`, with
 * the first summary unless the headline has it; or what was expected where no offending values show it.
 */
export function effectOf(outcome: Outcome): string | undefined {
  const { test, status, unexpected, expected } = outcome
  if (status !== 'failed' || unexpected !== undefined) return undefined
  if (test === undefined) return expected === '' ? undefined : `expected ${cutProse(expected, 120)}`
  const headline = changeOf(outcome)?.toLowerCase() ?? ''
  const summaries = test.summaries.slice(0, 1).filter(({ name }) => !headline.includes(name))
  const [change] = changesOf({ ...test, summaries })
  const effect = `${display(test.effect.name)} ${short(test.effect.value)}`
  const parts = change === undefined ? [effect] : [change, effect]
  return parts.map(unbroken).join(' · ')
}

function unbroken(text: string): string {
  return text.replaceAll(' ', '\u00a0')
}

/** Where the widest gap between the cumulative shares is, and what it means. Absent without them. */
export function gapInWords({ charts = [] }: Outcome): string | undefined {
  for (const chart of charts) {
    if (chart.kind !== 'ecdf') continue
    const { x, reference, sample } = chart.gap
    const [below, before] = [formatShare(sample), formatShare(reference)]
    return prose(
      `The two differ most at ${formatNumber(x)}: ${below} of the sample is at or below it, ${before} of the reference.`,
    )
  }
  return undefined
}
