import type { Command, CommanderError } from 'commander'
import { display } from '../../reports/text/display.ts'
import { UserError } from '../core/errors.ts'
import { didYouMean } from '../core/suggest.ts'

interface Output {
  readonly stdout: (text: string) => void
  readonly stderr: (text: string) => void
  readonly columns?: number
}

/**
 * Lets a command, and the subcommands that are added to it afterwards, write to `output` and throw instead of
 * ending the process: a `UserError` for a usage error, a `CommanderError` after help or the version was shown.
 */
export function boundTo({ stdout, stderr, columns = 80 }: Output, command: Command): Command {
  return command
    .configureOutput({
      writeOut: stdout,
      writeErr: stderr,
      outputError: () => undefined,
      getOutHelpWidth: () => columns,
      getErrHelpWidth: () => columns,
    })
    .exitOverride(error => {
      throw error.exitCode === 0 || error.message === '(outputHelp)' ? error : usageError(error, command)
    })
}

/** Commander's sentences in the house's form: what was typed, why it is wrong, and the closest option or choice. */
function usageError(cause: CommanderError, command: Command): UserError {
  const [first = '', second] = cause.message.replace(/^error: /, '').split('\n')
  const help = `${command.name()} --help shows what is possible.`
  const [, option] = /unknown option '(-[^'=]+)/.exec(first) ?? []
  if (option !== undefined) return unknownOption(option, command)
  const [, lacking] = /option '(?:-\w, )?(--[\w-]+)[^']*' argument missing/.exec(first) ?? []
  if (lacking !== undefined) return new UserError(`${lacking} lacks its value.`, { hint: help })
  const [, flag, given, reason] =
    /option '(?:-\w, )?(--[\w-]+)[^']*' argument '(.*)' is invalid\. (.*)/s.exec(first) ?? []
  if (flag !== undefined && given !== undefined && reason !== undefined)
    return impossibleValue(flag, given, reason)
  const sentence = `${first.charAt(0).toUpperCase()}${first.slice(1).replace(/\.$/, '')}.`
  return new UserError(sentence, { hint: second?.replace(/^\((.*)\)$/, '$1') ?? help, cause })
}

function unknownOption(option: string, command: Command): UserError {
  const commands = [command, ...command.commands]
  const flags = [...new Set(commands.flatMap(each => each.options.flatMap(({ long }) => long ?? [])))]
  return new UserError(`There is no option ${option}.`, { hint: didYouMean(option, flags, 'Options are') })
}

function impossibleValue(flag: string, given: string, reason: string): UserError {
  const typed = `${flag} ${given === '' ? "''" : display(given, 256)} is not possible.`
  const [, choices] = /Allowed choices are (.*)\./.exec(reason) ?? []
  if (choices === undefined) return new UserError(`${typed} ${reason}`)
  return new UserError(typed, { hint: didYouMean(given, choices.split(', ')) })
}
