import { styleText } from 'node:util'

type Environment = Readonly<Record<string, string | undefined>>

interface ColorOptions {
  /** `--color` and `--no-color`; absent when neither was given. */
  readonly flag?: boolean
  readonly env: Environment
  /** Whether the text goes to a terminal. */
  readonly isTTY: boolean
}

/**
 * Whether to colour. The first that has an opinion decides: the flag, `NO_COLOR` (any text), `FORCE_COLOR` (off with
 * `0` or `false`), the logs of GitHub Actions and GitLab, which show colours without being a terminal, the terminal.
 *
 * @see https://no-color.org
 */
export function colorEnabled({ flag, env, isTTY }: ColorOptions): boolean {
  if (flag !== undefined) return flag
  if (isSet(env.NO_COLOR)) return false
  if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false'
  if (isSet(env.GITHUB_ACTIONS) || isSet(env.GITLAB_CI)) return true
  return isTTY && env.TERM !== 'dumb'
}

/**
 * Whether glyphs outside ASCII arrive: not on the Linux console, not in a locale that says otherwise. A missing locale
 * is usual in containers, whose logs are UTF-8.
 */
export function unicodeEnabled(env: Environment): boolean {
  const locale = [env.LC_ALL, env.LC_CTYPE, env.LANG].find(isSet)
  return env.TERM !== 'linux' && (locale === undefined || /utf-?8/i.test(locale))
}

export type Tone = 'red' | 'yellow' | 'green' | 'bold' | 'dim'
export type Paint = (text: string, tone?: Tone) => string

/** Colours text, or leaves it alone. Whether to colour is decided by `colorEnabled`, not by the stream. */
export function painter(color: boolean): Paint {
  return (text, tone) =>
    color && tone !== undefined && text !== '' ? styleText(tone, text, { validateStream: false }) : text
}

function isSet(value: string | undefined): value is string {
  return value !== undefined && value !== ''
}
