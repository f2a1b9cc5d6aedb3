import { existsSync } from 'node:fs'
import { cp } from 'node:fs/promises'
import { resolve } from 'node:path'
import { Command, InvalidArgumentError } from 'commander'
import { UserError, unreadable } from '../core/errors.ts'
import { examples } from './artifactContext.ts'
import type { Io } from './io.ts'
import { addPredict } from './modelPredict.ts'
import { modelNamed } from './modelSource.ts'
import { bytes } from './optionValues.ts'
import { shownPath, writeFiles } from './reportFiles.ts'
import { boundTo } from './usage.ts'
import { version } from './version.ts'

/** The command `mlcheck model`. Failures are thrown: a `UserError`, or a `CommanderError` after help. */
export function modelCommand(io: Io): Command {
  const command = boundTo(io, new Command('mlcheck model'))
    .description('Use a model that a pipeline has made: predict files, answer requests.')
    .usage('<command> [options]')
    .addHelpText(
      'after',
      `${examples(
        ['model predict model_export:prod new.csv --out predictions.csv'],
        ['model serve model_export:prod --port 5000', 'answer requests at http://127.0.0.1:5000/invocations'],
        ['model dockerfile model_export:prod --out image', 'a folder to build an image from'],
      )}
A model is an artifact, or a folder with an MLmodel file that the stage train has made.
`,
    )
  addPredict(command, io)
  addServe(command, io)
  addDockerfile(command, io)
  return command
}

interface ServeOptions {
  readonly port: number
  readonly host: string
  readonly bodyLimit: number
  readonly timeout: number
}

function addServe(parent: Command, io: Io): void {
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
POST /invocations takes {"dataframe_split": …}, dataframe_records, instances, inputs, or CSV. /ping, /version,
/metrics (requests, missing values, drift since the training data) and / are for people and machines that watch.
`,
    )
    .action(async (name: string, options: ServeOptions) => {
      const { model, title } = await modelNamed(name, io)
      const { scoringServer } = await import('../serve/server.ts')
      const { host, bodyLimit, timeout } = options
      const app = scoringServer(model, { title, version, bodyLimit, requestTimeout: timeout * 1000 })
      const address = await app.listen({ port: options.port, host }).catch((cause: unknown) => {
        throw new UserError(`The server cannot listen on ${host}:${options.port}.`, {
          hint: 'Another program may use the port: choose one with --port.',
          cause,
        })
      })
      io.stderr(`${title} answers at ${address}/invocations; Ctrl-C ends it.\n`)
      await stopped(io.signal)
      await app.close()
      io.stderr('Stopped.\n')
    })
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

function addDockerfile(parent: Command, io: Io): void {
  parent
    .command('dockerfile')
    .description('Write a folder to build an image from: a Dockerfile and the model.')
    .argument('<model>', 'an artifact or a folder')
    .option('--out <dir>', 'the folder', 'image')
    .action(async (name: string, { out }: { readonly out: string }) => {
      const { folder } = await modelNamed(name, io)
      const target = resolve(io.cwd, out)
      if (existsSync(target))
        throw unreadable(`${out} is there already.`, { hint: 'Choose another folder with --out.' })
      await cp(folder, resolve(target, 'model'), { recursive: true })
      writeFiles({ [resolve(target, 'Dockerfile')]: dockerfile })
      io.stdout(
        `${shownPath(resolve(target, 'Dockerfile'), io)}\n\ndocker build -t model ${out} && docker run -p 5000:8080 model\n`,
      )
    })
}

const dockerfile = `FROM node:22-slim
RUN npm install --global --omit=dev mlcheck@${version}
COPY --chown=node:node model /opt/ml/model
USER node
EXPOSE 8080
HEALTHCHECK CMD node -e "fetch('http://127.0.0.1:8080/ping').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"
CMD ["mlcheck", "model", "serve", "/opt/ml/model", "--host", "0.0.0.0", "--port", "8080"]
`
