import { UserError } from '../../core/errors.ts'
import type { Expr } from '../../core/expr.ts'
import { formatCount } from '../../core/format.ts'
import { obstacleIn, type TableRequest, tableKey } from './keys.ts'
import { textObstacle } from './mixed-types.ts'
import type { Saved } from './saved.ts'
import type { ManyState, State, StateKind, TableState } from './state.ts'
import { mergeTables, type Table } from './table.ts'

type StateOf<K extends StateKind> = Extract<State, { readonly kind: K }>

/**
 * The states of one question, one for each part.
 *
 * @throws UserError when a part has none, and why
 */
export function statesOf<K extends StateKind>(
  key: string,
  wanted: readonly K[],
  parts: readonly Saved[],
): readonly StateOf<K>[] {
  return parts.map(part => {
    const state = part.stateOf(key)
    if (state === undefined) throw notSaved(part)
    if (isOf(wanted, state)) return state
    if (state.kind === 'none') throw notMergeable(state.reason, part)
    if (state.kind === 'many') throw tooMany(state, part)
    throw notSaved(part)
  })
}

/** The values of some columns in all parts; or that there are too many of them to be known. */
export function mergedTable(request: TableRequest, parts: readonly Saved[]): Table | ManyState {
  assertMergeable([request.where], parts)
  const states = statesOf(tableKey(request), ['table', 'many'], parts)
  const bounds = states.map(state => (state.kind === 'many' ? state.moreThan : 0))
  if (states.every(state => state.kind === 'table')) return mergeTables(states as readonly TableState[])
  return { kind: 'many', moreThan: Math.max(...bounds) }
}

/** @throws UserError when there are too many values to be known */
export function wholeTable(request: TableRequest, parts: readonly Saved[]): Table {
  assertMergeable([request.where], parts)
  return mergeTables(statesOf(tableKey(request), ['table'], parts))
}

/** @throws UserError when what expressions say of all parts does not follow from what they say of each */
export function assertMergeable(exprs: readonly (Expr | undefined)[], parts: readonly Saved[]): void {
  const obstacles = exprs.map(expr => obstacleIn(expr) ?? textObstacle(expr, parts))
  const obstacle = obstacles.find(found => found !== undefined)
  if (obstacle === undefined) return
  throw new UserError(`This cannot be judged from states: ${obstacle}.`, { hint: checkInstead })
}

/** What to do about a question that states do not answer. */
export const checkInstead = 'Judge the data themselves with mlcheck check.'

function isOf<K extends StateKind>(wanted: readonly K[], state: State): state is StateOf<K> {
  return wanted.some(kind => kind === state.kind)
}

function notSaved({ file }: Saved): UserError {
  return new UserError(`${file} does not have what this check asks for: it was not saved.`, {
    hint: 'Run mlcheck check with --states and the same suite and options on that data.',
  })
}

function notMergeable(reason: string, { file }: Saved): UserError {
  return new UserError(`This cannot be judged from the states in ${file}. ${reason}`, { hint: checkInstead })
}

function tooMany({ moreThan }: ManyState, { file }: Saved): UserError {
  return new UserError(
    `This cannot be judged from the states in ${file}: there are more than ${formatCount(moreThan)} distinct values, and not all are kept.`,
    { hint: checkInstead },
  )
}
