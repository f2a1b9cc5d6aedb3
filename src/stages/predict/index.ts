import { open as openFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { plural } from '../../core/format.ts'
import { defineStage } from '../../core/stage.ts'
import { readModel } from '../model/folder.ts'
import { missingText } from '../model/missing-lines.ts'
import { predictedText } from '../model/predicted-text.ts'

/** Predicts the rows of a dataset with a model as it was kept. */
export const predict = defineStage({
  name: 'predict',
  version: '2',
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
  async run({ params, inputs, outputs, open, log, metrics, progress, signal }) {
    const model = await readModel(inputs.model)
    const relation = await open(inputs.data)
    const path = join(outputs.predictions.folder, `predictions.${params.format}`)
    const file = await openFile(path, 'wx')
    let [rows, badRows] = [0, 0]
    try {
      for await (const piece of predictedText(relation, model, params)) {
        signal.throwIfAborted()
        await file.appendFile(piece.text)
        ;({ rows, badRows } = piece)
        progress(rows, relation.info.rows, 'predicting')
      }
    } finally {
      await file.close()
    }
    const missing = await missingText(relation, model.signature, badRows)
    if (missing !== undefined) log(missing)
    log(`${plural(rows, 'row')} predicted.`)
    metrics({ rows, badRows })
  },
})
