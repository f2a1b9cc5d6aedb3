import { didYouMean } from '../../core/suggest.ts'
import { isBlank, plainValue, type TreeEntry } from '../tree.ts'
import type { SuiteDraft, Wanted } from './draft.ts'

/** What a keyword becomes: checks, or the reason why it becomes none. */
export type Translation = Wanted | readonly Wanted[] | NoCheck

export interface NoCheck {
  readonly reason: string
  /** Whether it allows all data, so that nothing is lost. */
  readonly allowsAll?: boolean
}

/** What the translation of a keyword may look at. */
export interface About {
  readonly column: string
  /** The keywords beside it, with their values. */
  readonly beside: Readonly<Record<string, unknown>>
}

/** Keywords with their translations; one with `null` says nothing about data. */
export type Keywords = Readonly<Record<string, ((value: unknown, about: About) => Translation) | null>>

interface Place {
  readonly column: string
  readonly trail: readonly string[]
  readonly keywords: Keywords
  /** Keys of every check that follows. */
  readonly common?: Readonly<Record<string, unknown>>
}

/** Translates the keywords of a column one by one. Those that a format does not have are left out. */
export function translateKeywords(
  entries: readonly TreeEntry[],
  { column, trail, keywords, common = {} }: Place,
  draft: SuiteDraft,
): void {
  const beside = Object.fromEntries(entries.map(({ key, value }) => [key, plainValue(value)]))
  for (const { key, keyAt: at, value } of entries) {
    const source = { trail: [...trail, key], at }
    const translate = Object.hasOwn(keywords, key) ? keywords[key] : undefined
    if (translate === null || isBlank(value)) continue
    if (translate === undefined) {
      if (!key.startsWith('x-'))
        draft.leaveOut(source, `it is not known. ${didYouMean(key, Object.keys(keywords), 'Known are')}`)
      continue
    }
    const translation = translate(plainValue(value), { column, beside })
    if ('reason' in translation) draft.leaveOut(source, translation.reason, translation.allowsAll)
    else
      for (const { name, columns = [column], args } of [translation].flat())
        draft.add(source, { name, columns, args: { ...args, ...common } })
  }
}

/** Several keywords that say nothing about data. */
export function annotations(...names: readonly string[]): Keywords {
  return Object.fromEntries(names.map(name => [name, null]))
}

/** A keyword that has no check, for a reason. */
export const no =
  (reason: string, allowsAll = false) =>
  (): NoCheck => ({ reason, allowsAll })

/** A keyword that is a claim when it is true, and none when it is false. */
export const ifTrue =
  (...wanted: readonly Wanted[]) =>
  (value: unknown): Translation =>
    value === true ? wanted : value === false ? [] : { reason: 'it is neither true nor false.' }
