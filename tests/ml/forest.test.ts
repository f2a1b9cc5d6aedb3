import { expect, test } from 'vitest'
import {
  columnOf,
  type FittedPipeline,
  fitPipeline,
  pipelineSpec,
  predictShares,
  rowsOf,
  tableOf,
} from '../../src/ml/index.ts'
import { close } from './close.ts'
import { penguins } from './penguins.ts'

// Expected values: scikit-learn 1.9.1, where d = pandas.read_json('penguins.json') and X are the three columns below.

const columns = ['Beak Length (mm)', 'Beak Depth (mm)', 'Flipper Length (mm)']
const shown = Uint32Array.of(0, 100, 200, 300)

// RandomForestClassifier(n_estimators=50, random_state=7, oob_score=…, **options).fit(X, d['Species'])
const classifiers = [
  {
    options: {},
    nodes: 2080,
    outOfBagScore: 0.9622093023255814,
    importances: [0.4216672230744807, 0.26717484713747613, 0.3111579297880433],
    predicted: [1.0, 0.0, 0.0, 0.98, 0.02, 0.0, 0.04, 0.96, 0.0, 0.0, 0.04, 0.96],
  },
  {
    options: { criterion: 'entropy' },
    nodes: 2094,
    outOfBagScore: 0.9651162790697675,
    importances: [0.4007424522070079, 0.2695475209654518, 0.32971002682754047],
    predicted: [1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.04, 0.96, 0.0, 0.0, 0.02, 0.98],
  },
  {
    options: { class_weight: 'balanced', max_depth: 4 },
    nodes: 966,
    outOfBagScore: 0.9563953488372093,
    importances: [0.3788895465589766, 0.27353374640134853, 0.3475767070396749],
    predicted: [
      0.9373405633404224, 0.06111190534049119, 0.0015475313190862195, 0.8874494477894695, 0.11187258610883535,
      0.0006779661016949153, 0.12690630999457866, 0.8696916939793015, 0.003401996026119787,
      0.002862274619522612, 0.06047286513664748, 0.9366648602438299,
    ],
  },
  {
    options: { class_weight: 'balanced_subsample', max_features: null, max_depth: 1 },
    nodes: 150,
    outOfBagScore: 0.9098837209302325,
    importances: [0.1, 0.16, 0.74],
    predicted: [
      0.5505581848176326, 0.44067797069336534, 0.008763844489002135, 0.5505581848176326, 0.44067797069336534,
      0.008763844489002135, 0.4542872985715357, 0.48929725935203455, 0.05641544207642992,
      0.017811697521745672, 0.08463719300925839, 0.8975511094689957,
    ],
  },
  {
    options: { class_weight: { Chinstrap: 2.0 }, min_samples_leaf: 3, min_samples_split: 0.1 },
    nodes: 824,
    outOfBagScore: 0.9622093023255814,
    importances: [0.4392441366249301, 0.25252597480503464, 0.3082298885700353],
    predicted: [
      0.9169302891216398, 0.0811342270073923, 0.001935483870967742, 0.9654824106710899, 0.03451758932891008,
      0.0, 0.07553932400635727, 0.9008161785133365, 0.023644497480306392, 0.010999306497132584,
      0.06302448677687454, 0.9259762067259928,
    ],
  },
  {
    options: { max_leaf_nodes: 6, max_features: 'log2' },
    nodes: 550,
    outOfBagScore: 0.9593023255813954,
    importances: [0.38937396400469404, 0.2523903051681192, 0.3582357308271868],
    predicted: [
      0.9569850637343158, 0.039357941589780274, 0.003656994675903851, 0.9403757304505515, 0.05497686782143193,
      0.004647401728016892, 0.17935846266749575, 0.8002195009478094, 0.020422036384694753,
      0.008626121240075314, 0.03296191860031375, 0.9584119601596107,
    ],
  },
  {
    options: { min_impurity_decrease: 0.02, bootstrap: false, max_features: 2 },
    nodes: 366,
    outOfBagScore: undefined,
    importances: [0.4179267047155087, 0.06872245887528983, 0.5133508364092014],
    predicted: [
      0.9615699601833569, 0.026696700906748784, 0.011733338909893936, 0.9615699601833569,
      0.026696700906748784, 0.011733338909893936, 0.10745043513262933, 0.8799191507444419,
      0.012630414122928393, 0.006118909240584483, 0.0100415503875969, 0.9838395403718185,
    ],
  },
  {
    options: { ccp_alpha: 0.01 },
    nodes: 750,
    outOfBagScore: 0.9622093023255814,
    importances: [0.422999889375725, 0.25786090190704786, 0.31913920871722723],
    predicted: [
      0.9761826657975553, 0.020492053546209393, 0.003325280656235572, 0.9757233285747249, 0.02074937056701967,
      0.0035273008582557743, 0.10643825856641877, 0.8735176488103903, 0.020044092623190905,
      0.005581069659487745, 0.04555539885567614, 0.948863531484836,
    ],
  },
  {
    options: { max_samples: 0.5, min_weight_fraction_leaf: 0.05, max_features: 0.7 },
    nodes: 616,
    outOfBagScore: 0.9418604651162791,
    importances: [0.43481593177845984, 0.15011629048577815, 0.41506777773576203],
    predicted: [
      0.9926969696969699, 0.0073030303030303025, 0.0, 0.9977777777777778, 0.0, 0.0022222222222222222,
      0.07154696120872592, 0.9244530387912739, 0.004, 0.0030952380952380953, 0.020396825396825396,
      0.9765079365079364,
    ],
  },
  {
    options: { bootstrap: false, class_weight: { Adelie: 0.5, Chinstrap: 4.0 }, max_features: 1 },
    nodes: 2676,
    outOfBagScore: undefined,
    importances: [0.3698837877656556, 0.2964382317469952, 0.33367798048734926],
    predicted: [1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0],
  },
  {
    options: { max_samples: 80, criterion: 'entropy', max_leaf_nodes: 4 },
    nodes: 350,
    outOfBagScore: 0.9622093023255814,
    importances: [0.3113455446044823, 0.2817302687933876, 0.4069241866021302],
    predicted: [
      0.8866261262180423, 0.11231409117326219, 0.0010597826086956523, 0.8751809302262946, 0.12306963199259613,
      0.0017494377811094453, 0.36415591874400216, 0.6001801964801194, 0.03566388477587831,
      0.004783504678028005, 0.02638592178255366, 0.9688305735394183,
    ],
  },
]

test.each(classifiers)('the trees of a classifier are scikit-learn’s: $options', async expected => {
  const model = {
    kind: 'random_forest_classifier',
    n_estimators: 50,
    oob_score: expected.outOfBagScore !== undefined,
    ...expected.options,
  }
  const pipeline = await fitted(model, penguins, 'Species', 7)
  expect(nodesOf(pipeline)).toBe(expected.nodes)
  close(pipeline.forest.importances, expected.importances)
  close(predictShares(pipeline, rowsOf(penguins, shown)), expected.predicted)
  expect(pipeline.outOfBagScore).toBe(expected.outOfBagScore)
})

// RandomForestRegressor(n_estimators=50, random_state=3, oob_score=…, **options)
//   .fit(X, d['Body Mass (g)']), without the rows where that is missing
const regressors = [
  {
    options: {},
    nodes: 20226,
    outOfBagScore: 0.8014291013134905,
    importances: [0.09429906321123337, 0.11156815770899003, 0.7941327790797765],
    predicted: [3738.5, 4437.0, 3703.5, 5495.0],
  },
  {
    options: { criterion: 'absolute_error', max_depth: 5 },
    nodes: 2966,
    outOfBagScore: 0.815745347062412,
    importances: [0.11330924003241433, 0.1428817657474375, 0.7438089942201482],
    predicted: [3641.0, 4294.0, 3704.0, 5494.0],
  },
  {
    options: { min_samples_leaf: 4, max_features: 0.5 },
    nodes: 4168,
    outOfBagScore: 0.7962542890823241,
    importances: [0.2545789883324215, 0.3603750521850877, 0.3850459594824908],
    predicted: [3689.989538239538, 4217.471638084139, 3854.058548396048, 5480.983596958598],
  },
  {
    options: { max_leaf_nodes: 10, max_features: 'sqrt' },
    nodes: 950,
    outOfBagScore: 0.7985883195052377,
    importances: [0.24180929986187089, 0.3710290414839948, 0.3871616586541344],
    predicted: [3670.072826040643, 4065.978187536408, 3828.8014201226515, 5439.396880133648],
  },
  {
    options: { ccp_alpha: 2000.0 },
    nodes: 2020,
    outOfBagScore: 0.8129643084528402,
    importances: [0.06379529967637709, 0.0899461442572448, 0.846258556066378],
    predicted: [3686.442613495581, 4301.702970269584, 3669.9667297879078, 5517.091371228194],
  },
  {
    options: { criterion: 'absolute_error', bootstrap: false, max_features: 2, min_impurity_decrease: 5.0 },
    nodes: 966,
    outOfBagScore: undefined,
    importances: [0.0865664528883815, 0.2992182349328465, 0.6142153121787721],
    predicted: [3633.75, 4025.0, 3685.0, 5549.0],
  },
]

const mass = columnOf(penguins, 'Body Mass (g)') as Float64Array
const weighed = rowsOf(
  penguins,
  Uint32Array.from(mass.keys()).filter(row => !Number.isNaN(mass[row])),
)

test.each(regressors)('the trees of a regressor are scikit-learn’s: $options', async expected => {
  const model = {
    kind: 'random_forest_regressor',
    n_estimators: 50,
    oob_score: expected.outOfBagScore !== undefined,
    ...expected.options,
  }
  const pipeline = await fitted(model, weighed, 'Body Mass (g)', 3)
  expect(nodesOf(pipeline)).toBe(expected.nodes)
  close(pipeline.forest.importances, expected.importances)
  close(predictShares(pipeline, rowsOf(weighed, shown)), expected.predicted)
  if (expected.outOfBagScore !== undefined)
    expect(pipeline.outOfBagScore).toBeCloseTo(expected.outOfBagScore, 12)
})

test('a value that is missing only in prediction goes with most rows', async () => {
  const pipeline = await fitted(
    { kind: 'random_forest_regressor', n_estimators: 50 },
    weighed,
    'Body Mass (g)',
    3,
  )
  const [nan, columnsOf] = [Number.NaN, (...values: number[]) => Float64Array.from(values)]
  const rows = [columnsOf(nan, 40, nan), columnsOf(nan, nan, 17), columnsOf(nan, 200, nan)]
  // RandomForestRegressor(50, random_state=3).fit(…).predict([[nan] * 3, [40, nan, 200], [nan, 17, nan]])
  close(
    predictShares(pipeline, tableOf(columns.map((name, k) => [name, rows[k] as Float64Array]))),
    [3914, 4065.5, 3505],
  )
})

function fitted(
  model: object,
  table: typeof penguins,
  target: string,
  seed: number,
): Promise<FittedPipeline> {
  const spec = pipelineSpec.parse({ tracks: [{ name: 'plain', columns }], model })
  return fitPipeline(spec, table, target, { seed })
}

function nodesOf({ forest }: FittedPipeline): number {
  return forest.trees.reduce((sum, { feature }) => sum + feature.length, 0)
}
