import { existsSync } from 'node:fs'
import { cp } from 'node:fs/promises'
import { resolve } from 'node:path'
import { Command } from 'commander'
import { unreadable } from '../core/errors.ts'
import { examples } from './artifactContext.ts'
import type { Io } from './io.ts'
import { addImport } from './modelImport.ts'
import { addPredict } from './modelPredict.ts'
import { addServe } from './modelServe.ts'
import { modelNamed } from './modelSource.ts'
import { shownPath, writeFiles } from './reportFiles.ts'
import { boundTo } from './usage.ts'
import { version } from './version.ts'

/** The command `mlcheck model`. Failures are thrown: a `UserError`, or a `CommanderError` after help. */
export function modelCommand(io: Io): Command {
  const command = boundTo(io, new Command('mlcheck model'))
    .description('Use a model: predict files, answer requests.')
    .usage('<command> [options]')
    .addHelpText(
      'after',
      `${examples(
        ['model predict model_export:prod new.csv --out predictions.csv'],
        ['model serve model_export:prod --port 5000', 'answer requests at http://127.0.0.1:5000/invocations'],
        ['model dockerfile model_export:prod --out image', 'a folder to build an image from'],
        [
          'model import resnet18.onnx --image-spec spec.yaml',
          'a model of an ONNX network that classifies images',
        ],
        ["model predict ./model 'images/*.png'", 'the label of each image'],
      )}
A model is an artifact, or a folder with an MLmodel file, that the stage train or mlcheck model import has made.
`,
    )
  addPredict(command, io)
  addServe(command, io)
  addDockerfile(command, io)
  addImport(command, io)
  return command
}

function addDockerfile(parent: Command, io: Io): void {
  parent
    .command('dockerfile')
    .description('Write a folder to build an image from: a Dockerfile and the model.')
    .argument('<model>', 'an artifact or a folder')
    .option('--out <dir>', 'the folder', 'image')
    .action(async (name: string, { out }: { readonly out: string }) => {
      const { folder, isOfImages } = await modelNamed(name, io)
      const target = resolve(io.cwd, out)
      if (existsSync(target))
        throw unreadable(`${out} is there already.`, { hint: 'Choose another folder with --out.' })
      await cp(folder, resolve(target, 'model'), { recursive: true })
      const packages = isOfImages ? [`mlcheck@${version}`, ...imagePackages] : [`mlcheck@${version}`]
      writeFiles({ [resolve(target, 'Dockerfile')]: dockerfileOf(packages) })
      io.stdout(
        `${shownPath(resolve(target, 'Dockerfile'), io)}\n\ndocker build -t model ${out} && docker run -p 5000:8080 model\n`,
      )
    })
}

// What a model of images needs besides.
const imagePackages = ['onnxruntime-web', 'sharp']

const dockerfileOf = (packages: readonly string[]) => `FROM node:22-slim
RUN npm install --global --omit=dev ${packages.join(' ')}
COPY --chown=node:node model /opt/ml/model
USER node
EXPOSE 8080
HEALTHCHECK CMD node -e "fetch('http://127.0.0.1:8080/ping').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"
CMD ["mlcheck", "model", "serve", "/opt/ml/model", "--host", "0.0.0.0", "--port", "8080"]
`
