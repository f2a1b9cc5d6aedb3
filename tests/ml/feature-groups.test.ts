import { expect, test } from 'vitest'
import { pipelineOfGroups } from '../../src/ml/index.ts'

test('a configuration for scikit-learn 0.24 makes a pipeline, with notes about what has changed', () => {
  const { spec, seed, notes } = pipelineOfGroups('random_forest_classifier', {
    random_forest: {
      n_estimators: 100,
      criterion: 'gini',
      max_depth: 13,
      min_samples_split: 2,
      min_samples_leaf: 1,
      min_weight_fraction_leaf: 0.0,
      max_features: 'auto',
      max_leaf_nodes: null,
      min_impurity_decrease: 0.0,
      min_impurity_split: 1e-7,
      bootstrap: true,
      oob_score: false,
      n_jobs: null,
      random_state: 42,
      verbose: 0,
      warm_start: false,
      class_weight: 'balanced',
      ccp_alpha: 0.0,
      max_samples: null,
    },
    tfidf: { max_features: 10 },
    features: { numerical: ['tempo'], categorical: ['key'], nlp: ['text_feature'] },
    export_artifact: 'model_export',
  })
  expect(seed).toBe(42)
  expect(notes).toMatchInlineSnapshot(`
    [
      "min_impurity_split has no effect: scikit-learn 1.0 removed it for min_impurity_decrease.",
      "max_features auto is sqrt.",
    ]
  `)
  expect(spec).toMatchInlineSnapshot(`
    {
      "model": {
        "bootstrap": true,
        "ccp_alpha": 0,
        "class_weight": "balanced",
        "criterion": "gini",
        "kind": "random_forest_classifier",
        "max_depth": 13,
        "max_features": "sqrt",
        "max_leaf_nodes": null,
        "max_samples": null,
        "min_impurity_decrease": 0,
        "min_samples_leaf": 1,
        "min_samples_split": 2,
        "min_weight_fraction_leaf": 0,
        "n_estimators": 100,
        "oob_score": false,
      },
      "tracks": [
        {
          "columns": [
            "tempo",
          ],
          "name": "numerical",
          "steps": [
            {
              "strategy": "median",
              "use": "impute",
            },
            {
              "use": "scale",
            },
          ],
        },
        {
          "columns": [
            "key",
          ],
          "name": "categorical",
          "steps": [
            {
              "fill_value": 0,
              "strategy": "constant",
              "use": "impute",
            },
            {
              "unknown": "error",
              "use": "ordinal_encode",
            },
          ],
        },
        {
          "columns": [
            "text_feature",
          ],
          "name": "nlp",
          "steps": [
            {
              "fill_value": "",
              "strategy": "constant",
              "use": "impute",
            },
            {
              "binary": true,
              "max_features": 10,
              "stop_words": null,
              "use": "tfidf",
            },
          ],
        },
      ],
    }
  `)
})

test('a regressor has other defaults', () => {
  const { spec, jobs, notes } = pipelineOfGroups('random_forest_regressor', {
    random_forest: { criterion: 'mae', max_features: 'auto', n_jobs: -1, max_samples: 1 },
    features: { ordinal: ['room_type'], one_hot: ['area'], date: ['last_review'], zero_imputed: ['price'] },
  })
  expect(notes).toMatchInlineSnapshot(`
    [
      "max_features auto is null, all features.",
      "max_samples 1 is taken for 1.0: null, all there are.",
      "criterion mae is absolute_error.",
    ]
  `)
  expect(spec.model).toMatchObject({ criterion: 'absolute_error', max_features: null })
  expect(jobs).toBe(-1)
  expect(spec.tracks.map(({ name, steps }) => [name, ...steps.map(({ use }) => use)])).toMatchInlineSnapshot(`
    [
      [
        "zero_imputed",
        "impute",
      ],
      [
        "ordinal",
        "ordinal_encode",
      ],
      [
        "one_hot",
        "impute",
        "one_hot_encode",
      ],
      [
        "date",
        "impute",
        "days_before_latest",
      ],
    ]
  `)
})

test('what is not valid is named', () => {
  const fails = (config: unknown) => () => pipelineOfGroups('random_forest_classifier', config)
  expect(fails({ features: {} })).toThrowErrorMatchingInlineSnapshot(
    `[UserError: No group of features has a column.]`,
  )
  expect(fails({ features: { numeric: ['tempo'] } })).toThrowErrorMatchingInlineSnapshot(
    `[UserError: The pipeline is not valid. features: Unrecognized key: "numeric"]`,
  )
  expect(
    fails({ features: { numerical: ['tempo'] }, random_forest: { max_depht: 3 } }),
  ).toThrowErrorMatchingInlineSnapshot(
    `[UserError: The pipeline is not valid. model: Unrecognized key: "max_depht"]`,
  )
  expect(
    fails({ features: { numerical: ['tempo'] }, random_forest: { monotonic_cst: [1] } }),
  ).toThrowErrorMatchingInlineSnapshot(
    `[UserError: The pipeline is not valid. model: Unrecognized key: "monotonic_cst"]`,
  )
})
