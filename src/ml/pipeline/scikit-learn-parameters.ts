import { UserError } from '../../core/errors.ts'

/** Parameters of scikit-learn's forests as they are called here, and what to tell about the others. */
export interface ForestParameters {
  readonly parameters: Readonly<Record<string, unknown>>
  /** The `random_state`, where there is one. */
  readonly seed?: number
  /** The `n_jobs`, where there is one: not 0. */
  readonly jobs?: number
  /** One sentence for each parameter that has another name or no effect. */
  readonly notes: readonly string[]
}

export type ForestKind = 'random_forest_classifier' | 'random_forest_regressor'

/** They change what is printed, or what happens when a forest is fitted twice. */
const withoutEffect = ['verbose', 'warm_start']

/** Not supported here; null is the default, and says nothing. */
const withoutCounterpart = ['monotonic_cst']

const newCriteria: Readonly<Record<string, string>> = {
  mse: 'squared_error',
  mae: 'absolute_error',
  log_loss: 'entropy',
}

/**
 * Reads parameters of scikit-learn's forests, of versions 0.24 to 1.9.
 *
 * Unknown ones stay, for the schema to complain about.
 *
 * @throws UserError when n_jobs is no whole number, or 0
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.ensemble.RandomForestClassifier.html
 */
export function forestParameters(
  kind: ForestKind,
  given: Readonly<Record<string, unknown>>,
): ForestParameters {
  const notes: string[] = []
  const { random_state: seed, min_impurity_split: impuritySplit, n_jobs: wantedJobs, ...rest } = given
  if (impuritySplit !== undefined && impuritySplit !== null)
    notes.push('min_impurity_split has no effect: scikit-learn 1.0 removed it for min_impurity_decrease.')
  const kept = Object.entries(rest).filter(
    ([name, value]) =>
      !withoutEffect.includes(name) && !(withoutCounterpart.includes(name) && value === null),
  )
  const parameters = Object.fromEntries(kept)
  if (parameters.max_features === 'auto') {
    const isClassifier = kind === 'random_forest_classifier'
    parameters.max_features = isClassifier ? 'sqrt' : null
    notes.push(`max_features auto is ${isClassifier ? 'sqrt' : 'null, all features'}.`)
  }
  // YAML and JSON do not tell 1.0, all there are, from 1.
  for (const name of ['max_features', 'max_samples'].filter(name => parameters[name] === 1)) {
    parameters[name] = null
    notes.push(`${name} 1 is taken for 1.0: null, all there are.`)
  }
  const criterion = newCriteria[String(parameters.criterion)]
  if (criterion !== undefined) {
    notes.push(`criterion ${parameters.criterion} is ${criterion}.`)
    parameters.criterion = criterion
  }
  const jobs = jobsOf(wantedJobs)
  return {
    parameters,
    ...(typeof seed === 'number' && { seed }),
    ...(jobs !== undefined && { jobs }),
    notes,
  }
}

function jobsOf(given: unknown): number | undefined {
  if (given === undefined || given === null) return undefined
  if (Number.isInteger(given) && given !== 0) return Number(given)
  throw new UserError(`n_jobs ${JSON.stringify(given)} is not possible: it is how many cores work.`, {
    hint: '1 is one, -1 all, -2 all but one; all when absent.',
  })
}
