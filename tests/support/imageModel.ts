import { imageServer } from '../../src/serve/image-server.ts'
import type { ServerOptions } from '../../src/serve/protocol.ts'
import { imageSpec } from '../../src/ml/index.ts'
import { openClassifier } from '../../src/stages/image/classifier.ts'
import { listening } from './model.ts'
import { network } from './network.ts'
import { type Workspace, workspace } from './workspace.ts'

/** A specification for `network()`, as a file. */
export const specText = `
resize: 8
crop: 6
mean: [0.485, 0.456, 0.406]
std: [0.229, 0.224, 0.225]
labels: [cat, dog, bird]
`

/** A folder with files and a model of images in `model/`. */
export async function imageModelFolder(files: Readonly<Record<string, Uint8Array>>): Promise<Workspace> {
  const given = workspace({ 'net.onnx': network(), 'spec.yaml': specText, ...files })
  await given.run('model', 'import', 'net.onnx', '--image-spec', 'spec.yaml')
  return given
}

/** A server of a model of images, closed when the test ends, and what posts to it. */
export async function servedImages(options: Partial<ServerOptions> = {}, more: object = {}) {
  const spec = imageSpec.parse({ resize: 8, crop: 6, labels: ['cat', 'dog', 'bird'], ...more })
  const classifier = await openClassifier(network(), spec, 'net.onnx')
  return listening(
    imageServer(classifier, {
      ...{ title: 'birds:v0', version: '1.2.3', bodyLimit: 100_000, requestTimeout: 5000 },
      ...options,
    }),
  )
}
