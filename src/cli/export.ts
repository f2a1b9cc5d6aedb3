import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { Command, Option } from 'commander'
import { UserError } from '../core/errors.ts'
import { plural } from '../core/format.ts'
import type { Suite } from '../core/suite.ts'
import { exportFormats } from '../suites/exports/index.ts'
import { paramsOf } from './args.ts'
import { examples } from './artifactContext.ts'
import type { Io } from './io.ts'
import { collect } from './optionValues.ts'
import { readSuites } from './suites.ts'
import { boundTo } from './usage.ts'

interface ExportOptions {
  readonly as: string
  readonly param?: readonly string[]
  readonly out?: string
}

/**
 * The command `mlcheck export`. Failures are thrown: a `UserError`, also where something was left out, or a
 * `CommanderError` after help.
 */
export function exportCommand(io: Io): Command {
  return boundTo(io, new Command('mlcheck export'))
    .description('Write a suite in the words of others.')
    .usage('<file> --as <name> [options]')
    .argument('<file>', 'a suite (.yaml, .json, .ts)')
    .addOption(
      new Option('--as <name>', exportFormats.map(({ name, title }) => `${name}: ${title}`).join(', '))
        .choices(exportFormats.map(({ name }) => name))
        .makeOptionMandatory(),
    )
    .option('--param <name=value>', 'a value for $name in the suite; may be repeated', collect)
    .option('--out <file>', 'write there instead of to standard output')
    .addHelpText(
      'after',
      examples(
        ['export rentals.yaml --as odcs --out contract.yaml', 'a data contract with what the suite claims'],
        ['export rentals.yaml --as json-schema', 'a JSON Schema of a row'],
      ) +
        `
What has no counterpart stands at the head of what is written, as a comment with the reason, and the exit code is 2.
`,
    )
    .action((file: string, options: ExportOptions) => exportFile(file, options, io))
}

async function exportFile(file: string, { as, param = [], out }: ExportOptions, io: Io): Promise<void> {
  const suite = await suiteOf(file, param, io)
  const format = exportFormats.find(({ name }) => name === as)
  if (!format) throw new Error(`There is no format ${as}.`)
  const { text, unsaid } = format.write(suite)
  if (out === undefined) io.stdout(text)
  else writeFileSync(resolve(io.cwd, out), text)
  if (unsaid.length === 0) return
  throw new UserError(`${plural(unsaid.length, 'check')} left out, which ${format.title} cannot say.`, {
    hint: 'The reasons stand at the head of what was written.',
  })
}

async function suiteOf(file: string, param: readonly string[], io: Io): Promise<Suite> {
  const [suite, ...others] = await readSuites([file], paramsOf(param), io)
  if (suite && others.length === 0) return suite
  throw new UserError(`${file} has ${others.length + 1} suites.`, {
    hint: 'A file is exported as one suite.',
  })
}
