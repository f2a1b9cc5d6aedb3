import { expect, test } from 'vitest'
import {
  accuracy,
  type Column,
  columnOf,
  featuresOf,
  fitPipeline,
  forestOf,
  growForest,
  growTree,
  pipelineFromJson,
  pipelineSpec,
  pipelineToJson,
  predict,
  predictShares,
  rowsOf,
  tableOf,
} from '../../src/ml/index.ts'
import { close } from './close.ts'
import { penguins } from './penguins.ts'

const spec = pipelineSpec.parse({
  tracks: [
    {
      name: 'num',
      columns: ['Beak Length (mm)', 'Beak Depth (mm)', 'Flipper Length (mm)'],
      steps: [{ use: 'impute', strategy: 'median' }, { use: 'scale' }],
    },
    { name: 'mass', columns: ['Body Mass (g)'], steps: [{ use: 'impute', strategy: 'mean' }] },
    { name: 'ord', columns: ['Island'], steps: [{ use: 'ordinal_encode' }] },
    {
      name: 'hot',
      columns: ['Sex'],
      steps: [
        { use: 'impute', strategy: 'most_frequent' },
        { use: 'one_hot_encode', unknown: 'ignore' },
      ],
    },
  ],
  model: { kind: 'random_forest_classifier', n_estimators: 20, max_depth: 3 },
})
const species = columnOf(penguins, 'Species') as readonly string[]

test('tracks and a model are fitted together, as scikit-learn fits them', async () => {
  // Pipeline([('p', ColumnTransformer([
  //   ('num', make_pipeline(SimpleImputer(strategy='median'), StandardScaler()), [three columns]),
  //   ('mass', SimpleImputer(strategy='mean'), ['Body Mass (g)']),
  //   ('ord', OrdinalEncoder(), ['Island']),
  //   ('hot', make_pipeline(SimpleImputer(strategy='most_frequent'), OneHotEncoder(handle_unknown='ignore')), ['Sex']),
  // ])), ('m', RandomForestClassifier(n_estimators=20, max_depth=3, random_state=5))]).fit(d, d['Species'])
  const pipeline = await fitPipeline(spec, penguins, 'Species', { seed: 5 })
  const rows = rowsOf(penguins, Uint32Array.of(0, 3, 100, 219, 343))
  const features = featuresOf(pipeline, rows)
  expect(pipeline.featureNames.slice(3)).toEqual([
    'mass__Body Mass (g)',
    'ord__Island',
    'hot__Sex_.',
    'hot__Sex_FEMALE',
    'hot__Sex_MALE',
  ])
  close(
    [0, 1, 2, 3, 4, 7].flatMap(feature =>
      [...((features[feature]?.values ?? []) as Float64Array)].slice(0, 2),
    ),
    [
      -0.8876218296573769, 0.09658061358966245, 0.7872893852538481, 0.07525451588623698, -1.4205408977935217,
      -0.2779635046245103, 3750, 4201.754385964912, 2, 2, 1, 1,
    ],
  )
  close(
    predictShares(pipeline, rows),
    [
      0.9315246839914197, 0.06783429036755464, 0.000641025641025641, 0.6809406478211096, 0.2235554081339001,
      0.0955039440449902, 0.8622121234969111, 0.1297872569732701, 0.008000619529818896, 0.3010898562292203,
      0.6405896668370353, 0.0583204769337443, 0.012579185118280803, 0.014318535739028984, 0.9731022791426902,
    ],
  )
  expect(predict(pipeline, rows)).toEqual(['Adelie', 'Adelie', 'Adelie', 'Chinstrap', 'Gentoo'])
  expect(accuracy(species, predict(pipeline, penguins) as string[])).toBe(0.9825581395348837)
})

test('a pipeline predicts the same after it was written as JSON', async () => {
  const pipeline = await fitPipeline(spec, penguins, 'Species', { seed: 1 })
  const read = pipelineFromJson(JSON.parse(JSON.stringify(pipelineToJson(pipeline))))
  expect(predictShares(read, penguins)).toEqual(predictShares(pipeline, penguins))
  expect(pipelineToJson(read)).toEqual(pipelineToJson(pipeline))
})

test('JSON of a damaged tree or of another version is refused', async () => {
  const json = pipelineToJson(await fitPipeline(spec, penguins, 'Species', { seed: 1 }))
  const damaged = (change: object) => () => {
    const trees = json.forest.trees.map(tree => ({ ...tree, ...change }))
    return pipelineFromJson({ ...json, forest: { ...json.forest, trees } })
  }
  expect(damaged({})).not.toThrow()
  expect(damaged({ right: json.forest.trees[0]?.right.map(() => 0) })).toThrowErrorMatchingInlineSnapshot(
    `[RangeError: A tree of a forest is damaged.]`,
  )
  expect(damaged({ values: [] })).toThrow('damaged')
  expect(damaged({ threshold: [] })).toThrow('damaged')
  expect(damaged({ feature: json.forest.trees[0]?.feature.map(() => 99) })).toThrow('damaged')
  expect(() => pipelineFromJson({ ...json, version: 2 as 1 })).toThrowErrorMatchingInlineSnapshot(
    `[RangeError: A pipeline of version 2 cannot be read; known is version 1.]`,
  )
})

test('the same seed makes the same model, another one another', async () => {
  const [one, same, other] = await Promise.all(
    [1, 1, 2].map(async seed => pipelineToJson(await fitPipeline(spec, penguins, 'Species', { seed }))),
  )
  expect(same).toEqual(one)
  expect(other).not.toEqual(one)
})

test('trees may be grown in any order and apart from each other', async () => {
  const apart = await fitPipeline(spec, penguins, 'Species', {
    seed: 1,
    grow: task => {
      const copies = [...task.seeds.keys()].reverse().map(number => growTree(structuredClone(task), number))
      return forestOf(task, copies.reverse())
    },
  })
  const done: number[] = []
  const together = await fitPipeline(spec, penguins, 'Species', {
    seed: 1,
    grow: task => growForest(task, count => done.push(count)),
  })
  expect(pipelineToJson(apart)).toEqual(pipelineToJson(together))
  expect(done).toEqual([...Array(20).keys()].map(number => number + 1))
})

test('missing values go where they went in fitting', async () => {
  const x = Float64Array.of(1, 2, 3, Number.NaN, Number.NaN)
  const table = tableOf([
    ['x', x],
    ['y', [...'aaabb']],
  ])
  const pipeline = await fitted({ columns: ['x'] }, table, 'y', { n_estimators: 1, bootstrap: false })
  expect(predict(pipeline, table)).toEqual([...'aaabb'])
})

test('a table has columns of one length, each name once', () => {
  const x = ['x', Float64Array.of(1, 2)] as const
  expect(() => tableOf([x, ['y', ['a']]])).toThrowErrorMatchingInlineSnapshot(
    `[RangeError: x has 2 rows, but y has 1.]`,
  )
  expect(() => tableOf([x, x])).toThrowErrorMatchingInlineSnapshot(`[RangeError: There are two columns x.]`)
})

test('one row is predicted as it is among others', async () => {
  const pipeline = await fitPipeline(spec, penguins, 'Species', { seed: 1 })
  const all = predictShares(pipeline, penguins)
  close(predictShares(pipeline, rowsOf(penguins, Uint32Array.of(7))), [...all.subarray(21, 24)])
  expect(predict(pipeline, rowsOf(penguins, new Uint32Array()))).toEqual([])
})

test('a pipeline that cannot be fitted says why', async () => {
  const table = tableOf([
    ['x', Float64Array.of(1, 2, 3)],
    ['text', ['a', 'b', 'c']],
    ['huge', Float64Array.of(1, 1e39, 2)],
    ['infinite', Float64Array.of(1, Number.NEGATIVE_INFINITY, 2)],
    ['y', ['a', 'b', 'a']],
    ['same', ['a', 'a', 'a']],
    ['share', Float64Array.of(0, 0.5, 1)],
    ['gap', ['a', null, 'b']],
  ])
  const failure = (track: object, target: string, model: object = {}) => fitted(track, table, target, model)
  await expect(failure({ columns: ['z'] }, 'y')).rejects.toThrowErrorMatchingInlineSnapshot(
    `[UserError: There is no column z. Columns are x, text, huge, infinite, y, same, share and gap.]`,
  )
  await expect(failure({ columns: ['x'] }, 'z')).rejects.toThrowErrorMatchingInlineSnapshot(
    `[UserError: There is no column z. Columns are x, text, huge, infinite, y, same, share and gap.]`,
  )
  await expect(failure({ columns: ['x', 'text'] }, 'y')).rejects.toThrowErrorMatchingInlineSnapshot(
    `[UserError: The feature text is text, but a model takes numbers.]`,
  )
  await expect(failure({ columns: ['huge'] }, 'y')).rejects.toThrowErrorMatchingInlineSnapshot(
    `[UserError: The feature huge is 1e+39 in row 1, which is too large for a float32 number.]`,
  )
  await expect(failure({ columns: ['infinite'] }, 'y')).rejects.toThrowErrorMatchingInlineSnapshot(
    `[UserError: infinite is −∞ in row 1.]`,
  )
  await expect(failure({ columns: ['x', 'y'] }, 'y')).rejects.toThrowErrorMatchingInlineSnapshot(
    `[UserError: The target y is among the columns to predict it from.]`,
  )
  await expect(failure({ columns: ['x'] }, 'same')).rejects.toThrowErrorMatchingInlineSnapshot(
    `[UserError: A classifier cannot be fitted: 3 rows, all of the class "a".]`,
  )
  await expect(failure({ columns: ['x'] }, 'gap')).rejects.toThrowErrorMatchingInlineSnapshot(
    `[UserError: The target gap is missing in 1 row.]`,
  )
  await expect(failure({ columns: ['x'] }, 'share')).rejects.toThrowErrorMatchingInlineSnapshot(
    `[UserError: The target share is 0.5 in row 1: classes are texts or whole numbers.]`,
  )
  await expect(
    failure({ columns: ['x'] }, 'y', { max_samples: 4 }),
  ).rejects.toThrowErrorMatchingInlineSnapshot(`[UserError: max_samples is 4, but there are only 3 rows.]`)
  await expect(
    failure({ columns: ['x'] }, 'y', { class_weight: { c: 2 } }),
  ).rejects.toThrowErrorMatchingInlineSnapshot(
    `[UserError: There is no class "c" to weigh. Classes are a and b.]`,
  )
  await expect(
    failure({ columns: ['x'] }, 'y', { bootstrap: false, oob_score: true }),
  ).rejects.toThrowErrorMatchingInlineSnapshot(
    `[UserError: oob_score needs bootstrap: without it, no row is out of any bag.]`,
  )
  await expect(
    failure({ columns: ['x'] }, 'y', { kind: 'random_forest_regressor' }),
  ).rejects.toThrowErrorMatchingInlineSnapshot(`[UserError: A regressor predicts numbers, but y is text.]`)
  await expect(
    fitted({ columns: ['x'] }, rowsOf(table, new Uint32Array()), 'y', {}),
  ).rejects.toThrowErrorMatchingInlineSnapshot(`[UserError: A forest cannot be fitted: there are no rows.]`)
})

test('rows that cannot be predicted say why', async () => {
  const pipeline = await fitPipeline(spec, penguins, 'Species', { seed: 1 })
  const without = (name: string, other?: Column) => {
    const columns = [...penguins.columns].filter(([column]) => column !== name)
    return tableOf(other === undefined ? columns : [...columns, [name, other]])
  }
  const texts = new Array<string>(344).fill('39.1')
  expect(() => predict(pipeline, without('Island'))).toThrowErrorMatchingInlineSnapshot(
    `[UserError: There is no column Island. Columns are Beak Length (mm), Beak Depth (mm), Flipper Length (mm), Body Mass (g), Species and Sex.]`,
  )
  expect(() => predict(pipeline, without('Beak Depth (mm)', texts))).toThrowErrorMatchingInlineSnapshot(
    `[UserError: The column Beak Depth (mm) is text, but the pipeline was fitted to numbers.]`,
  )
  expect(() => predict(pipeline, without('Island', texts))).toThrowErrorMatchingInlineSnapshot(
    `[UserError: Island is "39.1" in row 0, which was not seen when the encoder was fitted. Seen were "Biscoe", "Dream" and "Torgersen".]`,
  )
})

function fitted(track: object, table: typeof penguins, target: string, model: object) {
  const spec = pipelineSpec.parse({
    tracks: [{ name: 'plain', ...track }],
    model: { kind: 'random_forest_classifier', ...model },
  })
  return fitPipeline(spec, table, target, { seed: 0 })
}
