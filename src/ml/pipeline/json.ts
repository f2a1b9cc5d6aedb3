import { type ForestJson, forestFromJson, forestToJson } from '../forest/forest.ts'
import type { FittedPipeline } from './pipeline.ts'

/** A fitted pipeline as JSON, lossless: what it predicts is the same to the last bit. */
export type PipelineJson = Omit<FittedPipeline, 'forest'> & {
  readonly version: 1
  readonly forest: ForestJson
}

export function pipelineToJson(pipeline: FittedPipeline): PipelineJson {
  return { version: 1, ...pipeline, forest: forestToJson(pipeline.forest) }
}

/** @throws RangeError when the JSON is of another version, or a tree is damaged */
export function pipelineFromJson({ version, ...json }: PipelineJson): FittedPipeline {
  if (version !== 1)
    throw new RangeError(`A pipeline of version ${version} cannot be read; known is version 1.`)
  return { ...json, forest: forestFromJson(json.forest) }
}
