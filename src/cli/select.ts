import { UserError } from '../core/errors.ts'
import type { Outcome } from '../core/result.ts'
import { didYouMean } from '../core/suggest.ts'
import type { SuiteCheck } from '../run/outcome.ts'
import type { CheckArgs } from './args.ts'

/** Which checks `--only` and `-t` leave in. */
export function selectionOf({ only, testNamePattern }: CheckArgs): (check: SuiteCheck) => boolean {
  const ids = new Set(only)
  const pattern = testNamePattern === undefined ? undefined : new RegExp(testNamePattern)
  return ({ id, expectation }) =>
    (ids.size === 0 || ids.has(id)) && (pattern?.test(`${id} ${expectation.name}`) ?? true)
}

/**
 * A selection that matches nothing checks nothing.
 *
 * @throws UserError naming the closest id
 */
export function assertSelected(args: CheckArgs, outcomes: readonly Outcome[], ids: readonly string[]): void {
  const judged = new Set(outcomes.map(outcome => outcome.id))
  for (const id of args.only)
    if (!judged.has(id))
      throw new UserError(`There is no check ${id}.`, { hint: didYouMean(id, ids, 'Checks are') })
  if (args.testNamePattern !== undefined && outcomes.every(outcome => outcome.status === 'skipped'))
    throw new UserError(`No check and no test matches -t ${args.testNamePattern}.`)
}
