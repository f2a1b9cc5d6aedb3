import { UserError } from '../core/errors.ts'
import type { Position } from './tree.ts'

/** Something wrong with a suite. */
export interface Problem {
  readonly at?: Position
  /** Where in the suite, from the outside in: `price`, `toHaveMeanBetween`. */
  readonly trail: readonly string[]
  /** Goes on after the trail; ends with a full stop. */
  readonly text: string
  /** Further lines. */
  readonly details?: readonly string[]
}

const mostShown = 20

/** `rentals.yaml:7:5`, or the file alone where there is no position. */
function placeOf(file: string, at: Position | undefined): string {
  return at ? `${file}:${at.line}:${at.column}` : file
}

/** One error about all problems of a suite, at most twenty of them in full. */
export function suiteError(file: string, problems: readonly Problem[]): UserError {
  const shown = inFileOrder(problems)
    .slice(0, mostShown)
    .map(problem => textOf(file, problem))
  if (shown.length === 1) return new UserError(shown.join())
  const rest = problems.length - shown.length
  const last = rest > 0 ? [`… and ${rest} more.`] : []
  return new UserError([`${file} has ${problems.length} problems.`, ...shown, ...last].join('\n'))
}

function inFileOrder(problems: readonly Problem[]): readonly Problem[] {
  const order = (one: number | undefined = 0, other: number | undefined = 0) => one - other
  return [...problems].sort(({ at: a }, { at: b }) => order(a?.line, b?.line) || order(a?.column, b?.column))
}

function textOf(file: string, { at, trail, text, details = [] }: Problem): string {
  const first = [placeOf(file, at), ...trail, text].join(' › ')
  return [first, ...details.map(line => `  ${line}`)].join('\n')
}
