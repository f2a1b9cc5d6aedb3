import { Command, type Option } from 'commander'
import { reporters } from '../../reports/index.ts'
import { artifactReferences } from './artifactNames.ts'
import { checkCommand } from './checkOptions.ts'
import type { Io } from './io.ts'
import { commandNames, commands } from './main.ts'
import { readSuites } from './suites.ts'

/** The hidden command that completion scripts ask: what the last of some words may become, one answer to a line. */
export function completeCommand(io: Io): Command {
  return new Command('mlcheck __complete').argument('[words...]').action(async (words: readonly string[]) => {
    const answers = await answersTo(words, io).catch(() => [])
    io.stdout(answers.map(answer => `${answer}\n`).join(''))
  })
}

const files = ':files'

/** Options whose value is a dataset: files, and artifacts. */
const datasetOptions = ['--reference', '--sample', '--vs', '--holdout']

async function answersTo(words: readonly string[], io: Io): Promise<readonly string[]> {
  const current = words.at(-1) ?? ''
  const before = words.slice(0, -1)
  const command = await commandOf(before, io)
  const [, joined, part] = /^(--[\w-]+)=(.*)$/.exec(current) ?? []
  const option = optionNamed(joined ?? before.at(-1), command)
  const start = part ?? current
  const answers = option ? await valuesOf(option, before, io) : await wordsFor(command, before, current, io)
  const fitting = answers.filter(answer => answer === files || answer.startsWith(start))
  return joined === undefined || !option
    ? fitting
    : fitting.map(answer => (answer === files ? answer : `${joined}=${answer}`))
}

/** The command that is being typed; `check` where none is. */
async function commandOf(before: readonly string[], io: Io): Promise<Command> {
  const [first = '', second] = before
  const silent = { ...io, stdout: () => {}, stderr: () => {} }
  const load = first.startsWith('_') ? undefined : commands.get(first)
  if (load === undefined) return checkCommand()
  const command = await load(silent, () => undefined, [])
  return command.commands.find(each => each.name() === second) ?? command
}

function optionNamed(word: string | undefined, { options }: Command): Option | undefined {
  const option = options.find(({ long, short }) => word !== undefined && (word === long || word === short))
  return option?.required ? option : undefined
}

async function valuesOf(option: Option, before: readonly string[], io: Io): Promise<readonly string[]> {
  if (option.argChoices) return option.argChoices
  if (option.long === '--reporter') return Object.keys(reporters)
  if (option.long === '--only') return idsIn(before, io)
  if (option.long && datasetOptions.includes(option.long)) return [...(await artifactReferences(io)), files]
  return /file|dir|path/.test(option.flags) ? [files] : []
}

async function wordsFor(
  command: Command,
  before: readonly string[],
  current: string,
  io: Io,
): Promise<readonly string[]> {
  if (current.startsWith('-')) return [...command.options.flatMap(({ long }) => long ?? []), '--help']
  const own = command.commands.map(each => each.name())
  if (own.length > 0) return own
  const isFirst = before.length === 0
  const names = isFirst ? commandNames : []
  const takesData = before[0] !== undefined && ['artifact', 'init', 'profile', 'types'].includes(before[0])
  return [...names, ...(takesData ? await artifactReferences(io) : []), files]
}

/** The ids of the checks in the suites that are named so far. */
async function idsIn(words: readonly string[], io: Io): Promise<readonly string[]> {
  const paths = words.filter((word, at) => words[at - 1] === '--suite' || /\.(ya?ml|json)$/.test(word))
  if (paths.length === 0) return []
  const suites = await readSuites(paths, {}, io)
  return suites.flatMap(({ checks }) => checks.map(({ id }) => id))
}
