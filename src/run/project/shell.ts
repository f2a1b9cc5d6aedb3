/**
 * A text as one word for a POSIX shell, which takes nothing in it for a command. Empty text becomes `''`.
 *
 * Agrees with `shlex.quote` of Python 3.11. It holds where a word may stand; between double quotes of a command the
 * quotes of a word end nothing, and `$(…)` in it is run.
 *
 * @example shellWord("it's") // `'it'"'"'s'`
 */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'"'"'`)}'`
}
