import { readFileSync } from 'node:fs'
import type { Expectation, GreatExpectation } from '../../src/core/expectation.ts'
import { exampleSection, usage } from './examples.ts'
import { code, table } from './markdown.ts'
import { type ParameterRow, parametersOf } from '../../src/suites/parameter-rows.ts'

const intro = `# Expectations

<!-- Written by \`npx vitest run tests/docs --update\` from the definitions in expectations/. -->

An expectation stands in a suite file under its name (see [suites.md](suites.md)), and in a test file as a matcher of \`expect(sample)\`. Parameters have the same names in both, and so do the keys that every check may have: \`severity\`, \`id\`, \`where\`, \`tags\`, \`note\` and \`allowVacuous\`. Where a name of Great Expectations is given, suite files accept it and its parameters too.

Missing values (null) are left out unless an expectation is about them. A check without a value to judge is *vacuous*: nothing was checked, which is not a pass. A test that cannot decide is *inconclusive*. In the examples below the last column is what a report says was found; tests of hypotheses are run alone, at α = 0.05.
`

const categoryTitles: Readonly<Record<Expectation['category'], string>> = {
  schema: 'Tables and types',
  missing: 'Missing values',
  range: 'Ranges',
  values: 'Values',
  statistics: 'Statistics',
  drift: 'Drift from the reference',
}

const subjects: Readonly<Record<Expectation['subject'], string>> = {
  table: 'the table',
  column: 'one column',
  columns: 'several columns together',
}

/** The page on all expectations, as Markdown. */
export function expectationsPage(expectations: readonly Expectation[]): string {
  const groups = Object.entries(categoryTitles).map(([category, title]) => ({
    title,
    members: expectations.filter(expectation => expectation.category === category),
  }))
  const contents = table(
    ['expectation', 'what it says'],
    groups.flatMap(({ members }) =>
      members.map(({ name, summary }) => [`[${name}](#${name.toLowerCase()})`, summary]),
    ),
  )
  const sections = groups.flatMap(({ title, members }) => [`## ${title}`, ...members.map(section)])
  return `${[intro.trimEnd(), contents, ...sections].join('\n\n')}\n`
}

function section(expectation: Expectation): string {
  const { name, gx } = expectation
  const parameters = parametersOf(expectation).map(parameterCells)
  const columns = ['parameter', 'type', 'default', 'meaning']
  return [
    `### ${name}`,
    docstringOf(name),
    facts(expectation),
    parameters.length > 0 && table(columns, parameters),
    gx && `Great Expectations: ${gx.map(gxText).join('; ')}.`,
    usage(expectation),
    ...exampleSection(expectation),
  ]
    .filter(part => typeof part === 'string')
    .join('\n\n')
}

function parameterCells({ name, type, byDefault, meaning, isShort }: ParameterRow): readonly string[] {
  return [
    code(name),
    typeof type === 'string' ? type : type.map(code).join(', '),
    byDefault === undefined ? 'required' : byDefault === 'none' ? 'none' : code(byDefault),
    `${meaning}${isShort ? ' In YAML, a bare value sets it.' : ''}`,
  ]
}

function facts({ subject, accepts, needsReference, id }: Expectation): string {
  const types = accepts?.map(code).join(', ')
  const parts = [
    `About ${subjects[subject]}${types === undefined ? '' : `, of type ${types}`}.`,
    needsReference && 'Needs a reference.',
    `Its checks are called ${code(subject === 'table' ? `table.${id}` : subject === 'column' ? `<column>.${id}` : `<column>+<column>.${id}`)}.`,
  ]
  return parts.filter(part => typeof part === 'string').join(' ')
}

function gxText({ name, params }: GreatExpectation): string {
  const renamed = Object.entries(params).filter(([theirs, ours]) => theirs !== ours)
  const list = renamed.map(([theirs, ours]) => `${code(theirs)} is ${code(ours)}`).join(', ')
  return `${code(name)}${list === '' ? '' : `, where ${list}`}`
}

/** The docstring of an expectation's definition, which says more than its summary. */
function docstringOf(name: string): string {
  const source = readFileSync(new URL(`../../expectations/${name}.ts`, import.meta.url), 'utf8')
  const [, docstring] = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*export const /.exec(source) ?? []
  if (docstring === undefined) throw new Error(`${name} has no docstring.`)
  return docstring
    .replace(/^[ \t]*\*?[ \t]*/gm, '')
    .trim()
    .replaceAll('\n', ' ')
}
