import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { unreadable } from '../core/errors.ts'
import { resolveArtifact } from '../store/index.ts'
import { type Model, modelFrom, readModel } from '../stages/model/folder.ts'
import type { Io } from './io.ts'
import { isFolder } from './projectFiles.ts'

/** A model, and what it is called. */
export interface NamedModel {
  readonly model: Model
  readonly title: string
  /** The absolute folder that holds it. */
  readonly folder: string
}

/**
 * The model that a text names: a folder of one, or an artifact.
 *
 * @throws UserError with exit code 3 when there is none
 */
export async function modelNamed(text: string, io: Io): Promise<NamedModel> {
  const folder = resolve(io.cwd, text)
  if (isFolder(folder)) {
    const path = join(folder, 'model.mlcheck.json')
    if (!existsSync(path)) throw unreadable(`${text} is no model: it has no model.mlcheck.json.`)
    return { model: await modelFrom(path, text), title: text, folder }
  }
  const context = { cwd: io.cwd, env: io.env, warn: (warning: string) => io.stderr(`warning: ${warning}\n`) }
  const { artifact, paths, close } = await resolveArtifact(text, context)
  try {
    const model = await readModel({ ...artifact, paths })
    const marker = paths.find(path => path.endsWith('/MLmodel')) ?? ''
    return { model, title: `${artifact.name}:${artifact.version}`, folder: resolve(marker, '..') }
  } finally {
    await close()
  }
}
