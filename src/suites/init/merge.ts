import type { Draft } from './draft.ts'
import { draftFingerprint, itemText, keyText } from './item-text.ts'
import { type Ledger, placeName } from './ledger.ts'
import { type WrittenItem, type WrittenList, type WrittenSuite, writtenSuite } from './written.ts'

/** How many checks an existing file kept, and how many of them it got anew. */
export interface Merged {
  /** Changed or added by hand. */
  readonly edited: number
  readonly removed: number
  readonly updated: number
  readonly added: number
  /** Written before, and not any more. */
  readonly dropped: number
}

interface Edit {
  readonly from: number
  readonly to: number
  readonly text: string
}

type Counts = { -readonly [K in keyof Merged]: number }

/**
 * The text of a suite in which checks that are as the ledger says are replaced by today's drafts. All others stay as
 * they are, and so does every other character; a check that was removed stays away.
 */
export function mergedBody(
  body: string,
  ledger: Ledger,
  drafts: readonly Draft[],
): { body: string; ledger: Ledger; merged: Merged } {
  const suite = writtenSuite(body)
  const merged: Counts = { edited: 0, removed: 0, updated: 0, added: 0, dropped: 0 }
  const next = new Map<string, ReadonlyMap<string, string>>()
  const edits: Edit[] = []
  const places = new Set([
    ...drafts.map(draft => placeName(draft.place)),
    ...suite.lists.keys(),
    ...ledger.keys(),
  ])
  for (const place of places) {
    const own = drafts.filter(draft => placeName(draft.place) === place)
    const list = suite.lists.get(place)
    const found = mergePlace(list, ledger.get(place) ?? new Map(), own, body)
    next.set(place, found.ledger)
    edits.push(...found.edits, ...additions(found.added, { list, suite, body }))
    for (const key of ['edited', 'removed', 'updated', 'dropped'] as const) merged[key] += found.counts[key]
    merged.added += found.added.length
  }
  return { body: edited(body, edits), ledger: next, merged }
}

function mergePlace(
  list: WrittenList | undefined,
  known: ReadonlyMap<string, string>,
  drafts: readonly Draft[],
  body: string,
) {
  const counts = { edited: 0, removed: 0, updated: 0, dropped: 0 }
  const edits: Edit[] = []
  const items = list?.items ?? []
  // Checks in brackets were laid out by hand, and have no lines of their own to replace.
  if (list && !list.isBlock)
    return { counts: { ...counts, edited: items.length }, edits, added: [], ledger: known }
  const isUntouched = (item: WrittenItem) => known.get(item.name) === item.fingerprint
  // What is not found untouched was edited or removed, and keeps its fingerprint so that it is seen again.
  const ledger = new Map(
    [...known].filter(([name]) => !items.some(item => item.name === name && isUntouched(item))),
  )
  for (const item of items) {
    const draft = drafts.find(each => each.name === item.name)
    if (!isUntouched(item)) counts.edited++
    else if (draft === undefined) {
      counts.dropped++
      edits.push(wholeLines(item, body))
    } else {
      const print = draftFingerprint(draft)
      ledger.set(draft.name, print)
      if (print === item.fingerprint) continue
      counts.updated++
      edits.push({ ...item, text: itemText(draft, dashColumn(item, body)) })
    }
  }
  counts.removed = [...known.keys()].filter(name => !items.some(item => item.name === name)).length
  const isEmptied =
    list !== undefined && items.length > 0 && edits.length === items.length && counts.dropped === items.length
  const added = drafts.filter(
    draft => !known.has(draft.name) && !items.some(item => item.name === draft.name),
  )
  for (const draft of added) ledger.set(draft.name, draftFingerprint(draft))
  const gone =
    isEmptied && added.length === 0 ? [wholeLines({ from: list.keyFrom, to: list.to }, body)] : edits
  return { counts, edits: gone, added, ledger }
}

/** Puts checks below those of their place; a place that is not there is made at the end of its section. */
function additions(
  added: readonly Draft[],
  { list, suite, body }: { list: WrittenList | undefined; suite: WrittenSuite; body: string },
): readonly Edit[] {
  const [first] = added
  if (first === undefined) return []
  const text = (indent: number) =>
    added.map(draft => `${' '.repeat(indent)}- ${itemText(draft, indent)}\n`).join('')
  const last = list?.items.at(-1)
  if (list?.isBlock && last) return [insertion(lineEnd(body, last.to), text(dashColumn(last, body)))]
  const { section } = first.place
  const end = suite.sections.get(section)
  const inner = first.place.section === 'columns' ? `  ${keyText(first.place.column)}:\n${text(4)}` : text(2)
  if (end === undefined) return [insertion(body.length, `${section}:\n${inner}`)]
  return list === undefined ? [insertion(lineEnd(body, end), inner)] : []
}

function edited(body: string, edits: readonly Edit[]): string {
  let text = body.endsWith('\n') ? body : `${body}\n`
  // From the end, so that positions stay; what was put at one place stays in order.
  const ordered = edits
    .map((edit, index) => ({ ...edit, index }))
    .sort((a, b) => b.from - a.from || b.index - a.index)
  for (const { from, to, text: replacement } of ordered)
    text = `${text.slice(0, from)}${replacement}${text.slice(to)}`
  return text
}

function insertion(at: number, text: string): Edit {
  return { from: at, to: at, text }
}

function wholeLines({ from, to }: { readonly from: number; readonly to: number }, body: string): Edit {
  return { from: body.lastIndexOf('\n', from - 1) + 1, to: lineEnd(body, to), text: '' }
}

/** The place behind the line break that follows. */
function lineEnd(body: string, at: number): number {
  // The end of a text of several lines lies at the start of the next line.
  if (body[at - 1] === '\n') return at
  const end = body.indexOf('\n', at)
  return end < 0 ? body.length : end + 1
}

/** The column of the dash in front of an item, from 0. */
function dashColumn({ from }: WrittenItem, body: string): number {
  return from - (body.lastIndexOf('\n', from - 1) + 1) - 2
}
