import { z } from 'zod'
import type { Verdict } from '../../src/core/expectation.ts'
import { formatCount, formatNumber, formatPValue } from '../../src/core/format.ts'
import { type DrawnTest, type HypothesisTest, modes } from '../../src/core/test.ts'

/** Parameters of every test of a hypothesis. */
export const testParams = {
  alpha: z
    .number()
    .gt(0)
    .lt(1)
    .optional()
    .describe(
      'The significance level of all tests of this kind and level together, instead of the one on the command line.',
    ),
  minEffect: z
    .number()
    .min(0)
    .optional()
    .describe('A smaller effect never fails, however small its p; instead of the one on the command line.'),
  mode: z
    .enum(modes)
    .optional()
    .describe(
      '`difference`: fails where there is a difference. `relevant`: fails where the effect is shown to be above `minEffect`. `certified`: passes only where it is shown to be below.',
    ),
  allowUnderpowered: z
    .boolean()
    .optional()
    .describe('Pass also where the data could not have shown the effect that matters.'),
  cluster: z
    .string()
    .optional()
    .describe('Column: rows with the same value in it are not independent of each other.'),
  weight: z.string().optional().describe('Column: how many rows a row stands for.'),
}

/** As in SciPy with the reference first: `greater` is the alternative that the reference's … is greater. */
export const alternative = z.enum(['two-sided', 'less', 'greater']).default('two-sided')

/** Judges a test; `facts` are its statistic and what belongs to it, in words. */
export function judgeTest(test: HypothesisTest, facts: string): Verdict {
  const { n, undecidable, mode, minEffect } = test
  if (n.reference === 0 || n.sample === 0) return { status: 'vacuous', found: `no values in ${emptyOnes(n)}` }
  if (undecidable !== undefined) return { status: 'inconclusive', found: undecidable }
  if (mode === 'difference') return judgeDifference(test, `${facts}; ${pText(test)}`)
  if (!minEffect) return { status: 'inconclusive', found: `mode ${mode} needs minEffect, an effect above 0` }
  return mode === 'relevant'
    ? judgeRelevance(test, minEffect, facts)
    : certify(test, minEffect, `${facts}; ${pText(test)}`)
}

function judgeDifference(test: HypothesisTest, found: string): Verdict {
  const { decision, effect, minEffect = 0, change } = test
  if (!decision.rejected) return passedIfPowerful(test, found)
  if (Math.abs(effect.value) < minEffect)
    return { status: 'passed', found: `${found}: detectable only because the samples are large` }
  return { status: 'failed', found, hint: change }
}

/** A pass says something only where the effect that matters would have been seen. */
function passedIfPowerful(test: HypothesisTest, found: string): Verdict {
  const { decision, minEffect, largestUnseen, allowUnderpowered } = test
  const passed: Verdict = { status: 'passed', found, hint: borderlineHint(test) }
  const smallest = test.smallestDetectable?.(decision.limit)
  const matters = minEffect ?? largestUnseen
  if (smallest === undefined || matters === undefined || smallest <= matters) return passed
  const unseen = `${found}; ${unseenText(test, smallest, matters)}`
  if (allowUnderpowered) return { ...passed, found: unseen }
  return { status: 'inconclusive', found: unseen, hint: moreRowsHint }
}

const moreRowsHint =
  'Judge more rows at once, name the effect that matters with --min-effect, or accept this with --allow-underpowered.'

function judgeRelevance(test: HypothesisTest, minEffect: number, facts: string): Verdict {
  const found = `${facts}; p of ${test.effect.name} at most ${formatNumber(minEffect)}: ${pComparison(test)}`
  return test.decision.rejected
    ? { status: 'failed', found, hint: test.change }
    : passedIfPowerful(test, found)
}

/** To show of every column that its effect is small, each may be tested at the whole level. */
function certify(test: HypothesisTest, minEffect: number, found: string): Verdict {
  const { decision, effect, change } = test
  const bound = test.upperBound?.(decision.alpha) ?? Number.POSITIVE_INFINITY
  const atMost = `${effect.name} at most ${formatNumber(rounded(bound))}`
  if (bound < minEffect) return { status: 'passed', found: `${found}; ${atMost}, certified` }
  const isShown = (test.relevantP?.(minEffect).pValue ?? 1) <= decision.limit
  if (isShown) return { status: 'failed', found, hint: change }
  const uncertain = Number.isFinite(bound)
    ? `${atMost}, not certified to be below ${formatNumber(minEffect)}`
    : `the data give no bound of ${effect.name}`
  return { status: 'inconclusive', found: `${found}; ${uncertain}`, hint: change }
}

/** `χ² 20, total variation 0.5`, or the effect alone where it is the statistic. */
export function shareFacts({ statistic, effect }: DrawnTest): string {
  const size = `${effect.name} ${formatNumber(rounded(effect.value))}`
  return statistic.name === effect.name
    ? size
    : `${statistic.name} ${formatNumber(rounded(statistic.value))}, ${size}`
}

/** The part of a test that could not be drawn: its p-value neither rejects nor counts. */
export function undrawn(
  n: DrawnTest['n'],
  { statistic, effect, reason }: { statistic: string; effect: string; reason: string },
): DrawnTest {
  return {
    pValue: 1,
    method: 'none',
    statistic: { name: statistic, value: 0 },
    effect: { name: effect, value: 0 },
    n,
    summaries: [],
    charts: [],
    undecidable: reason,
  }
}

/** A result document holds no infinity; the largest number stands for it. */
export function finite(value: number): number {
  return Math.min(Number.MAX_VALUE, Math.max(-Number.MAX_VALUE, value))
}

/** Three significant digits. */
export function rounded(value: number): number {
  return Number(value.toPrecision(3))
}

function emptyOnes({ reference, sample }: DrawnTest['n']): string {
  if (reference === 0 && sample === 0) return 'reference and sample'
  return reference === 0 ? 'the reference' : 'the sample'
}

function pText(test: HypothesisTest): string {
  return `p ${pComparison(test)}`
}

function pComparison({ pValue, log10P, decision }: HypothesisTest): string {
  const relation = pValue === decision.limit ? '=' : pValue < decision.limit ? '<' : '>'
  return `${formatPValue(pValue, log10P)} ${relation} ${formatPValue(decision.limit)}`
}

function unseenText({ effect, n }: HypothesisTest, smallest: number, matters: number): string {
  const sizes = `${formatCount(n.reference)} and ${formatCount(n.sample)} values`
  if (smallest === Number.POSITIVE_INFINITY)
    return `so few clusters cannot show any ${effect.name}, however large`
  if (smallest > (effect.most ?? Number.POSITIVE_INFINITY))
    return `${sizes} are too few to show any ${effect.name}`
  return `${sizes} show ${effect.name} only from ${formatNumber(rounded(smallest))}, not from ${formatNumber(matters)}`
}

/** Hint for a test that failed by itself but not among its family. */
function borderlineHint({ pValue, decision }: HypothesisTest): string | undefined {
  if (pValue > decision.alpha) return undefined
  return `Borderline: p is not above ${formatNumber(decision.alpha)}, but above the limit that ${decision.familySize} tests share.`
}
