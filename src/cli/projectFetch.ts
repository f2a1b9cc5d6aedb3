import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { UserError, unreadable } from '../core/errors.ts'
import { formatList } from '../core/format.ts'
import { didYouMean } from '../core/suggest.ts'
import { hasCode, orExplain } from '../store/systemError.ts'
import { withoutCredentials } from '../core/credentials.ts'
import { git, type GitContext, safeProtocols } from './git.ts'
import type { Io } from './io.ts'
import { printable } from './table.ts'

export interface Wanted {
  readonly url: string
  /** A branch, a tag or a commit; what the repository has as HEAD when absent. */
  readonly version?: string
  readonly cwd: string
  readonly env: Io['env']
  readonly signal?: AbortSignal
}

/** A commit that was checked out; its folder is for reading only, others use it too. */
export interface Checkout {
  readonly folder: string
  /** In full. */
  readonly commit: string
}

/**
 * Checks a commit out of a repository, once: it is kept in `projects` below `MLCHECK_HOME`, else in the user's cache.
 *
 * @throws UserError when the URL or the version is no such thing, or with exit code 3 when it cannot be fetched
 */
export async function fetchProject(wanted: Wanted): Promise<Checkout> {
  const { url, version, cwd, env, signal } = wanted
  ensureSafe(url, version)
  const cache = cacheFolder(cwd, env)
  const known = version?.toLowerCase() ?? ''
  if (isFullCommit(known) && existsSync(join(cache, known)))
    return { folder: join(cache, known), commit: known }
  await orExplain(`${cache} could not be made`, () => mkdir(cache, { recursive: true }))
  const folder = await orExplain(`${cache} could not be written to`, () => mkdtemp(join(cache, '.fetch-')))
  try {
    const context = { folder, env, signal }
    const ref = refOf(await remoteRefs(url, context), wanted)
    if (existsSync(join(cache, ref.commit))) return { folder: join(cache, ref.commit), commit: ref.commit }
    const commit = await checkOut(ref, url, context)
    await keep(folder, join(cache, commit))
    return { folder: join(cache, commit), commit }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function cacheFolder(cwd: string, env: Io['env']): string {
  if (env.MLCHECK_HOME) return resolve(cwd, env.MLCHECK_HOME, 'projects')
  const caches = env.XDG_CACHE_HOME || join(env.HOME || homedir(), '.cache')
  return resolve(cwd, caches, 'mlcheck', 'projects')
}

/** @throws UserError when git could take the text for an option, or would run what it says */
function ensureSafe(url: string, version: string | undefined): void {
  const [, scheme] = /^([a-z][a-z0-9+.-]*):(?::|\/\/)/i.exec(url) ?? []
  if (url.startsWith('-') || url.includes('\0')) throw new UserError(`${url} is no URL.`)
  if (scheme !== undefined && !safeProtocols.split(':').includes(scheme.toLowerCase()))
    throw new UserError(`Projects are not fetched with ${scheme}.`, {
      hint: `URLs begin with ${safeProtocols.split(':').join('://, ')}://, or are user@host:path.`,
    })
  if (version !== undefined && /^-|^$|\0/.test(version))
    throw new UserError(`${version === '' ? "''" : version} is no branch, tag or commit.`)
}

/** A name that git can fetch, and the commit that it means. */
interface Ref {
  readonly name: string
  /** In full, or the beginning that was given. */
  readonly commit: string
}

/** Names of the repository → commits. Annotated tags have their commit below `name^{}`. */
async function remoteRefs(url: string, context: GitContext): Promise<ReadonlyMap<string, string>> {
  const listed = await git(['ls-remote', '--quiet', '--', url], context, failing(url))
  const lines = listed.split('\n').map(line => line.split('\t'))
  return new Map(lines.flatMap(([commit, name]) => (commit && name ? [[name, commit]] : [])))
}

function refOf(refs: ReadonlyMap<string, string>, { url, version = 'HEAD' }: Wanted): Ref {
  for (const name of [version, `refs/tags/${version}`, `refs/heads/${version}`]) {
    const commit = refs.get(`${name}^{}`) ?? refs.get(name)
    if (commit !== undefined) return { name, commit }
  }
  if (/^[0-9a-f]{4,64}$/i.test(version)) return { name: version.toLowerCase(), commit: version.toLowerCase() }
  throw unknownVersion(refs, url, version)
}

function unknownVersion(refs: ReadonlyMap<string, string>, url: string, version: string): UserError {
  const shown = withoutCredentials(url)
  if (refs.size === 0) return unreadable(`There are no commits in ${shown}.`)
  const all = [...refs.keys()].flatMap(
    name => /^refs\/(?:heads|tags)\/(.*?)(?:\^\{\})?$/.exec(name)?.[1] ?? [],
  )
  const names = [...new Set(all)].map(printable)
  if (version === 'HEAD')
    return unreadable(`${shown} does not say which branch is its main one.`, {
      hint: `Name one with --version: ${formatList(names, 12)}.`,
    })
  return unreadable(`There is no branch, tag or commit ${version} in ${shown}.`, {
    hint: didYouMean(version, names, 'There are'),
  })
}

/** Fetches a ref into the new repository of a folder, checks it out, and returns its commit. */
async function checkOut({ name, commit }: Ref, url: string, context: GitContext): Promise<string> {
  const what = failing(url)
  await git(['init', '--quiet', '--template='], context, what)
  const isShort = name === commit && !isFullCommit(commit)
  const found = isShort ? await fetchAll(url, commit, context) : await fetchOne(name, url, context)
  await git(['checkout', '--quiet', '--detach', found], context, what)
  if (existsSync(join(context.folder, '.gitmodules'))) await fetchSubmodules(url, context)
  return found
}

async function fetchOne(name: string, url: string, context: GitContext): Promise<string> {
  const what = failing(url)
  try {
    await git(['fetch', '--quiet', '--no-tags', '--depth', '1', '--', url, name], context, what)
  } catch (error) {
    if (!isFullCommit(name) || context.signal?.aborted) throw error
    // Some servers hand out branches and tags only.
    return fetchAll(url, name, context)
  }
  return (await git(['rev-parse', '--verify', 'FETCH_HEAD^{commit}'], context, what)).trim()
}

async function fetchAll(url: string, commit: string, context: GitContext): Promise<string> {
  const refs = ['+refs/heads/*:refs/remotes/origin/*', '+refs/tags/*:refs/tags/*']
  await git(['fetch', '--quiet', '--', url, ...refs], context, failing(url))
  try {
    return (await git(['rev-parse', '--verify', `${commit}^{commit}`], context, failing(url))).trim()
  } catch (cause) {
    context.signal?.throwIfAborted()
    throw unreadable(`There is no branch, tag or commit ${commit} in ${withoutCredentials(url)}.`, {
      hint: isFullCommit(commit) ? undefined : 'Where several commits begin so, give more of the one.',
      cause,
    })
  }
}

/** What a repository from elsewhere names may not be a folder of this machine. */
async function fetchSubmodules(url: string, context: GitContext): Promise<void> {
  const protocols = /^file:/i.test(url) ? safeProtocols : safeProtocols.replace('file:', '')
  const args = ['-c', `remote.origin.url=${url}`, 'submodule', '--quiet', 'update', '--init', '--recursive']
  await git(
    args,
    { ...context, protocols },
    `The submodules of ${withoutCredentials(url)} could not be fetched`,
  )
}

/** Whoever comes second leaves what is there. */
async function keep(folder: string, target: string): Promise<void> {
  try {
    await rename(folder, target)
  } catch (error) {
    if (!hasCode(error, 'ENOTEMPTY', 'EEXIST')) throw error
  }
}

function isFullCommit(text: string): boolean {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text)
}

function failing(url: string): string {
  return `The project ${withoutCredentials(url)} could not be fetched`
}
