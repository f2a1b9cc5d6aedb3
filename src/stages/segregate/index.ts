import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { formatNumber, plural } from '../../core/format.ts'
import { defineStage } from '../../core/stage.ts'
import { tableFormat } from '../tables/format.ts'
import { partsOf } from './parts.ts'
import { largestDifference, type Split, splitJson, splitMarkdown, strataOf } from './report.ts'

const size = z.number().positive()

/** Splits rows into parts for training and testing, the same rows in the same order as scikit-learn does. */
export const segregate = defineStage({
  name: 'segregate',
  version: '1',
  summary: 'Splits rows into parts for training, validation and testing, as scikit-learn does.',
  params: z
    .strictObject({
      testSize: size
        .optional()
        .describe('A share of the rows below 1, or their number; a quarter unless a size is given.'),
      trainSize: size.optional().describe('What the test rows leave, unless it is given.'),
      validationSize: size.optional().describe('A share or number of the rows that are not for testing.'),
      folds: z.int().min(2).optional().describe('Into how many folds the training rows are dealt besides.'),
      stratify: z
        .string()
        .nullable()
        .default(null)
        .transform(column => (column === 'none' ? null : column))
        .describe('The column whose values have the same share of every part.'),
      shuffle: z.boolean().default(true).describe('Whether rows are drawn, and not taken as they come.'),
      seed: z
        .int()
        .min(0)
        .max(2 ** 32 - 1)
        .optional()
        .describe('That of the run unless it is given.'),
      format: tableFormat,
    })
    .refine(({ stratify, shuffle }) => stratify === null || shuffle, {
      path: ['shuffle'],
      error: 'expected true where rows are stratified',
    }),
  inputs: { data: { type: 'dataset', description: 'The rows to be split.' } },
  outputs: {
    train: { type: 'dataset', description: 'Rows to learn from.' },
    validation: { type: 'dataset', description: 'Rows to choose a model by.', optional: true },
    test: { type: 'dataset', description: 'Rows to judge by.' },
    folds: {
      type: 'dataset',
      description: 'The training rows again, a file for each fold.',
      optional: true,
    },
    report: { type: 'report', description: 'Rows by part and stratum.', optional: true },
  },
  async run({ params, inputs, outputs, seed: runSeed, open, log, metrics }) {
    const { stratify, format, seed = runSeed } = params
    const relation = await open(inputs.data)
    const strata = stratify === null ? undefined : { column: stratify, ...(await relation.codes(stratify)) }
    const { rows } = relation.info
    const { folds, ...named } = partsOf(rows, { ...params, seed }, strata)
    const parts = new Map(Object.entries(named))
    const fileOf = (output: keyof typeof outputs, name: string, of: Uint32Array) => ({
      path: join(outputs[output].folder, `${name}.${format}`),
      format,
      rows: of,
    })
    await relation.writeRows([
      ...[...parts].map(([name, of]) => fileOf(name as keyof typeof named, name, of)),
      ...folds.map((of, fold) => fileOf('folds', `fold-${fold}`, of)),
    ])
    for (const [name, of] of parts) {
      outputs[name as keyof typeof named].describe({ rows: of.length })
      log(`${plural(of.length, 'row')} for ${name}.`)
      metrics({ [`${name}Rows`]: of.length })
    }
    folds.forEach((of, fold) => {
      log(`${plural(of.length, 'row')} in fold ${fold}.`)
    })
    const split: Split = { seed, rows, parts, strata }
    const difference = largestDifference(strataOf(split))
    if (strata !== undefined) {
      log(`The share of a value of ${strata.column} differs by ${formatNumber(difference)} at most.`)
      metrics({ strata: strata.values.length, largestShareDifference: difference })
    }
    await writeFile(
      join(outputs.report.folder, 'report.json'),
      `${JSON.stringify(splitJson(split), null, 2)}\n`,
    )
    await writeFile(join(outputs.report.folder, 'report.md'), splitMarkdown(split))
  },
})
