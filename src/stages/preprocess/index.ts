import { join } from 'node:path'
import { z } from 'zod'
import { plural } from '../../core/format.ts'
import { defineStage } from '../../core/stage.ts'
import { tableFormat } from '../tables/format.ts'
import { effectText } from './effect-text.ts'
import { tableStep } from './steps.ts'

/** Changes a table step by step: leaves out rows, fills nulls, joins, casts and computes columns. */
export const preprocess = defineStage({
  name: 'preprocess',
  version: '1',
  summary: 'Cleans a table step by step.',
  params: z.strictObject({
    steps: z.array(tableStep).default([]).describe('Done one after another.'),
    format: tableFormat,
    file: z
      .string()
      .regex(/^\w[\w-]*$/, 'expected letters, digits, _ and -')
      .default('data')
      .describe('The name of the file, without its ending.'),
  }),
  inputs: { data: { type: 'dataset', description: 'The table as it came.' } },
  outputs: { clean: { type: 'dataset', description: 'The table after all steps, rows in their order.' } },
  async run({ params: { steps, format, file }, inputs, outputs, open, log, metrics }) {
    const relation = await open(inputs.data)
    const path = join(outputs.clean.folder, `${file}.${format}`)
    const { rows, columns, effects, remarks } = await relation.writeTable({
      steps,
      files: [{ path, format }],
    })
    effects.forEach((effect, index) => {
      const step = steps[index]
      if (step !== undefined) log(effectText(step, effect, index))
    })
    for (const remark of remarks) log(`${remark}.`)
    log(`${plural(relation.info.rows, 'row')} read, ${plural(rows, 'row')} written.`)
    metrics({ rowsRead: relation.info.rows, rowsWritten: rows, columns: columns.length })
    outputs.clean.describe({ rows, columns: columns.map(({ name }) => name) })
  },
})
