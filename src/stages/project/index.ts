import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { plural } from '../../core/format.ts'
import { defineStage } from '../../core/stage.ts'
import { classesOf } from './classes.ts'
import { csvText } from '../tables/csv.ts'
import { methods } from './methods.ts'
import { scatterSvg } from './plot.ts'
import { pointsOf } from './points.ts'

/** Shows the rows of a table in a plane, by principal components or t-SNE. */
export const project = defineStage({
  name: 'project',
  version: '1',
  summary: 'Shows rows in a plane: their coordinates as CSV and a plot as SVG.',
  params: z.strictObject({
    method: z.enum(['pca', 'tsne']).default('pca').describe('Principal components, or t-SNE.'),
    columns: z
      .array(z.string())
      .min(2)
      .optional()
      .describe('Columns of numbers; all of them unless given. They are standardised.'),
    colorBy: z.string().nullable().default(null).describe('The column whose values are colours.'),
    maxRows: z
      .int()
      .min(3)
      .max(20_000)
      .default(2000)
      .describe('Of more rows, so many are drawn: the time and memory of t-SNE grow with their square.'),
    perplexity: z.number().min(1).default(30).describe('Of t-SNE: about how many neighbours a row has.'),
    iterations: z.int().min(251).default(1000).describe('Of t-SNE.'),
  }),
  inputs: { data: { type: 'dataset', description: 'The rows to be shown.' } },
  outputs: { projection: { type: 'report', description: 'Coordinates and a plot.' } },
  needsProcess: () => true,
  async run({ params, inputs, outputs, seed, signal, open, log, progress, metrics }) {
    const { method, colorBy } = params
    const relation = await open(inputs.data)
    const { columns, names, colors, remarks } = await pointsOf(relation, { ...params, seed })
    for (const remark of remarks) log(remark)
    const {
      x,
      y,
      by,
      axes,
      quality,
      metrics: found,
    } = await methods[method](columns, {
      ...params,
      signal,
      progress,
    })
    log(`${plural(x.length, 'row')} of ${plural(names.length, 'column')} are shown. ${quality}`)
    metrics({ rowsShown: x.length, ...found })
    const colored = colors ? [{ name: 'color', cells: colors }] : []
    const coordinates = csvText([{ name: 'x', cells: x }, { name: 'y', cells: y }, ...colored])
    const title = `${plural(x.length, 'row')} by ${by} of ${plural(names.length, 'column')}`
    const classes = colors ? classesOf(colors) : [{ label: '', rows: [...x.keys()], isRest: false }]
    const plot = scatterSvg({ x, y, axes, title, legend: colorBy ?? undefined, classes })
    await writeFile(join(outputs.projection.folder, 'coordinates.csv'), coordinates)
    await writeFile(join(outputs.projection.folder, 'plot.svg'), plot)
    outputs.projection.describe({ method, rows: x.length, columns: names })
  },
})
