import { existsSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { Command } from 'commander'
import { UserError } from '../core/errors.ts'
import type { InputPorts, OutputPorts, Stage } from '../core/stage.ts'
import { type ParameterRow, parametersOf } from '../suites/parameter-rows.ts'
import { examples } from './artifactContext.ts'
import type { Io } from './io.ts'
import template from './newStage.txt?text'
import { writeFiles } from './reportFiles.ts'
import { loadStage } from './stageModule.ts'
import { stages } from './stages.ts'
import { table } from './table.ts'
import { boundTo } from './usage.ts'

/** The command `mlcheck stage`. Failures are thrown: a `UserError`, or a `CommanderError` after help. */
export function stageCommand(io: Io): Command {
  const command = boundTo(io, new Command('mlcheck stage'))
    .description('The stages that steps of a pipeline can be, and new ones.')
    .usage('<command> [options]')
    .addHelpText(
      'after',
      examples(
        ['stage ls'],
        ['stage show segregate', 'its inputs, outputs and parameters'],
        ['stage new clean', 'write stages/clean/index.ts'],
      ),
    )
  command
    .command('ls')
    .description('List the stages that come with the tool.')
    .action(async () => {
      const all = await Promise.all(Object.values(stages).map(load => load()))
      io.stdout(
        table(
          ['STAGE', 'DOES'],
          all.map(({ name, summary }) => [name, summary]),
        ),
      )
    })
  command
    .command('show')
    .description('Show the inputs, outputs and parameters of a stage.')
    .argument('<stage>', 'a name, a file or folder (./stages/clean), or a package')
    .action(async (text: string) => io.stdout(stageText((await loadStage(text, io.cwd)).stage)))
  command
    .command('new')
    .description('Write a new stage into a folder of its own.')
    .argument('<name>', 'lower case, words joined by -')
    .option('--folder <dir>', 'the folder of stages', 'stages')
    .action((name: string, { folder }: { readonly folder: string }) => newStage(name, folder, io))
  return command
}

/** The reference of a stage, from its definition alone. */
export function stageText(stage: Stage): string {
  const { name, summary, inputs, outputs, gate } = stage
  return [
    `${name}\n  ${summary}\n`,
    ...(gate ? ['  A check of it that fails stops everything downstream.\n'] : []),
    ...portsText('Inputs', inputs),
    ...portsText('Outputs', outputs),
    ...parametersText(stage),
  ].join('')
}

function portsText(title: string, ports: InputPorts | OutputPorts): readonly string[] {
  const entries = Object.entries(ports)
  if (entries.length === 0) return []
  const rows = entries.map(([name, { type = '', description = '', optional = false }]) => [
    `  ${name}`,
    type,
    optional ? 'optional' : '',
    description,
  ])
  return [`\n${title}:\n`, linesOf(rows)]
}

function parametersText(stage: Stage): readonly string[] {
  const parameters = parametersOf(stage)
  if (parameters.length === 0)
    return stage.name === 'check'
      ? ['\nParameters: the options of mlcheck check, as ksAlpha for --ks-alpha.\n']
      : []
  return ['\nParameters:\n', linesOf(parameters.map(parameterRow))]
}

function parameterRow({ name, type, byDefault, meaning }: ParameterRow): readonly string[] {
  const words = typeof type === 'string' ? type : type.join(', ')
  return [`  ${name}`, words, byDefault === undefined ? 'required' : `default ${byDefault}`, meaning]
}

function linesOf(rows: readonly (readonly string[])[]): string {
  const [first = [], ...others] = rows
  return table(first, others)
}

function newStage(name: string, folder: string, io: Io): void {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name))
    throw new UserError(`A stage cannot be called ${JSON.stringify(name)}.`, {
      hint: 'Lower case, words joined by -, such as drop-outliers.',
    })
  const file = join(resolve(io.cwd, folder), name, 'index.ts')
  const shown = relative(io.cwd, file)
  if (existsSync(file)) throw new UserError(`${shown} is there already.`)
  writeFiles({ [file]: sourceOf(name) })
  io.stdout(`${shown}\n\nA step of mlcheck.yaml runs it:\n\n${stepText(name, folder)}`)
}

function stepText(name: string, folder: string): string {
  return `steps:
  ${name}:
    stage: ./${join(folder, name)}
    inputs: { data: data.csv }
    outputs: { result: ${name}.csv }
`
}

function sourceOf(name: string): string {
  const exported = name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())
  return template.replace('EXPORTED', exported).replace('NAME', name)
}
