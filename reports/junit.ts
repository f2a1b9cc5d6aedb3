import { isFinding, type Outcome, type Result } from '../src/core/result.ts'
import { display } from './text/display.ts'
import { evidenceOf, evidenceText } from './text/evidence.ts'
import { isBlocking } from './text/findings.ts'
import { headline, verdictOf } from './text/headline.ts'
import { stateOf } from './text/state.ts'
import { type Attributes, element } from './xml.ts'

/**
 * The result as JUnit XML: one test suite named after the sample, one test case per expectation with its column as
 * class and its id as name. Warnings that do not fail the run are properties and output, not failures. A run that was
 * interrupted, or checked nothing, has a test case in error, so that no viewer shows it green.
 */
export function renderJunit(result: Result): string {
  const cases = [...casesOf(result), ...runCase(result)]
  const totals: Attributes = {
    tests: cases.length,
    failures: cases.filter(({ kind }) => kind === 'failure').length,
    errors: cases.filter(({ kind }) => kind === 'error').length,
    skipped: cases.filter(({ kind }) => kind === 'skipped').length,
    time: (result.run.milliseconds / 1000).toFixed(3),
  }
  const name = display(result.sample?.label ?? 'mlcheck', 256)
  const suite = element('testsuite', { name, timestamp: result.run.startedAt, ...totals }, [
    propertiesElement(suiteProperties(result)),
    ...cases.map(({ xml }) => xml),
  ])
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('testsuites', { name: 'mlcheck', ...totals }, [suite])}\n`
}

interface Case {
  readonly kind: 'passed' | 'failure' | 'error' | 'skipped'
  readonly xml: string
}

function casesOf(result: Result): readonly Case[] {
  const taken = new Set<string>()
  return result.outcomes.map(outcome => {
    const kind = kindOf(outcome, result)
    const children = [propertiesElement(outcomeProperties(outcome)), ...resultElements(outcome, kind)]
    const classname = display(outcome.columns.join('+') || 'table', 256)
    return { kind, xml: element('testcase', { classname, name: uniqueName(outcome.id, taken) }, children) }
  })
}

function kindOf(outcome: Outcome, result: Result): Case['kind'] {
  if (outcome.status === 'skipped') return 'skipped'
  if (!isBlocking(outcome, result)) return 'passed'
  return outcome.status === 'errored' ? 'error' : 'failure'
}

function resultElements(outcome: Outcome, kind: Case['kind']): readonly string[] {
  const message = headline(outcome)
  const body = [message, ...evidenceOf(outcome).map(evidenceText)].join('\n')
  if (kind === 'skipped') return [element('skipped', { message })]
  if (kind !== 'passed') return [element(kind, { message, type: display(outcome.expectation) }, body)]
  return isFinding(outcome) ? [element('system-out', {}, `${stateOf(outcome).word}: ${body}`)] : []
}

/** GitLab keeps only the first of two cases with one name, and display form might make two names one. */
function uniqueName(id: string, taken: Set<string>): string {
  const shown = display(id, 256)
  let name = shown
  for (let n = 2; taken.has(name); n++) name = `${shown} (${n})`
  taken.add(name)
  return name
}

type Property = readonly [name: string, value: string | number | undefined]

function suiteProperties({
  version,
  verdict,
  sample,
  reference,
  families,
  series,
  comparison,
}: Result): readonly Property[] {
  return [
    ['version', version],
    ['verdict', verdict],
    ['sample.rows', sample?.rows],
    ['reference', reference && display(reference.label, 256)],
    ['reference.rows', reference?.rows],
    ['series', series && display(series.name, 256)],
    ['series.batch', series?.batch],
    ['newly failing', comparison?.newly.length],
    ['still failing', comparison?.still.length],
    ['fixed', comparison?.fixed.length],
    ...families.flatMap(({ family, alpha, correction, size, limit }): readonly Property[] => [
      [`${family}.alpha`, alpha],
      [`${family}.correction`, correction],
      [`${family}.tests`, size],
      [`${family}.limit`, limit],
    ]),
  ]
}

function outcomeProperties({ status, severity, unexpected, test }: Outcome): readonly Property[] {
  return [
    ['status', status],
    ['severity', severity],
    ['unexpected.count', unexpected?.count],
    ['unexpected.of', unexpected?.of],
    [test?.statistic.name ?? '', test?.statistic.value],
    ['p', test?.pValue],
    ['p.limit', test?.limit],
    ['p.adjusted', test?.adjustedP],
    ['effect', test?.effect.value],
  ]
}

function propertiesElement(properties: readonly Property[]): string {
  const elements = properties.flatMap(([name, value]) =>
    value === undefined ? [] : [element('property', { name: display(name), value })],
  )
  return elements.length === 0 ? '' : element('properties', {}, elements)
}

/** The run itself as a case, where its verdict follows from no expectation. */
function runCase(result: Result): readonly Case[] {
  if (result.verdict !== 'interrupted' && result.verdict !== 'nothing-checked') return []
  const error = element('error', { message: verdictOf(result), type: result.verdict })
  return [{ kind: 'error', xml: element('testcase', { classname: 'mlcheck', name: 'run' }, [error]) }]
}
