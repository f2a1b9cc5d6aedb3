import { realpathSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { UserError, unreadable } from '../core/errors.ts'
import { isFolder, projectFileIn } from './projectFiles.ts'

/** Where a project is. */
export interface ProjectSource {
  readonly kind: 'folder' | 'git'
  /** An absolute folder, or a URL that git knows. */
  readonly location: string
  /** Behind `#`; empty for the project's own folder. */
  readonly subfolder: string
}

/**
 * Where a text says that a project is: a folder that is there, or a git URL; `undefined` for every other text. A git
 * URL has a scheme, or a colon before the first slash. What sets a value, as in `db@a:b=c`, is none.
 */
export function projectSourceIn(text: string, cwd: string): ProjectSource | undefined {
  const [, place = '', subfolder = ''] = /^([^#]*)#?(.*)$/s.exec(text) ?? []
  const folder = resolve(cwd, place)
  if (place !== '' && isFolder(folder)) return { kind: 'folder', location: folder, subfolder }
  const isGit = /^[a-z][a-z0-9+.-]*:\/\//i.test(place) || /^[^/=:]+:[^=]*$/.test(place)
  return isGit ? { kind: 'git', location: place, subfolder } : undefined
}

/** Whether a text names a project: a git URL, or a folder with an `MLproject` file. */
export function isProject(text: string, cwd: string): boolean {
  const source = projectSourceIn(text, cwd)
  if (source?.kind !== 'folder') return source !== undefined
  const folder = join(source.location, source.subfolder)
  return isFolder(folder) && projectFileIn(folder) !== undefined
}

/**
 * The folder within a project.
 *
 * @throws UserError when it lies outside, also through a link, or with exit code 3 when it is not there
 */
export function folderWithin(project: string, subfolder: string): string {
  const folder = join(project, subfolder)
  const outside = new UserError(`The folder ${subfolder} is not within the project.`)
  if (isOutside(project, folder)) throw outside
  if (!isFolder(folder)) throw unreadable(`The project has no folder ${subfolder}.`)
  if (isOutside(realpathSync(project), realpathSync(folder))) throw outside
  return folder
}

function isOutside(parent: string, folder: string): boolean {
  const path = relative(parent, folder)
  return path === '..' || path.startsWith('../')
}
