import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { formatNumber, plural } from '../../core/format.ts'
import { defineStage } from '../../core/stage.ts'
import { tableFormat } from '../tables/format.ts'
import { type Parts, partsOf } from './parts.ts'
import { largestDifference, splitJson, splitMarkdown, strataOf } from './report.ts'

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
    const { folds, ...parts } = partsOf(rows, { ...params, seed }, strata)
    const files = [
      ...partEntries(parts).map(([name, of]) => ({ output: name, name, rows: of })),
      ...folds.map((of, fold) => ({ output: 'folds' as const, name: `fold-${fold}`, rows: of })),
    ]
    const pathOf = (output: keyof typeof outputs, file: string) => join(outputs[output].folder, file)
    await relation.writeRows(
      files.map(({ output, name, rows: of }) => ({
        path: pathOf(output, `${name}.${format}`),
        format,
        rows: of,
      })),
    )
    for (const { name, rows: of } of files) log(`${name}: ${plural(of.length, 'row')}.`)
    for (const [name, of] of partEntries(parts)) {
      outputs[name].describe({ rows: of.length })
      metrics({ [`${name}Rows`]: of.length })
    }
    const split = { seed, rows, parts: new Map(partEntries(parts)), strata }
    if (strata !== undefined) {
      const difference = largestDifference(strataOf(split))
      log(`The share of a value of ${strata.column} differs by ${formatNumber(difference)} at most.`)
      metrics({ strata: strata.values.length, largestShareDifference: difference })
    }
    await writeFile(pathOf('report', 'report.json'), `${JSON.stringify(splitJson(split), null, 2)}\n`)
    await writeFile(pathOf('report', 'report.md'), splitMarkdown(split))
  },
})

/** The parts that there are, in the order of people: to learn from, to choose by, to judge by. */
function partEntries({ train, validation, test }: Omit<Parts, 'folds'>) {
  const named = [
    ['train', train],
    ['validation', validation],
    ['test', test],
  ] as const
  return named.flatMap(([name, of]) => (of === undefined ? [] : [[name, of] as const]))
}
