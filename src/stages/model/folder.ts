import { readFile, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { createHash } from 'node:crypto'
import { messageOf, UserError, unreadable } from '../../core/errors.ts'
import type { StageInput } from '../../core/stage.ts'
import type { Json } from '../../core/value.ts'
import {
  columnOf,
  type FittedPipeline,
  type PipelineJson,
  pipelineFromJson,
  pipelineToJson,
  type Table,
  toOnnx,
} from '../../ml/index.ts'
import { imageModelFile } from '../image/folder.ts'
import { mlflowFiles } from './mlflow.ts'
import type { TrainingProfile } from './training-profile.ts'

/** A column of a model's input, as MLflow's signatures have it. */
export interface SignatureColumn {
  readonly name: string
  readonly type: 'double' | 'string'
  /** Whether a row has to have a value in it. */
  readonly required: boolean
}

export interface Signature {
  readonly inputs: readonly SignatureColumn[]
  readonly output: SignatureColumn
}

/** A model as it is kept: the fitted pipeline, and what it takes and gives. */
export interface Model {
  readonly pipeline: FittedPipeline
  readonly signature: Signature
  readonly profile: TrainingProfile
}

/** The file of a model that only mlcheck reads. */
export const modelFile = 'model.mlcheck.json'

/** The signature of a pipeline: a column in which values were missing when it was fitted need not have one. */
export function signatureOf(pipeline: FittedPipeline, table: Table): Signature {
  const inputs = pipeline.inputs.map(({ name, kind }) => ({
    name,
    type: kind === 'number' ? ('double' as const) : ('string' as const),
    required: !hasMissing(table, name),
  }))
  const isText = typeof pipeline.classes?.[0] === 'string'
  return { inputs, output: { name: 'label', type: isText ? 'string' : 'double', required: true } }
}

function hasMissing(table: Table, name: string): boolean {
  const values = columnOf(table, name)
  return values instanceof Float64Array ? values.some(Number.isNaN) : values.includes(null)
}

/**
 * Writes a model as an MLflow model directory: with a flavour of its own that is lossless, and with MLflow's flavour
 * `onnx`.
 *
 * @param example rows for `input_example.json`
 */
export async function writeModel(folder: string, model: Model, example: Table): Promise<void> {
  const { pipeline, ...facts } = model
  const text = `${JSON.stringify({ schema: 'mlcheck.model/1', ...facts, pipeline: pipelineToJson(pipeline) })}\n`
  const rows = exampleOf(model.signature, example)
  // The same model has the same id, so that fitting it again makes no new version.
  const id = createHash('sha256').update(text).digest('hex').slice(0, 32)
  const files: Readonly<Record<string, string | Uint8Array>> = {
    [modelFile]: text,
    'input_example.json': `${JSON.stringify(rows)}\n`,
    'serving_input_example.json': `${JSON.stringify({ dataframe_split: rows })}\n`,
    // MLflow takes outputs of one value a row only.
    'model.onnx': toOnnx(pipeline, { probabilities: false }),
    ...mlflowFiles({ signature: model.signature, id, modelFile }),
  }
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content)
}

/** A model of an artifact. @throws UserError with exit code 3 when there is none in it */
export async function readModel(input: Pick<StageInput, 'name' | 'version' | 'paths'>): Promise<Model> {
  const label = `${input.name}:${input.version}`
  const path = input.paths.find(each => basename(each) === modelFile)
  if (path === undefined)
    throw new UserError(`${label} is no model: it has no ${modelFile}.`, {
      hint: input.paths.some(each => basename(each) === imageModelFile)
        ? 'It is a model of images, which mlcheck model predict and mlcheck model serve take.'
        : 'Models are made by the stage train.',
    })
  return modelFrom(path, label)
}

/** The model in a file `model.mlcheck.json`. @throws UserError with exit code 3 when it is none */
export async function modelFrom(path: string, label: string): Promise<Model> {
  try {
    const { schema, signature, profile, pipeline } = JSON.parse(await readFile(path, 'utf8'))
    if (schema !== 'mlcheck.model/1') throw new Error(`its schema is ${JSON.stringify(schema)}`)
    return { signature, profile, pipeline: pipelineFromJson(pipeline as PipelineJson) }
  } catch (cause) {
    throw unreadable(`${label} is no model that can be read: ${messageOf(cause)}.`, { cause })
  }
}

/** Rows as pandas has them in the orientation `split`. */
function exampleOf({ inputs }: Signature, table: Table): Json {
  const columns = inputs.map(({ name }) => name)
  const rows = Math.min(table.rowCount, 5)
  const data = Array.from({ length: rows }, (_, row) =>
    columns.map(name => {
      const value = columnOf(table, name)[row] ?? null
      return typeof value === 'number' && !Number.isFinite(value) ? null : value
    }),
  )
  return { columns, data }
}
