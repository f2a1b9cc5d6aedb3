import { didYouMean } from '../core/suggest.ts'
import { type Check, defaultId } from '../core/suite.ts'
import { type Arguments, readArguments } from './arguments.ts'
import type { Substitute } from './parameters.ts'
import type { Problem } from './problem.ts'
import { emptyMap, isBlank, type Position, type Tree } from './tree.ts'
import { misplacement, namesLike, type Place, type Vocabulary } from './vocabulary.ts'

export interface ReadContext {
  readonly file: string
  readonly vocabulary: Vocabulary
  readonly substitute: Substitute
  report(problem: Problem): void
}

/** A check with what is needed to tell its id from others. */
export interface ReadCheck {
  readonly check: Check
  readonly hasOwnId: boolean
  readonly idAt?: Position
  readonly trail: readonly string[]
}

interface WrittenCheck {
  readonly name: string
  readonly at?: Position
  readonly args: Tree
}

/** One item of a list of checks: a check, or one for each of several columns. None where there is a problem. */
export function readCheck(item: Tree, place: Place, context: ReadContext): readonly ReadCheck[] {
  const outer = [place.column ?? place.section]
  const refuse = (at: Position | undefined, text: string) => {
    context.report({ at, trail: outer, text })
    return []
  }
  const written = writtenCheck(item)
  if (typeof written === 'string') return refuse(item.at, written)
  const { name, at } = written
  const term = context.vocabulary.get(name)
  if (!term) {
    const hint = didYouMean(name, namesLike(name, context.vocabulary), 'Expectations are')
    return refuse(at, `${name} is no expectation. ${hint}`)
  }
  const misplaced = misplacement(term.expectation, place)
  if (misplaced !== undefined) return refuse(at, `${name} ${misplaced}`)

  const trail = [...outer, name]
  const tree = context.substitute(written.args, trail)
  if (!tree) return []
  const args = readArguments(tree, term, place)
  if ('details' in args) {
    context.report({ at: args.at ?? at, trail: outer, text: `${name} is not valid.`, details: args.details })
    return []
  }
  const origin = { file: context.file, ...at }
  return checksOf(term.expectation, args, place).map(check => ({
    check: { ...check, origin },
    hasOwnId: args.common.id !== undefined,
    idAt: args.idAt,
    trail,
  }))
}

/** The name and the parameters of an item, or what is wrong with it. */
function writtenCheck(item: Tree): WrittenCheck | string {
  if (item.kind === 'scalar' && typeof item.value === 'string')
    return { name: item.value, at: item.at, args: emptyMap }
  const [entry, ...others] = item.kind === 'map' ? item.entries : []
  if (!entry)
    return 'A check is the name of an expectation, or its name with parameters: `toHaveType: integer`.'
  const { key: name, keyAt: at, value } = entry
  if (others.length > 0) {
    const keys = others.map(other => other.key).join(', ')
    return `${name} stands beside ${keys}, but an item holds one check. Put its parameters in braces or indent them further: \`${name}: { … }\`.`
  }
  return { name, at, args: isBlank(value) ? { ...emptyMap, at } : value }
}

function checksOf(
  expectation: Check['expectation'],
  { common, params }: Arguments,
  { column }: Place,
): readonly Check[] {
  const { id, columns = [], ...rest } = common
  const check = (targets: readonly string[], ownId = id) => ({
    ...rest,
    id: ownId ?? defaultId(expectation, targets),
    expectation,
    columns: targets,
    params,
  })
  if (column !== undefined) return [check([column])]
  if (expectation.subject !== 'column' || columns.length < 2) return [check(columns)]
  return columns.map(each => check([each], id === undefined ? undefined : `${each}.${id}`))
}
