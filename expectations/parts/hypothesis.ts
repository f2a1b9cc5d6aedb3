import { z } from 'zod'
import type { Verdict } from '../../src/core/expectation.ts'
import { formatNumber, formatPValue } from '../../src/core/format.ts'
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
  const { n, undecidable, decision, minEffect = 0 } = test
  if (n.reference === 0 || n.sample === 0) return { status: 'vacuous', found: `no values in ${emptyOnes(n)}` }
  if (undecidable !== undefined) return { status: 'inconclusive', found: undecidable }
  const found = `${facts}; p ${formatPValue(test.pValue, test.log10P)} ${pRelation(test)} ${formatPValue(decision.limit)}`
  if (decision.rejected && Math.abs(test.effect.value) < minEffect)
    return { status: 'passed', found: `${found}: detectable only because the samples are large` }
  if (decision.rejected) return { status: 'failed', found, hint: test.change }
  const unseen = test.smallestDetectable?.(decision.limit)
  if (test.minEffect !== undefined && unseen !== undefined && unseen > test.minEffect)
    return { status: 'inconclusive', found: `${found}; ${unseenText(test, unseen)}` }
  return { status: 'passed', found, hint: borderlineHint(test) }
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

function emptyOnes({ reference, sample }: DrawnTest['n']): string {
  if (reference === 0 && sample === 0) return 'reference and sample'
  return reference === 0 ? 'the reference' : 'the sample'
}

function pRelation({ pValue, decision }: HypothesisTest): string {
  if (pValue === decision.limit) return '='
  return pValue < decision.limit ? '<' : '>'
}

function unseenText({ effect, n, minEffect }: HypothesisTest, unseen: number): string {
  const sizes = `${formatNumber(n.reference)} and ${formatNumber(n.sample)} values`
  return `${sizes} show ${effect.name} only from ${formatNumber(rounded(unseen))}, not from ${formatNumber(minEffect ?? 0)}`
}

/** Hint for a test that failed by itself but not among its family. */
function borderlineHint({ pValue, decision }: HypothesisTest): string | undefined {
  if (pValue > decision.alpha) return undefined
  return `Borderline: p is not above ${formatNumber(decision.alpha)}, but above the limit that ${decision.familySize} tests share.`
}

/** Three significant digits. */
export function rounded(value: number): number {
  return Number(value.toPrecision(3))
}
