import { z } from 'zod'
import type { Expectation } from '../core/expectation.ts'
import { didYouMean } from '../core/suggest.ts'
import { severities } from '../core/suite.ts'
import { rowCondition } from '../core/condition-reader.ts'
import { issueText, valueAt } from './issues.ts'
import { type Position, plainValue, positionAt, type Tree, type TreeEntry } from './tree.ts'
import { namesColumns, type Place, type Term } from './vocabulary.ts'

/** The keys of every check. */
export const commonKeys = z.object({
  severity: z.enum(severities).default('error').describe('Whether a finding fails the run, or only warns.'),
  id: z
    .string()
    .min(1, { error: 'expected text' })
    .optional()
    .describe('The name of the check in reports and for `--only`.'),
  where: rowCondition
    .optional()
    .describe(
      'Only rows where this is true, such as `price > 10 and genre in ["a", "b"]`; a null makes it null, as in SQL.',
    ),
  tags: z
    .array(z.string().min(1, { error: 'expected text' }), { error: 'expected a list of words' })
    .optional()
    .describe('Words by which `--tag` selects checks.'),
  note: z.string().optional().describe('Why the check exists; shown in reports.'),
  allowVacuous: z.boolean().optional().describe('Whether having nothing to check is a pass.'),
})

const columnsKey = z
  .array(z.string(), { error: 'expected a list of columns' })
  .min(1, { error: 'expected at least one column' })
  .describe('The columns that the check is about.')

/** The keys that a check may have besides its expectation's parameters. */
export function commonKeysOf(expectation: Expectation, place: Place) {
  if (!namesColumns(expectation, place)) return commonKeys
  return commonKeys.extend({
    columns: expectation.subject === 'columns' ? columnsKey : columnsKey.optional(),
  })
}

/** What was written behind the name of an expectation. */
export interface Arguments {
  readonly common: z.infer<typeof commonKeys> & { readonly columns?: readonly string[] }
  /** Validated by the expectation. */
  readonly params: unknown
  readonly idAt?: Position
}

export interface InvalidArguments {
  readonly at?: Position
  readonly details: readonly string[]
}

interface Complaint {
  readonly at?: Position
  readonly text: string
}

/** Arguments by their own names, with the names under which they were written. */
type Entries = ReadonlyMap<string, TreeEntry>

/** Sorts the keys of a check into those of every check and those of its expectation, and validates both. */
export function readArguments(tree: Tree, term: Term, place: Place): Arguments | InvalidArguments {
  const entries = entriesOf(tree, term)
  if ('text' in entries) return { at: entries.at, details: [entries.text] }
  const { common, own, complaints } = sorted(entries, term, place)
  const readCommon = validated(commonKeysOf(term.expectation, place), common)
  const readOwn = validated(term.expectation.params, own, term)
  const all = [...complaints, ...readCommon.complaints, ...readOwn.complaints]
  if (all.length > 0 || !readCommon.data)
    return { at: all[0]?.at, details: all.map(complaint => complaint.text) }
  return { common: readCommon.data, params: readOwn.data, idAt: common.get('id')?.keyAt }
}

/** A map's entries; a bare value is the entry of the shorthand's name. */
function entriesOf(tree: Tree, { expectation }: Term): readonly TreeEntry[] | Complaint {
  if (tree.kind === 'map') return tree.entries
  const { shorthand } = expectation
  if (shorthand !== undefined) return [{ key: shorthand, keyAt: tree.at, value: tree }]
  return { at: tree.at, text: `expected parameters by name: \`${expectation.name}: { … }\`` }
}

function sorted(entries: readonly TreeEntry[], term: Term, place: Place) {
  const common = new Map<string, TreeEntry>()
  const own = new Map<string, TreeEntry>()
  const complaints: Complaint[] = []
  const shared = Object.keys(commonKeysOf(term.expectation, place).shape)
  const possible = [...new Set([...term.params.keys(), ...shared])]
  for (const entry of entries) {
    const key = term.params.get(entry.key) ?? entry.key
    const target = shared.includes(key) ? common : own
    const earlier = target.get(key)
    if (earlier) complaints.push({ at: entry.keyAt, text: `${entry.key} means the same as ${earlier.key}.` })
    else if (target === own && term.closed && !term.params.has(entry.key)) {
      const hint = didYouMean(entry.key, possible, 'Parameters are')
      complaints.push({ at: entry.keyAt, text: `${entry.key} is no parameter. ${hint}` })
    } else target.set(key, entry)
  }
  return { common, own, complaints }
}

function validated<T>(
  schema: z.ZodType<T>,
  entries: Entries,
  term?: Term,
): { data?: T; complaints: readonly Complaint[] } {
  const given = [...entries].map(([key, entry]) => [key, meantValue(entry, term)])
  const input = { ...term?.gx?.defaults, ...Object.fromEntries(given) }
  const result = schema.safeParse(input)
  if (result.success) return { data: result.data, complaints: [] }
  return { complaints: result.error.issues.map(issue => complaintOf(issue, input, entries)) }
}

/** A value as it is written, or what it means under a name of Great Expectations. */
function meantValue({ key, value }: TreeEntry, term: Term | undefined): unknown {
  const plain = plainValue(value)
  const meaning = term?.gx?.values?.[key]
  return meaning ? meaning(plain) : plain
}

function complaintOf(issue: z.core.$ZodIssue, input: unknown, entries: Entries): Complaint {
  const [first, ...rest] = issue.path
  const entry = entries.get(String(first))
  const text = issueText(issue, valueAt(input, issue.path))
  const written = pathText(entry?.key ?? first, rest)
  return { at: entry && positionAt(entry.value, rest), text: written === '' ? text : `${written}: ${text}` }
}

/** `values[1]`, `ranges.low`; empty for what is about all parameters. */
function pathText(first: PropertyKey | undefined, rest: readonly PropertyKey[]): string {
  if (first === undefined) return ''
  return [String(first), ...rest.map(key => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))].join(
    '',
  )
}
