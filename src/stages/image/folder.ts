import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { messageOf, unreadable } from '../../core/errors.ts'
import { type ImageSpec, imageSpec } from '../../ml/index.ts'
import { type ImageClassifier, openClassifier } from './classifier.ts'

/** The file by which a folder is known as a model of images. */
export const imageModelFile = 'image-model.mlcheck.json'
const networkFile = 'model.onnx'
const schema = 'mlcheck.image-model/1'

/** Whether a folder is a model of images. */
export function isImageModel(folder: string): boolean {
  return existsSync(join(folder, imageModelFile))
}

/**
 * Writes a model of images as an MLflow model directory: the network as it is given, with MLflow's flavour `onnx`, and
 * what it takes and gives.
 *
 * @param folder is made
 */
export async function writeImageModel(folder: string, network: Uint8Array, spec: ImageSpec): Promise<void> {
  const text = `${JSON.stringify({ schema, spec }, null, 2)}\n`
  const id = createHash('sha256').update(text).update(network).digest('hex').slice(0, 32)
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, networkFile), network)
  await writeFile(join(folder, imageModelFile), text)
  await writeFile(join(folder, 'MLmodel'), mlmodel(id))
}

/** Opens the model in a folder. @throws UserError with exit code 3 when it cannot be read */
export async function openImageModel(folder: string, label: string): Promise<ImageClassifier> {
  const [spec, network] = await read(folder, label)
  return openClassifier(network, spec, label)
}

async function read(folder: string, label: string): Promise<readonly [ImageSpec, Uint8Array]> {
  try {
    const document = JSON.parse(await readFile(join(folder, imageModelFile), 'utf8'))
    if (document.schema !== schema) throw new Error(`its schema is ${JSON.stringify(document.schema)}`)
    return [imageSpec.parse(document.spec), await readFile(join(folder, networkFile))]
  } catch (cause) {
    throw unreadable(`${label} is no model of images that can be read: ${messageOf(cause)}.`, { cause })
  }
}

/** Images are bytes, which MLflow's protocol writes in Base64. */
function mlmodel(id: string): string {
  const quoted = (value: unknown) => JSON.stringify(JSON.stringify(value))
  return `flavors:
  mlcheck:
    data: ${imageModelFile}
    version: 1
  onnx:
    code: null
    data: ${networkFile}
    onnx_version: 1.16.0
    providers:
    - CPUExecutionProvider
model_uuid: ${id}
signature:
  inputs: ${quoted([{ type: 'binary', name: 'image', required: true }])}
  outputs: ${quoted([
    { type: 'string', name: 'label', required: true },
    { type: 'double', name: 'probability', required: true },
  ])}
  params: null
`
}
