import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { Command, Option } from 'commander'
import * as expectations from '../../expectations/index.ts'
import { messageOf, UserError, unreadable } from '../core/errors.ts'
import { plural } from '../core/format.ts'
import { isGxSuite, type TranslatedSuite, translateSuite } from '../suites/gx-suite.ts'
import { treeFromYaml } from '../suites/suite.ts'
import { suiteText } from '../suites/suite-text.ts'
import { examples } from './artifactContext.ts'
import type { Io } from './io.ts'
import { boundTo } from './usage.ts'

interface ImportOptions {
  readonly out?: string
}

/**
 * The command `mlcheck import`. Failures are thrown: a `UserError`, also where something was left out, or a
 * `CommanderError` after help.
 */
export function importCommand(io: Io): Command {
  return boundTo(io, new Command('mlcheck import'))
    .description('Translate suites of other tools into suite files.')
    .usage('<file…> [options]')
    .argument('<files...>', 'suites of Great Expectations, of version 0.x or 1.x')
    .addOption(new Option('--format <name>', 'what the files are').choices(['gx']).default('gx'))
    .option('--out <file>', 'write the suite there instead of to standard output')
    .addHelpText(
      'after',
      examples(['import gx/expectations/rentals.json --out rentals.yaml', 'translate a suite and keep it']) +
        `
What has no translation stands as a comment at the head of the suite, with the reason, and the exit code is 2.
`,
    )
    .action((files: readonly string[], { out }: ImportOptions) => importFiles(files, out, io))
}

function importFiles(files: readonly string[], out: string | undefined, io: Io): void {
  const translated = files.map(file => ({ file, ...translate(file, io) }))
  const text = translated.map(suite => suiteText(suite.definition, commentsOf(suite))).join('---\n')
  if (translated.length > 1 && out !== undefined)
    throw new UserError('A file holds one suite.', { hint: 'Import the files one by one.' })
  if (out === undefined) io.stdout(text)
  else writeFileSync(resolve(io.cwd, out), text)
  const omitted = translated.flatMap(suite => suite.omitted.filter(({ allowsAll }) => !allowsAll))
  if (omitted.length === 0) return
  throw new UserError(
    `${plural(omitted.length, 'expectation')} left out, which the suite says at its head.`,
    {
      hint: 'Write checks for them, or accept that they are not made.',
    },
  )
}

function translate(file: string, { cwd }: Io): TranslatedSuite {
  const tree = treeFromYaml(textOf(resolve(cwd, file), file), file)
  if (isGxSuite(tree)) return translateSuite(tree, { expectations, params: {} })
  throw new UserError(`${file} is no suite of Great Expectations.`, {
    hint: 'Such a suite is a JSON object with a list of expectations.',
  })
}

function textOf(path: string, file: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    throw unreadable(`${file} could not be read: ${messageOf(cause)}`, { cause })
  }
}

function commentsOf({ omitted, remarks }: TranslatedSuite): readonly string[] {
  return [
    ...omitted.map(({ type, reason, at }) => `Left out${at ? ` (line ${at.line})` : ''}: ${type}: ${reason}`),
    ...remarks,
  ]
}
