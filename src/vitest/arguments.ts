import { UserError } from '../core/errors.ts'
import type { Expectation } from '../core/expectation.ts'
import { didYouMean } from '../core/suggest.ts'
import { type Check, defaultId } from '../core/suite.ts'
import { commonKeys } from '../suites/arguments.ts'
import { issueText, valueAt } from '../suites/issues.ts'
import { isDataset } from './dataset.ts'

type Params = Readonly<Record<string, unknown>>

interface Subject {
  /** None for tables, and for every column that the expectation accepts. */
  readonly columns: readonly string[]
  readonly params: Params
}

/**
 * The checks that a matcher's arguments stand for: one, or of expectations about one column that compare with a
 * reference, one for each of `params.columns`.
 *
 * @throws UserError when they are not what the expectation takes.
 */
export function checksFor(expectation: Expectation, args: readonly unknown[]): readonly Check[] {
  const { columns, params } = subjectOf(expectation, args)
  const { id, ...common } = commonOf(expectation, params)
  const check = (targets: readonly string[]): Check => ({
    ...common,
    id: defaultId(id === undefined ? expectation : { ...expectation, id }, targets),
    expectation,
    columns: targets,
    params: ownOf(expectation, params),
  })
  if (expectation.subject === 'column' && columns.length > 1) return columns.map(column => check([column]))
  return [check(columns)]
}

function subjectOf(expectation: Expectation, args: readonly unknown[]): Subject {
  const [first, second] = args
  if (isDataset(first)) return subjectOfReference(expectation, first.role, paramsOf(expectation, second))
  if (expectation.subject === 'table') return { columns: [], params: paramsOf(expectation, first) }
  if (expectation.subject === 'column') {
    if (typeof first !== 'string') throw wrongUse(expectation, 'takes the name of a column first.')
    return { columns: [first], params: paramsOf(expectation, second) }
  }
  if (!isTextList(first)) throw wrongUse(expectation, 'takes a list of names of columns first.')
  return { columns: first, params: paramsOf(expectation, second) }
}

function subjectOfReference(expectation: Expectation, role: string, params: Params): Subject {
  if (!expectation.needsReference) throw wrongUse(expectation, 'does not compare with another dataset.')
  if (role !== 'reference')
    throw wrongUse(expectation, 'compares with the reference, and was given the sample.')
  if (expectation.subject === 'table') return { columns: [], params }
  const { columns = [], ...rest } = params
  if (!isTextList(columns)) throw wrongUse(expectation, 'takes a list of names of columns as columns.')
  return { columns, params: rest }
}

function paramsOf(expectation: Expectation, params: unknown = {}): Params {
  if (typeof params !== 'object' || params === null || Array.isArray(params) || isDataset(params))
    throw wrongUse(expectation, 'takes its parameters by name, as one object.')
  return params as Params
}

function commonOf(expectation: Expectation, params: Params) {
  const common = Object.fromEntries(Object.keys(commonKeys.shape).map(key => [key, params[key]]))
  return validated(expectation, commonKeys, common)
}

function ownOf(expectation: Expectation, params: Params): unknown {
  const own = Object.entries(params).filter(([key]) => !(key in commonKeys.shape))
  return validated(expectation, expectation.params, Object.fromEntries(own))
}

interface Schema<T> {
  safeParse(
    input: unknown,
  ): { data: T; success: true } | { success: false; error: { issues: readonly Issue[] } }
}
type Issue = Parameters<typeof issueText>[0]

function validated<T>(expectation: Expectation, schema: Schema<T>, input: Params): T {
  const result = schema.safeParse(input)
  if (result.success) return result.data
  const complaints = result.error.issues.flatMap(issue => complaintsOf(issue, input, expectation))
  throw wrongUse(expectation, ['is not valid.', ...complaints].join('\n'))
}

function complaintsOf(issue: Issue, input: Params, { params }: Expectation): readonly string[] {
  if (issue.code === 'unrecognized_keys') {
    const { shape = {} } = params as { readonly shape?: object }
    const names = [...Object.keys(shape), ...Object.keys(commonKeys.shape)]
    return issue.keys.map(key => `${key} is no parameter. ${didYouMean(key, names, 'Parameters are')}`)
  }
  const text = issueText(issue, valueAt(input, issue.path))
  return [issue.path.length > 0 ? `${issue.path.join('.')}: ${text}` : text]
}

function isTextList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every(each => typeof each === 'string')
}

function wrongUse(expectation: Expectation, complaint: string): UserError {
  return new UserError(`${expectation.name} ${complaint}`)
}
