import { z } from 'zod'
import { classifierOptions, regressorOptions } from '../forest/options.ts'
import { stepSpec } from '../transform/index.ts'

const columnNames = z.array(z.string().min(1)).min(1)

/** A track: columns, and the steps that make features of them, one after another. */
const trackSpec = z.strictObject({
  name: z.string().min(1),
  columns: columnNames,
  steps: z.array(stepSpec).default([]),
})

/** An inference pipeline before it is fitted, as plain data. Columns that no track names are left out. */
export const pipelineSpec = z
  .strictObject({
    tracks: z.array(trackSpec).min(1),
    model: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('random_forest_classifier'), ...classifierOptions.shape }),
      z.strictObject({ kind: z.literal('random_forest_regressor'), ...regressorOptions.shape }),
    ]),
  })
  .refine(({ tracks }) => new Set(tracks.map(({ name }) => name)).size === tracks.length, {
    path: ['tracks'],
    error: 'two tracks have the same name',
  })

export type PipelineSpec = z.output<typeof pipelineSpec>
export type TrackSpec = PipelineSpec['tracks'][number]
