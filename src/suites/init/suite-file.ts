import type { Draft, DraftPlace } from './draft.ts'
import { draftFingerprint, itemText, keyText } from './item-text.ts'
import { type Ledger, ledgerText, placeName, splitAtLedger } from './ledger.ts'
import { type Merged, mergedBody } from './merge.ts'

/** What became of a suite file. */
export interface WrittenFile {
  readonly text: string
  readonly merged?: Merged
}

/** A new suite file: a head of comments, the checks, and their ledger. */
export function newSuiteFile(head: string, drafts: readonly Draft[]): WrittenFile {
  return { text: [head, bodyOf(drafts), ledgerText(ledgerOf(drafts))].join('\n') }
}

/**
 * An existing suite file in which the checks that nobody touched are as they would be written today; `undefined` for a
 * file that has no ledger.
 *
 * @param existing YAML that has the form of a suite
 */
export function mergedSuiteFile(
  existing: string,
  head: string,
  drafts: readonly Draft[],
): WrittenFile | undefined {
  const split = splitAtLedger(existing)
  if (split === undefined) return undefined
  const { body, ledger, merged } = mergedBody(withoutHead(split.body), split.ledger, drafts)
  return { text: [head, `${body.trim()}\n`, ledgerText(ledger)].join('\n'), merged }
}

/** The first words of the head, by which it is found again. */
export const headMark = '# Written by mlcheck init'

/** The lines of comments around the head's mark are the head. */
function withoutHead(text: string): string {
  const lines = text.split('\n')
  const mark = lines.findIndex(line => line.startsWith(headMark))
  if (mark < 0) return text
  const isComment = (index: number) => lines[index]?.startsWith('#') === true
  let [from, to] = [mark, mark]
  while (from > 0 && isComment(from - 1)) from--
  while (isComment(to)) to++
  return [...lines.slice(0, from), ...lines.slice(to)].join('\n')
}

function bodyOf(drafts: readonly Draft[]): string {
  const text = (place: DraftPlace, indent: number) =>
    drafts
      .filter(draft => placeName(draft.place) === placeName(place))
      .map(draft => `${' '.repeat(indent)}- ${itemText(draft, indent)}\n`)
      .join('')
  const columns = new Set(drafts.flatMap(({ place }) => (place.section === 'columns' ? [place.column] : [])))
  const sections = [
    ['table', text({ section: 'table' }, 2)],
    [
      'columns',
      [...columns]
        .map(column => `  ${keyText(column)}:\n${text({ section: 'columns', column }, 4)}`)
        .join(''),
    ],
    ['combinations', text({ section: 'combinations' }, 2)],
  ] as const
  return sections.flatMap(([key, checks]) => (checks === '' ? [] : [`${key}:\n${checks}`])).join('')
}

/** The fingerprints of drafts as they will be read. */
function ledgerOf(drafts: readonly Draft[]): Ledger {
  const ledger = new Map<string, Map<string, string>>()
  for (const draft of drafts) {
    const place = placeName(draft.place)
    const checks = ledger.get(place) ?? new Map<string, string>()
    ledger.set(place, checks.set(draft.name, draftFingerprint(draft)))
  }
  return ledger
}
