import { dirname } from 'node:path'
import { unreadable } from '../core/errors.ts'
import { orExplain } from '../store/systemError.ts'
import { withoutCredentials } from '../core/credentials.ts'
import type { Io } from './io.ts'
import { type OutputStream, runInGroup } from './processGroup.ts'
import { printable } from './table.ts'

export interface GitContext {
  readonly folder: string
  readonly env: Io['env']
  readonly signal?: AbortSignal
  /** Transports that may be used, separated by colons. */
  readonly protocols?: string
}

/** Programs that a URL names (`ext::`) are not among them. */
export const safeProtocols = 'file:git:http:https:ssh'

/**
 * Runs the `git` binary and returns what it prints. It asks nobody for anything, and runs no hooks.
 *
 * @param what begins the sentence when git fails: `The project … could not be fetched`
 * @throws UserError with exit code 3 when git fails or is not there
 */
export async function git(args: readonly string[], context: GitContext, what: string): Promise<string> {
  const { folder, env, signal, protocols = safeProtocols } = context
  const output = { stdout: '', stderr: '' }
  const group = {
    cwd: folder,
    env: { ...withoutRepository(env), ...variables(folder, protocols) },
    signal,
    // A helper that keeps credentials lives longer than one command.
    endsLeftovers: false,
    onOutput: (line: string, stream: OutputStream) => {
      output[stream] += line
    },
  }
  const { code } = await orExplain(`${what}: git could not be started`, () =>
    runInGroup(['git', ...settings, ...args], group),
  )
  signal?.throwIfAborted()
  if (code !== 0) throw unreadable(`${what}: ${reasonIn(output.stderr, args)}`)
  return output.stdout
}

const settings = ['-c', 'core.hooksPath=/dev/null', '-c', 'gc.auto=0', '-c', 'advice.detachedHead=false']

/** Variables that let git neither ask, nor run what a URL says, nor heed a repository around the folder. */
function variables(folder: string, protocols: string): Io['env'] {
  return {
    LC_ALL: 'C',
    GIT_TERMINAL_PROMPT: '0',
    GIT_ALLOW_PROTOCOL: protocols,
    GIT_CEILING_DIRECTORIES: dirname(folder),
  }
}

/** Variables that tie git to a repository, as hooks have them. `git rev-parse --local-env-vars` lists them. */
const repositoryVariables = new Set([
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_COMMON_DIR',
  'GIT_DIR',
  'GIT_INDEX_FILE',
  'GIT_NAMESPACE',
  'GIT_OBJECT_DIRECTORY',
  'GIT_PREFIX',
  'GIT_SHALLOW_FILE',
  'GIT_WORK_TREE',
])

function withoutRepository(env: Io['env']): Io['env'] {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !repositoryVariables.has(name)))
}

/** The sentence in which git says why, without the credentials of the URLs that it was given. */
function reasonIn(stderr: string, args: readonly string[]): string {
  const lines = stderr.split(/[\n\r]+/).filter(line => line.trim() !== '')
  const line = lines.find(line => /^(?:fatal|error): /.test(line)) ?? lines.at(-1) ?? 'git did not say why'
  const secrets = args.flatMap(arg => /:\/\/([^/?#]+)@/.exec(arg)?.[1] ?? [])
  const masked = secrets.reduce((text, secret) => text.replaceAll(secret, '•••'), withoutCredentials(line))
  return printable(masked.replace(/^(?:fatal|error): /, '').replace(/\.?\s*$/, '.'))
}
