import { constants } from 'node:fs'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { UserError, unreadable } from '../core/errors.ts'
import { orExplain } from '../store/systemError.ts'
import { withoutCredentials } from '../core/credentials.ts'
import type { Io } from './io.ts'
import { fetchProject } from './projectFetch.ts'
import { folderWithin, projectSourceIn } from './projectSource.ts'

interface Origin {
  /** A branch, a tag or a commit of a git URL. */
  readonly version?: string
  readonly cwd: string
  readonly env: Io['env']
  readonly signal?: AbortSignal
}

export interface ProjectFolder {
  /** Absolute. */
  readonly folder: string
  /** As messages call it. */
  readonly shown: string
  /** In full; `undefined` for a folder of this machine. */
  readonly commit?: string
}

/**
 * Calls `work` with the folder of a project: the folder itself, or for a git URL a copy that is removed afterwards, so
 * that no run finds what another one left.
 *
 * @param text a folder or a git URL, and behind `#` a folder in it
 * @throws UserError when it is neither, a folder is given a version, or `#` leads outside; with exit code 3 when
 *   something is not there or cannot be fetched
 */
export async function withProjectFolder<T>(
  text: string,
  origin: Origin,
  work: (project: ProjectFolder) => Promise<T>,
): Promise<T> {
  const { cwd, version } = origin
  const source = projectSourceIn(text, cwd)
  if (!source) throw unreadable(`There is no folder ${text}.`)
  const { kind, location, subfolder } = source
  if (kind === 'git') return withCopy(location, subfolder, origin, work)
  if (version !== undefined)
    throw new UserError(`${text} is a folder, and only git URLs have versions.`, {
      hint: 'Check the version out, or give the folder as a URL: file:///PATH.',
    })
  const folder = folderWithin(location, subfolder)
  return work({ folder, shown: relative(cwd, folder) })
}

async function withCopy<T>(
  url: string,
  subfolder: string,
  origin: Origin,
  work: (project: ProjectFolder) => Promise<T>,
): Promise<T> {
  const { folder: original, commit } = await fetchProject({ url, ...origin })
  const shown = `${withoutCredentials(url)}${subfolder === '' ? '' : `#${subfolder}`}`
  folderWithin(original, subfolder)
  const copy = await mkdtemp(join(tmpdir(), 'mlcheck-project-'))
  try {
    const options = { recursive: true, verbatimSymlinks: true, mode: constants.COPYFILE_FICLONE }
    await orExplain(`${shown} could not be copied to ${copy}`, () => cp(original, copy, options))
    origin.signal?.throwIfAborted()
    return await work({ folder: folderWithin(copy, subfolder), shown, commit })
  } finally {
    await rm(copy, { recursive: true, force: true })
  }
}
