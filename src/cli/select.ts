import { UserError } from '../core/errors.ts'
import type { Outcome } from '../core/result.ts'
import { didYouMean } from '../core/suggest.ts'
import { isTagged, type Suite } from '../core/suite.ts'
import type { SuiteCheck } from '../run/outcome.ts'
import type { CheckArgs } from './args.ts'

/** Which checks `--only`, `--tag` and `-t` leave in. */
export function selectionOf({ only, tags, testNamePattern }: CheckArgs): (check: SuiteCheck) => boolean {
  const ids = new Set(only)
  const pattern = testNamePattern === undefined ? undefined : new RegExp(testNamePattern)
  return check =>
    (ids.size === 0 || ids.has(check.id)) &&
    isTagged(check, tags) &&
    (pattern?.test(`${check.id} ${check.expectation.name}`) ?? true)
}

/** What a selection is made from. */
interface Selectable {
  readonly outcomes: readonly Outcome[]
  readonly ids: readonly string[]
  readonly suites: readonly Suite[]
}

/**
 * A selection that matches nothing checks nothing.
 *
 * @throws UserError naming the closest id or tag
 */
export function assertSelected(args: CheckArgs, { outcomes, ids, suites }: Selectable): void {
  const judged = new Set(outcomes.map(outcome => outcome.id))
  for (const id of args.only) if (!judged.has(id)) throw missingCheck(id, ids, args)
  const tags = new Set(suites.flatMap(suite => suite.checks.flatMap(check => check.tags ?? [])))
  // Tags in test files are known only of what they have judged.
  for (const tag of args.tags)
    if (!tags.has(tag) && (args.files.length === 0 || outcomes.length === 0))
      throw new UserError(`There is no check with the tag ${tag}.`, {
        hint: didYouMean(tag, [...tags], 'Tags are'),
      })
  if (args.testNamePattern !== undefined && outcomes.every(outcome => outcome.status === 'skipped'))
    throw new UserError(`No check and no test matches -t ${args.testNamePattern}.`)
}

function missingCheck(id: string, ids: readonly string[], { tags }: CheckArgs): UserError {
  if (ids.includes(id))
    return new UserError(`The check ${id} is left out by ${tags.length > 0 ? '--tag' : '-t'}.`)
  return new UserError(`There is no check ${id}.`, { hint: didYouMean(id, ids, 'Checks are') })
}
