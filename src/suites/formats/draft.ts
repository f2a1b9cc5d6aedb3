import { isDeepStrictEqual } from 'node:util'
import type { Subject } from '../../core/expectation.ts'
import { readCheck } from '../check.ts'
import type { CheckDefinition, SuiteDefinition } from '../define.ts'
import { substitution } from '../parameters.ts'
import type { Problem } from '../problem.ts'
import { type Position, treeFromObject } from '../tree.ts'
import { type Place, type Registry, type Vocabulary, vocabularyOf } from '../vocabulary.ts'
import type { Omission, TranslatedSuite } from './translated.ts'

type Data = Readonly<Record<string, unknown>>

/** A rule of a document and where it stands. */
export interface Source {
  /** From the outside in: `price`, `multipleOf`. */
  readonly trail: readonly string[]
  readonly at?: Position
}

/** A check as a translation gives it. */
export interface Wanted {
  readonly name: string
  /** None for tables. */
  readonly columns?: readonly string[]
  readonly args?: Data
}

interface DraftCheck extends Required<Wanted> {
  readonly subject: Subject
}

/** Two checks of a range become one where each gives one end. */
const ends = ['min', 'max', 'strictMin', 'strictMax']

/**
 * The suite for one table while it is being put together. Each check is validated as a suite file's would be; one that
 * is not valid is left out with the reason. Of equal checks one is kept.
 */
export class SuiteDraft {
  readonly #vocabulary: Vocabulary
  readonly #name: string | undefined
  readonly #checks: DraftCheck[] = []
  readonly #omitted: Omission[] = []
  readonly #remarks = new Set<string>()

  constructor(registry: Registry, name?: string) {
    this.#vocabulary = vocabularyOf(registry)
    this.#name = name
  }

  add(source: Source, { name, columns = [], args = {} }: Wanted): void {
    const subject = this.#vocabulary.get(name)?.expectation.subject ?? 'table'
    const check = { name, subject, columns, args: withoutParameters(args) }
    const problem = this.#problemOf(check)
    if (problem !== undefined) this.leaveOut(source, problem)
    else if (!this.#checks.some(other => isDeepStrictEqual(other, check))) this.#keep(check)
  }

  /** Notes what has no check here, and why. */
  leaveOut({ trail, at }: Source, reason: string, allowsAll = false): void {
    this.#omitted.push({ what: trail.join(' › '), reason, allowsAll, at })
  }

  remark(sentence: string): void {
    this.#remarks.add(sentence)
  }

  translated(): TranslatedSuite {
    return { definition: this.#definition(), omitted: this.#omitted, remarks: [...this.#remarks] }
  }

  #keep(check: DraftCheck): void {
    const index = this.#checks.findIndex(other => this.#makesOne(other, check))
    const partner = this.#checks[index]
    if (partner) this.#checks[index] = joined(partner, check)
    else this.#checks.push(check)
  }

  #definition(): SuiteDefinition {
    const of = (subject: Subject) => this.#checks.filter(check => check.subject === subject)
    const columns = new Map<string, CheckDefinition[]>()
    for (const { columns: [column = ''] = [], name, args } of of('column'))
      columns.set(column, [...(columns.get(column) ?? []), { [name]: args }])
    const table = of('table').map(({ name, args }) => ({ [name]: args }))
    const combinations = of('columns').map(({ name, columns, args }) => ({ [name]: { columns, ...args } }))
    return {
      ...(this.#name !== undefined && { name: this.#name }),
      gxCompat: true,
      ...(table.length > 0 && { table }),
      ...(columns.size > 0 && { columns: Object.fromEntries(columns) }),
      ...(combinations.length > 0 && { combinations }),
    }
  }

  #makesOne(a: DraftCheck, b: DraftCheck): boolean {
    const keys = [...Object.keys(a.args), ...Object.keys(b.args)]
    return (
      a.name === b.name &&
      isDeepStrictEqual(a.columns, b.columns) &&
      new Set(keys).size === keys.length &&
      keys.every(key => ends.includes(key)) &&
      this.#problemOf(joined(a, b)) === undefined
    )
  }

  /** Why a suite file could not have the check. */
  #problemOf({ name, subject, columns, args }: DraftCheck): string | undefined {
    const problems: Problem[] = []
    const report = (problem: Problem) => void problems.push(problem)
    const place = placeOf(subject, columns)
    const given = subject === 'columns' ? { columns, ...args } : args
    const context = { file: '', vocabulary: this.#vocabulary, substitute: substitution({}, report), report }
    readCheck(treeFromObject({ [name]: given }), place, context)
    const [problem] = problems
    const details = problem && (problem.details ?? [problem.text]).map(text => text.replace(/\.$/, ''))
    return details && `${name} does not take it: ${details.join('; ')}.`
  }
}

function placeOf(subject: Subject, [column = '']: readonly string[]): Place {
  if (subject === 'column') return { section: 'columns', column }
  return { section: subject === 'table' ? 'table' : 'combinations' }
}

function joined(a: DraftCheck, b: DraftCheck): DraftCheck {
  return { ...a, args: { ...a.args, ...b.args } }
}

/** The arguments with texts that look like a parameter of a suite file written as the texts that they are. */
function withoutParameters(args: Data): Data {
  const plain = (part: unknown): unknown => {
    if (typeof part === 'string') return /^\$\$?[A-Za-z_][\w-]*$/.test(part) ? `$${part}` : part
    if (Array.isArray(part)) return part.map(plain)
    return typeof part === 'object' && part !== null ? withoutParameters(part as Data) : part
  }
  return Object.fromEntries(
    Object.entries(args).flatMap(([key, value]) => (value === undefined ? [] : [[key, plain(value)]])),
  )
}
