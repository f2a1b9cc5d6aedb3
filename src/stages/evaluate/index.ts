import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { UserError } from '../../core/errors.ts'
import { formatNumber, plural } from '../../core/format.ts'
import { defineStage } from '../../core/stage.ts'
import { didYouMean } from '../../core/suggest.ts'
import { confusionSvg } from '../model/confusion-plot.ts'
import { modelTable } from '../model/data.ts'
import { readModel } from '../model/folder.ts'
import { scoresOf } from '../model/scores.ts'
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
    const columnsOf = (of: typeof pipeline) => [...of.inputs.map(({ name }) => name), of.target]
    const scores = scoresOf(pipeline, await modelTable(relation, columnsOf(pipeline)))
    const { current } = inputs
    const before = current && (await readModel(current)).pipeline
    const beforeScores = before && scoresOf(before, await modelTable(relation, columnsOf(before)))
    log(`${plural(relation.info.rows, 'row')} scored.`)
    for (const [name, value] of Object.entries(scores.metrics)) {
      const other = beforeScores?.metrics[name]
      const beside =
        other === undefined ? '' : `, ${formatNumber(other)} of ${current?.name}:${current?.version}`
      log(`${name} ${formatNumber(value)}${beside}`)
    }
    metrics({ ...scores.metrics, rowsScored: relation.info.rows })
    for (const [name, bounds] of Object.entries(params.when)) {
      const value = scores.metrics[name]
      if (value === undefined)
        throw new UserError(`There is no score ${name}.`, {
          hint: didYouMean(name, Object.keys(scores.metrics), 'Scores are'),
        })
      const other = beforeScores?.metrics[name]
      check(
        boundCheck(
          name,
          bounds,
          value,
          other === undefined ? undefined : { value: other, label: `${current?.name}:${current?.version}` },
        ),
      )
    }
    const document = {
      scores: scores.metrics,
      current: beforeScores?.metrics ?? null,
      confusion: scores.confusion ?? null,
    }
    await writeFile(join(outputs.report.folder, 'scores.json'), `${JSON.stringify(document, null, 2)}\n`)
    if (scores.confusion)
      await writeFile(join(outputs.report.folder, 'confusion_matrix.svg'), confusionSvg(scores.confusion))
  },
})
