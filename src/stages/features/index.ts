import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { rowExpression } from '../../core/condition-reader.ts'
import { plural } from '../../core/format.ts'
import { defineStage } from '../../core/stage.ts'
import { tableFormat } from '../tables/format.ts'
import { definitionsOf, formulaProblems } from './definitions.ts'

const described = z.strictObject({ formula: z.string(), description: z.string() })

/** Computes features of all rows of a table, and tells how, so that they can be computed of one row too. */
export const features = defineStage({
  name: 'features',
  version: '1',
  summary: 'Computes features by formulas that hold for a table and for a single row.',
  params: z.strictObject({
    features: z
      .record(z.string().min(1), z.union([z.string(), described]))
      .transform(record =>
        Object.entries(record).map(([name, of]) => ({
          name,
          ...(typeof of === 'string' ? { formula: of } : of),
        })),
      )
      .superRefine((features, context) => {
        for (const { name, formula } of features)
          for (const message of formulaProblems(formula))
            context.addIssue({ code: 'custom', message, path: [name] })
      })
      .describe('By name; each may use columns and the features before it.'),
    format: tableFormat,
  }),
  inputs: { data: { type: 'dataset', description: 'The table that features are made of.' } },
  outputs: {
    featured: { type: 'dataset', description: 'The table with its features.' },
    definitions: { type: 'features', description: 'How the features are computed.' },
  },
  async run({ params, inputs, outputs, open, log, metrics }) {
    const { format } = params
    const relation = await open(inputs.data)
    const types = new Map(relation.schema.columns.map(({ name, type }) => [name, type]))
    const definitions = definitionsOf(params.features, types)
    const { rows, effects, remarks } = await relation.writeTable({
      steps: [
        {
          kind: 'compute',
          columns: params.features.map(feature => ({
            into: feature.name,
            value: rowExpression.parse(feature.formula),
          })),
        },
      ],
      files: [{ path: join(outputs.featured.folder, `data.${format}`), format }],
    })
    for (const { column, values } of effects.flatMap(({ changed }) => changed))
      log(`${column}: ${plural(values, 'value')} in ${plural(rows, 'row')}.`)
    for (const remark of remarks) log(`${remark}.`)
    metrics({ rows, features: params.features.length })
    const path = join(outputs.definitions.folder, 'features.json')
    await writeFile(path, `${JSON.stringify(definitions, null, 2)}\n`)
    outputs.definitions.describe({ features: params.features.map(({ name }) => name) })
  },
})
