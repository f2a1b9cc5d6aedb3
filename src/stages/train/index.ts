import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Relation } from '../../core/engine.ts'
import { UserError } from '../../core/errors.ts'
import { formatNumber, plural } from '../../core/format.ts'
import { defineStage } from '../../core/stage.ts'
import type { Json } from '../../core/value.ts'
import {
  type FittedPipeline,
  fitPipeline,
  type PipelineOfGroups,
  pipelineOfGroups,
  pipelineSpec,
  rowsOf,
  type Table,
} from '../../ml/index.ts'
import { confusionSvg } from '../model/confusion-plot.ts'
import { modelTable } from '../model/data.ts'
import { signatureOf, writeModel } from '../model/folder.ts'
import { importanceSvg } from '../model/importance-plot.ts'
import { type Scores, scoresOf } from '../model/scores.ts'
import { partsOf } from '../segregate/parts.ts'
import { growTrees, workersOf } from './grow-trees.ts'
import { trainingProfile } from '../model/training-profile.ts'

const kinds = {
  classification: 'random_forest_classifier',
  regression: 'random_forest_regressor',
} as const

/** Fits a pipeline of transformers and a random forest, and judges it by rows that it has not seen. */
export const train = defineStage({
  name: 'train',
  version: '1',
  summary: 'Fits a pipeline of transformers and a random forest, and scores it on rows that it has not seen.',
  params: z.strictObject({
    task: z.enum(['classification', 'regression']).describe('Whether the target is a class or a number.'),
    target: z.string().min(1).describe('The column to predict.'),
    pipeline: z
      .record(z.string(), z.unknown())
      .describe('Columns by how they are prepared (features), random_forest and tfidf; see docs/models.md.'),
    validationSize: z
      .number()
      .positive()
      .default(0.3)
      .describe('A share or number of rows to score by, unless there is an input validation.'),
    stratify: z
      .string()
      .nullable()
      .default(null)
      .transform(column => (column === 'none' ? null : column))
      .describe('The column whose values have the same share of both parts.'),
    workers: z
      .int()
      .refine(count => count !== 0, 'no thread grows no tree')
      .nullable()
      .default(null)
      .describe('How many threads grow trees; −1 for all cores, −2 for all but one. Else what n_jobs says.'),
  }),
  inputs: {
    data: { type: 'dataset', description: 'Rows to learn from.' },
    validation: { type: 'dataset', optional: true, description: 'Rows to score by.' },
  },
  outputs: {
    model: { type: 'model', description: 'An MLflow model directory.' },
    report: { type: 'report', optional: true, description: 'Scores, importances and plots.' },
  },
  // It computes for long without a pause.
  needsProcess: () => true,
  decisive: ({ workers: _, ...params }) => ({ ...params, pipeline: withoutJobs(params.pipeline) }),
  async run(context) {
    const { params, inputs, outputs, seed, open, log, progress, metrics, attach, temporary, signal } = context
    const { spec, seed: ownSeed, jobs, notes } = specOf(params)
    for (const note of notes) log(note)
    const columns = [...new Set([...spec.tracks.flatMap(track => track.columns), params.target])]
    const relation = await open(inputs.data)
    const all = await modelTable(relation, columns)
    const [learnt, judged] = inputs.validation
      ? [all, await modelTable(await open(inputs.validation), columns)]
      : await split(all, relation, params, seed)
    log(`${plural(learnt.rowCount, 'row')} to learn from, ${plural(judged.rowCount, 'row')} to score by.`)
    const pipeline = await fitPipeline(spec, learnt, params.target, {
      seed: ownSeed ?? seed,
      grow: task =>
        growTrees(task, {
          workers: workersOf(params.workers ?? jobs ?? -1, context.cores),
          signal,
          log,
          onTree: (done, total) => progress(done, total, 'growing trees'),
        }),
    })
    const scores = scoresOf(pipeline, judged)
    const nodes = pipeline.forest.trees.reduce((sum, { feature }) => sum + feature.length, 0)
    metrics({ ...scores.metrics, nodes, rowsLearnt: learnt.rowCount, rowsScored: judged.rowCount })
    for (const [name, value] of Object.entries(scores.metrics)) log(`${name} ${formatNumber(value)}`)
    const facts = { signature: signatureOf(pipeline, learnt), profile: trainingProfile(pipeline, learnt) }
    await writeModel(outputs.model.folder, { pipeline, ...facts }, judged)
    outputs.model.describe({
      task: params.task,
      target: params.target,
      features: pipeline.featureNames.length,
    })
    for (const folder of [temporary, outputs.report.folder])
      for (const file of await writePlots(folder, pipeline, scores)) if (folder === temporary) attach(file)
    await writeFile(
      join(outputs.report.folder, 'scores.json'),
      `${JSON.stringify({ ...scores, importances: importancesOf(pipeline) }, null, 2)}\n`,
    )
  },
})

/** The pipeline that is asked for: in groups of columns, or written out in tracks. */
function specOf({
  task,
  pipeline,
}: {
  readonly task: keyof typeof kinds
  readonly pipeline: unknown
}): PipelineOfGroups {
  const isWrittenOut = typeof pipeline === 'object' && pipeline !== null && 'tracks' in pipeline
  if (!isWrittenOut) return pipelineOfGroups(kinds[task], pipeline)
  const { data, error } = pipelineSpec.safeParse(pipeline)
  const [issue] = error?.issues ?? []
  if (data === undefined)
    throw new UserError(`The pipeline is not valid. ${issue?.path.join('.')}: ${issue?.message}`)
  if (data.model.kind !== kinds[task])
    throw new UserError(`The task is ${task}, and the model of the pipeline is a ${data.model.kind}.`)
  return { spec: data, notes: [] }
}

/** A pipeline without what says how many threads work. */
function withoutJobs(pipeline: Readonly<Record<string, unknown>>): Json {
  const { random_forest: forest, ...rest } = pipeline
  if (typeof forest !== 'object' || forest === null) return pipeline as Json
  const { n_jobs: _, ...kept } = forest as Readonly<Record<string, unknown>>
  return { ...rest, random_forest: kept } as Json
}

interface Split {
  readonly validationSize: number
  readonly stratify: string | null
}

/** The rows to learn from and those to score by, as scikit-learn splits them. */
async function split(
  table: Table,
  relation: Relation,
  { validationSize: testSize, stratify }: Split,
  seed: number,
): Promise<readonly [Table, Table]> {
  const strata = stratify === null ? undefined : { column: stratify, ...(await relation.codes(stratify)) }
  const { train, test } = partsOf(table.rowCount, { testSize, shuffle: true, seed }, strata)
  return [rowsOf(table, train), rowsOf(table, test)]
}

function importancesOf({ featureNames, forest }: FittedPipeline): Readonly<Record<string, number>> {
  return Object.fromEntries(featureNames.map((name, index) => [name, forest.importances[index] ?? 0]))
}

async function writePlots(
  folder: string,
  { featureNames, forest }: FittedPipeline,
  { confusion }: Scores,
): Promise<readonly string[]> {
  const plots = {
    'feature_importance.svg': importanceSvg(featureNames, forest.importances),
    ...(confusion && { 'confusion_matrix.svg': confusionSvg(confusion) }),
  }
  for (const [name, svg] of Object.entries(plots)) await writeFile(join(folder, name), svg)
  return Object.keys(plots).map(name => join(folder, name))
}
