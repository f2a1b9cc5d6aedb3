import type { GxCase } from './gx-case.ts'

/** Where mlcheck differs from Great Expectations on purpose, and how to tell. */
export const knownDifferences: readonly (readonly [reason: string, isAbout: (one: GxCase) => boolean])[] = []
