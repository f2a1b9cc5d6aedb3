import type { Outcome, Result } from '../../src/core/result.ts'

/** The command that checks a single expectation again, as a shell reads it. */
export function rerunCommand({ run }: Result, { id }: Outcome): string {
  const command = run.command.filter(
    (word, at) => !isLeftOut(word) && !leftOut.includes(run.command[at - 1] ?? ''),
  )
  return shellCommand([...command, '--only', id])
}

/**
 * Words as a shell reads them back: quoted where they have to be. What cannot be seen is written as an escape, so the
 * command can be shown and pasted.
 *
 * @see https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html Dollar-Single-Quotes
 */
export function shellCommand(words: readonly string[]): string {
  return words.map(quoted).join(' ')
}

/** Options with a value that have no place in it: other checks, and files of rows that would be replaced. */
const leftOut: readonly string[] = ['--only', '--failures', '--quarantine']

function isLeftOut(word: string): boolean {
  return leftOut.some(option => word === option || word.startsWith(`${option}=`))
}

const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu

function quoted(word: string): string {
  if (word.search(unseen) >= 0) return `$'${word.replace(/[\\']/g, '\\$&').replace(unseen, escaped)}'`
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}

function escaped(character: string): string {
  const code = character.codePointAt(0) ?? 0
  return code > 0xffff
    ? `\\U${code.toString(16).padStart(8, '0')}`
    : `\\u${code.toString(16).padStart(4, '0')}`
}
