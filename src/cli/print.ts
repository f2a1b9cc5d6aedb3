import { writeFileSync } from 'node:fs'
import { extname, resolve } from 'node:path'
import { Command, Option } from 'commander'
import { UserError } from '../core/errors.ts'
import { definitionOf } from '../suites/definition.ts'
import { type SuiteForm, suiteForms, suiteIn } from '../suites/suite-text.ts'
import { paramsOf } from './args.ts'
import { examples } from './artifactContext.ts'
import type { Io } from './io.ts'
import { collect } from './optionValues.ts'
import { readSuites } from './suites.ts'
import { boundTo } from './usage.ts'

interface PrintOptions {
  readonly as?: SuiteForm
  readonly out?: string
  readonly param?: readonly string[]
}

/** The command `mlcheck print`. Failures are thrown: a `UserError`, or a `CommanderError` after help. */
export function printCommand(io: Io): Command {
  return boundTo(io, new Command('mlcheck print'))
    .description('Show a suite as it is read, in any of its forms: what it extends is in it.')
    .usage('<file> [options]')
    .argument('<file>', 'a suite (.yaml, .json, .ts), or one of Great Expectations')
    .addOption(new Option('--as <form>', 'by the name of --out when absent, or yaml').choices(suiteForms))
    .option('--param <name=value>', 'a value for $name in the suite; may be repeated', collect)
    .option('--out <file>', 'write the suite there instead of to standard output')
    .addHelpText(
      'after',
      examples(
        ['print rentals.yaml --as ts', 'the suite as a TypeScript module'],
        ['print rentals.ts --out rentals.yaml', 'and back'],
      ) +
        `
Parameters have their values, comments are left out, and so is what a default says.
`,
    )
    .action((file: string, options: PrintOptions) => print(file, options, io))
}

async function print(file: string, { as, out, param = [] }: PrintOptions, io: Io): Promise<void> {
  const [suite, ...others] = await readSuites([file], paramsOf(param), io)
  if (!suite || others.length > 0)
    throw new UserError(`${file} has ${others.length + 1} suites.`, {
      hint: 'A file is printed as one suite.',
    })
  const text = suiteIn(as ?? formOf(out), definitionOf(suite), suite.remarks ?? [])
  if (out === undefined) io.stdout(text)
  else writeFileSync(resolve(io.cwd, out), text)
}

/** The form that the name of a file stands for. */
function formOf(file = ''): SuiteForm {
  const extension = extname(file).slice(1)
  return suiteForms.find(form => form === extension) ?? 'yaml'
}
