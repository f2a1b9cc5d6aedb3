import { type Band, bandOf, lowerBound, type Trials, upperBound } from './band.ts'
import { alpha, corrections } from './false-alarms.ts'
import type { DriftOutcome, FamilyOutcome, SituationOutcome } from './outcomes.ts'
import { multiples, statedPower } from './power.ts'

/** A Markdown table, and how many of its shares lie outside their bounds. */
export interface Table {
  readonly text: string
  readonly outside: number
}

/** Shares of runs with a false alarm, each with its bounds. */
export function falseAlarmTable(outcomes: readonly FamilyOutcome[], tail: number): Table {
  let outside = 0
  const rows = outcomes.map(({ family, runs, alarms }) => {
    const cells = corrections.map(correction => {
      const rate = alarms[correction] / runs
      const band = bandOf(family, correction, { runs, tail })
      if (isInside(rate, band)) return `${percent(rate)} ${bounds(band)}`.trim()
      outside++
      return `**${percent(rate)}** ${bounds(band)}`
    })
    const { test, reference, sample, size } = family
    return [test.name, `${size}`, sizesOf(reference, sample), count(runs), ...cells]
  })
  return { text: markdown(['test', 'times', 'sizes', 'runs', ...corrections], rows), outside }
}

/** Shares of runs in which a drift is found, at multiples of the smallest detectable effect. */
export function powerTable(outcomes: readonly DriftOutcome[], tail: number): Table {
  let outside = 0
  const rows = outcomes.map(({ drift, runs, found }) => {
    const least = leastPower({ runs, tail })
    const cells = found.map((times, k) => {
      const power = times / runs
      if (multiples[k] !== 1) return percent(power)
      if (power >= least) return `${percent(power)} (≥ ${percent(least)})`
      outside++
      return `**${percent(power)}** (≥ ${percent(least)})`
    })
    const { name, reference, sample, smallestDetectable } = drift
    return [name, sizesOf(reference, sample), count(runs), smallestDetectable.toFixed(3), ...cells]
  })
  const header = ['test, effect and drift', 'sizes', 'runs', 'smallest detectable']
  return { text: markdown([...header, ...multiples.map(each => `${each} ×`)], rows), outside }
}

/** Shares of runs in which a statement about the true effect is wrong. */
export function effectTable(outcomes: readonly SituationOutcome[], tail: number): Table {
  let outside = 0
  const rows = outcomes.map(({ situation, runs, mistakes }) => {
    const most = mostMistakes({ runs, tail })
    const cells = [situation.hasMode ? mistakes.relevant : undefined, mistakes.lower, mistakes.upper].map(
      times => {
        if (times === undefined) return ''
        if (times / runs <= most) return percent(times / runs)
        outside++
        return `**${percent(times / runs)}**`
      },
    )
    const { name, reference, sample, effect } = situation
    const bound = `≤ ${percent(most)}`
    return [name, sizesOf(reference, sample), count(runs), effect.toFixed(2), bound, ...cells]
  })
  const header = ['effect', 'sizes', 'runs', 'true effect', 'allowed']
  return { text: markdown([...header, '`relevant`', 'lower bound', 'upper bound'], rows), outside }
}

/** What a probability of a mistake of 5 % may come out as by chance. */
export function mostMistakes(trials: Trials): number {
  return upperBound(alpha, trials)
}

/** What a power of 0.9 may come out as by chance. */
export function leastPower(trials: Trials): number {
  return lowerBound(statedPower, trials)
}

export function isInside(rate: number, { lower, upper }: Band): boolean {
  return rate >= lower && rate <= upper
}

function bounds({ lower, upper }: Band): string {
  if (upper === 1) return ''
  return lower === 0 ? `(≤ ${percent(upper)})` : `(${percent(lower)}–${percent(upper)})`
}

function markdown(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const rule = header.map((_, k) => (k === 0 ? '---' : '---:'))
  return [header, rule, ...rows].map(cells => `| ${cells.join(' | ')} |`).join('\n')
}

function percent(share: number): string {
  return (100 * share).toFixed(1)
}

function sizesOf(reference: number, sample: number): string {
  return `${count(reference)} × ${count(sample)}`
}

function count(n: number): string {
  return n.toLocaleString('en-US')
}
