import { UserError, unreadable } from '../../core/errors.ts'
import { formatList } from '../../core/format.ts'
import { closest } from '../../core/suggest.ts'
import { placePrefix } from '../config/node.ts'
import type { EntryPoint, Parameter } from './project.ts'
import { shellWord } from './shell.ts'
import { filled } from './template.ts'
import { localPathIn, schemeOf } from './uri.ts'

export interface Given {
  /** In the order in which they were given. */
  readonly values: ReadonlyMap<string, string>
  /** The absolute path of a file or folder; `undefined` where there is none. */
  readonly absolutePath: (path: string) => string | undefined
}

/**
 * The command line for bash that runs an entry point: each value is one word, and what is no parameter of the entry
 * point follows as `--name value`, in the order in which it was given.
 *
 * @throws UserError when a parameter has no value, a `uri` is none, or the command has another placeholder; with exit
 *   code 3 when a `path` is not there
 * @see `mlflow.projects._project_spec.EntryPoint.compute_command` of MLflow 3.17
 */
export function commandOf(entryPoint: EntryPoint, { values, absolutePath }: Given): string {
  const { name, parameters, command, at } = entryPoint
  ensureComplete(entryPoint, values)
  const words = new Map<string, string>()
  for (const [key, parameter] of parameters) {
    const value = values.get(key) ?? parameter.default ?? ''
    words.set(key, wordOf(key, checked(key, value, parameter, absolutePath)))
  }
  const others = [...values].filter(([key]) => !parameters.has(key))
  const extra = others.map(([key, value]) => ` --${wordOf(key, key)} ${wordOf(key, value)}`)
  try {
    return filled(command, words) + extra.join('')
  } catch (cause) {
    if (!(cause instanceof UserError)) throw cause
    throw new UserError(`${placePrefix(at)}In the command of ${name}, ${cause.message}`, {
      hint: cause.hint,
      cause,
    })
  }
}

function ensureComplete({ name, parameters }: EntryPoint, values: ReadonlyMap<string, string>): void {
  const lacking = [...parameters].flatMap(([key, parameter]) =>
    parameter.default === undefined && !values.has(key) ? [key] : [],
  )
  const [first] = lacking
  if (first === undefined) return
  const unknown = closest(
    first,
    [...values.keys()].filter(key => !parameters.has(key)),
  )
  const guess = unknown === undefined ? '' : `${unknown} is no parameter of it. `
  throw new UserError(`The entry point ${name} needs a value for ${formatList(lacking, 12)}.`, {
    hint: `${guess}Give it with -P ${first}=VALUE.`,
  })
}

function checked(
  name: string,
  value: string,
  { type }: Parameter,
  absolutePath: Given['absolutePath'],
): string {
  if (type === 'uri' && schemeOf(value) === undefined)
    throw new UserError(`The parameter ${name} is a URI, and ${quoted(value)} is none.`, {
      hint: 'A URI begins with a scheme, as in https://example.org/data.csv.',
    })
  return type === 'path' ? existing(name, value, absolutePath) : value
}

function existing(name: string, value: string, absolutePath: Given['absolutePath']): string {
  const path = localPathIn(value)
  if (path === undefined)
    throw new UserError(`The parameter ${name} is a path, and ${quoted(value)} is not on this machine.`, {
      hint: 'URIs are not downloaded for it: give a local file, or ./NAME for a name with a colon.',
    })
  const absolute = path === '' ? undefined : absolutePath(path)
  if (absolute !== undefined) return absolute
  throw unreadable(`The parameter ${name} is a path, and there is no file or folder ${quoted(value)}.`)
}

function wordOf(name: string, value: string): string {
  if (!value.includes('\0')) return shellWord(value)
  throw new UserError(`The value of ${name} has a null character, which no program can be given.`)
}

function quoted(text: string): string {
  return JSON.stringify(text)
}
