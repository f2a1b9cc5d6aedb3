/** Parameters of scikit-learn's forests as they are called here, and what to tell about the others. */
export interface ForestParameters {
  readonly parameters: Readonly<Record<string, unknown>>
  /** The `random_state`, where there is one. */
  readonly seed?: number
  /** One sentence for each parameter that has another name or no effect. */
  readonly notes: readonly string[]
}

export type ForestKind = 'random_forest_classifier' | 'random_forest_regressor'

/** They change how fast a forest is fitted, or what is printed, but not what it predicts. */
const withoutEffect = ['n_jobs', 'verbose', 'warm_start']

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
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.ensemble.RandomForestClassifier.html
 */
export function forestParameters(
  kind: ForestKind,
  given: Readonly<Record<string, unknown>>,
): ForestParameters {
  const notes: string[] = []
  const { random_state: seed, min_impurity_split: impuritySplit, ...rest } = given
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
  return { parameters, ...(typeof seed === 'number' && { seed }), notes }
}
