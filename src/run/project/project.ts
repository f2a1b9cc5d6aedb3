import { UserError, unreadable } from '../../core/errors.ts'
import { childOf } from '../config/keys.ts'
import { type ConfigMap, type ConfigNode, emptyMap, type Place, placePrefix } from '../config/node.ts'
import type { ConfigFile } from '../config/source.ts'
import { pythonText } from '../config/words.ts'

/** What an `MLproject` file says. */
export interface Project {
  readonly name?: string
  readonly environment?: ProjectEnvironment
  /** In the order of the file. */
  readonly entryPoints: ReadonlyMap<string, EntryPoint>
}

/** Where the packages of a project are listed. */
interface ProjectEnvironment {
  readonly kind: 'conda' | 'python' | 'docker'
  /** A file, relative to the project; the name of an image for `docker`. */
  readonly source: string
  /** `undefined` for a file that counts because it is there. */
  readonly at?: Place
}

export interface EntryPoint {
  readonly name: string
  /** In the order of the file. */
  readonly parameters: ReadonlyMap<string, Parameter>
  /** For bash, with placeholders `{name}`. */
  readonly command: string
  /** Where the command stands. */
  readonly at?: Place
}

export interface Parameter {
  /** `path` and `uri` are checked, all others are text. */
  readonly type: string
  /** As Python prints it; a parameter without one has to be given. */
  readonly default?: string
}

/** The project of a folder without an `MLproject` file, where only scripts can be run. */
export const emptyProject: Project = { entryPoints: new Map() }

/**
 * Reads an `MLproject` file. Keys that mean nothing here are ignored; a default of null is none. Numbers and truths are
 * text as Python prints them, dates as they are written.
 *
 * @param exists whether the project has a file of a name, relative to its folder
 * @throws UserError with line and column when the file is no project, or with exit code 3 when it names a file of
 *   packages that is not there
 * @see https://mlflow.org/docs/latest/ml/projects/ (`mlflow.projects._project_spec.load_project` of MLflow 3.17)
 */
export function projectFrom({ root }: ConfigFile, exists: (file: string) => boolean): Project {
  const content = mapOrNothing(root, 'A project')
  const name = childOf(content, 'name')
  const environment = environmentOf(content, exists)
  const entryPoints = mapOrNothing(childOf(content, 'entry_points'), 'entry_points')
  return {
    ...(name && !isNull(name) && { name: textOf(name, 'The name of a project') }),
    ...(environment && { environment }),
    entryPoints: new Map([...entryPoints.entries].map(([key, node]) => [key, entryPointOf(key, node)])),
  }
}

const environmentKeys = { conda_env: 'conda', python_env: 'python', docker_env: 'docker' } as const
const environmentFiles = { 'python_env.yaml': 'python', 'conda.yaml': 'conda' } as const

function environmentOf(
  content: ConfigMap,
  exists: (file: string) => boolean,
): ProjectEnvironment | undefined {
  const found = Object.entries(environmentKeys).flatMap(([key, kind]) => {
    const node = childOf(content, key)
    return node ? [{ key, kind, node }] : []
  })
  const [first, second] = found
  if (first && second)
    throw refused(
      second.node,
      `A project has one environment, and this one has ${first.key} and ${second.key}.`,
    )
  if (first && !isEmpty(first.node)) return namedEnvironment(first, exists)
  const file = Object.entries(environmentFiles).find(([name]) => exists(name))
  return file && { kind: file[1], source: file[0] }
}

function namedEnvironment(
  {
    key,
    kind,
    node,
  }: { readonly key: string; readonly kind: ProjectEnvironment['kind']; readonly node: ConfigNode },
  exists: (file: string) => boolean,
): ProjectEnvironment {
  const { at } = node
  if (kind === 'docker') {
    const image = childOf(node, 'image')
    if (image && !isNull(image)) return { kind, source: textOf(image, 'The image of docker_env'), at }
    throw refused(node, 'docker_env names no image.', 'Write docker_env: {image: NAME}.')
  }
  const source = textOf(node, key)
  if (exists(source)) return { kind, source, at }
  throw unreadable(`${placePrefix(at)}${key} names ${source}, and there is no such file in the project.`)
}

function entryPointOf(name: string, node: ConfigNode): EntryPoint {
  const content = mapOrNothing(node, `The entry point ${name}`)
  const command = childOf(content, 'command')
  if (!command || isNull(command)) throw refused(node, `The entry point ${name} has no command.`)
  const parameters = mapOrNothing(childOf(content, 'parameters'), `The parameters of ${name}`)
  return {
    name,
    parameters: new Map([...parameters.entries].map(([key, value]) => [key, parameterOf(key, value)])),
    command: textOf(command, `The command of ${name}`),
    at: command.at,
  }
}

function parameterOf(name: string, node: ConfigNode): Parameter {
  if (node.kind === 'scalar' && typeof node.value === 'string') return { type: node.value }
  if (node.kind !== 'map')
    throw refused(
      node,
      `The parameter ${name} has no type.`,
      `Write ${name}: string, or ${name}: {type, default}.`,
    )
  const [type, value] = [childOf(node, 'type'), childOf(node, 'default')]
  return {
    type: type && !isNull(type) ? textOf(type, `The type of ${name}`) : 'string',
    ...(value && !isNull(value) && { default: defaultOf(name, value) }),
  }
}

function defaultOf(name: string, node: ConfigNode): string {
  if (node.kind === 'scalar') return pythonText(node)
  throw refused(node, `The default of ${name} is no single value.`, 'Quote it to pass it on as text.')
}

/** @param what begins the sentence that says what is wrong */
function mapOrNothing(node: ConfigNode | undefined, what: string): ConfigMap {
  if (node === undefined || isNull(node)) return emptyMap
  if (node.kind === 'map') return node
  throw refused(node, `${what} has to be a mapping of keys to values.`)
}

function textOf(node: ConfigNode, what: string): string {
  if (node.kind === 'scalar' && typeof node.value === 'string') return node.value
  throw refused(node, `${what} has to be text.`)
}

/** Python takes neither for a value. */
function isEmpty(node: ConfigNode): boolean {
  return isNull(node) || (node.kind === 'scalar' && node.value === '')
}

function isNull(node: ConfigNode): boolean {
  return node.kind === 'scalar' && node.value === null
}

function refused({ at }: ConfigNode, text: string, hint?: string): UserError {
  return new UserError(`${placePrefix(at)}${text}`, { hint })
}
