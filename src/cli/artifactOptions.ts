import { InvalidArgumentError } from 'commander'
import { UserError } from '../core/errors.ts'
import { formatList } from '../core/format.ts'
import { parseTimeToLive } from '../core/timeToLive.ts'
import type { Json } from '../core/value.ts'

/** Seconds, or `null` for ever. Thrown as commander expects it when the text is no time to live. */
export function timeToLive(text: string): number | null {
  try {
    return parseTimeToLive(text)
  } catch (error) {
    if (error instanceof UserError) throw new InvalidArgumentError(error.hint ?? error.message)
    throw error
  }
}

/**
 * Facts from `key=value`. A value that is JSON is that, any other a text. `NaN` and infinities are numbers; whole
 * numbers beyond 2^53, which JSON readers round, are texts.
 *
 * @throws UserError when one has no key
 * @example metadataOf(['rows=3', 'source=a=b']) // { rows: 3, source: 'a=b' }
 */
export function metadataOf(assignments: readonly string[]): Readonly<Record<string, Json>> {
  const wrong = assignments.filter(assignment => assignment.indexOf('=') < 1)
  if (wrong.length > 0)
    throw new UserError(`--metadata ${formatList(wrong)} is no assignment.`, {
      hint: 'Write --metadata key=value.',
    })
  return Object.fromEntries(
    assignments.map(assignment => {
      const at = assignment.indexOf('=')
      return [assignment.slice(0, at), jsonOrText(assignment.slice(at + 1))]
    }),
  )
}

function jsonOrText(text: string): Json {
  if (/^(NaN|-?Infinity)$/.test(text)) return Number(text)
  try {
    const value: Json = JSON.parse(text)
    return Number.isInteger(value) && !Number.isSafeInteger(value) ? text : value
  } catch {
    return text
  }
}
