import type { Outcome, Result } from '../../src/core/result.ts'

/** The command that checks a single expectation again, as a POSIX shell reads it. Not in display form: it can be run. */
export function rerunCommand({ run }: Result, { id }: Outcome): string {
  const command = run.command.filter((word, at) => !isOnlyOption(word) && run.command[at - 1] !== '--only')
  return shellCommand([...command, '--only', id])
}

/** Words as a POSIX shell reads them back: quoted where they have to be. */
export function shellCommand(words: readonly string[]): string {
  return words.map(quoted).join(' ')
}

function isOnlyOption(word: string): boolean {
  return word === '--only' || word.startsWith('--only=')
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}
