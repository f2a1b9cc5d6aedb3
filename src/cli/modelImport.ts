import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, extname, resolve } from 'node:path'
import type { Command } from 'commander'
import { parse } from 'yaml'
import { messageOf, UserError, unreadable } from '../core/errors.ts'
import { plural } from '../core/format.ts'
import { type ImageSpec, imageSpec } from '../ml/index.ts'
import { openClassifier } from '../stages/image/classifier.ts'
import { writeImageModel } from '../stages/image/folder.ts'
import { examples } from './artifactContext.ts'
import type { Io } from './io.ts'
import { shownPath } from './reportFiles.ts'

/** Adds the command `mlcheck model import`. */
export function addImport(parent: Command, io: Io): void {
  parent
    .command('import')
    .description('Make a model of an ONNX network that classifies images.')
    .argument('<network>', 'an .onnx file')
    .requiredOption('--image-spec <file>', 'how images are prepared and what the output means, YAML or JSON')
    .option('--out <dir>', 'the folder', 'model')
    .addHelpText(
      'after',
      `${examples(['model import resnet18.onnx --image-spec spec.yaml --out model'])}
The specification:
${Object.entries(imageSpec.shape)
  .map(([name, { description = '' }]) => `  ${name.padEnd(9)} ${description}`)
  .join('\n')}

labels may also name a file beside the specification: .json with a list, or text with a label a line.
`,
    )
    .action(importNetwork(io))
}

interface ImportOptions {
  readonly imageSpec: string
  readonly out: string
}

function importNetwork(io: Io) {
  return async (path: string, options: ImportOptions) => {
    const folder = resolve(io.cwd, options.out)
    if (existsSync(folder))
      throw unreadable(`${options.out} is there already.`, { hint: 'Choose another folder with --out.' })
    const spec = await readSpec(options.imageSpec, io)
    const network = await bytesOf(resolve(io.cwd, path), path)
    const classifier = await openClassifier(network, spec, path)
    await classifier.close()
    await writeImageModel(folder, network, spec)
    const shown = shownPath(folder, io)
    io.stdout(
      `${shown}: ${plural(spec.labels.length, 'label')}\n\nmlcheck model predict ${shown} images/*.png\nmlcheck model serve ${shown}\n`,
    )
  }
}

/** @throws UserError when the file, or one of labels that it names, cannot be read or is not valid */
async function readSpec(path: string, io: Io): Promise<ImageSpec> {
  const absolute = resolve(io.cwd, path)
  const given = parsed(`${await bytesOf(absolute, path)}`, path)
  const labels =
    typeof given === 'object' && given !== null && 'labels' in given && typeof given.labels === 'string'
      ? await labelsIn(resolve(dirname(absolute), given.labels), given.labels)
      : undefined
  const { data, error } = imageSpec.safeParse(
    labels === undefined ? given : { ...(given as Readonly<Record<string, unknown>>), labels },
  )
  if (data !== undefined) return data
  const lines = error.issues.map(issue => `${issue.path.join('.') || 'the whole'}: ${issue.message}`)
  throw new UserError(`${path} is not valid. ${lines.join('; ')}.`, {
    hint: 'mlcheck model import --help shows what a specification may say.',
  })
}

async function labelsIn(path: string, shown: string): Promise<unknown> {
  const text = `${await bytesOf(path, shown)}`
  if (extname(path) === '.json') return parsed(text, shown)
  return text.split(/\r?\n/).filter(line => line.trim() !== '')
}

function parsed(text: string, shown: string): unknown {
  try {
    return parse(text)
  } catch (cause) {
    const [reason = ''] = messageOf(cause).split('\n')
    throw new UserError(`${shown} is no YAML: ${reason.replace(/:$/, '')}.`, { cause })
  }
}

async function bytesOf(path: string, shown: string): Promise<Buffer> {
  try {
    return await readFile(path)
  } catch (cause) {
    if (!existsSync(path)) throw unreadable(`There is no file ${shown}.`, { cause })
    throw unreadable(`${shown} cannot be read: ${messageOf(cause)}.`, { cause })
  }
}
