import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Relation } from '../../core/engine.ts'
import { UserError } from '../../core/errors.ts'
import { formatNumber, plural } from '../../core/format.ts'
import { defineStage, type StageInput } from '../../core/stage.ts'
import { didYouMean } from '../../core/suggest.ts'
import type { FittedPipeline } from '../../ml/index.ts'
import { confusionSvg } from '../model/confusion-plot.ts'
import { modelTable } from '../model/data.ts'
import { readModel } from '../model/folder.ts'
import { type Scores, scoresOf } from '../model/scores.ts'
import { bound, boundCheck } from '../promote/bounds.ts'

/** Scores a model as it was kept on rows that it has not seen, beside the one that is in use. */
export const evaluate = defineStage({
  name: 'evaluate',
  version: '1',
  summary:
    'Scores a model as it was kept, beside the one in use, and stops what follows when it is not good enough.',
  params: z.strictObject({
    when: z
      .record(z.string(), bound)
      .default({})
      .describe('Bounds (min, max, better: higher or lower) by names of scores, such as auc or mae.'),
  }),
  inputs: {
    model: { type: 'model', judged: true, description: 'The model to be scored.' },
    data: { type: 'dataset', description: 'Rows with the target, which the model has not seen.' },
    current: { type: 'model', optional: true, description: 'The model in use, such as model:prod.' },
  },
  outputs: { report: { type: 'report', optional: true, description: 'Scores and plots.' } },
  gate: true,
  needsProcess: () => true,
  async run({ params, inputs, outputs, open, log, metrics, check }) {
    const { pipeline } = await readModel(inputs.model)
    const relation = await open(inputs.data)
    const scores = scoresOf(pipeline, await modelTable(relation, columnsOf(pipeline)))
    const { current } = inputs
    const label = `${current?.name}:${current?.version}`
    const before =
      current &&
      (await scoresOfCurrent(current, relation).catch((error: unknown) => {
        if (!(error instanceof UserError)) throw error
        log(`${label} cannot predict these rows: ${error.message}`)
        return undefined
      }))
    log(`${plural(relation.info.rows, 'row')} scored.`)
    for (const [name, value] of Object.entries(scores.metrics)) {
      const other = before?.metrics[name]
      const beside = other === undefined ? '' : `, ${formatNumber(other)} of ${label}`
      log(`${name} ${formatNumber(value)}${beside}`)
    }
    metrics({ ...scores.metrics, rowsScored: relation.info.rows })
    for (const [name, bounds] of Object.entries(params.when)) {
      const value = scores.metrics[name]
      if (value === undefined)
        throw new UserError(`There is no score ${name}.`, {
          hint: didYouMean(name, Object.keys(scores.metrics), 'Scores are'),
        })
      const other = before?.metrics[name]
      check(boundCheck(name, bounds, value, other === undefined ? undefined : { value: other, label }))
    }
    const document = {
      scores: scores.metrics,
      current: before?.metrics ?? null,
      confusion: scores.confusion ?? null,
    }
    await writeFile(join(outputs.report.folder, 'scores.json'), `${JSON.stringify(document, null, 2)}\n`)
    if (scores.confusion)
      await writeFile(join(outputs.report.folder, 'confusion_matrix.svg'), confusionSvg(scores.confusion))
  },
})

/** The columns that scoring a model needs. */
function columnsOf({ inputs, target }: FittedPipeline): readonly string[] {
  return [...inputs.map(({ name }) => name), target]
}

async function scoresOfCurrent(current: StageInput, relation: Relation): Promise<Scores> {
  const { pipeline } = await readModel(current)
  return scoresOf(pipeline, await modelTable(relation, columnsOf(pipeline)))
}
