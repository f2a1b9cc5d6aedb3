import type { Chart } from '../core/chart.ts'
import type { FailingRows } from '../core/engine.ts'
import type { Verdict } from '../core/expectation.ts'
import { shownValue, type ValueDisplay, withoutSecrets } from '../core/masking.ts'
import type { Outcome, TestReport, Unexpected } from '../core/result.ts'
import { closest } from '../core/suggest.ts'
import type { Check } from '../core/suite.ts'
import type { HypothesisTest, Region } from '../core/test.ts'
import type { Json, Value } from '../core/value.ts'
import { categoriesOf, expectedText, withoutCells } from './cells.ts'

/** A check together with the name of its suite. */
export interface SuiteCheck extends Check {
  readonly suite: string
}

/** The outcome of a check that could not be judged, with what can be done about it. */
export function erroredOutcome(
  check: SuiteCheck,
  found: string,
  { display, hint }: { readonly display: ValueDisplay; readonly hint?: string },
): Outcome {
  return {
    ...described(check, display),
    status: 'errored',
    found: withoutSecrets(found),
    hint: hint && withoutSecrets(hint),
  }
}

interface Shown {
  readonly display: ValueDisplay
  /** The offending rows, where they were asked for. */
  readonly failing?: FailingRows
  /** The cells that the verdict may name. */
  readonly cells?: readonly Value[]
}

/** The outcome of a check with a verdict. */
export function outcomeOf(
  check: SuiteCheck,
  verdict: Verdict,
  { display, failing, cells = [] }: Shown,
): Outcome {
  return {
    ...described(check, display),
    status: statusOf(check, verdict),
    found: withoutCells(verdict.found, cells, check, display),
    hint: verdict.hint && withoutCells(verdict.hint, cells, check, display),
    observed: verdict.observed && maskedObservation(verdict.observed),
    unexpected: failing && unexpectedOf(check, verdict, failing, display),
  }
}

function statusOf({ allowVacuous, gxCompat }: Check, { status, whenEmpty = 'passed' }: Verdict) {
  if (status !== 'vacuous') return status
  if (allowVacuous) return 'passed'
  return gxCompat ? whenEmpty : status
}

/** The outcome of a hypothesis test, with its numbers and charts. */
export function testOutcome(
  check: SuiteCheck,
  test: HypothesisTest,
  verdict: Verdict,
  { display, slice }: { readonly display: ValueDisplay; readonly slice?: TestReport['slice'] },
): Outcome {
  const { expectation } = check
  const family = expectation.kind === 'hypothesis' ? expectation.family : ''
  const cells = categoriesOf(test)
  const shown = (sentence: string) => withoutCells(sentence, cells, check, display)
  return {
    ...outcomeOf(check, verdict, { display, cells }),
    test: {
      ...testReport(family, test),
      region: test.region && regionReport(test.region, shown),
      slice: slice && { ...slice, sentence: shown(slice.sentence) },
    },
    charts: test.charts.map(chart => shownChart(chart, check, display)) as Outcome['charts'],
  }
}

function shownChart(chart: Chart, { columns: [column = ''] }: SuiteCheck, display: ValueDisplay): Chart {
  if (chart.kind !== 'categories') return chart
  const entries = chart.entries.map(entry => ({
    ...entry,
    label: shownValue(entry.label, column, display).text,
  }))
  return { ...chart, entries }
}

function described(check: SuiteCheck, display: ValueDisplay) {
  const { expectation } = check
  return {
    id: check.id,
    suite: check.suite,
    expectation: expectation.name,
    category: expectation.category,
    columns: [...check.columns],
    severity: check.severity,
    expected: expectedText(check, display),
    note: check.note,
    origin: check.origin,
    derivation: check.derivation,
  }
}

function unexpectedOf(
  check: Check,
  verdict: Verdict,
  failing: FailingRows,
  display: ValueDisplay,
): Unexpected {
  const allowed = allowedTexts(check)
  return {
    count: verdict.unexpected?.count ?? failing.count,
    of: verdict.unexpected?.of ?? failing.count,
    distinct: failing.distinct,
    values:
      display === 'none' ? [] : failing.values.map(entry => unexpectedValue(check, entry, display, allowed)),
    positions: [...failing.positions],
    ...(failing.files ? { files: [...failing.files] } : {}),
    positionKind: failing.positionKind,
  }
}

function unexpectedValue(
  check: Check,
  entry: FailingRows['values'][number],
  display: ValueDisplay,
  allowed: readonly string[],
): Unexpected['values'][number] {
  const shown = entry.values.map((value, index) => shownCell(value, check.columns[index] ?? '', display))
  const text = shown.map(each => each.text).join(', ')
  const masked = shown.some(each => each.masked)
  const near = masked ? undefined : closest(text, allowed)
  return {
    value: text,
    ...(masked ? { masked } : {}),
    count: entry.count,
    positions: [...entry.positions],
    ...(entry.files ? { files: [...entry.files] } : {}),
    ...(near === undefined ? {} : { closest: near }),
  }
}

function shownCell(value: Value, column: string, display: ValueDisplay) {
  return value === null ? { text: 'missing', masked: false } : shownValue(value, column, display)
}

function allowedTexts(check: Check): readonly string[] {
  const { expectation, params } = check
  if (expectation.kind !== 'rule') return []
  return (expectation.allowed?.(params) ?? []).filter(value => typeof value === 'string')
}

function maskedObservation(observed: Readonly<Record<string, Json>>): Outcome['observed'] {
  const masked = (part: Json): Json => {
    if (typeof part === 'string') return withoutSecrets(part)
    if (Array.isArray(part)) return part.map(masked)
    if (part !== null && typeof part === 'object')
      return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, masked(inner)]))
    return part
  }
  return masked(observed) as Outcome['observed']
}

function testReport(family: string, test: HypothesisTest): TestReport {
  const { decision } = test
  return {
    family,
    method: test.method,
    statistic: test.statistic,
    pValue: test.pValue,
    log10P: finite(test.log10P),
    adjustedP: decision.adjustedP,
    alpha: decision.alpha,
    correction: decision.correction,
    familySize: decision.familySize,
    limit: decision.limit,
    effect: {
      name: test.effect.name,
      value: test.effect.value,
      interval: test.effect.interval && [test.effect.interval[0], test.effect.interval[1]],
    },
    minEffect: test.minEffect,
    mode: test.mode === 'difference' ? undefined : test.mode,
    differenceP: test.differenceP,
    choice: test.choice,
    n: test.n,
    criticalStatistic: finite(test.criticalStatistic?.(decision.limit)),
    smallestDetectable: finite(test.smallestDetectable?.(decision.limit)),
    location: finite(test.location),
    summaries: [...test.summaries],
  }
}

function regionReport(
  { label, reference, sample, from, to }: Region,
  shown: (sentence: string) => string,
): TestReport['region'] {
  return { label: shown(label), reference, sample, from: finite(from), to: finite(to) }
}

/** JSON has no NaN and no infinity. */
function finite(number: number | undefined): number | undefined {
  return number !== undefined && Number.isFinite(number) ? number : undefined
}
