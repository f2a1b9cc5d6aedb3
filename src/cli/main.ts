import type { Command } from 'commander'
import { exitCodes } from '../core/errors.ts'
import { failureCode } from './failure.ts'
import type { Io } from './io.ts'

/** Runs the command line and returns the exit code; never ends the process and never throws. */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  try {
    return await run(argv, io)
  } catch (error) {
    return failureCode(error, io)
  }
}

async function run(argv: readonly string[], io: Io): Promise<number> {
  const [first = '', ...rest] = argv
  const load = commands.get(first)
  if (load !== undefined) {
    const command = await load(io)
    await command.parseAsync([...rest], { from: 'user' })
    return exitCodes.passed
  }
  const { readArgs } = await import('./args.ts')
  const args = readArgs(first === 'check' ? rest : argv, io.stdout, io.columns)
  const { runCheck } = await import('./check.ts')
  if (!args.watch) return runCheck(args, argv, io)
  const { watch } = await import('./watch.ts')
  return watch(args, argv, io)
}

/** The commands besides `check`, and one that only completion scripts call; each loads what it needs. */
export const commands: ReadonlyMap<string, (io: Io) => Promise<Command>> = new Map([
  ['accept', async (io: Io) => (await import('./history.ts')).acceptCommand(io)],
  ['artifact', async (io: Io) => (await import('./artifact.ts')).artifactCommand(io)],
  ['__complete', async (io: Io) => (await import('./complete.ts')).completeCommand(io)],
  ['completion', async (io: Io) => (await import('./completion.ts')).completionCommand(io)],
  ['diff', async (io: Io) => (await import('./diff.ts')).diffCommand(io)],
  ['docs', async (io: Io) => (await import('./describe.ts')).docsCommand(io)],
  ['explain', async (io: Io) => (await import('./describe.ts')).explainCommand(io)],
  ['export', async (io: Io) => (await import('./export.ts')).exportCommand(io)],
  ['history', async (io: Io) => (await import('./history.ts')).historyCommand(io)],
  ['init', async (io: Io) => (await import('./init.ts')).initCommand(io)],
  ['import', async (io: Io) => (await import('./import.ts')).importCommand(io)],
  ['print', async (io: Io) => (await import('./print.ts')).printCommand(io)],
  ['profile', async (io: Io) => (await import('./profile.ts')).profileCommand(io)],
  ['types', async (io: Io) => (await import('./types.ts')).typesCommand(io)],
])

/** What a user may type as the first word. */
export const commandNames: readonly string[] = [
  'check',
  ...[...commands.keys()].filter(name => !name.startsWith('_')),
]
