import type { Family } from '../run/families.ts'

/** Families that differ in something; a hundred tests by themselves are one entry, not a hundred. */
export function distinctFamilies(families: readonly Family[]): readonly Family[] {
  return [...new Map(families.map(family => [JSON.stringify(family), family])).values()]
}
