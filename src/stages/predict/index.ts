import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { plural } from '../../core/format.ts'
import { defineStage } from '../../core/stage.ts'
import { modelTable } from '../model/data.ts'
import { readModel } from '../model/folder.ts'
import { missingText } from '../model/missing-lines.ts'
import { predictions } from '../model/predictions.ts'
import { predictionsText } from '../model/predictions-text.ts'

/** Predicts the rows of a dataset with a model as it was kept. */
export const predict = defineStage({
  name: 'predict',
  version: '1',
  summary: 'Predicts the rows of a dataset with a model as it was kept.',
  params: z.strictObject({
    format: z.enum(['csv', 'ndjson']).default('csv').describe('Of the file that is written.'),
    keep: z
      .array(z.string())
      .default([])
      .describe('Columns of the data that stand before the predictions, such as ids.'),
    shares: z.boolean().default(false).describe('Whether the share of each class is written too.'),
  }),
  inputs: {
    model: { type: 'model', description: 'The model.' },
    data: { type: 'dataset', description: 'The rows; columns that the model does not take are left out.' },
  },
  outputs: { predictions: { type: 'dataset', description: 'A row for each row, in their order.' } },
  needsProcess: () => true,
  async run({ params: { format, keep, shares }, inputs, outputs, open, log, metrics }) {
    const { pipeline, signature } = await readModel(inputs.model)
    const relation = await open(inputs.data)
    const table = await modelTable(relation, [
      ...new Set([...pipeline.inputs.map(({ name }) => name), ...keep]),
    ])
    const predicted = predictions(pipeline, signature, table)
    const missing = await missingText(relation, signature, predicted.bad.length)
    if (missing !== undefined) log(missing)
    const text = predictionsText(predicted, {
      table,
      keep,
      format,
      classes: shares ? (pipeline.classes ?? []) : [],
    })
    await writeFile(join(outputs.predictions.folder, `predictions.${format}`), text)
    log(`${plural(table.rowCount, 'row')} predicted.`)
    metrics({ rows: table.rowCount, badRows: predicted.bad.length })
  },
})
