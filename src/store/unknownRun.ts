import { UserError, unreadable } from '../core/errors.ts'
import { formatList } from '../core/format.ts'
import { didYouMean } from '../core/suggest.ts'

const shortestPrefix = 4
/** So many characters of an id tell it from others, and can be typed. */
const shownLength = 8

/** How messages speak of a list of runs. */
export interface RunList {
  /** `the history in /data/.mlcheck`. */
  readonly name: string
  /** The command that shows it. */
  readonly command: string
  /** How runs get into it, one sentence. */
  readonly source: string
}

/**
 * The id that a text means: itself, or the only one that begins with it.
 *
 * @param ids the newest first
 * @throws UserError when it means none or several
 */
export function chosenRun(text: string, ids: readonly string[], list: RunList): string {
  const wanted = text.toLowerCase()
  if (wanted.length < shortestPrefix)
    throw new UserError(`${JSON.stringify(text)} is too short for the id of a run.`, {
      hint: `Write its first ${shortestPrefix} characters or more; ${list.command} shows them.`,
    })
  if (ids.length === 0)
    throw unreadable(`There is no run ${JSON.stringify(text)}: ${list.name} is empty.`, { hint: list.source })
  const meant = ids.filter(id => id.startsWith(wanted))
  const [first, ...others] = meant
  if (first === undefined)
    throw unreadable(`There is no run ${JSON.stringify(text)} in ${list.name}.`, {
      hint: closestRuns(wanted, ids),
    })
  if (others.length > 0)
    throw new UserError(`${meant.length} runs begin with ${wanted}.`, {
      hint: `They are ${formatList(meant)}.`,
    })
  return first
}

/** The closest id cut to the length of what was typed, so that the rest of it does not count as a mistake. */
function closestRuns(wanted: string, ids: readonly string[]): string {
  const length = Math.max(shownLength, wanted.length)
  return didYouMean(
    wanted,
    ids.map(id => id.slice(0, length)),
    'The newest are',
  )
}
