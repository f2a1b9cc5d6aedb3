import type { Example, Expectation } from '../../src/core/expectation.ts'
import { isoText, type Value } from '../../src/core/value.ts'
import { flow, yamlForm } from '../../src/suites/example-form.ts'
import { typescriptLine } from '../../src/suites/literal.ts'
import { code, codeBlock, table } from './markdown.ts'

/** How the first example is written in a suite file and in a test file. */
export function usage(expectation: Expectation): string {
  const [example] = expectation.examples
  if (!example) throw new Error(`${expectation.name} has no example.`)
  return [
    codeBlock('yaml', yamlForm(expectation, example)),
    codeBlock('ts', typescriptForm(expectation, example)),
  ].join('\n\n')
}

/** A table of all examples: data, parameters, verdict and what is found. */
export function exampleSection({ examples }: Expectation): readonly string[] {
  const hasReference = examples.some(({ reference }) => reference)
  const hasPast = examples.some(({ past }) => past)
  const hasParams = examples.some(({ params }) => params)
  const head = [
    'sample',
    hasReference && 'reference',
    hasPast && 'accepted before',
    hasParams && 'parameters',
    'verdict',
    'found',
  ]
  const rows = examples.map(({ data, reference, past, params, status, found }) => [
    dataText(data),
    hasReference && dataText(reference ?? {}),
    hasPast && pastText(past ?? []),
    hasParams && (params ? code(flow(params).slice(2, -2)) : ''),
    status,
    found,
  ])
  return [table(present(head), rows.map(present))]
}

/** The statement of one matcher. */
export function typescriptForm({ name, subject, needsReference }: Expectation, example: Example): string {
  const { params, column = '', columns = [] } = example
  const target =
    subject === 'table' ? [] : [subject === 'column' ? typescriptLine(column) : typescriptLine(columns)]
  const names = subject === 'column' ? [column] : columns
  const compared = subject === 'table' ? params : { columns: names, ...params }
  const args = needsReference
    ? ['reference', ...(compared ? [typescriptLine(compared)] : [])]
    : [...target, ...(params ? [typescriptLine(params)] : [])]
  return `await expect(sample).${name}(${args.join(', ')})`
}

function present(cells: readonly (string | false)[]): readonly string[] {
  return cells.filter(cell => typeof cell === 'string')
}

/** `price: 9, 20, missing`; runs of one value are counted, and of many only the first are told. */
function dataText(data: Example['data']): string {
  const columns = Object.entries(data).map(([name, values]) => `${code(name)} ${valuesText(values)}`)
  return columns.join('; ')
}

/** `100, 104 rows`, the newest first. */
function pastText(past: NonNullable<Example['past']>): string {
  const rows = past.map(batch => (batch.rows === undefined ? '?' : String(batch.rows)))
  return rows.length === 0 ? '(none)' : `${rows.join(', ')} rows`
}

const mostRuns = 8

function valuesText(values: readonly Value[]): string {
  const all = runs(values)
  if (all.length === 0) return '(no rows)'
  if (all.length <= mostRuns) return all.join(', ')
  return `${all.slice(0, mostRuns / 2).join(', ')} … (${values.length} values)`
}

function runs(values: readonly Value[]): readonly string[] {
  const texts: { readonly text: string; count: number }[] = []
  for (const text of values.map(cellText)) {
    const last = texts.at(-1)
    if (last?.text === text) last.count++
    else texts.push({ text, count: 1 })
  }
  return texts.flatMap(({ text, count }) =>
    count > 3 ? [`${count} × ${text}`] : new Array<string>(count).fill(text),
  )
}

function cellText(value: Value): string {
  if (value === null) return '*missing*'
  if (typeof value === 'string') return code(JSON.stringify(value))
  return value instanceof Date ? isoText(value) : String(value)
}
