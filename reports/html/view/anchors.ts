import { states } from '../../text/state.ts'

/** Where an outcome stands in the page: its element's id and the link to it. */
export interface Anchor {
  readonly id: string
  readonly href: string
}

/** The page's own ids; no outcome may take one of them. */
export const pageIds = [
  ...['main', 'verdict', 'overview', 'attention', 'matrix-title', 'findings', 'findings-title', 'drift'],
  ...['drift-title', 'passed', 'passed-title', 'run', 'run-title', 'search', 'shown', 'order', 'shortcuts'],
  ...Object.keys(states).map(name => `glyph:${name}`),
]

const longest = 120

/**
 * One anchor per outcome, in order. The anchor is the outcome's id, so that `report.html#price.range` can be typed;
 * only what cannot stand in an id (spaces, controls, half surrogates) becomes `_`, and repetitions are numbered.
 */
export function anchorsFor(ids: readonly string[]): readonly Anchor[] {
  const taken = new Set<string>(pageIds)
  return ids.map(id => {
    const wanted = cleaned(id)
    let unique = wanted
    for (let copy = 2; taken.has(unique); copy++) unique = `${wanted}~${copy}`
    taken.add(unique)
    return { id: unique, href: `#${encodeURIComponent(unique)}` }
  })
}

function cleaned(id: string): string {
  const characters = [...id.replace(/[\s\p{Cc}\p{Cf}\p{Cs}]/gu, '_')]
  return characters.slice(0, longest).join('') || '_'
}
