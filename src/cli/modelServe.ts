import { type Command, InvalidArgumentError } from 'commander'
import { UserError } from '../core/errors.ts'
import type { ServerOptions } from '../serve/protocol.ts'
import { examples } from './artifactContext.ts'
import type { Io } from './io.ts'
import { type NamedModel, modelNamed, modelOfTables } from './modelSource.ts'
import { bytes } from './optionValues.ts'
import { version } from './version.ts'

interface ServeOptions {
  readonly port: number
  readonly host: string
  readonly bodyLimit: number
  readonly timeout: number
}

/** Adds the command `mlcheck model serve`. */
export function addServe(parent: Command, io: Io): void {
  parent
    .command('serve')
    .description('Answer requests in the form of MLflow’s scoring servers, until Ctrl-C.')
    .argument('<model>', 'an artifact or a folder')
    .option('-p, --port <number>', 'any free one for 0', port, 5000)
    .option('-h, --host <address>', 'the address to listen on', '127.0.0.1')
    .option('--body-limit <size>', 'the largest request', bytes, 10_000_000)
    .option('--timeout <seconds>', 'how long a request may take to arrive', Number, 30)
    .helpOption('--help', 'show this help')
    .addHelpText(
      'after',
      `${examples(['model serve model_export:prod'], ['model serve ./model --port 8080 --host 0.0.0.0'])}
POST /invocations takes {"dataframe_split": …}, dataframe_records, instances, inputs, or CSV; for a model of images
these with Base64, or an image as image/png or image/jpeg. /ping, /version, /metrics (requests, missing values, drift
since the training data) and / are for people and machines that watch.
`,
    )
    .action((name: string, options: ServeOptions) => serve(name, options, io))
}

async function serve(name: string, { host, port, bodyLimit, timeout }: ServeOptions, io: Io): Promise<void> {
  const model = await modelNamed(name, io)
  const { title } = model
  const { app, close } = await serverOf(model, { title, version, bodyLimit, requestTimeout: timeout * 1000 })
  const address = await app.listen({ port, host }).catch((cause: unknown) => {
    throw new UserError(`The server cannot listen on ${host}:${port}.`, {
      hint: 'Another program may use the port: choose one with --port.',
      cause,
    })
  })
  io.stderr(`${title} answers at ${address}/invocations; Ctrl-C ends it.\n`)
  await stopped(io.signal)
  await app.close()
  await close()
  io.stderr('Stopped.\n')
}

async function serverOf(model: NamedModel, options: ServerOptions) {
  if (model.isOfImages) {
    const { openImageModel } = await import('../stages/image/folder.ts')
    const { imageServer } = await import('../serve/image-server.ts')
    const classifier = await openImageModel(model.folder, model.title)
    return { app: imageServer(classifier, options), close: () => classifier.close() }
  }
  const { scoringServer } = await import('../serve/server.ts')
  return { app: scoringServer(await modelOfTables(model), options), close: async () => {} }
}

/** Ctrl-C is how a server ends, and no failure. */
function stopped(signal: AbortSignal | undefined): Promise<void> {
  return new Promise(resolve => {
    if (signal?.aborted) resolve()
    signal?.addEventListener('abort', () => resolve(), { once: true })
  })
}

function port(text: string): number {
  const number = Number(text)
  if (!/^\d+$/.test(text) || number > 65_535)
    throw new InvalidArgumentError('A port lies between 0 and 65535.')
  return number
}
