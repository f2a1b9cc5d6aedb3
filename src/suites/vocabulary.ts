import type { Expectation, GreatExpectation } from '../core/expectation.ts'

/** The expectations that a suite may name. */
export type Registry = Readonly<Record<string, Expectation>>

/** An expectation under one of its names, with the parameters' names that go with it. */
export interface Term {
  readonly name: string
  readonly expectation: Expectation
  /** Parameter names as they may be written, with what they are called here. */
  readonly params: ReadonlyMap<string, string>
  /** Set where the name is one of Great Expectations: what values mean there, and what stands where none is given. */
  readonly gx?: GreatExpectation
  /** Whether all parameter names are known; if not, only the expectation itself can tell. */
  readonly closed: boolean
}

export type Vocabulary = ReadonlyMap<string, Term>

/** Where a check stands: the section, and for `columns` the column. */
export interface Place {
  readonly section: 'table' | 'columns' | 'combinations'
  readonly column?: string
}

/** All names of all expectations: their own and those of Great Expectations. */
export function vocabularyOf(registry: Registry): Vocabulary {
  const terms = new Map<string, Term>()
  for (const expectation of Object.values(registry)) {
    const own = ownParams(expectation)
    const names = new Map((own ?? []).map(param => [param, param]))
    terms.set(expectation.name, {
      name: expectation.name,
      expectation,
      params: names,
      closed: own !== undefined,
    })
    for (const gx of expectation.gx ?? []) {
      if (terms.has(gx.name)) continue
      // What an expectation is about is no parameter of it here.
      const target = expectation.subject === 'columns' ? [['column_list', 'columns'] as const] : []
      const params = new Map([...names, ...target, ...Object.entries(gx.params)])
      terms.set(gx.name, { name: gx.name, expectation, params, gx, closed: own !== undefined })
    }
  }
  return terms
}

/** The names to suggest for a mistyped one; those of Great Expectations only to who writes in their style. */
export function namesLike(name: string, vocabulary: Vocabulary): readonly string[] {
  const isForeign = /^expect_/.test(name)
  return [...vocabulary.values()]
    .filter(term => (term.name === term.expectation.name) !== isForeign)
    .map(term => term.name)
}

/** Why an expectation cannot stand in a place, or `undefined` when it can. */
export function misplacement({ subject }: Expectation, { section }: Place): string | undefined {
  if (subject === 'table' && section !== 'table') return 'checks the whole table; it belongs under table.'
  if (subject === 'column' && section === 'combinations')
    return 'checks one column; it belongs under columns.'
  if (subject === 'columns' && section !== 'combinations')
    return 'checks several columns together; it belongs under combinations.'
  return undefined
}

/** Whether a check says itself, with `columns`, what it is about. */
export function namesColumns({ subject }: Expectation, { section }: Place): boolean {
  return subject === 'columns' || (subject === 'column' && section === 'table')
}

function ownParams({ params }: Expectation): readonly string[] | undefined {
  const { shape } = params as { readonly shape?: unknown }
  return typeof shape === 'object' && shape !== null ? Object.keys(shape) : undefined
}
