import { basename, extname } from 'node:path'
import { UserError } from '../core/errors.ts'
import { didYouMean } from '../core/suggest.ts'
import type { Check, Suite } from '../core/suite.ts'
import { type ReadCheck, type ReadContext, readCheck } from './check.ts'
import { extendedChecks, removedIds } from './extends.ts'
import { numberedIds } from './ids.ts'
import { substitution } from './parameters.ts'
import { type Problem, suiteError } from './problem.ts'
import { isBlank, type Tree, treeFromObject } from './tree.ts'
import { type Place, type Registry, vocabularyOf } from './vocabulary.ts'
import { parseYaml } from './yaml.ts'

export interface SuiteOptions {
  /** As messages and origins name it. */
  readonly file: string
  readonly expectations: Registry
  /** The values of `$name`, as typed on the command line. */
  readonly params: Readonly<Record<string, string>>
  /** The suites that it extends; absent where files cannot be read. */
  readonly bases?: readonly Suite[]
}

const keys = ['name', 'extends', 'remove', 'gxCompat', 'table', 'columns', 'combinations']

/**
 * The suite that a YAML or JSON text describes.
 *
 * @throws UserError with all problems of the text, each with its line and column
 */
export function suiteFromYaml(text: string, options: SuiteOptions): Suite {
  return suiteFromTree(treeFromYaml(text, options.file), options)
}

/** @throws UserError with all problems of the text, each with its line and column */
export function treeFromYaml(text: string, file: string): Tree {
  const parsed = parseYaml(text)
  if ('problems' in parsed) throw suiteError(file, parsed.problems)
  return parsed.tree
}

/**
 * The suite that an object describes, in the shape of a suite file. Checks know their file only.
 *
 * @throws UserError with all problems of the object
 */
export function suiteFromObject(object: unknown, options: SuiteOptions): Suite {
  return suiteFromTree(treeFromObject(object), options)
}

/**
 * The suite that a tree describes.
 *
 * @throws UserError with all problems of the tree
 */
export function suiteFromTree(tree: Tree, { file, expectations, params, bases }: SuiteOptions): Suite {
  const problems: Problem[] = []
  const report = (problem: Problem) => void problems.push(problem)
  const vocabulary = vocabularyOf(expectations)
  const context = { file, vocabulary, substitute: substitution(params, report), report }
  const sections = readSections(tree, report)
  const read = [
    ...readList(sections.get('table'), { section: 'table' }, context),
    ...readColumns(sections.get('columns'), context),
    ...readList(sections.get('combinations'), { section: 'combinations' }, context),
  ]
  const named = sections.get('extends')
  if (named && !bases)
    report({ at: named.at, trail: ['extends'], text: 'Only the suite of a file can extend others.' })
  const removed = removedIds(sections.get('remove'), report)
  const checks = extendedChecks(bases ?? [], withIds(read, report), removed, report)
  const flag = readFlag(sections.get('gxCompat'), report)
  if (problems.length > 0) throw suiteError(file, problems)
  if (checks.length === 0)
    throw new UserError(`${file} has no checks.`, { hint: 'List some under table, columns or combinations.' })
  const remarks = bases?.flatMap(base => base.remarks ?? []) ?? []
  return {
    name: nameOf(sections.get('name'), file),
    checks: withCompatibility(checks, flag ?? checks.some(({ gxCompat }) => gxCompat)),
    origin: { file },
    ...(remarks.length > 0 && { remarks }),
  }
}

/** Emptiness is judged in one way throughout a suite. */
function withCompatibility(checks: readonly Check[], gxCompat: boolean): readonly Check[] {
  return checks.map(({ gxCompat: _, ...check }) => (gxCompat ? { ...check, gxCompat } : check))
}

function readSections(tree: Tree, report: ReadContext['report']): ReadonlyMap<string, Tree> {
  if (isBlank(tree)) return new Map()
  if (tree.kind !== 'map') {
    report({
      at: tree.at,
      trail: [],
      text: `A suite starts with one of the keys ${keys.join(', ')}.`,
    })
    return new Map()
  }
  const sections = new Map<string, Tree>()
  for (const { key, keyAt, value } of tree.entries) {
    // Editors complete a file by the schema that it names.
    if (key === '$schema') continue
    if (keys.includes(key)) sections.set(key, value)
    else
      report({
        at: keyAt,
        trail: [],
        text: `${key} is no key of a suite. ${didYouMean(key, keys, 'Keys are')}`,
      })
  }
  const name = sections.get('name')
  if (name && (name.kind !== 'scalar' || typeof name.value !== 'string' || name.value === ''))
    report({ at: name.at, trail: ['name'], text: 'A name is text.' })
  return sections
}

function readFlag(tree: Tree | undefined, report: ReadContext['report']): boolean | undefined {
  if (!tree) return undefined
  if (tree.kind === 'scalar' && typeof tree.value === 'boolean') return tree.value
  report({ at: tree.at, trail: ['gxCompat'], text: 'It is true or false.' })
  return undefined
}

function readList(tree: Tree | undefined, place: Place, context: ReadContext): readonly ReadCheck[] {
  if (!tree || isBlank(tree)) return []
  if (tree.kind === 'list') return tree.items.flatMap(item => readCheck(item, place, context))
  context.report({
    at: tree.at,
    trail: [place.column ?? place.section],
    text: 'A list of checks belongs here, each starting with a dash.',
  })
  return []
}

function readColumns(tree: Tree | undefined, context: ReadContext): readonly ReadCheck[] {
  if (!tree || isBlank(tree)) return []
  if (tree.kind === 'map')
    return tree.entries.flatMap(({ key, value }) =>
      readList(value, { section: 'columns', column: key }, context),
    )
  const text = 'Columns stand here by name, each with a list of checks.'
  context.report({ at: tree.at, trail: ['columns'], text })
  return []
}

/** Ids given by the author stay as they are; the others get suffixes around them. */
function withIds(read: readonly ReadCheck[], report: ReadContext['report']): readonly Check[] {
  const owners = new Map<string, ReadCheck>()
  for (const each of read.filter(({ hasOwnId }) => hasOwnId)) {
    const { id } = each.check
    const earlier = owners.get(id)
    const where = earlier?.idAt ? `by line ${earlier.idAt.line}` : 'already'
    if (earlier) report({ at: each.idAt, trail: each.trail, text: `The id ${id} is taken ${where}.` })
    else owners.set(id, each)
  }
  const ids = numberedIds(read.map(({ check: { id }, hasOwnId }) => ({ id, isOwn: hasOwnId })))
  return read.map(({ check }, index) => ({ ...check, id: ids[index] ?? check.id }))
}

function nameOf(tree: Tree | undefined, file: string): string {
  return tree?.kind === 'scalar' && typeof tree.value === 'string'
    ? tree.value
    : basename(file, extname(file))
}
