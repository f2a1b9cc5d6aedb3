import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { Command, Option } from 'commander'
import * as expectations from '../../expectations/index.ts'
import { messageOf, UserError, unreadable } from '../core/errors.ts'
import { formatList, plural } from '../core/format.ts'
import { didYouMean } from '../core/suggest.ts'
import { formats, type TranslatedSuite, translateDocument } from '../suites/formats/index.ts'
import { treeFromYaml } from '../suites/suite.ts'
import { suiteText } from '../suites/suite-text.ts'
import { examples } from './artifactContext.ts'
import type { Io } from './io.ts'
import { boundTo } from './usage.ts'

interface ImportOptions {
  readonly format?: string
  readonly table?: string
  readonly out?: string
}

/**
 * The command `mlcheck import`. Failures are thrown: a `UserError`, also where something was left out, or a
 * `CommanderError` after help.
 */
export function importCommand(io: Io): Command {
  return boundTo(io, new Command('mlcheck import'))
    .description('Translate suites, schemas and contracts of other tools into suite files.')
    .usage('<file…> [options]')
    .argument('<files...>', `YAML or JSON: ${formats.map(({ title }) => title).join(', ')}`)
    .addOption(
      new Option('--format <name>', 'what the files are, instead of telling it from what they say').choices(
        formats.map(({ name }) => name),
      ),
    )
    .option('--table <name>', 'the table, where a file is about several')
    .option('--out <file>', 'write the suite there instead of to standard output')
    .addHelpText(
      'after',
      examples(
        ['import gx/expectations/rentals.json --out rentals.yaml', 'translate a suite and keep it'],
        ['import contract.yaml --table orders', 'of a contract, the suite for one table'],
      ) +
        `
What has no translation stands as a comment at the head of the suite, with its line and the reason, and the exit
code is 2. Where there is nothing to check, a suite judges as the tool that it comes from: rules about each value pass.
`,
    )
    .action((files: readonly string[], options: ImportOptions) => importFiles(files, options, io))
}

function importFiles(files: readonly string[], { format, table, out }: ImportOptions, io: Io): void {
  const translated = files.flatMap(file => {
    const document = treeFromYaml(textOf(resolve(io.cwd, file), file), file)
    return ofTable(translateDocument(document, { file, format, expectations }), table, file)
  })
  if (translated.length > 1 && out !== undefined)
    throw new UserError('A file holds one suite.', {
      hint:
        files.length > 1
          ? 'Import the files one by one.'
          : `Choose a table with --table: ${formatList(translated.map(nameOf), 12)}.`,
    })
  const text = translated.map(suite => suiteText(suite.definition, commentsOf(suite))).join('---\n')
  if (out === undefined) io.stdout(text)
  else writeFileSync(resolve(io.cwd, out), text)
  const omitted = translated.flatMap(suite => suite.omitted.filter(({ allowsAll }) => !allowsAll))
  if (omitted.length === 0) return
  throw new UserError(`${plural(omitted.length, 'rule')} left out, which the suite says at its head.`, {
    hint: 'Write checks for them, or accept that they are not made.',
  })
}

function ofTable(
  suites: readonly TranslatedSuite[],
  table: string | undefined,
  file: string,
): readonly TranslatedSuite[] {
  if (table === undefined) return suites
  const chosen = suites.filter(suite => nameOf(suite) === table)
  if (chosen.length > 0) return chosen
  throw new UserError(`${file} is not about a table ${table}.`, {
    hint: didYouMean(table, suites.map(nameOf), 'Its tables are'),
  })
}

function nameOf({ definition }: TranslatedSuite): string {
  return definition.name ?? 'one without a name'
}

function textOf(path: string, file: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    if (!existsSync(path)) throw unreadable(`There is no file ${file}.`, { cause })
    throw unreadable(`${file} could not be read: ${messageOf(cause)}`, { cause })
  }
}

function commentsOf({ omitted, remarks }: TranslatedSuite): readonly string[] {
  return [
    ...omitted.map(({ what, reason, at }) => `Left out${at ? ` (line ${at.line})` : ''}: ${what}: ${reason}`),
    ...remarks,
  ]
}
