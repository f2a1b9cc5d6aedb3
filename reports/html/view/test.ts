import { formatCount, formatNumber, formatPValue, formatShare } from '../../../src/core/format.ts'
import type { TestReport } from '../../../src/core/result.ts'
import type { Mode } from '../../../src/core/test.ts'
import { display } from '../../text/display.ts'
import { correctionNames } from '../../text/wording.ts'
import { superscript } from '../charts/svg.ts'
import { optionalProse } from './text.ts'

/** What a statistic's name stands for; names that are not here explain themselves. */
const glossary: Readonly<Record<string, string>> = {
  D: 'D is the widest gap between the two cumulative curves, from 0 to 1.',
  t: 't is the difference of the two means in standard errors.',
  AUC: 'AUC is the probability that the model ranks a row of the sample above one of the reference; ½ is guessing.',
  'χ²': 'χ² adds up the squared differences from the reference’s mix of categories.',
}

interface Term {
  readonly name: string
  readonly value: string
}

/** Every number of a hypothesis test. */
export function testView(test: TestReport) {
  return {
    terms: [...summariesOf(test), ...termsOf(test)],
    glossary: glossary[test.statistic.name],
    choice: optionalProse(test.choice),
  }
}

function summariesOf({ summaries }: TestReport): readonly Term[] {
  return summaries.map(({ name, reference, sample }) => ({
    name: display(name),
    value: `${formatNumber(reference)} → ${formatNumber(sample)}`,
  }))
}

function termsOf(test: TestReport): readonly Term[] {
  const critical = criticalOf(test)
  const { statistic, effect, smallestDetectable, minEffect, n, location, region, differenceP } = test
  const { mode = 'difference' } = test
  const isEffect = effect.name === statistic.name
  return [
    { name: display(statistic.name), value: isEffect ? effectText(test) : aligned(statistic.value) },
    ...(critical === undefined
      ? []
      : [{ name: `${display(statistic.name)} fails from`, value: aligned(critical) }]),
    { name: pNames[mode], value: pValueText(test) },
    ...(differenceP === undefined
      ? []
      : [{ name: 'p of no difference', value: superscript(formatPValue(differenceP)) }]),
    { name: 'limit α′', value: superscript(formatPValue(test.limit)) },
    {
      name: `adjusted p (${correctionNames[test.correction]})`,
      value: adjustedText(test.adjustedP),
    },
    ...(isEffect ? [] : [{ name: `effect: ${display(effect.name)}`, value: effectText(test) }]),
    ...(minEffect === undefined ? [] : [{ name: 'smallest effect that counts', value: aligned(minEffect) }]),
    ...(smallestDetectable === undefined
      ? []
      : [{ name: 'detectable (90 % power)', value: `from ${aligned(smallestDetectable)}` }]),
    ...(region === undefined
      ? []
      : [{ name: `share of ${display(region.label)}`, value: regionText(region) }]),
    ...(location === undefined ? [] : [{ name: 'widest at', value: formatNumber(location) }]),
    {
      name: 'rows compared',
      value: `${formatCount(n.reference)} → ${formatCount(n.sample)}`,
    },
    { name: 'method', value: display(test.method) },
  ]
}

/**
 * The statistic from which on the test fails, as long as it agrees with the decision: it is an approximation, and the
 * p-value decides.
 */
export function criticalOf({ statistic, criticalStatistic, pValue, limit }: TestReport): number | undefined {
  if (criticalStatistic === undefined) return undefined
  return Math.abs(statistic.value) >= criticalStatistic === pValue <= limit ? criticalStatistic : undefined
}

export function pValueText({ pValue, log10P }: TestReport): string {
  return superscript(formatPValue(pValue, log10P))
}

/** A corrected p-value has no logarithm to fall back on where it underflows. */
function adjustedText(adjustedP: number): string {
  return adjustedP === 0 ? 'below 10⁻³⁰⁰' : superscript(formatPValue(adjustedP))
}

const pNames: Readonly<Record<Mode, string>> = {
  difference: 'raw p',
  relevant: 'raw p of a smaller effect',
  certified: 'raw p',
}

function regionText({ reference, sample }: NonNullable<TestReport['region']>): string {
  return `${formatShare(reference)} → ${formatShare(sample)}`
}

function effectText({ effect }: TestReport): string {
  const interval = effect.interval && ` [${aligned(effect.interval[0])}, ${aligned(effect.interval[1])}]`
  return `${aligned(effect.value)}${interval ?? ''}`
}

/** Four decimals below one, four significant digits above: a column of statistics lines up, and more is noise. */
export function aligned(value: number): string {
  const size = Math.abs(value)
  if (size >= 0.001 && size < 1) return value.toFixed(4).replace('-', '−')
  return superscript(formatNumber(Number(value.toPrecision(4))))
}
