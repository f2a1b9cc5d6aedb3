import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { messageOf, unreadable } from '../core/errors.ts'
import { emptyProject, type Project, projectFrom } from '../run/project/project.ts'
import { configFromYaml } from './configYaml.ts'

/**
 * The `MLproject` file of a folder, in any case; `undefined` where there is none.
 *
 * @throws UserError with exit code 3 when the folder cannot be read
 */
export function projectFileIn(folder: string): string | undefined {
  const names = namesIn(folder).filter(name => name.toLowerCase() === 'mlproject')
  return [...names].sort().find(name => statSync(join(folder, name), { throwIfNoEntry: false })?.isFile())
}

/**
 * The project of a folder; without an `MLproject` file one that has scripts only.
 *
 * @param shown as messages call the folder
 * @throws UserError when the file is no project, with exit code 3 when it cannot be read
 */
export function readProject(folder: string, shown: string): Project {
  if (!isFolder(folder)) throw unreadable(`There is no folder ${shown}.`)
  const name = projectFileIn(folder)
  if (name === undefined) return emptyProject
  const file = shown === '' ? name : `${shown}/${name}`
  return projectFrom(configFromYaml(textOf(join(folder, name), file), file), other =>
    existsSync(join(folder, other)),
  )
}

export function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch (cause) {
    throw unreadable(`The folder ${folder} could not be read: ${messageOf(cause)}`, { cause })
  }
}

function textOf(path: string, shown: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    throw unreadable(`${shown} could not be read: ${messageOf(cause)}`, { cause })
  }
}
