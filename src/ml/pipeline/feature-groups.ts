import { z } from 'zod'
import { UserError } from '../../core/errors.ts'
import { type PipelineSpec, pipelineSpec } from './spec.ts'
import { type ForestKind, forestParameters } from './scikit-learn-parameters.ts'

const names = z.array(z.string().min(1)).default([])

/**
 * A short form of a pipeline: a forest's parameters by scikit-learn's names, and columns in groups, each of which is
 * prepared in the way that is usual for it.
 */
const featureGroups = z.strictObject({
  random_forest: z.record(z.string(), z.unknown()).default({}),
  tfidf: z
    .strictObject({
      max_features: z.int().min(1).nullable().default(null),
      binary: z.boolean().default(true),
      stop_words: z.enum(['english']).nullable().default(null),
    })
    .prefault({}),
  features: z.strictObject({
    /** Missing values become the median; scaled. */
    numerical: names,
    /** Missing values become 0. */
    zero_imputed: names,
    /** Whole numbers for categories: missing ones become 0; encoded by their order. */
    categorical: names,
    /** Categories by their order, none missing. */
    ordinal: names,
    /** Missing values become the most frequent one; a feature for each value. */
    one_hot: names,
    /** Days before the latest date; missing ones are 2010-01-01. */
    date: names,
    /** Weights of words; missing texts are empty. */
    nlp: names,
  }),
  /** What the model is called when it is kept; no part of the pipeline. */
  export_artifact: z.string().nullable().optional(),
})

type FeatureGroups = z.output<typeof featureGroups>

/** A pipeline, and what there is to say about parameters that are not what they look like. */
export interface PipelineOfGroups {
  readonly spec: PipelineSpec
  readonly seed?: number
  /** `n_jobs`, where it is a number: not 0. */
  readonly jobs?: number
  readonly notes: readonly string[]
}

/**
 * The pipeline that a short form stands for.
 *
 * @param config the value of `random_forest_pipeline` in a configuration file
 * @throws UserError when it is not valid, or names no columns
 */
export function pipelineOfGroups(kind: ForestKind, config: unknown): PipelineOfGroups {
  const groups = valid(featureGroups, config)
  const { parameters, seed, jobs, notes } = forestParameters(kind, groups.random_forest)
  const tracks = tracksOf(groups).filter(({ columns }) => columns.length > 0)
  if (tracks.length === 0) throw new UserError('No group of features has a column.')
  const spec = valid(pipelineSpec, { tracks, model: { kind, ...parameters } })
  return { spec, ...(seed !== undefined && { seed }), ...(jobs !== undefined && { jobs }), notes }
}

function tracksOf({ features, tfidf }: FeatureGroups) {
  const imputed = (fill_value: number | string) => ({ use: 'impute', strategy: 'constant', fill_value })
  const groups = {
    numerical: [{ use: 'impute', strategy: 'median' }, { use: 'scale' }],
    zero_imputed: [imputed(0)],
    categorical: [imputed(0), { use: 'ordinal_encode' }],
    ordinal: [{ use: 'ordinal_encode' }],
    one_hot: [{ use: 'impute', strategy: 'most_frequent' }, { use: 'one_hot_encode' }],
    date: [imputed('2010-01-01'), { use: 'days_before_latest' }],
    nlp: [imputed(''), { use: 'tfidf', ...tfidf }],
  } as const
  return Object.entries(groups).map(([name, steps]) => ({
    name,
    columns: features[name as keyof typeof groups],
    steps,
  }))
}

function valid<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const { data, error } = schema.safeParse(value)
  if (error === undefined) return data as z.output<T>
  const lines = error.issues.map(({ path, message }) => `${path.join('.') || 'the whole'}: ${message}`)
  throw new UserError(`The pipeline is not valid. ${lines.join('; ')}`)
}
