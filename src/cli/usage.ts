import type { Command, CommanderError } from 'commander'
import { UserError } from '../core/errors.ts'
import { didYouMean } from '../core/suggest.ts'
import type { Io } from './io.ts'

/**
 * Lets a command, and the subcommands that are added to it afterwards, write to `io` and throw instead of
 * ending the process: a `UserError` for a usage error, a `CommanderError` after help was shown.
 */
export function boundTo(io: Io, command: Command): Command {
  return command
    .configureOutput({
      writeOut: io.stdout,
      writeErr: io.stderr,
      outputError: () => undefined,
      getOutHelpWidth: () => io.columns,
      getErrHelpWidth: () => io.columns,
    })
    .exitOverride(error => {
      throw error.message === '(outputHelp)' ? error : usageErrorOf(error, command)
    })
}

/** Commander's sentence in the house's form: no "error:", a full stop, and the closest option. */
function usageErrorOf(error: CommanderError, command: Command): Error {
  const [first = '', second] = error.message.replace(/^error: /, '').split('\n')
  const option = /unknown option '(-[^'=]+)/.exec(first)?.[1]
  if (option !== undefined) {
    const commands = [command, ...command.commands]
    const flags = [...new Set(commands.flatMap(each => each.options.flatMap(({ long }) => long ?? [])))]
    return new UserError(`There is no option ${option}.`, { hint: didYouMean(option, flags, 'Options are') })
  }
  const sentence = `${first.charAt(0).toUpperCase()}${first.slice(1).replace(/\.$/, '')}.`
  return new UserError(sentence, {
    hint: second?.replace(/^\((.*)\)$/, '$1') ?? `See ${command.name()} --help.`,
    cause: error,
  })
}
