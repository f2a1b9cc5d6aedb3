import { Document, isScalar, isSeq, visit } from 'yaml'
import { isoText } from '../core/value.ts'
import type { CheckDefinition, SuiteDefinition } from './define.ts'
import { jsonLiteral, typescriptLiteral } from './literal.ts'

/** The forms that a suite is written in. */
export const suiteForms = ['yaml', 'ts', 'json'] as const
export type SuiteForm = (typeof suiteForms)[number]

/** A suite in one of its forms, below comments; JSON has none. A check without parameters is its name alone. */
export function suiteIn(form: SuiteForm, definition: SuiteDefinition, comments: readonly string[]): string {
  if (form === 'yaml') return suiteText(definition, comments)
  if (form === 'json') return `${jsonLiteral(compact(definition))}\n`
  const head = linesOf(comments).map(line => `// ${line}`.trimEnd())
  const body = typescriptLiteral(compact(definition))
  return [
    ...head,
    "import { defineSuite } from 'mlcheck'",
    '',
    `export default defineSuite(${body})`,
    '',
  ].join('\n')
}

/** A suite as YAML, below comments. A check without parameters is its name alone. */
export function suiteText(definition: SuiteDefinition, comments: readonly string[]): string {
  const document = new Document(withDateTexts(compact(definition)), { aliasDuplicateObjects: false })
  visit(document, {
    // A list of values fits on a line; a list of checks does not.
    Seq: (_, list, ancestors) => {
      if (ancestors.some(isSeq) && list.items.every(isScalar)) list.flow = true
    },
    Scalar: (_, scalar) => {
      // A whole number that is not exact would be read as one that is.
      if (isInexact(scalar.value)) scalar.format = 'EXP'
    },
  })
  document.commentBefore =
    linesOf(comments)
      .map(line => ` ${line}`)
      .join('\n') || null
  return document.toString({ lineWidth: 110, flowCollectionPadding: false })
}

function isInexact(value: unknown): boolean {
  return Number.isInteger(value) && !Number.isSafeInteger(value)
}

function linesOf(comments: readonly string[]): readonly string[] {
  return comments.flatMap(comment => comment.split(/\r\n?|[\n\u2028\u2029]/))
}

/** With the name alone of each check that has no parameters. */
function compact(definition: SuiteDefinition): SuiteDefinition {
  const { table, columns, combinations } = definition
  const byColumn = Object.entries(columns ?? {}).map(([column, checks]) => [column, checks.map(shortest)])
  return {
    ...definition,
    ...(table && { table: table.map(shortest) }),
    ...(columns && { columns: Object.fromEntries(byColumn) }),
    ...(combinations && { combinations: combinations.map(shortest) }),
  }
}

function shortest(check: CheckDefinition): CheckDefinition {
  if (typeof check === 'string') return check
  const [[name, args] = [], ...others] = Object.entries(check)
  // A bare empty list sets a parameter.
  const isEmpty =
    typeof args === 'object' && args !== null && !Array.isArray(args) && Object.keys(args).length === 0
  return name !== undefined && others.length === 0 && isEmpty ? name : check
}

function withDateTexts(part: unknown): unknown {
  if (part instanceof Date) return isoText(part)
  if (Array.isArray(part)) return part.map(withDateTexts)
  if (typeof part !== 'object' || part === null) return part
  return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, withDateTexts(value)]))
}
