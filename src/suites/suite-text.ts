import { Document, isScalar, isSeq, visit } from 'yaml'
import type { SuiteDefinition } from './define.ts'

/** A suite as YAML, below comments. A check without parameters is its name alone. */
export function suiteText(definition: SuiteDefinition, comments: readonly string[]): string {
  const document = new Document(compact(definition), { aliasDuplicateObjects: false })
  visit(document, {
    // A list of values fits on a line; a list of checks does not.
    Seq: (_, list, ancestors) => {
      if (ancestors.some(isSeq) && list.items.every(isScalar)) list.flow = true
    },
  })
  document.commentBefore =
    comments
      .flatMap(comment => comment.split('\n'))
      .map(line => ` ${line}`)
      .join('\n') || null
  return document.toString({ lineWidth: 110, flowCollectionPadding: false })
}

function compact(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(each => nameAlone(each) ?? compact(each))
  if (typeof part !== 'object' || part === null || part instanceof Date) return part
  return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, compact(value)]))
}

function nameAlone(check: unknown): string | undefined {
  if (typeof check !== 'object' || check === null || Array.isArray(check)) return undefined
  const [[name, args] = [], ...others] = Object.entries(check)
  const isEmpty = typeof args === 'object' && args !== null && Object.keys(args).length === 0
  return others.length === 0 && isEmpty ? name : undefined
}
