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
  const [first, ...rest] = argv
  if (first === 'artifact') {
    const { artifactCommand } = await import('./artifact.ts')
    await artifactCommand(io).parseAsync([...rest], { from: 'user' })
    return exitCodes.passed
  }
  const { readArgs } = await import('./args.ts')
  const args = readArgs(first === 'check' ? rest : argv, io.stdout, io.columns)
  const { runCheck } = await import('./check.ts')
  if (!args.watch) return runCheck(args, argv, io)
  const { watch } = await import('./watch.ts')
  return watch(args, argv, io)
}
