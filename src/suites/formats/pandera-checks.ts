import { type Position, plainValue, type Tree } from '../tree.ts'
import { oneOf } from './constraints.ts'
import { entriesOf, field, itemsOf, textField } from './document.ts'
import type { Source, SuiteDraft } from './draft.ts'
import type { Translation } from './keywords.ts'

type Data = Readonly<Record<string, unknown>>

/** A check as it is written, in either of the two forms that pandera has had. */
interface PanderaCheck {
  readonly name: string
  /** The one argument, or all arguments by name. */
  readonly value: unknown
  readonly options: Data
  readonly at?: Position
}

/** Checks are a map by their names, or, since 0.23, a list with the name among the options. */
export function writtenChecks(
  tree: Tree | undefined,
  trail: Source['trail'],
  draft: SuiteDraft,
): readonly PanderaCheck[] {
  if (tree?.kind === 'map')
    return entriesOf(tree, trail, draft).map(({ key, keyAt, value }) => checkOf(key, value, keyAt))
  return itemsOf(tree, trail, draft).map(item => {
    const options = field(item, 'options')
    return checkOf((options && textField(options, 'check_name')) ?? 'a check without a name', item, item.at)
  })
}

function checkOf(name: string, tree: Tree, at: Position | undefined): PanderaCheck {
  const plain = plainValue(tree)
  if (!isData(plain)) return { name, value: plain, options: {}, at }
  const { options, ...args } = plain
  const isUnary = 'value' in args && Object.keys(args).length === 1
  return { name, value: isUnary ? args.value : args, options: isData(options) ? options : {}, at }
}

const between = (args: Data): Translation => ({ name: 'toHaveValuesBetween', args })

/** Pandera's own checks. A value is compared or, if text, searched. */
const checks: Readonly<Record<string, (value: unknown) => Translation>> = {
  equal_to: value => oneOf([value]),
  not_equal_to: value => ({ name: 'toHaveValuesNotInSet', args: { values: [value] } }),
  greater_than: min => between({ min, strictMin: true }),
  greater_than_or_equal_to: min => between({ min }),
  less_than: max => between({ max, strictMax: true }),
  less_than_or_equal_to: max => between({ max }),
  in_range: value => {
    const { min_value: min, max_value: max, include_min, include_max } = dataOf(value)
    const strict = {
      ...(include_min === false && { strictMin: true }),
      ...(include_max === false && { strictMax: true }),
    }
    return between({ min, max, ...strict })
  },
  isin: value => oneOf(isData(value) ? value.allowed_values : value),
  notin: value => ({
    name: 'toHaveValuesNotInSet',
    args: { values: isData(value) ? value.forbidden_values : value },
  }),
  // The match has to be at the start.
  str_matches: pattern => matching(pattern, text => `^(?:${text})`),
  str_contains: pattern => matching(pattern, text => text),
  str_startswith: start => matching(start, text => `^${literally(text)}`),
  str_endswith: end => matching(end, text => `${literally(text)}$`),
  str_length: value => {
    const {
      min_value: min,
      max_value: max,
      exact_value: length,
    } = dataOf(isData(value) ? value : { exact_value: value })
    if (length !== undefined && length !== null) return { name: 'toHaveLengthsEqual', args: { length } }
    return { name: 'toHaveLengthsBetween', args: { min: min ?? undefined, max: max ?? undefined } }
  },
  unique_values_eq: values => ({
    name: 'toHaveDistinctValuesEqual',
    args: { values: isData(values) ? values.values : values },
  }),
}

const otherNames: Readonly<Record<string, string>> = {
  eq: 'equal_to',
  ne: 'not_equal_to',
  gt: 'greater_than',
  ge: 'greater_than_or_equal_to',
  lt: 'less_than',
  le: 'less_than_or_equal_to',
  between: 'in_range',
}

/** Adds a check of a column. */
export function addCheck(
  { name: given, value, options, at }: PanderaCheck,
  { column, trail }: { readonly column: string; readonly trail: Source['trail'] },
  draft: SuiteDraft,
): void {
  const name = Object.hasOwn(otherNames, given) ? otherNames[given] : given
  const translate = name !== undefined && Object.hasOwn(checks, name) ? checks[name] : undefined
  const translated = translate?.(value) ?? {
    reason: 'a function of a project of its own has no counterpart.',
  }
  if ('reason' in translated) {
    draft.leaveOut({ trail, at }, translated.reason, translated.allowsAll)
    return
  }
  const common = { ...(options.raise_warning === true && { severity: 'warning' }), ...noteOf(options) }
  for (const wanted of [translated].flat())
    draft.add({ trail, at }, { ...wanted, columns: [column], args: { ...wanted.args, ...common } })
  if (options.ignore_na === false)
    draft.add({ trail, at }, { name: 'toHaveNoNulls', columns: [column], args: common })
}

function noteOf({ description, title }: Data): Data {
  const note = description ?? title
  return typeof note === 'string' ? { note } : {}
}

function matching(value: unknown, patternOf: (text: string) => string): Translation {
  if (typeof value !== 'string') return { reason: 'it is no text.' }
  return { name: 'toHaveValuesMatching', args: { pattern: patternOf(value) } }
}

function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}

function dataOf(value: unknown): Data {
  return isData(value) ? value : {}
}

function isData(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
