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
    let ended: number = exitCodes.passed
    const end = (code: number) => {
      ended = code
    }
    const command = await load(io, end, rest)
    await command.parseAsync([...rest], { from: 'user' })
    return ended
  }
  const { readArgs } = await import('./args.ts')
  const args = readArgs(first === 'check' ? rest : argv, io.stdout, io.columns)
  const { runCheck } = await import('./check.ts')
  if (!args.watch) return runCheck(args, argv, io)
  const { watch } = await import('./watch.ts')
  return watch(args, argv, io)
}

/** Takes the exit code of a command that ends with another one than 0 without an error. */
export type Ended = (code: number) => void

type Load = (io: Io, ended: Ended, argv: readonly string[]) => Promise<Command>

/** The commands besides `check`, and one that only completion scripts call; each loads what it needs. */
export const commands: ReadonlyMap<string, Load> = new Map<string, Load>([
  ['accept', async io => (await import('./history.ts')).acceptCommand(io)],
  ['artifact', async io => (await import('./artifact.ts')).artifactCommand(io)],
  ['__complete', async io => (await import('./complete.ts')).completeCommand(io)],
  ['completion', async io => (await import('./completion.ts')).completionCommand(io)],
  ['diff', async io => (await import('./diff.ts')).diffCommand(io)],
  ['docs', async io => (await import('./describe.ts')).docsCommand(io)],
  ['explain', async io => (await import('./describe.ts')).explainCommand(io)],
  ['export', async io => (await import('./export.ts')).exportCommand(io)],
  ['history', async io => (await import('./history.ts')).historyCommand(io)],
  ['init', async io => (await import('./init.ts')).initCommand(io)],
  ['import', async io => (await import('./import.ts')).importCommand(io)],
  ['lineage', async io => (await import('./lineage.ts')).lineageCommand(io)],
  ['merge', async (...args) => (await import('./merge.ts')).mergeCommand(...args)],
  ['model', async io => (await import('./model.ts')).modelCommand(io)],
  ['print', async io => (await import('./print.ts')).printCommand(io)],
  ['profile', async io => (await import('./profile.ts')).profileCommand(io)],
  ['run', async (io, ended) => (await import('./run.ts')).runCommand(io, ended)],
  ['runs', async io => (await import('./runs.ts')).runsCommand(io)],
  ['stage', async io => (await import('./stage.ts')).stageCommand(io)],
  ['status', async (io, ended) => (await import('./run.ts')).statusCommand(io, ended)],
  ['types', async io => (await import('./types.ts')).typesCommand(io)],
])

/** What a user may type as the first word. */
export const commandNames: readonly string[] = [
  'check',
  ...[...commands.keys()].filter(name => !name.startsWith('_')),
]
